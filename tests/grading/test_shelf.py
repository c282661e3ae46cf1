"""An assignment's files on a machine: laid out once, whole or not at all."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from base64 import b64encode
from pathlib import Path

import numpy as np
import pytest

from autograder.datasets.storage import write_npz
from autograder.errors import MaterialError
from autograder.grading import shelf
from autograder.grading.shelf import is_laid_out, lay_out
from autograder.kernels.material import Material

SCRIPT = """
import numpy as np

def make(public, withheld, mnist, rng):
    (x_train, y_train), (x_test, y_test) = mnist
    chosen = rng.permutation(len(x_test))[:5]
    np.savetxt(public / "test.csv", x_test[chosen].reshape(5, -1), fmt="%d", delimiter=",")
    np.savetxt(withheld / "labels.csv", y_test[chosen], fmt="%d")
"""
SECRET = "1f" * 32


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A cache of this test's own, and a folder of very small data sets."""
    monkeypatch.setenv("AUTOGRADER_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "official-1"
    folder.mkdir()
    images = np.random.default_rng(0).integers(0, 256, (50, 4, 4), np.uint8)
    labels = np.arange(50, dtype=np.uint8)
    write_npz(folder / "mnist.npz", ((images, labels), (images, labels)))
    return folder


def text(content):
    return b64encode(content.encode()).decode()


def files(found):
    return {p.relative_to(found.folder).as_posix(): p.read_text() for p in found.folder.rglob("*") if p.is_file()}


def left():
    """What lies where shelves are, but for locks."""
    return [path.name for path in (Path(os.environ["AUTOGRADER_CACHE"]) / "assignments").iterdir() if path.suffix != ".lock"]  # fmt: skip


def test_without_files_there_is_no_shelf(data):
    """Most assignments need none."""
    assert lay_out(Material(), data) is None


def test_files_are_laid_out(data):
    """Public and withheld ones apart, in folders as they were."""
    material = Material({"a/b.csv": text("b")}, {"labels.csv": text("7")})
    found = lay_out(material, data)
    assert files(found) == {"public/a/b.csv": "b", "withheld/labels.csv": "7"}
    assert lay_out(material, None).folder != found.folder


def test_a_script_makes_files_from_the_data_and_the_secret(data):
    """The same secret gives the same files, another one others; what was committed is there already."""
    material = Material({"a.csv": text("a")}, {}, SCRIPT, SECRET)
    assert not is_laid_out(material, data)
    first = lay_out(material, data)
    assert is_laid_out(material, data)
    found = files(first)
    assert found.keys() == {"public/a.csv", "public/test.csv", "withheld/labels.csv"}
    shutil.rmtree(first.folder)
    assert files(lay_out(material, data)) == found
    other = lay_out(Material({"a.csv": text("a")}, {}, SCRIPT, "2e" * 32), data)
    assert other.folder != first.folder
    assert files(other)["withheld/labels.csv"] != found["withheld/labels.csv"]


def test_each_kind_of_data_has_its_own(data, tmp_path):
    """Official and rehearsal data are never mixed up."""
    other = shutil.copytree(data, tmp_path / "rehearsal-1")
    material = Material({}, {}, SCRIPT, SECRET)
    assert lay_out(material, data).folder != lay_out(material, other).folder


def test_nobody_writes_to_what_is_laid_out_and_no_other_user_reads_it(data):
    """Files are read-only, and the folder above them is closed."""
    found = lay_out(Material({}, {}, SCRIPT, SECRET), data)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in found.folder.rglob("*") if path.is_file()}
    assert modes == {0o444}
    assert stat.S_IMODE(found.folder.parent.stat().st_mode) == 0o700


SAY = """
import json, sys
from pathlib import Path
from autograder.grading.shelf import lay_out
from autograder.kernels.material import Material

script, secret, data = json.loads(sys.argv[1])
print(lay_out(Material({}, {}, script, secret), Path(data)).folder)
"""
COUNTING = """
def make(public, withheld, mnist, rng):
    import time
    with open({log!r}, "a") as log:
        log.write("made ")
    (public / "a.csv").write_text("begun")
    time.sleep({seconds})
    (public / "a.csv").write_text("done")
"""


def ask(script, data):
    return subprocess.Popen(
        [sys.executable, "-c", SAY, json.dumps([script, SECRET, str(data)])], stdout=subprocess.PIPE, text=True
    )


def test_several_workers_make_it_once(data, tmp_path):
    """All of them wait for the first, and get the same."""
    script = COUNTING.format(log=str(tmp_path / "log"), seconds=1)
    asked = [ask(script, data) for _ in range(4)]
    folders = {process.communicate(timeout=60)[0].strip() for process in asked}
    assert len(folders) == 1
    assert (tmp_path / "log").read_text() == "made "
    assert (Path(folders.pop()) / "public" / "a.csv").read_text() == "done"


def test_who_is_killed_leaves_nothing_half_done(data, tmp_path):
    """The next one makes it from the beginning."""
    script = COUNTING.format(log=str(tmp_path / "log"), seconds=2)
    first = ask(script, data)
    while not (tmp_path / "log").exists():
        time.sleep(0.02)
    first.send_signal(signal.SIGKILL)
    first.wait()
    material = Material({}, {}, script, SECRET)
    assert not is_laid_out(material, data)
    assert files(lay_out(material, data)) == {"public/a.csv": "done"}
    assert (tmp_path / "log").read_text() == "made made "


FAILURES = {
    "def make(public, withheld, mnist, rng):\n    raise ValueError('too few images')": "data.py: line 2: ValueError: too few images",
    "def make(:": "data.py: line 1: SyntaxError",
    "import nothing_like_that": "data.py: line 1: ModuleNotFoundError: No module named 'nothing_like_that'",
    "x = 1": "it has no function make\\(public, withheld, mnist, rng\\)",
    "def make(public): pass": "TypeError: make\\(\\) takes 1 positional argument",
    "def make(*others):\n    import os\n    os._exit(3)": "ended with status 3",
    "def make(*others):\n    import sys\n    sys.exit('no more')": "no more",
    "def make(public, *others):\n    (public / 'a').symlink_to('/etc/hostname')": "a, which is no ordinary file",
    "def make(public, withheld, *others):\n    for folder in (public, withheld):\n        (folder / f'{folder.name}.csv').write_text('7')": "The public file public.csv holds the same as the withheld file withheld.csv",
}  # fmt: skip


@pytest.mark.parametrize("script", FAILURES)
def test_a_script_that_fails_is_told_in_its_own_words(data, script):
    """One sentence with the line of the script; nothing is left, and the next try begins anew."""
    with pytest.raises(MaterialError, match=FAILURES[script]) as caught:
        lay_out(Material({}, {}, script, SECRET), data)
    assert SECRET not in str(caught.value)
    assert left() == []


def test_an_endless_script_is_ended(data, monkeypatch):
    """The message says how long was waited."""
    monkeypatch.setattr(shelf, "MAKING_SECONDS", 2)
    with pytest.raises(MaterialError, match="did not come to an end in 2 seconds"):
        lay_out(Material({}, {}, "def make(*others):\n    while True: pass", SECRET), data)
    assert left() == []


def test_without_data_sets_a_script_cannot_run(data):
    """It is said instead of tried."""
    with pytest.raises(MaterialError, match="this run has none"):
        lay_out(Material({}, {}, SCRIPT, SECRET), None)


def test_what_nobody_uses_any_more_is_taken_away(data):
    """A month after its last use, when something else is laid out; what is used stays."""
    old, used, new = ({"a.csv": text(name)} for name in ("old", "used", "new"))
    folders = [lay_out(Material(public), data).folder for public in (old, used)]
    month = time.time() - shelf.UNUSED_SECONDS - 60
    for folder in folders:
        os.utime(folder, (month, month))
    lay_out(Material(used), data)
    lay_out(Material(new), data)
    assert not folders[0].exists()
    assert folders[1].exists()
    assert len(left()) == 2

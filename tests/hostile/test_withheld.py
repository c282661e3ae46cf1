"""A withheld label cannot be found from a student's kernel: everything that it can read is looked through for it."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.course import Limits
from autograder.grading.shelf import lay_out
from autograder.kernels.job import Job
from autograder.kernels.material import Material
from autograder.kernels.sandbox import available

pytestmark = pytest.mark.skipif(bool(available()), reason=available())

SCRIPT = """
def make(public, withheld, mnist, rng):
    words = [f"LABEL{number:015d}" for number in rng.integers(0, 10**15, 200)]
    (withheld / "labels.csv").write_text("\\n".join(words))
    (public / "test.csv").write_bytes(b"0,1,2\\n" * 2_000_000)
"""
SECRET = "5ec2e7" + "0f" * 29


@dataclass(frozen=True)
class Prey:
    """What is hunted for.

    Args:
        script: text of the `data.py` that makes it.
        file: the withheld file that holds it.
        wanted: how it begins, and a regular expression for what follows; so written that neither finds itself.
    """

    script: str
    file: str
    wanted: dict[str, str]

    def found(self, text: str) -> bool:
        """Whether it, or the secret, stands in a text, with line ends as they are or as Python writes them."""
        lines = text.replace("\\n", "\n")
        return any(re.search(re.escape(beginning) + rest, lines) for beginning, rest in self.wanted.items())


OF_SECRET = {"5ec2e7": "(?:0f){29}"}
PREYS = {
    "words": Prey(SCRIPT, "labels.csv", {"LABEL": r"\d{15}", **OF_SECRET}),
    "kaggle-digits": Prey(
        (Path(__file__).parents[2] / "notebooks" / "kaggle-digits" / "data.py").read_text(),
        "solution.csv",
        {
            "\n2,": r"\d\r?\n3,\d\r?\n4,\d\r?\n5,\d\r?\n",
            "\5\0\4\1\t": r"\x02\x01\x03\x01\x04\x03\x05\x03\x06\x01\x07",  # MNIST's own labels, as bytes
            **OF_SECRET,
        },
    ),
}
HUNT = """
import gc, os, pathlib, re, sys

wanted = {
    beginning.encode(): re.compile(re.escape(beginning.encode()) + rest.encode())
    for beginning, rest in {WANTED}.items()
}
found = []

def look(content, place):
    for beginning, pattern in wanted.items():
        at = content.find(beginning)  # many times as fast as a pattern over gigabytes
        while at >= 0:
            if match := pattern.match(content, at):
                found.append((str(place), match[0].decode()))
                return
            at = content.find(beginning, at + 1)

def read(path, most=3_000_000):
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb", 0) as file:  # not every file ends
            look(file.read(most) or b"", path)
    except OSError as error:
        pass

look(repr(dict(os.environ)).encode(), "environment")
look(repr(sys.argv).encode(), "arguments")
place = pathlib.Path("{PLACE}")
system = ("/proc", "/sys", "/usr", "/lib", "/bin", "/etc", sys.prefix, sys.base_prefix)
for start in [str(place), *(["/"] if os.getpid() < 100 else [])]:
    for folder, folders, names in os.walk(start):
        folders[:] = [name for name in folders if not os.path.join(folder, name).startswith(system)]
        if folder.count("/") < 12:
            for name in names:
                read(os.path.join(folder, name))
for pid in [*filter(str.isdigit, os.listdir("/proc")), "self"]:
    for name in ("environ", "cmdline", "maps", "mountinfo", "status", "stat"):
        read(f"/proc/{pid}/{name}")
    for name in ("root", "cwd"):
        read(f"/proc/{pid}/{name}/{place}/withheld/{FILE}")
    try:
        for number in os.listdir(f"/proc/{pid}/fd"):
            read(f"/proc/{pid}/fd/{number}/../withheld/{FILE}")
            target = os.readlink(f"/proc/{pid}/fd/{number}")
            if os.path.isfile(target):
                read(target)
    except OSError:
        pass
own = id(found)
for thing in gc.get_objects():
    if type(thing) in (dict, list, tuple) and id(thing) != own and thing is not globals():
        for part in (thing.values() if type(thing) is dict else thing):
            if type(part) is str and len(part) < 100_000:
                look(part.encode(errors="replace"), "objects")
with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
    for line in maps:
        if " rw-p " in line and len(found) < 50:
            start, end = (int(number, 16) for number in line.split()[0].split("-"))
            try:
                memory.seek(start)
                look(memory.read(min(end - start, 1 << 26)), "memory")
            except (OSError, ValueError, OverflowError):
                pass
try:
    from autograder import checks
    look(checks.withheld("{FILE}").read_bytes(), "checks")
except Exception as error:
    print(type(error).__name__, error)
mounts = open("/proc/self/mountinfo").read()
print("LOOKED", len(found), "withheld" in mounts, "{DATA}" in mounts, found[:5])

def answer(rows):
    import inspect
    for frame in inspect.stack():
        look(repr(frame.frame.f_locals)[:100_000].encode(errors="replace"), "frames")
    for path in pathlib.Path("/proc/self/cwd").rglob("*"):
        read(path)
    print("ASKED", found[:5])
    return list(rows)
"""
TEST = """
from autograder import checks
assert len(checks.withheld("{FILE}").read_text().split()) >= 200
assert answer([1, 2]) == [1, 2]
import keras
assert len(keras.datasets.mnist.load_data()[0][1]) == 60000
"""


@pytest.fixture
def hunted(worker, prepared):
    """Run the hunt; what it printed, and what came of it."""

    def hunt(prey, *, walls):
        material = Material({}, {}, prey.script, SECRET)
        laid_out = lay_out(material, prepared.folder)
        meta = {"grade": True, "solution": False, "locked": True, "task": False, "schema_version": 3}
        test = new_code_cell(
            TEST.replace("{FILE}", prey.file), metadata={"nbgrader": meta | {"grade_id": "t", "points": 1}}
        )
        hunting = HUNT.replace("{PLACE}", str(laid_out.folder)).replace("{DATA}", str(prepared.folder))
        hunting = hunting.replace("{WANTED}", repr(prey.wanted)).replace("{FILE}", prey.file)
        cells = [new_code_cell(hunting), test, new_code_cell("print('AFTER', found[:5])")]
        job = Job(
            "k", new_notebook(cells=cells), Limits(), ("found", "answer"), walls=walls, prepared=str(prepared.folder)
        )
        result = worker.run(replace(job, material=material))
        assert not result.errors, result.errors
        outputs = [output for cell in result.notebook["cells"] for output in cell.get("outputs", ())]
        text = "".join(output.get("text", "") for output in outputs)
        assert prey.found((laid_out.withheld / prey.file).read_text()) and prey.found(SECRET)
        return text, result

    return hunt


@pytest.mark.parametrize("name", PREYS)
def test_no_label_and_no_secret_is_in_reach(hunted, name):
    """Neither in files, processes, memory, mounts and arguments, nor while it is tested; the judge has them all the time."""
    text, result = hunted(PREYS[name], walls=True)
    assert [verdict.verdict for verdict in result.verdicts] == ["passed"], result.verdicts
    assert "LOOKED 0 False False []" in text, text
    assert "MaterialError" in text
    assert re.search(r"AFTER \[\]", text), text
    assert not PREYS[name].found(str(result.to_dict()))


@pytest.mark.parametrize("name", PREYS)
def test_the_hunt_would_find_what_is_in_reach(hunted, name):
    """Without walls it does: what is lost then is what the documentation says."""
    text, _ = hunted(PREYS[name], walls=False)
    assert re.search(r"LOOKED [1-9]", text), text

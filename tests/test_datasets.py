"""The data sets are found, verified and given to Keras: real files, real servers on this machine, a real Keras."""

import dataclasses
import gzip
import hashlib
import json
import os
import subprocess
import sys
import threading
import warnings
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from autograder.datasets import OFFICIAL, Catalogue, RehearsalWarning, load, prepare, serve, serving
from autograder.datasets.catalogue import FILES
from autograder.datasets.storage import map_npz, read_idx, sha256, write_idx, write_npz
from autograder.errors import DataError, UsageError

NAMES = ("mnist", "fashion-mnist")
UNPACKED = [f"fashion-mnist/{file}" for file in FILES.values()]
DEAD = "http://127.0.0.1:9/"  # the discard port: nobody listens
NAMED = os.environ.get("AUTOGRADER_DATA", "")  # before the fixture below hides it
OFFICIAL_FOLDER = Path(NAMED).resolve()  # before any test changes the current folder
has_official = NAMED not in ("", "rehearsal")
needs_official = pytest.mark.skipif(not has_official, reason="AUTOGRADER_DATA does not name the official files")


@pytest.fixture(autouse=True)
def own_environment(monkeypatch, tmp_path):
    """No test sees this machine's data, or leaves any behind."""
    monkeypatch.delenv("AUTOGRADER_DATA", raising=False)
    monkeypatch.setenv("AUTOGRADER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory):
    """A cache that the whole test run shares, so that rehearsal data is drawn only once."""
    return tmp_path_factory.getbasetemp() / "shared-cache"


@pytest.fixture
def rehearsal(monkeypatch, shared_cache):
    with monkeypatch.context() as patch:
        patch.setenv("AUTOGRADER_CACHE", str(shared_cache))
        patch.setenv("AUTOGRADER_DATA", "rehearsal")
        return prepare(progress=False)


class Published:
    """Two tiny data sets, published in a folder as the official ones are."""

    def __init__(self, folder: Path, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self.folder = folder
        self.arrays = {name: tuple(self._draw(rng, count) for count in (30, 10)) for name in NAMES}
        for name in NAMES:
            write_idx(folder / name, self.arrays[name])
            for file in (folder / name).iterdir():
                file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes()))
                file.unlink()
        (x_train, y_train), (x_test, y_test) = self.arrays["mnist"]
        self.npz = folder / "mnist.npz"
        np.savez_compressed(self.npz, x_train=x_train, y_train=y_train, x_test=x_test, y_test=y_test)
        self.files = {f"{file.parent.name}/{file.name}": file.read_bytes() for file in folder.glob("*/*.gz")}

    @staticmethod
    def _draw(rng, count):
        return rng.integers(0, 256, (count, 28, 28), np.uint8), rng.integers(0, 10, count, np.uint8)

    def catalogue(self, *mirrors: str, patience: float = 10) -> Catalogue:
        checksums = {path: hashlib.sha256(content).hexdigest() for path, content in self.files.items()}
        places = {name: tuple(f"{mirror}{name}/" for mirror in mirrors) for name in NAMES}
        return Catalogue(checksums, sha256(self.npz), places, patience)

    def assert_loaded_from(self, prepared) -> None:
        assert prepared.kind == "official"
        for name in NAMES:
            assert_same(load(name, prepared), self.arrays[name])


def assert_same(found, expected):
    for part in (0, 1):
        for which in (0, 1):
            assert found[part][which].dtype == np.uint8
            np.testing.assert_array_equal(found[part][which], expected[part][which])


@pytest.fixture
def published(tmp_path):
    return Published(tmp_path / "published", seed=7)


@pytest.fixture
def mirror(published):
    """Start web servers on this machine that deliver the published files, each with its own way to fail."""
    servers = []
    released = threading.Event()

    def start(*, corrupt=(), mute=False, stalls=False):
        requests = Counter()

        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self):
                requests["HEAD"] += 1
                if mute:
                    released.wait(20)
                self.send_response(200)
                self.end_headers()

            def do_GET(self):
                path = self.path.lstrip("/")
                requests[path] += 1
                content = b"<html>Please log in</html>" if path in corrupt else published.files[path]
                self.send_response(200)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content[: len(content) // 2])
                if stalls:
                    self.wfile.flush()
                    released.wait(20)
                self.wfile.write(content[len(content) // 2 :])

            def log_message(self, *_):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/", requests

    yield start
    released.set()
    for server in servers:
        server.shutdown()
        server.server_close()


def home_of(prepared):
    """The names of all files in a prepared folder, hidden ones too."""
    return {str(file.relative_to(prepared.folder)) for file in prepared.folder.rglob("*") if file.is_file()}


# --- downloads


def test_download(published, mirror):
    """Both data sets come from the first mirror, and a second call asks nobody."""
    address, requests = mirror()
    prepared = prepare(progress=False, catalogue=published.catalogue(address))
    published.assert_loaded_from(prepared)
    assert "downloaded" in prepared.source
    before = requests.copy()
    again = prepare(progress=False, catalogue=published.catalogue(address))
    assert (again.kind, again.folder) == (prepared.kind, prepared.folder)
    assert requests == before


def test_prepared_folder_holds_what_is_served(published, mirror):
    """The prepared folder has what was downloaded and what is served, nothing half-written; other users can read it."""
    address, _ = mirror()
    prepared = prepare(progress=False, catalogue=published.catalogue(address))
    assert home_of(prepared) == {"mnist.npz", "verified.json", *published.files, *UNPACKED}
    assert all(file.stat().st_mode & 0o044 == 0o044 for file in prepared.folder.rglob("*ubyte*"))


def test_corrupt_download(published, mirror):
    """A file that is corrupt on the first mirror comes from the second, and the corrupt one is not kept."""
    broken = "mnist/train-images-idx3-ubyte.gz"
    (first, first_requests), (second, second_requests) = mirror(corrupt={broken}), mirror()
    published.assert_loaded_from(prepare(progress=False, catalogue=published.catalogue(first, second)))
    assert first_requests[broken] == 1
    assert {path for path in second_requests if path != "HEAD"} == {broken}


def test_stalling_mirror(published, mirror):
    """A mirror that stops in the middle of a file is given up after a short time and not asked again."""
    (slow, slow_requests), (good, _) = mirror(stalls=True), mirror()
    published.assert_loaded_from(prepare(progress=False, catalogue=published.catalogue(slow, good, patience=0.8)))
    assert sum(slow_requests.values()) - slow_requests["HEAD"] == 2  # once for each data set


def test_mute_mirror(published, mirror):
    """A mirror that takes the connection and never answers costs one short wait for each data set."""
    (mute, mute_requests), (good, _) = mirror(mute=True), mirror()
    published.assert_loaded_from(prepare(progress=False, catalogue=published.catalogue(mute, good, patience=0.8)))
    assert mute_requests == Counter(HEAD=2)


def test_dead_mirror(published, mirror):
    """A mirror where nobody listens does no harm."""
    good, _ = mirror()
    published.assert_loaded_from(prepare(progress=False, catalogue=published.catalogue(DEAD, good)))


def test_interrupted_download(published, mirror):
    """After an interruption only what is missing or corrupt is downloaded."""
    address, requests = mirror()
    catalogue = published.catalogue(address)
    home = Path(os.environ["AUTOGRADER_CACHE"]) / f"official-{catalogue.edition}"
    for path, content in published.files.items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_bytes(content)
    (home / "mnist/t10k-labels-idx1-ubyte.gz").unlink()
    (home / "fashion-mnist/t10k-images-idx3-ubyte.gz").write_bytes(b"half a fi")
    published.assert_loaded_from(prepare(progress=False, catalogue=catalogue))
    del requests["HEAD"]
    assert set(requests) == {"mnist/t10k-labels-idx1-ubyte.gz", "fashion-mnist/t10k-images-idx3-ubyte.gz"}


@pytest.mark.parametrize("damaged", ["mnist.npz", "fashion-mnist/train-images-idx3-ubyte"])
def test_damaged_cache(published, mirror, damaged):
    """A file of our own cache that was damaged since is made anew."""
    address, _ = mirror()
    prepared = prepare(progress=False, catalogue=published.catalogue(address))
    (prepared.folder / damaged).write_bytes(b"oops")
    published.assert_loaded_from(prepare(progress=False, catalogue=published.catalogue(address)))


def test_damaged_ledger(published, mirror):
    """A damaged record of what was verified costs a verification and nothing else."""
    address, _ = mirror()
    prepared = prepare(progress=False, catalogue=published.catalogue(address))
    (prepared.folder / "verified.json").write_text("{")
    published.assert_loaded_from(prepare(progress=False, catalogue=published.catalogue(DEAD)))


def test_many_at_once(published, mirror):
    """Several that prepare the same folder at the same time all end with whole files."""
    address, _ = mirror()
    catalogue = published.catalogue(address)
    with ThreadPoolExecutor(6) as pool:
        everyone = list(pool.map(lambda _: prepare(progress=False, catalogue=catalogue), range(6)))
    for prepared in everyone:
        published.assert_loaded_from(prepared)
    assert home_of(everyone[0]) == {"mnist.npz", "verified.json", *published.files, *UNPACKED}


# --- no official data


def test_no_mirror(monkeypatch, published, rehearsal, shared_cache):
    """With nothing named, found or reachable, rehearsal data stands in, with a warning."""
    monkeypatch.setenv("AUTOGRADER_CACHE", str(shared_cache))
    with pytest.warns(RehearsalWarning, match="never for marks"):
        prepared = prepare(progress=False, catalogue=published.catalogue(DEAD, DEAD))
    assert prepared == rehearsal
    assert prepared.kind == "rehearsal"


def test_mute_mirrors_only(monkeypatch, published, mirror, rehearsal, shared_cache):
    """When no mirror of the first file answers, none is asked for another."""
    monkeypatch.setenv("AUTOGRADER_CACHE", str(shared_cache))
    (first, first_requests), (second, second_requests) = mirror(mute=True), mirror(mute=True)
    with pytest.warns(RehearsalWarning):
        prepare(progress=False, catalogue=published.catalogue(first, second, patience=0.8))
    assert first_requests == second_requests == Counter(HEAD=1)


def test_rehearsal_on_request(rehearsal):
    """AUTOGRADER_DATA=rehearsal gives rehearsal data without a search and without a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert rehearsal.kind == "rehearsal"
    assert load("mnist", rehearsal)[0][0].shape == (60000, 28, 28)
    assert load("fashion-mnist", rehearsal)[1][1].shape == (10000,)


# --- a folder that is named


def test_named_folder(monkeypatch, published):
    """A named folder is used without asking any mirror, by the environment, relative, or as an argument."""
    catalogue = published.catalogue()
    published.assert_loaded_from(prepare(published.folder, catalogue=catalogue))
    monkeypatch.chdir(published.folder.parent)
    monkeypatch.setenv("AUTOGRADER_DATA", "published")
    prepared = prepare(Path("somewhere/else"), catalogue=catalogue)  # the environment wins
    published.assert_loaded_from(prepared)
    assert str(published.folder) in prepared.source


def test_named_folder_is_missing(published, tmp_path):
    """A named folder that does not exist is an error that names it and says what to do."""
    with pytest.raises(DataError, match=r"nowhere: found nothing, expected a folder with mnist/\*\.gz.* course's conf"):
        prepare(tmp_path / "nowhere", catalogue=published.catalogue())


def test_named_folder_is_incomplete(monkeypatch, published, mirror):
    """A named folder that lacks a file is an error, also when the data could be had elsewhere."""
    address, requests = mirror()
    prepare(progress=False, catalogue=published.catalogue(address))
    before = requests.copy()
    (published.folder / "fashion-mnist/t10k-labels-idx1-ubyte.gz").unlink()
    monkeypatch.setenv("AUTOGRADER_DATA", str(published.folder))
    with pytest.raises(DataError, match=r"t10k-labels-idx1-ubyte\.gz is missing.*AUTOGRADER_DATA"):
        prepare(catalogue=published.catalogue(address))
    assert requests == before


def test_named_folder_is_corrupt(published):
    """A file of a named folder that is changed after it was verified is an error with both checksums."""
    prepare(published.folder, catalogue=published.catalogue())
    file = published.folder / "mnist/train-labels-idx1-ubyte.gz"
    file.write_bytes(b"x" * file.stat().st_size)
    expected = hashlib.sha256(published.files["mnist/train-labels-idx1-ubyte.gz"]).hexdigest()[:12]
    with pytest.raises(DataError, match=f"{file.name} has SHA-256 {sha256(file)[:12]}.*expected SHA-256 {expected}"):
        prepare(published.folder, catalogue=published.catalogue())


def test_cache_that_cannot_be_made(monkeypatch, published):
    """A cache folder that cannot be made is an error that says how to choose another."""
    monkeypatch.setenv("AUTOGRADER_CACHE", str(published.npz / "cache"))
    with pytest.raises(UsageError, match="AUTOGRADER_CACHE"):
        prepare(published.folder, catalogue=published.catalogue())


# --- the Keras cache


@pytest.fixture
def keras_cache(published):
    folder = Path(os.environ["KERAS_HOME"]) / "datasets"
    (folder / "fashion-mnist").mkdir(parents=True)
    (folder / "mnist.npz").write_bytes(published.npz.read_bytes())
    for file in (published.folder / "fashion-mnist").iterdir():
        (folder / "fashion-mnist" / file.name).write_bytes(file.read_bytes())
    return folder


def test_keras_cache(published, keras_cache):
    """What Keras has downloaded is used, and no mirror is asked."""
    prepared = prepare(progress=False, catalogue=published.catalogue())
    published.assert_loaded_from(prepared)
    assert prepared.source == "MNIST from the Keras cache, Fashion-MNIST from the Keras cache"


@pytest.mark.parametrize("damaged", ["mnist.npz", "fashion-mnist/t10k-images-idx3-ubyte.gz"])
def test_corrupt_keras_cache(published, keras_cache, mirror, damaged):
    """A corrupt file in the Keras cache is warned about, left alone and not used; the search goes on."""
    (keras_cache / damaged).write_bytes(b"not the file")
    address, requests = mirror()
    with pytest.warns(UserWarning, match=f"{damaged}.*not used") as caught:
        prepared = prepare(progress=False, catalogue=published.catalogue(address))
    published.assert_loaded_from(prepared)
    assert len(caught) == 1
    assert (keras_cache / damaged).read_bytes() == b"not the file"
    fetched = {path.split("/")[0] for path in requests if path != "HEAD"}
    assert fetched == {"mnist" if damaged == "mnist.npz" else "fashion-mnist"}


# --- Keras


STYLES = {
    "keras.datasets": "import keras; d = keras.datasets; mnist, fashion = d.mnist.load_data, d.fashion_mnist.load_data",
    "from keras": """
from keras.datasets.mnist import load_data as mnist
from keras.datasets.fashion_mnist import load_data as fashion
""",
    "tf.keras": """
import tensorflow as tf
mnist, fashion = tf.keras.datasets.mnist.load_data, tf.keras.datasets.fashion_mnist.load_data
""",
    "from tensorflow.keras": """
from tensorflow.keras.datasets import fashion_mnist, mnist as digits
mnist, fashion = digits.load_data, fashion_mnist.load_data
""",
    "path=": "mnist = lambda: keras.datasets.mnist.load_data(path='mine.npz')",
}
SCRIPT = """
import hashlib, json, sys
from autograder.datasets import serve
first, second, styles = json.loads(sys.argv[1])
serve(first)
assert not {"keras", "tensorflow", "numpy"} & set(sys.modules)

def summary(arrays):
    return [[hashlib.sha256(a.tobytes()).hexdigest(), str(a.dtype), list(a.shape)] for pair in arrays for a in pair]

found = {}
for style, code in styles.items():
    exec(code)
    found[style] = summary(mnist()), summary(fashion())
serve(second)
found["second"] = summary(mnist()), summary(fashion())
serve(None)
found["none"] = []
for load in (mnist, fashion):
    try:
        load()
    except RuntimeError as error:
        found["none"].append(str(error))
print(json.dumps(found))
"""


def summary(prepared):
    return [
        [
            [hashlib.sha256(array.tobytes()).hexdigest(), "uint8", list(array.shape)]
            for pair in load(name, prepared)
            for array in pair
        ]
        for name in NAMES
    ]


def test_serve(monkeypatch, published, rehearsal):
    """Keras's load_data gives the served arrays, or none, however it is imported, before and after Keras is, without network."""
    for proxy in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(proxy, DEAD)
    second = prepare(OFFICIAL_FOLDER) if has_official else prepare(published.folder, catalogue=published.catalogue())
    arguments = json.dumps([str(rehearsal.folder), str(second.folder), STYLES])
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "3"}
    run = subprocess.run([sys.executable, "-c", SCRIPT, arguments], capture_output=True, text=True, env=environment)
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout.splitlines()[-1])
    assert {style: found[style] for style in STYLES} == dict.fromkeys(STYLES, summary(rehearsal))
    assert found["second"] == summary(second)
    assert found["none"] == [serving.NONE_HERE] * 2


def test_a_mapped_file_gives_what_numpy_reads(tmp_path):
    """Ordinary arrays of whoever asks: what one changes reaches neither the file nor another."""
    rng = np.random.default_rng(1)
    arrays = [rng.integers(0, 256, shape, np.uint8) for shape in ((30, 28, 28), (30,), (5, 28, 28), (5,))]
    write_npz(tmp_path / "mnist.npz", (arrays[:2], arrays[2:]))
    before = (tmp_path / "mnist.npz").read_bytes()
    one, other = (map_npz(tmp_path / "mnist.npz") for _ in range(2))
    one["x_train"] += 1
    with np.load(tmp_path / "mnist.npz") as read:
        assert other.keys() == set(read.files)
        for name, array in other.items():
            known = read[name]
            assert np.array_equal(array, known), name
            assert (type(array), array.dtype, str(array.flags)) == (np.ndarray, known.dtype, str(known.flags)), name
    assert np.array_equal(one["x_train"], other["x_train"] + 1)
    assert (tmp_path / "mnist.npz").read_bytes() == before


def test_an_unpacked_file_gives_what_keras_unpacks(tmp_path, published):
    """The same arrays, to be read only, too."""
    packed = read_idx(published.folder / "fashion-mnist", packed=True)
    write_idx(tmp_path, packed)
    for known, found in zip(packed, read_idx(tmp_path), strict=True):
        for one, other in zip(known, found, strict=True):
            assert np.array_equal(one, other)
            assert (type(one), one.dtype, str(one.flags)) == (type(other), other.dtype, str(other.flags))


def test_serve_twice_installs_one_hook(tmp_path):
    """Serving again replaces the import hook instead of adding another."""
    before = list(sys.meta_path)
    try:
        serve(tmp_path)
        serve(tmp_path)
        assert len(sys.meta_path) == len(before) + 1
    finally:
        sys.meta_path[:] = before


def test_import_is_light():
    """Importing autograder.datasets imports none of the packages that take long."""
    heavy = {"numpy", "pooch", "requests", "matplotlib", "scipy", "sklearn", "tensorflow", "keras"}
    code = f"import sys, autograder.datasets; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


# --- the official files


@needs_official
def test_official_mnist():
    """The official MNIST is what everyone knows."""
    prepared = prepare(OFFICIAL_FOLDER)
    (x_train, y_train), (x_test, y_test) = load("mnist", prepared)
    assert prepared.kind == "official"
    assert (x_train.shape, x_test.shape, x_train.dtype) == ((60000, 28, 28), (10000, 28, 28), np.uint8)
    assert list(y_train[:3]) == [5, 0, 4]
    assert x_train[0][5][18] == 175
    assert list(np.bincount(y_test)) == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]


@needs_official
def test_official_fashion_mnist():
    """The official Fashion-MNIST has 6,000 and 1,000 pictures of each class, an ankle boot first."""
    (x_train, y_train), (x_test, y_test) = load("fashion-mnist", prepare(OFFICIAL_FOLDER))
    assert (x_train.shape, x_test.shape) == ((60000, 28, 28), (10000, 28, 28))
    assert (list(np.bincount(y_train)), list(np.bincount(y_test))) == ([6000] * 10, [1000] * 10)
    assert y_train[0] == 9


def test_official_catalogue():
    """Each of the eight official files has a checksum and at least two mirrors."""
    assert len(OFFICIAL.checksums) == 8
    assert all(len(OFFICIAL.of(name)) == 4 and len(OFFICIAL.mirrors[name]) >= 2 for name in NAMES)
    assert all(address.endswith("/") for mirrors in OFFICIAL.mirrors.values() for address in mirrors)
    changed = dataclasses.replace(OFFICIAL, checksums={**OFFICIAL.checksums, "mnist/train-images-idx3-ubyte.gz": "0"})
    assert changed.edition != OFFICIAL.edition


def test_unknown_name(rehearsal):
    """A name that is no data set is refused with the names that are."""
    with pytest.raises(ValueError, match="choose one of mnist, fashion-mnist"):
        load("cifar10", rehearsal)

"""The hostile class: cases read from files, a small course with secrets all around it, and one grading of them all."""

import atexit
import ctypes
import importlib.util
import io
import json
import os
import re
import shutil
import socket
import sqlite3
import tempfile
import textwrap
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import psutil
import pytest
from rich.console import Console

from autograder.aside import shared
from autograder.authoring.build import build
from autograder.cells import Role, grade_id, role
from autograder.commands import How, grade_class
from autograder.course import Course
from autograder.datasets import cache_folder
from autograder.errors import AutograderError
from autograder.reporting.pages import make_feedback

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CATEGORIES = ("forging", "lying", "structure", "swaps", "reading", "breaking", "bombs", "artefacts", "script")
AWKWARD = "awkward"
HOSTILE_AT_LEAST, AWKWARD_AT_LEAST = 94, 19

FULL = {
    "test-total": 3.0,
    "test-double": 1.0,
    "test-double-2": 3.0,
    "test-double-3": 1.0,
    "test-model": 5.0,
    "test-fig": 2.0,
}
RIGHT = {
    "total": "total = int(numbers.sum())",
    "double": "def double(values):\n    return values + values",
    "model": """
keras.utils.set_random_seed(7)
model = keras.Sequential()
model.add(keras.Input(shape=(784,)))
model.add(keras.layers.Dense(32, activation="relu"))
model.add(keras.layers.Dense(10, activation="softmax"))
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=2, verbose=0)
""",
    "fig": 'fig, axes = plt.subplots()\naxes.plot(numbers)\naxes.set(xlabel="place", ylabel="number")',
    "why": "It makes numbers between 0 and 1 that add to 1.",
}
WRONG = {  # honest, and worth nothing
    "total": "total = int(numbers.sum()) - 1",
    "double": "def double(values):\n    return values",
    "model": """
model = keras.Sequential()
model.add(keras.Input(shape=(784,)))
model.add(keras.layers.Dense(32, activation="relu"))
model.add(keras.layers.Dense(10, activation="softmax"))
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
""",
    "fig": "fig = plt.figure()",
    "why": "I do not know.",
}
LIMITS = {  # small, so that bombs burst soon; honest work of this lab needs a tenth of it
    "cell_seconds": 20,
    "notebook_seconds": 60,
    "output_bytes": 400_000,
    "submission_bytes": 3_000_000,
    "memory_bytes": 1_500_000_000,
    "scratch_bytes": 40_000_000,
    "file_bytes": 30_000_000,
    "processes": 96,
    "open_files": 512,
}
CANARIES = {  # what must appear nowhere, by where it stands
    "expected": "7392599700",
    "hidden": "CANARY-HIDDEN-90c4",
    "solution": "CANARY-SOLUTION-5b1e",
    "environment": "CANARY-ENVIRONMENT-77d2",
    "home": "CANARY-HOME-1f0a",
    "peer": "CANARY-PEER-c3e8",
    "gradebook": "CANARY-GRADEBOOK-42b9",
    "withheld": "CANARY-WITHHELD-8a3d",
}
PEER = "honest-peer"
LEFT_BEHIND = "left-behind"  # every attack that leaves something calls it so


@dataclass(frozen=True)
class Case:
    """One submission, read from a file under `cases/`.

    Args:
        name: category/name of the file; also the student's name, with a dash.
        says: its docstring: what it tries.
        answers: texts of answer cells by grade_id; "top", "own" and "end" are cells of the student's own.
        change: edits the notebook.
        place: puts things into the submission's folder after the notebook.
        manual: tests that a person has to decide.
        earns: what it earns fairly, by test.
        works: tests that plain nbgrader gives full points for, "" where the attack is of another kind.
    """

    name: str
    says: str
    answers: dict[str, str] = field(default_factory=dict)
    change: Callable[[dict], None] | None = None
    place: Callable[[Path], None] | None = None
    manual: frozenset[str] = frozenset()
    earns: dict[str, float] = field(default_factory=dict)
    works: frozenset[str] = frozenset()

    @property
    def category(self) -> str:
        return self.name.split("/")[0]

    @property
    def student(self) -> str:
        return self.name.replace("/", "-")


@cache
def read_case(path: Path) -> Case:
    """A case from its file."""
    module = _module(path)
    return Case(
        name=f"{path.parent.name}/{path.stem}",
        says=module.__doc__ or "",
        answers=getattr(module, "ANSWERS", {}),
        change=getattr(module, "change", None),
        place=getattr(module, "place", None),
        manual=frozenset(getattr(module, "MANUAL", ())),
        earns=getattr(module, "EARNS", {}),
        works=frozenset(getattr(module, "WORKS_ELSEWHERE", ())),
    )


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"hostile_{path.parent.name}_{path.stem}", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cases(*categories: str) -> list[Case]:
    """The cases of some categories, in order."""
    return [read_case(path) for category in categories for path in sorted((HERE / "cases" / category).glob("*.py"))]


def sampled(found: Sequence[Case], quick: Iterable[str]) -> list[Any]:
    """Cases as parameters: those that are named run every day, the others with the exhaustive tests."""
    quick = set(quick)
    unknown = quick - {case.name for case in found}
    assert not unknown, f"no such case: {unknown}"
    marks = {True: (), False: (pytest.mark.exhaustive,)}
    return [pytest.param(case, id=case.name, marks=marks[case.name in quick]) for case in found]


@dataclass
class Outcome:
    """What came of one submission, as each of the places says where it can be read."""

    entry: dict[str, Any]  # of --json
    notebook: dict[str, Any] | None  # under autograded/
    page: str  # under feedback/

    @property
    def tests(self) -> dict[str, dict[str, Any]]:
        return {test["id"]: test for notebook in self.entry["notebooks"] for test in notebook["tests"]}

    @property
    def scores(self) -> dict[str, float | None]:
        return {name: test["score"] for name, test in self.tests.items() if name.startswith("test-")}

    def readable(self) -> str:
        """Everything that a student can read of it; the source of test cells in autograded/ is for staff."""
        parts = [json.dumps(self.entry, ensure_ascii=False), self.page]
        for cell in self.notebook["cells"] if self.notebook else ():
            parts.append(json.dumps(cell.get("outputs", []), ensure_ascii=False))
            parts.append("" if role(cell) == Role.TEST else cell["source"])
        return "\n".join(parts)

    def outputs(self) -> list[Any]:
        """The outputs of every cell, without durations and addresses."""
        cells = self.notebook["cells"] if self.notebook else []
        return [_masked(json.dumps(cell.get("outputs", []))) for cell in cells]


def _masked(text: str) -> str:
    text = re.sub(r"\d+(\.\d+)?\s?(ms|us|µs|s)\b(/step|/epoch)?", "TIME", text)
    text = re.sub(r"[━\s]+|\\u2501", " ", text)
    return re.sub(r"0x[0-9a-f]+", "ADDRESS", text)


class Lab:
    """The small course, with secrets in the places that attacks look into.

    Args:
        folder: an empty folder for all of it.
    """

    def __init__(self, folder: Path) -> None:
        self.root = folder / "course"
        self.home = folder / "home"
        self.left = folder / LEFT_BEHIND
        self.temporary = folder / "temporary"  # not /tmp: other tests are at work there
        self.problem = ""  # why there is no feedback
        self.temporary.mkdir()
        shutil.copytree(_built(), self.root)
        self.course = Course.find(self.root)
        self._furnish_home()

    def _furnish_home(self) -> None:
        for name in (".ssh/id_rsa", ".netrc", ".bash_history", "notes.txt", ".ipython/profile_default/startup/own.py"):
            path = self.home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"# {CANARIES['home']}\n")

    def tell_gradebook(self) -> None:
        """Put a secret into the gradebook, as a person's comment would be."""
        with sqlite3.connect(self.root / "gradebook.db") as base:
            base.execute("CREATE TABLE IF NOT EXISTS secret (words TEXT)")
            base.execute("INSERT INTO secret VALUES (?)", (CANARIES["gradebook"],))

    def hand_in(self, case: Case, base: dict[str, str], port: int = 9) -> Path:
        """Write a case's submission."""
        notebook = nbformat.read(self.course.folder("release") / "lab" / "1-lab.ipynb", as_version=4)
        answers = {**base, **case.answers}
        fill = {
            "{PORT}": str(port),
            "{COURSE}": str(self.root),
            "{HOME}": str(self.home),
            "{PID}": str(os.getpid()),
            "{LEFT}": str(self.left),
            "{CACHE}": str(cache_folder()),
            "{TEMPORARY}": str(self.temporary),
        }
        texts = {name: _filled(text, fill) for name, text in answers.items()}
        for cell in notebook.cells:
            cell.source = texts.get(grade_id(cell), cell.source)
            if cell.source.startswith("my_guess") and "own" in texts:
                cell.source = texts["own"]
        for name, place in (("top", 0), ("end", len(notebook.cells) + 1)):
            if name in texts:
                notebook.cells.insert(place, nbformat.v4.new_code_cell(texts[name], id=f"my-{name}"))
        plain = json.loads(nbformat.writes(notebook))
        if case.change:
            case.change(plain)
        folder = self.course.folder("submitted", case.student, "lab")
        folder.mkdir(parents=True)
        path = folder / "1-lab.ipynb"
        path.write_text(_filled(json.dumps(plain), fill))
        if case.place:
            case.place(folder)
        return path

    def grade(self, *, executor: str = "processes", workers: int = 2, student: str | None = None) -> dict[str, Outcome]:
        """Grade the class, make its feedback, and read what came of each."""
        out = self.root / "out.json"
        console = Console(file=io.StringIO(), width=200)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("AUTOGRADER_CACHE", str(cache_folder()))
            patch.setenv("HOME", str(self.home))
            patch.setenv("TMPDIR", str(self.temporary))
            patch.setattr(tempfile, "tempdir", None)
            patch.setenv("SECRET_TOKEN", CANARIES["environment"])
            patch.chdir(self.root)
            how = How(student, force=True, executor=executor, workers=workers, json_file=out)
            grade_class(self.course, "lab", console, how)
            try:
                make_feedback(self.course, "lab")
            except AutograderError as error:  # told by a test of its own; the others find empty pages
                self.problem = str(error)
        return {entry["student"]: self._outcome(entry) for entry in json.loads(out.read_text())["submissions"]}

    def _outcome(self, entry: dict[str, Any]) -> Outcome:
        autograded = self.course.folder("autograded", entry["student"], "lab") / "1-lab.ipynb"
        pages = sorted(self.course.folder("feedback", entry["student"], "lab").glob("*.html"))
        return Outcome(
            entry,
            nbformat.read(autograded, as_version=4) if autograded.exists() else None,
            "".join(page.read_text() for page in pages),
        )


@cache
def _built() -> Path:
    """The course of the lab, built once; every lab is a copy of it."""
    root = Path(tempfile.mkdtemp(prefix="hostile-lab-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    shutil.copytree(HERE / "lab", root / "notebooks" / "lab")
    limits = "".join(f"c.Autograder.{name} = {value}\n" for name, value in LIMITS.items())
    (root / "nbgrader_config.py").write_text((ROOT / "nbgrader_config.py").read_text() + limits)
    build(Course.find(root), "lab")
    return root


def _filled(text: str, fill: dict[str, str]) -> str:
    text = textwrap.dedent(text).strip("\n")
    for name, value in fill.items():
        text = text.replace(name, value)
    return text


def shield() -> None:
    """Let whatever an attack leaves running become our child, so that it can be found."""
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


def running() -> set[int]:
    """The processes that descend from this one, without the one that reads submissions: it stays for the next run."""
    found = {process.pid for process in psutil.Process().children(recursive=True) if process.status() != "zombie"}
    return found - {shared().pid}


def mounts() -> set[str]:
    """The mounts of this process."""
    return {line.split()[4] for line in Path("/proc/self/mountinfo").read_text().splitlines()}


CANARY_COMMENT = f"# {CANARIES['peer']}\n"
HONEST: dict[str, dict[str, str]] = {  # ten ordinary submissions; what is not named is left as it was released
    "honest-full": RIGHT,
    "honest-wrong": WRONG,
    "honest-untouched": {},
    PEER: {**RIGHT, "total": CANARY_COMMENT + RIGHT["total"], "why": CANARIES["peer"]},
    "honest-prints": {**RIGHT, "end": "print(total)\nmodel.fit(x_train[:320], y_train[:320], verbose=2)\nfig"},
    "honest-raises": {
        **RIGHT,
        "double": 'def double(values):\n    raise ValueError(f"what are {len(values)} values?")',
    },
    "honest-partly": {**RIGHT, "double": "def double(values):\n    return values * 2 if len(values) < 20 else values"},
    "honest-labels": {**RIGHT, "fig": "fig, axes = plt.subplots()\naxes.plot(numbers)"},
    "honest-untrained": {**RIGHT, "model": WRONG["model"], "own": "import warnings\n\nwarnings.warn('my guess')"},
    "honest-syntax": {**RIGHT, "total": "total = numbers.sum("},
}


def honest() -> list[Case]:
    """The ten honest submissions as cases."""
    return [Case(name, "honest", answers) for name, answers in HONEST.items()]


class Listener:
    """Listens where attacks try to send what they found: TCP, UDP, and sockets by name."""

    def __init__(self, left: Path) -> None:
        self.received: list[bytes] = []
        tcp = socket.create_server(("127.0.0.1", 0))
        self.port = tcp.getsockname()[1]
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", self.port))
        named = [socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) for _ in range(2)]
        named[0].bind(f"\0{LEFT_BEHIND}-{self.port}")
        named[1].bind(f"{left}.sock")
        self._sockets = [tcp, udp, *named]
        threading.Thread(target=self._take, args=(tcp,), daemon=True).start()
        for one in (udp, *named):
            threading.Thread(target=self._hear, args=(one,), daemon=True).start()

    def _take(self, tcp: socket.socket) -> None:
        with suppress(OSError):
            while True:
                peer, address = tcp.accept()
                self.received.append(f"connected from {address}".encode())
                peer.close()

    def _hear(self, one: socket.socket) -> None:
        with suppress(OSError):
            while heard := one.recv(1000):
                self.received.append(heard)

    def close(self) -> None:
        for one in self._sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


@dataclass
class Run:
    """A class that was graded, and what was left in the world afterwards."""

    outcomes: dict[str, Outcome]
    received: list[bytes]
    processes: set[int]
    mounts: set[str]
    files: set[str]
    problem: str  # why there is no feedback


def grade_all(
    folder: Path, found: Iterable[tuple[Case, dict[str, str]]], *, executor: str = "processes", workers: int = 2
) -> Run:
    """Grade submissions in a lab of their own, and look at what they left behind.

    Args:
        folder: an empty folder.
        found: cases, each with the answers that it has where it brings none.
        executor: "serial" or "processes".
        workers: notebooks at a time.
    """
    shield()
    lab = Lab(folder)
    listener = Listener(lab.left)
    for case, base in found:
        lab.hand_in(case, base, listener.port)
    lab.tell_gradebook()
    before = (running(), mounts(), files(folder))
    outcomes = lab.grade(executor=executor, workers=workers)
    time.sleep(2)  # what stayed behind gets the time to show itself
    after = (running(), mounts(), files(folder))
    new = [now - then for now, then in zip(after, before)]
    listener.close()
    return Run(outcomes, listener.received, *new, lab.problem)


WATCHED = ("/tmp", "/dev/shm", "/var/tmp", "~/.ipython", "~", "~/.config", "~/.cache")
EXPECTED = ("autograded/", "feedback/", "gradebook.db", "out.json", ".nbgrader.log", ".autograder/")


def files(folder: Path) -> set[str]:
    """Files where attacks and graders may leave some: of a lab, those that grading does not make itself."""
    found = {str(path) for place in WATCHED for path in Path(place).expanduser().glob("*")}
    found |= {str(path) for path in (cache_folder() / "home").rglob("*")}
    found = {path for path in found if Path(path).name.startswith((LEFT_BEHIND, "mine", "evil"))}
    for path in folder.rglob("*"):
        name = str(path.relative_to(folder))
        if not f"{name}/".removeprefix("course/").startswith(EXPECTED) or LEFT_BEHIND in path.name:
            found.add(str(path))
    return found


class _Alive(HTMLParser):
    """Collects what would run or be loaded in a page and bears the attacks' mark."""

    MARK = re.compile(r"left.behind")
    TAGS = ("iframe", "object", "embed", "base", "meta", "form", "link", "style")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        for name, value in attributes:
            marked = bool(self.MARK.search(value or ""))
            address = re.match(r"\s*(javascript|data:text/html|data:image/svg)", value or "", re.IGNORECASE)
            if marked and (name.startswith("on") or address or tag in self.TAGS):
                self.found.append(f"<{tag} {name}={value!r}>")

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, text: str) -> None:
        if self._inside in ("script", "style") and self.MARK.search(text):
            self.found.append(f"<{self._inside}>{text[:100]}")


def alive(page: str) -> list[str]:
    """What would run, or be loaded, in a page, and was put there by an attack."""
    reader = _Alive()
    reader.feed(page)
    return reader.found

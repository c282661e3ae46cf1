"""One notebook's tests, judged on the course's own names and on plain data from the student's kernel."""

import builtins
import contextlib
import os
import socket
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from autograder.cells import (
    Role,
    Verdict,
    binds,
    bonus,
    changes,
    files_named,
    grade_id,
    plain_python,
    points,
    role,
    uses,
)
from autograder.cells.verdict import FAILED, MANUAL, PARTIAL, PASSED
from autograder.checks.points import measured
from autograder.grading.belonging import belongs_to
from autograder.grading.current import Current
from autograder.grading.decided import Decided, NeedsPerson
from autograder.grading.encounters import Encounters
from autograder.grading.folders import Folders
from autograder.grading.judge import judge
from autograder.grading.leaving import classes, definitions, leading
from autograder.grading.pyplot import figures_shared
from autograder.grading.remote import Channel
from autograder.grading.shell import Shell
from autograder.grading.space import NotebookModule, Space
from autograder.grading.surroundings import Patch, Surroundings, module_replaced
from autograder.kernels.states import STATIC, digest, statics
from autograder.values.calls import differs, state_of
from autograder.values.dialogue import is_big
from autograder.values.records import register


@dataclass
class _Cell:
    """A cell of the course's own: given code, or a test."""

    place: int
    source: str
    error: BaseException | None = None
    ran: bool = False


class NotebookJudge:
    """One notebook's tests and the names that they may use.

    Args:
        cells: all cells of the notebook.
        answers: names that are the student's to bind.
        imports: names that stand for an import, with its statement.
        unusual: what the course's own answers met in each test, by grade_id.
        open: grade_ids of tests to which the course holds no answer.
        reference: whether these are the course's own answers.
        shared: names that tests bind and the course's own answers read.
        files: folders of the assignment's files: what is called like one of those is never the student's.
        waiting: told True before each question to the kernel and False after its answer.
    """

    def __init__(
        self,
        cells: list[dict[str, Any]],
        answers: list[str],
        imports: dict[str, str],
        unusual: dict[str, list[str]],
        open: list[str],  # noqa: A002 - the job's own word
        reference: bool,
        shared: list[str],
        files: Sequence[Path],
        waiting: Callable[[bool], None],
    ) -> None:
        self._cells = cells
        self._imports, self._files = imports, files
        self._answers = frozenset(answers)
        self._unusual, self._open, self._reference = unusual, frozenset(open), reference
        self._shared, self._waiting = frozenset(shared), waiting
        own = [place for place, cell in enumerate(cells) if cell["cell_type"] == "code" and role(cell) in _OURS]
        self._tests = [place for place in own if role(cells[place]) == Role.TEST]
        self._judged: set[int] = set()  # places of tests that came to their end, or to a failure
        self._given = [_Cell(place, cells[place]["source"]) for place in own if role(cells[place]) == Role.GIVEN]
        theirs = [place for place, cell in enumerate(cells) if cell["cell_type"] == "code" and place not in own]
        rebound = frozenset().union(*(binds(cells[place]["source"]) for place in theirs))
        # Names of given cells that no other cell binds: an answer can have changed what stands for them only in its place.
        self._kept = frozenset().union(*(binds(cell.source) for cell in self._given)) - rebound
        self._ours = frozenset().union(*(binds(cells[place]["source"]) for place in own)) - self._answers
        self._space = Space(self._find, self._has, self._names)
        self._place, self._imported = 0, False
        self._scratch: Path | None = None
        self._channel: Channel | None = None
        self._current = Current(self._given_class)
        self._encounters = Encounters()
        self._left: dict[str, Patch] = {}
        self._pulled: dict[str, Any] = {}
        self._compared: set[str] = set()  # own names that were held against the kernel's in this test
        self._made: dict[str, tuple[Any, Any]] = {}  # what the course's own cells made, with its state then
        self._leading: dict[int, _Cell] = {}  # what tests that wait do before they ask for an answer
        self._theirs: set[str] = set()  # own names whose values the answer changed, as the course's own answer does

    def judge(self, place: int, connection: socket.socket) -> dict[str, Any]:
        """The verdict on one test, as plain data.

        Args:
            place: number of its cell.
            connection: to the student's kernel.
        """
        name = grade_id(self._cells[place])
        usual = None if name in self._open else self._unusual.get(name, [])
        self._encounters = Encounters(usual, reference=self._reference)
        self._place, self._channel = place, self._ask_through(connection, place)
        with _silence(), measured() as values:
            verdict = self._try(leave=True)
            if verdict.verdict in (PASSED, PARTIAL) and (names := self._encounters.unexpectedly_different()):
                theirs, self._theirs = self._theirs, self._theirs | names
                self._settle("differs", verdict)
                self._theirs = theirs
            if verdict.verdict in (PASSED, PARTIAL) and self._encounters.unexpected_changes():
                self._channel.keeps_arguments = True
                self._settle("changes", verdict)
        verdict = self._held_against_the_usual(verdict)
        if verdict.verdict != MANUAL:
            self._judged.add(place)
        return {"verdict": replace(verdict, measured=values).to_dict(), "unusual": [*self._encounters.met]}

    def _settle(self, what: str, verdict: Verdict) -> None:
        """Try the test again without something unusual that it met: where it says the same, that decided nothing."""
        met = dict(self._encounters.met)
        again = self._try(leave=False)
        self._encounters.met = met  # what counts is what the first one met
        if (again.verdict, again.score) == (verdict.verdict, verdict.score):
            self._encounters.settle(what)

    def _ask_through(self, connection: socket.socket, place: int) -> Channel:
        named = uses(self._cells[place]["source"])
        given = [name for cell in self._given if cell.place < place for name in classes(cell.source)]
        told = {"watch": sorted(named & self._ours - self._imports.keys()), "given": given}
        return Channel(
            connection,
            self._waiting,
            self._is_ours,
            self._encounters,
            current=self._current,
            named=named,
            forget=self._forget,
            told=told,
        )

    def _try(self, *, leave: bool) -> Verdict:
        """Run the test of this place once.

        Args:
            leave: whether what it binds is there for later cells.
        """
        assert self._channel
        cell, before = self._cells[self._place], self._cells[: self._place + 1]
        source = cell["source"]
        self._pulled, self._compared = {}, set()
        space = Space(self._find, self._has, self._names)
        space.left = dict(self._left)
        own = [one["source"] for one in before if one["cell_type"] == "code" and role(one) in _OURS]
        surroundings = Surroundings("\n".join(own), lambda: self._changed() + space.patches(self._is_shared))
        space["__builtins__"] = vars(surroundings.builtins)
        self._folders = Folders(self._channel, source, self._files, self._temporary("\n".join(own)))
        self._channel.begin(space, surroundings, self._folders)
        about: dict[str, Any] = {"bonus": bool(bonus(cell)), "begin": self._folders.fetch}
        with module_replaced("__main__", NotebookModule(space)), figures_shared(self._channel.ask), surroundings:
            verdict = judge(source, grade_id(cell), points(cell), space, **about)
            if leave:
                self._leave(source, space)
        return verdict

    def _temporary(self, source: str) -> Path | None:
        """A folder for what tests write into temporary files, which the answer shares; None where none does."""
        if self._scratch is None and "tempfile" in source:
            self._scratch = Path(tempfile.mkdtemp())
            tempfile.tempdir = str(self._scratch)
        return self._scratch

    def _held_against_the_usual(self, verdict: Verdict) -> Verdict:
        """A test that passed because of what compares as nothing did not pass."""
        if verdict.verdict not in (PASSED, PARTIAL):
            return verdict
        if failure := self._encounters.failure():
            return replace(verdict, verdict=FAILED, score=0.0, message=failure)
        if doubt := self._encounters.doubt():
            message = f"{doubt} A person will look at it."
            return replace(verdict, verdict=MANUAL, score=None, message=message, reason=doubt)
        return verdict

    def _is_shared(self, name: str, value: Any) -> bool:
        """Whether the answer's functions see a value that a test binds: one that the course's own read, or a replaced function."""
        if name in self._shared:
            library = issubclass(type(value), type | FunctionType) and value.__module__ != "__main__"
            return not isinstance(value, ModuleType) and not (library and name in self._imports)
        return name != "__builtins__" and callable(value) and (name in self._answers or hasattr(builtins, name))

    def _changed(self) -> list[Patch]:
        """Values of the course's own that a test changed: the answer sees them so."""
        changed = (name for name, (value, state) in self._made.items() if differs(state, state_of(value)))
        return [("__main__", name, True, self._made[name][0]) for name in changed if name not in self._theirs]

    def _leave(self, source: str, space: Space) -> None:
        """Give later tests what a test binds, and cells that follow what they read of it: what students can see."""
        assert self._channel
        own, self._left = space.own(), {patch[1]: patch for patch in space.patches(self._is_shared)}
        self._space.update({name: own[name] for name in (binds(source) - self._answers) & own.keys()})
        texts, names = definitions(source, self._shared)
        values = {name: own[name] for name in names if name in own}
        if texts or values:
            with contextlib.suppress(Decided, Exception):  # then that answer says that it lacks a name
                self._channel.ask("bind", values, texts)

    def _given_class(self, name: str) -> type | None:
        """The course's own class of a name."""
        if name not in self._ours:
            return None
        try:
            found = self._find(name)
        except (Decided, Exception):  # noqa: BLE001 - a given cell that fails is told where its names are used
            return None
        return found if isinstance(found, type) else None

    def _has(self, name: str) -> bool:
        assert self._channel
        return dict.__contains__(self._space, name) or self._channel.has(name)

    def _names(self) -> list[str]:
        assert self._channel
        names = dict.fromkeys([*self._space.own(), *self._channel.names()])
        return [name for name in names if name in self._answers or not hasattr(builtins, name)]

    def _forget(self, names: list[str]) -> None:
        """Ask again for what a call changed; the course's own values stay, unless its own answer changes them, too."""
        for name in names:
            self._pulled.pop(name, None)
            if name in self._ours and self._encounters.note(name, "changed") and not self._encounters.is_open:
                found = self._space.own().get(name)
                if issubclass(type(found), type):
                    self._adopt(name, found)
                else:
                    self._theirs.add(name)

    def _adopt(self, name: str, kind: Any) -> None:
        """Let a class of the course's own hold the plain values that the kernel's holds, such as a counter of its objects."""
        assert self._channel
        told = self._channel.ask("statics", name)
        for key in statics(kind).keys() & (told if type(told) is dict else {}):
            if type(told[key]) in STATIC:
                setattr(kind, key, told[key])

    def _is_ours(self) -> Callable[[Any], bool]:
        """Whether a thing is, or shares memory with, a value that the course's own cells made."""
        return belongs_to(value for name, value in self._space.own().items() if name in self._ours)

    def _find(self, name: str) -> Any:
        """A name that neither the test nor, so far, the course's own cells have bound.

        Raises:
            KeyError: there is no such name; Python then looks among its own.
        """
        if name in self._ours and name not in self._theirs:
            self._run_given(name)
            found = self._own(name)
            self._look_at(name, found)
            return found
        assert self._channel
        if name in self._imports and self._channel.has(name):
            with contextlib.suppress(ImportError):  # a file of the assignment's own: the student's kernel has it
                exec(self._imports[name], self._space)
                return dict.__getitem__(self._space, name)
        if name in _NOTEBOOK and name not in self._answers:
            return _NOTEBOOK[name](self._channel)
        if hasattr(builtins, name) and name not in self._answers:
            raise KeyError(name)
        if name not in self._pulled:
            self._import()
            self._pulled[name] = self._channel.pull(name)
        return self._pulled[name]

    def _look_at(self, name: str, found: Any) -> None:
        """Remember what the course's own cells made, and whether the kernel has the same under that name."""
        assert self._channel
        if name not in self._made and is_big(found) is False:
            self._made[name] = found, state_of(found)
        if name in self._kept - self._compared:
            self._compared.add(name)
            mine = digest(found)
            if mine is not None and self._channel.ask("holds", name, mine.hex()) is False:
                self._encounters.note(name, "differs")

    def _import(self) -> None:
        """Have the modules that the course imports: an answer's objects may be of their classes."""
        for statement in dict.fromkeys(self._imports.values()) if not self._imported else ():
            with contextlib.suppress(Exception):
                exec(statement, {})
        self._imported = True

    def _own(self, name: str) -> Any:
        """The value of one of the course's own names, which its cells before this place have bound.

        Raises:
            KeyError: they have not.
            NeedsPerson: a test that could not be judged would have.
        """
        assert self._channel
        own = self._space.own()
        if name in self._pulled:
            return self._pulled[name]
        if name in own:
            found = self._channel.renewed(own[name], name)
            if found is not own[name]:
                self._pulled[name] = found
            return found
        waiting = [place for place in self._tests if place < self._place and place not in self._judged]
        sources = {place: self._cells[place]["source"] for place in waiting}
        parts = {place: leading(source, self._is_theirs) for place, source in sources.items() if name in binds(source)}
        for place, (first, rest) in parts.items():
            if name in binds(rest) | changes(rest):
                raise NeedsPerson(f"An earlier test, which waits for a person itself, makes {name!r}.")
            self._run(self._leading.setdefault(place, _Cell(place, first)))
        own = self._space.own()
        if name in own:
            return own[name]
        raise KeyError(name)

    def _is_theirs(self, name: str) -> bool:
        """Whether a name is the answer's to say, as far as anybody knows."""
        return name in self._answers or not (name in self._ours or name in self._imports or hasattr(builtins, name))

    def _run_given(self, name: str) -> None:
        """Run the course's cells before this place that bind or change a name, in their order, each once."""
        for cell in self._given:
            if cell.place < self._place and name in binds(cell.source) | changes(cell.source):
                self._run(cell)

    def _run(self, cell: _Cell) -> None:
        if not cell.ran:
            cell.ran = True
            before, self._place = self._place, cell.place
            try:
                self._folders.fetch(files_named(cell.source))
                exec(compile(plain_python(cell.source), f"<cell {cell.place + 1}>", "exec"), self._space)
                own = self._space.own()
                register((name, own[name]) for name in classes(cell.source) if isinstance(own.get(name), type))
                self._folders.fetch()  # it may have written or removed what is asked for there
            except (Exception, Decided) as error:  # noqa: BLE001 - told by each test that needs the cell
                cell.error = error
            finally:
                self._place = before
                self._space.forget(self._answers)  # the student's have gone on from here
        if isinstance(cell.error, Decided):
            raise type(cell.error)(*cell.error.args)  # for this test, too
        if cell.error:
            raise cell.error


_OURS = (Role.GIVEN, Role.TEST)


def _ignore(*arguments: Any, **named: Any) -> None:
    """Showing something has no meaning in the judge."""


# Names that every notebook has, made of the way to the student's kernel.
_NOTEBOOK: dict[str, Callable[[Channel], Any]] = {
    "display": lambda channel: _ignore,
    "get_ipython": lambda channel: lambda: Shell(channel),
}


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """What tests print goes nowhere."""
    with (
        Path(os.devnull).open("w") as nowhere,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
    ):
        yield

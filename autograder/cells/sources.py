"""Reads the instructor's notebooks: as nbgrader understands them, with its own marks, whatever the course calls them.

Whatever reads a notebook of `source/` or `release/`, or hands one on to be judged or shown, does so here. So nobody else needs
to know how a course marks what is hidden (a test sees to it).
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.cells.marks import STANDARD, Fault, Marks, faults
from autograder.cells.roles import grade_id
from autograder.course import Course
from autograder.errors import CourseError


@dataclass(frozen=True)
class Sources:
    """How a course's notebooks are read.

    Args:
        marks: what it calls nbgrader's marks.
        before: notebooks whose cells come before those of each, `IncludeHeaderFooter.header`.
        after: and after them.
    """

    marks: Marks = STANDARD
    before: tuple[Path, ...] = ()
    after: tuple[Path, ...] = ()

    @classmethod
    def of(cls, course: Course) -> "Sources":
        """As its configuration says.

        Raises:
            CourseError: there is no such header or footer.
        """
        frame = course.settings.IncludeHeaderFooter
        around = [(course.root / str(frame[name]),) if frame.get(name) else () for name in ("header", "footer")]
        if missing := [path for paths in around for path in paths if not path.is_file()]:
            raise CourseError(
                f"c.IncludeHeaderFooter names {missing[0]}, which is no file. Write its path from {course.root}."
            )
        return cls(Marks.of(course.settings), *around)

    def read(self, path: Path) -> NotebookNode:
        """An instructor's notebook with nbgrader's own marks, between the course's header and footer."""
        notebook = read(path)
        parts = [read(one).cells for one in self.before], notebook.cells, [read(one).cells for one in self.after]
        notebook.cells = [*chain(*parts[0]), *parts[1], *chain(*parts[2])]
        return _standard(notebook, self.marks)


def read_source(course: Course, path: Path) -> NotebookNode:
    """An instructor's notebook as nbgrader understands it (see `Sources`)."""
    return Sources.of(course).read(path)


def read_release(course: Course, path: Path) -> NotebookNode:
    """A student's notebook, as it was released."""
    return standard(read(path), course.settings)


def read(path: Path) -> NotebookNode:
    """A notebook as it stands in its file."""
    return nbformat.read(path, as_version=4)


def standard(notebook: NotebookNode, settings: Any) -> NotebookNode:
    """A notebook with nbgrader's own marks in place of the course's; the same one where it has no others."""
    return _standard(notebook, Marks.of(settings))


def _standard(notebook: NotebookNode, marks: Marks) -> NotebookNode:
    if marks == STANDARD:
        return notebook
    changed = copy.deepcopy(notebook)
    for cell in changed["cells"]:
        cell["source"] = marks.standard(cell["source"])
    return changed


def mark_faults(course: Course, path: Path) -> Iterator[str]:
    """Sentences about the marks in a source notebook that are none, or stand where they should not."""
    for place, fault in find_faults(read(path), Marks.of(course.settings)):
        yield f"{path.stem}, {place}: {fault}"


def find_faults(notebook: NotebookNode, marks: Marks) -> Iterator[tuple[str, Fault]]:
    """The faulty marks of a notebook, each with its cell in words."""
    for number, cell in enumerate(notebook.cells, start=1):
        for fault in faults(cell.source, marks):
            yield f"cell {number} ({grade_id(cell) or 'no grade_id'})", fault

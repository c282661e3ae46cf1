"""nbgrader's way in: reads what was handed in, whatever it is, and hands on what can be graded."""

import copy
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode

from autograder.course import Course
from autograder.submissions.reading import Unreadable, read_submission
from autograder.submissions.repair import Repaired, Stubs, rebuild, refused


def load(course: Course, assignment: str, name: str, path: Path) -> NotebookNode:
    """A submitted notebook, repaired.

    Args:
        course: the course.
        assignment: name of the assignment.
        name: name of the notebook.
        path: the submitted file.

    Returns:
        A notebook built on the course's own; its metadata hold `autograder.notes`, sentences about what was mended, and
        `autograder.refused`, why the file could not be read, or "".

    Raises:
        CourseError: the assignment has no such notebook.
    """
    source = nbformat.read(course.source_notebooks(assignment)[name], as_version=4)
    stubs = _stubs(course)
    reason = ""
    try:
        repaired = rebuild(read_submission(path, course.limits), source, stubs)
    except Unreadable as error:
        repaired, reason = Repaired(refused(source, stubs), ()), str(error)
    notebook, notes = repaired.notebook, repaired.notes
    notebook.metadata = copy.deepcopy(notebook.metadata)
    notebook.metadata["autograder"] = {"notes": list(notes), "refused": reason}
    return notebook


class SubmissionExporter(NotebookExporter):  # type: ignore[misc]
    """`Autograde.exporter_class`: the first of nbgrader's two passes reads through the repair."""

    def from_filename(
        self, filename: str, resources: ResourcesDict | None = None, **kw: Any
    ) -> tuple[str, ResourcesDict]:
        """Read, repair, and run the preprocessors."""
        names = (resources or {}).get("nbgrader", {})
        course = Course(Path(self.parent.coursedir.root), self.config)
        path = Path(filename)
        if path.resolve().is_relative_to(course.folder("autograded").resolve()):
            return super().from_filename(
                filename, resources=resources, **kw
            )  # the second pass reads what the first wrote
        notebook = load(course, names["assignment"], names["notebook"], path)
        about = {"metadata": {"name": path.stem, "path": str(path.parent)}} | dict(resources or {})
        return self.from_notebook_node(notebook, resources=about, **kw)


def _stubs(course: Course) -> Stubs:
    from nbgrader.preprocessors import ClearSolutions

    clear = ClearSolutions(config=course.settings)
    return Stubs(code=clear.code_stub["python"], text=clear.text_stub)

"""nbgrader's way in: reads what was handed in, whatever it is, and hands on what can be graded."""

from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory

from autograder.aside import Lost, shared
from autograder.course import Course
from autograder.kernels.material import read_material
from autograder.naming import printable, refusal
from autograder.problems import write_problem
from autograder.submissions.files import student_files
from autograder.submissions.finding import Chosen, find, find_one
from autograder.submissions.folder import LINKED, entries, linked
from autograder.submissions.original import Original, Stubs, read_original
from autograder.submissions.repair import mark, rebuild, refused

TIMESTAMP_BYTES = 100
HERE = "autograder.submissions.exporter"


def load(course: Course, assignment: str, name: str, path: Path) -> NotebookNode:
    """A submitted notebook, repaired.

    Args:
        course: the course.
        assignment: name of the assignment.
        name: name of the notebook.
        path: the submitted file. Where there is none, or it holds no answer, other files of its folder may be this notebook.

    Returns:
        A notebook built on the course's own; its metadata hold `autograder.notes`, sentences about what was mended,
        `autograder.to_student`, those among them that help the student, and `autograder.refused`, why the file could not be
        read, or "".

    Raises:
        CourseError: the assignment has no such notebook.
    """
    original = read_original(course, course.source_notebooks(assignment)[name], _stubs(course))
    if linked(path.parent.parent, path.parent):
        return mark(refused(original), (), LINKED)
    chosen = find_one(name, entries(path.parent), originals(course, assignment), course.limits(assignment))
    return repaired(chosen, original) if chosen else mark(refused(original), (), "It was not handed in.")


def name_notebooks(*, assignment: str, student: str, notebooks: list[str]) -> None:
    """`Autograde.pre_convert_hook`: has nbgrader ask for every notebook that was handed in, under whatever name it was.

    Args:
        assignment: name of the assignment.
        student: nbgrader's pattern of the students that it grades now.
        notebooks: paths of the files that nbgrader found in one submission; replaced by the paths that the notebooks should have.
    """
    course = Course.find()  # nbgrader has changed to the course's folder; a student's folder is no place to look for it
    folder = Path(notebooks[0]).parent
    names = shared()(f"{HERE}:found", course, assignment, folder, seconds=course.limits(assignment).reading_seconds)
    if names:
        notebooks[:] = [str(folder / f"{name}.ipynb") for name in names]


def found(course: Course, assignment: str, folder: Path) -> list[str]:
    """Names of the notebooks that a submission's folder holds, under whatever names."""
    about = originals(course, assignment)
    names = about if linked(folder.parent, folder) else find(entries(folder), about, course.limits(assignment))[0]
    return sorted(names)


def repaired(chosen: Chosen, original: Original) -> NotebookNode:
    """The notebook to grade for a file that counts."""
    if chosen.file.document is None:
        return mark(refused(original), chosen.notes, chosen.file.reason)
    result = rebuild(chosen.file.document, original)
    return mark(result.notebook, (*chosen.notes, *result.notes))


def originals(course: Course, assignment: str) -> dict[str, Original]:
    """The prepared notebooks of an assignment, by name.

    Raises:
        CourseError: there is no such assignment.
    """
    stubs = _stubs(course)
    return {name: read_original(course, path, stubs) for name, path in course.source_notebooks(assignment).items()}


class SubmissionFolder(CourseDirectory):  # type: ignore[misc]
    """nbgrader's idea of the course, while it reads submissions: it opens nothing but notebooks and a small time stamp.

    nbgrader itself copies all other files, and follows links in doing so: to another's work, or to a device without end.
    """

    @classmethod
    def like(cls, other: CourseDirectory) -> "SubmissionFolder":
        """The same course, assignment and student."""
        made = cls(parent=other.parent, config=other.config)
        for name in other.trait_names(config=True):
            setattr(made, name, getattr(other, name))
        made.ignore = ["*"]
        return made

    def get_existing_timestamp(self, dest_path: str) -> Any:
        """When it was handed in, None where that is not written in a small regular file."""
        path = Path(dest_path) / "timestamp.txt"
        small = path.exists() and not path.is_symlink() and path.is_file() and path.stat().st_size < TIMESTAMP_BYTES
        try:
            return super().get_existing_timestamp(dest_path) if small else None
        except Exception:  # noqa: BLE001 - the file is the student's, and nbgrader raises what it likes
            return None


class SubmissionExporter(NotebookExporter):  # type: ignore[misc]
    """`Autograde.exporter_class`: the first of nbgrader's two passes reads through the repair; ours has read already."""

    def __init__(self, parent: Any = None, **kw: Any) -> None:
        super().__init__(parent=parent, **kw)
        parent.coursedir = SubmissionFolder.like(parent.coursedir)
        self._leave_out_names()

    def _leave_out_names(self) -> None:
        """Of what nbgrader found, grade no folder whose name it would take for another's, or could not write down."""
        for folder in list(self.parent.assignments):
            student = Path(folder).parent.name
            if reason := refusal(student):
                problem = f"{printable(student)} is not graded: {reason}. Rename the folder."
                self.parent.log.error(problem)
                del self.parent.assignments[folder]
                if not self.parent.assignments:
                    raise RuntimeError(problem)  # nobody else was asked for, and Formgrader shows what is raised

    def from_filename(
        self, filename: str, resources: ResourcesDict | None = None, **kw: Any
    ) -> tuple[str, ResourcesDict]:
        """Read, repair, and run the preprocessors."""
        names = (resources or {}).get("nbgrader", {})
        if repaired := getattr(self.parent, "repaired", {}):
            return self.from_notebook_node(repaired[names["notebook"]], resources=_about(filename, resources), **kw)
        course = Course(Path(self.parent.coursedir.root), self.config)
        path = Path(filename)
        if path.resolve().is_relative_to(course.folder("autograded").resolve()):
            # The second pass reads what the first wrote; the files beside it are those that were handed in.
            folder = course.folder("submitted", names["student"], names["assignment"])
            files = self._aside("other_files", course, names, folder)
            return super().from_filename(filename, resources=(resources or {}) | {"autograder_files": files}, **kw)
        notebook = self._aside("load", course, names, names["notebook"], path)
        return self.from_notebook_node(notebook, resources=_about(filename, resources), **kw)

    def _aside(self, function: str, course: Course, names: dict[str, str], *arguments: Any) -> Any:
        """Run one of the functions here in the process apart; nbgrader goes on with the next student where that fails."""
        assignment = names["assignment"]
        seconds = course.limits(assignment).reading_seconds
        try:
            return shared()(f"{HERE}:{function}", course, assignment, *arguments, seconds=seconds)
        except Lost as lost:
            where = write_problem(course, assignment, names["student"], lost.trace)
            raise RuntimeError(f"The submission could not be read: {lost}; {where}.") from lost


def _about(filename: str, resources: ResourcesDict | None) -> dict[str, Any]:
    """What nbconvert says of a file that it reads itself."""
    return {"metadata": {"name": Path(filename).stem, "path": str(Path(filename).parent)}} | dict(resources or {})


def other_files(course: Course, assignment: str, folder: Path) -> dict[str, bytes]:
    """The files that were handed in besides notebooks."""
    if linked(folder.parent, folder):
        return {}
    inside, ours = entries(folder), read_material(course, assignment).public
    chosen, _ = find(inside, originals(course, assignment), course.limits(assignment))
    return student_files(inside, ours, [found.file.entry.path for found in chosen.values()])[0]


def _stubs(course: Course) -> Stubs:
    from nbgrader.preprocessors import ClearSolutions

    clear = ClearSolutions(config=course.settings)
    return Stubs(code=clear.code_stub.get("python", ""), text=clear.text_stub)

"""The course folder: the only module that knows paths, configuration and limits."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from autograder import options
from autograder.errors import CourseError

CONFIG = "nbgrader_config.py"
WITHHELD = "withheld"  # in an assignment's folder: what tests read and students never get
SCRIPT = "data.py"  # beside its notebooks: what makes its data
CALIBRATION = "calibration.json"
PERSON, KERNEL = "person", "kernel"  # who decides about a test that cannot be judged apart


@dataclass(frozen=True)
class Limits:
    """What one submission may use while it is graded.

    `c.Autograder.<name>` in the configuration changes one for all assignments, `c.Autograder.limits` for one assignment;
    nbgrader's `c.Execute.timeout` stands for `cell_seconds` where that is not set.

    Args:
        cell_seconds: wall clock of one cell; the slowest reference cell (part 6) needs about 60 s on one core.
        notebook_seconds: wall clock of one notebook; the slowest reference (part 6) needs about 120 s on one core.
        output_bytes: text and pictures that one cell may put out.
        submission_bytes: size of a submitted notebook file.
        memory_bytes: memory of one process; all processes of a notebook together may use this much, too.
        scratch_bytes: files in its working folder, and as much again in /tmp and in shared memory.
        file_bytes: size of one file.
        processes: processes and threads at a time.
        open_files: open files and sockets at a time.
        mutant_seconds: of one trial of an assignment's tests on mutants of its own answers; a first `grade` takes 60 at most.
        mutant_runs: notebooks that such a trial runs; 0 for no mutants.
        reading_seconds: wall clock of reading and repairing a submission, and of making its feedback pages.
    """

    cell_seconds: int = 300
    notebook_seconds: int = 900
    output_bytes: int = 5_000_000
    submission_bytes: int = 50_000_000
    memory_bytes: int = 6_000_000_000
    scratch_bytes: int = 500_000_000
    file_bytes: int = 200_000_000
    processes: int = 256
    open_files: int = 1024
    mutant_seconds: int = 300
    mutant_runs: int = 400
    reading_seconds: int = 60


@dataclass(frozen=True)
class Course:
    """One course folder as nbgrader knows it.

    Args:
        root: the folder that holds `nbgrader_config.py`.
    """

    root: Path
    settings: Any = field(repr=False)  # traitlets.config.Config

    @classmethod
    def find(cls, start: Path | None = None) -> "Course":
        """The course that a folder belongs to: the nearest folder upwards with an `nbgrader_config.py`.

        Raises:
            CourseError: there is none, or its configuration cannot be read.
        """
        here = (start or Path.cwd()).resolve()
        for folder in (here, *here.parents):
            if (folder / CONFIG).is_file():
                return cls(folder, _load(folder))
        raise CourseError(
            f"No course here: found no {CONFIG} in {here} or above it. Change to the course's folder first."
        )

    def folder(self, step: str, student: str = ".", assignment: str = ".") -> Path:
        """The folder of one step: "source", "release", "submitted", "autograded" or "feedback"."""
        name = getattr(self.settings.CourseDirectory, f"{step}_directory", step)
        name = name if isinstance(name, str) else step
        return self.root / name / student / assignment

    @property
    def texts(self) -> Path:
        """Where the notebooks' texts are edited, one folder for each assignment."""
        return self.root / "notebooks"

    def notebook_texts(self, assignment: str) -> list[Path]:
        """The notebooks' texts of an assignment, in order; none for one that has its notebooks under source/ only."""
        return [path for path in sorted((self.texts / assignment).glob("*.py")) if path.name != SCRIPT]

    @property
    def answers(self) -> Path:
        """Right and wrong student answers that prove the tests, one folder for each assignment."""
        return self.root / "tests" / "answers"

    def calibration(self, assignment: str) -> Path:
        """What `autograder calibrate` measured of an assignment, and the bands that its tests name."""
        return self.texts / assignment / CALIBRATION

    @property
    def private(self) -> Path:
        """What is this course's alone: no part of any repository, and never shown to a kernel."""
        return self.root / ".autograder"

    def own_folder(self, *names: str) -> Path:
        """A folder under `private`, made where there is none: for whoever grades alone, and in no git repository."""
        if not self.private.is_dir():
            self.private.mkdir(mode=0o700, exist_ok=True)
            (self.private / ".gitignore").write_text("*\n")
        folder = self.private.joinpath(*names)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @property
    def course_id(self) -> str:
        """The course's name in the gradebook, "" where none is set."""
        name = self.settings.CourseDirectory.course_id
        return name if isinstance(name, str) else ""

    @property
    def gradebook(self) -> str:
        """Nbgrader's database as SQLAlchemy's URL."""
        url = self.settings.CourseDirectory.db_url
        return url if isinstance(url, str) else f"sqlite:///{self.root / 'gradebook.db'}"

    @property
    def data(self) -> Path | None:
        """The data folder that the configuration names (`c.Autograder.data`)."""
        named = self.settings.Autograder.data
        return self.root / Path(named).expanduser() if isinstance(named, str) else None

    @property
    def walls(self) -> bool:
        """Whether student code is walled in; `c.Autograder.sandbox = "off"` or `--sandbox off` takes the walls away."""
        return self.settings.Autograder.sandbox != "off"

    def limits(self, assignment: str) -> Limits:
        """The limits of an assignment, with the configuration's changes for all and for this one.

        Raises:
            CourseError: there is no such limit.
        """
        names = Limits.__annotations__
        chosen = {name: value for name, value in self.settings.Autograder.items() if name in names}
        if seconds := options.timeout(self.settings):
            whole = max(seconds, Limits.notebook_seconds)
            chosen = {"cell_seconds": seconds, "notebook_seconds": whole} | chosen
        own = self.settings.Autograder.get("limits", {}).get(assignment, {})
        if unknown := sorted(own.keys() - names.keys()):
            raise CourseError(
                f"c.Autograder.limits[{assignment!r}] names {unknown[0]!r}, which is no limit. Limits: {', '.join(names)}."
            )
        return Limits(**chosen | own)

    def undecided(self, assignment: str) -> str:
        """Who decides about the tests of an assignment that cannot be judged apart: "person", or "kernel", the student's own.

        `c.Autograder.undecided` says it for all assignments, or for each by its name.

        Raises:
            CourseError: it says something else.
        """
        said = self.settings.Autograder.get("undecided", PERSON)
        chosen = said.get(assignment, PERSON) if isinstance(said, dict) else said
        if chosen not in (PERSON, KERNEL):
            raise CourseError(
                f'c.Autograder.undecided is {chosen!r} for {assignment}; it is "{PERSON}", "{KERNEL}", or a dictionary that '
                "has one of them for an assignment's name."
            )
        return str(chosen)

    @property
    def not_leaks(self) -> tuple[str, ...]:
        """Lines and names that students may see although answers or hidden tests hold them (`c.Autograder.not_leaks`)."""
        chosen = self.settings.Autograder.get("not_leaks", ())
        return (chosen,) if isinstance(chosen, str) else tuple(map(str, chosen))

    @property
    def unheeded(self) -> tuple[str, ...]:
        """Sentences about options of nbgrader's in the configuration that mean nothing here, or not quite the same."""
        return tuple(options.unheeded(_own_settings(self.root), nbgrader_settings()))

    def assignments(self, step: str = "source") -> list[str]:
        """Names of the assignments that have a folder at this step, "notebooks" included."""
        folder = self.texts if step == "notebooks" else self.folder(step)
        return sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []

    def source_notebooks(self, assignment: str) -> dict[str, Path]:
        """The instructor's notebooks of an assignment, by name.

        Raises:
            CourseError: the assignment has none.
        """
        found = {path.stem: path for path in sorted((self.folder("source") / assignment).glob("*.ipynb"))}
        if not found:
            known = ", ".join(self.assignments()) or "none"
            raise CourseError(
                f"No assignment {assignment!r}: {self.folder('source') / assignment} holds no notebook. "
                f"Assignments here: {known}."
            )
        return found

    def students(self, assignment: str) -> Iterator[str]:
        """Names of the students who handed in something for an assignment, in order."""
        submitted = self.folder("submitted")
        for folder in sorted(submitted.iterdir()) if submitted.is_dir() else ():
            if folder.is_symlink() or os.path.lexists(folder / assignment):  # a link that leads nowhere is told, too
                yield folder.name


def nbgrader_settings() -> Any:
    """What nbgrader's configuration needs so that its own commands and Formgrader grade as `autograder grade` does.

    Returns:
        A `traitlets.config.Config`; a course's `nbgrader_config.py` merges it into its own.
    """
    from traitlets.config import Config

    _let_nbgrader_find_alembic()
    _tell_nbgrader_its_schema()
    ours, theirs = "autograder.", "nbgrader.preprocessors."
    settings = Config()
    settings.CourseDirectory.ignore.extend([WITHHELD, SCRIPT])  # neither released nor copied to submissions
    settings.Autograde.exporter_class = ours + "submissions.exporter.SubmissionExporter"
    settings.Autograde.pre_convert_hook = ours + "submissions.exporter.name_notebooks"
    settings.Autograde.sanitize_preprocessors = [
        theirs + "ClearOutput",  # outputs come from our run alone
        theirs + "OverwriteKernelspec",
        theirs + "OverwriteCells",  # locked cells once more from the gradebook, after the repair
        theirs + "CheckCellMetadata",
    ]
    settings.Autograde.autograde_preprocessors = [
        "nbconvert.preprocessors.ClearMetadataPreprocessor",  # before ours: verdicts are metadata
        ours + "grading.preprocessors.JudgeNotebook",
        theirs + "IgnorePattern",
        theirs + "LimitOutput",
        ours + "grading.marked.NoteMarks",
        ours + "grading.preprocessors.RecordVerdicts",
        ours + "grading.marked.KeepMarks",
        theirs + "AssignLatePenalties",
        theirs + "CheckCellMetadata",
    ]
    settings.GenerateFeedback.exporter_class = ours + "reporting.page.FeedbackExporter"
    settings.GenerateFeedback.preprocessors = [
        ours + "reporting.marks.ReadMarks",
        ours + "reporting.sanitize.SanitizeNotebook",
        ours + "reporting.feedback.ShowVerdicts",
    ]
    settings.HTMLExporter.preprocessors = [ours + "reporting.sanitize.SanitizeNotebook"]  # Formgrader's pages
    settings.HTMLExporter.filters = {"markdown2html": ours + "reporting.markup.markdown_filter"}
    settings.ExportApp.plugin_class = ours + "reporting.export.GradesPlugin"
    return settings


def _let_nbgrader_find_alembic() -> None:
    """`nbgrader db upgrade` starts `alembic` by name, which fails where the environment is not activated."""
    scripts = str(Path(sys.executable).parent)
    if scripts not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = scripts + os.pathsep + os.environ.get("PATH", "")


def _tell_nbgrader_its_schema() -> None:
    """A new gradebook notes which schema it has. nbgrader asks a process of its own each time, for about two seconds."""
    from nbgrader import api

    api.get_alembic_version = _schema


@cache
def _schema() -> str:
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import ALEMBIC_DIR

    return str(ScriptDirectory(ALEMBIC_DIR).get_current_head())


def _load(folder: Path) -> Any:
    """The configuration of a course, with autograder's parts in the places that grading needs."""
    settings = _own_settings(folder)
    settings.merge(nbgrader_settings())
    settings.CourseDirectory.root = str(folder)
    return settings


def _own_settings(folder: Path) -> Any:
    """The configuration as the course's file says it."""
    from traitlets.config import PyFileConfigLoader

    try:
        return PyFileConfigLoader(CONFIG, path=str(folder)).load_config()
    except Exception as error:
        raise CourseError(
            f"{folder / CONFIG} cannot be read: {type(error).__name__}: {error}. Mend it first."
        ) from error

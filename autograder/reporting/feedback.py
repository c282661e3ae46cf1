"""What a student reads of each test: its name, points, message and hint, and nothing of its hidden part."""

from html import escape

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.cells import Role, Verdict, role, without_hidden
from autograder.cells.verdict import FAILED, MANUAL, NOT_JUDGED, PARTIAL, PASSED
from autograder.course import Course
from autograder.errors import AutograderError

WORDS = {
    PASSED: ("passed", "#1a7f37"),
    PARTIAL: ("partly passed", "#9a6700"),
    FAILED: ("not passed yet", "#b42318"),
    MANUAL: ("waits for a person", "#57606a"),
    NOT_JUDGED: ("not judged", "#57606a"),
}
_BOX = "border-left: 4px solid {color}; padding: 0.5em 1em; margin: 0.3em 0; background: #f6f8fa; color: #1f2328"


class ShowVerdicts(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts a verdict in words where a test's outputs were, and takes its hidden part away."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Change test cells, leave all others."""
        if role(cell) == Role.TEST:
            cell.source = without_hidden(cell.source).rstrip()
            verdict = Verdict.read(cell)
            html = {"text/html": verdict_html(verdict)} if verdict else {}
            cell.outputs = [nbformat.v4.new_output("display_data", html)] if html else []
        return cell, resources


def verdict_html(verdict: Verdict) -> str:
    """A verdict as a box for a page; all text in it is escaped."""
    word, color = WORDS[verdict.verdict]
    kind = "bonus points" if verdict.bonus else "points"
    earned = "–" if verdict.score is None else f"{verdict.score:g}"
    lines = [f"<strong>{escape(verdict.name or verdict.id)}</strong>: {word}, {earned} of {verdict.points:g} {kind}"]
    lines += [escape(verdict.message)] if verdict.message else []
    lines += [f"<em>Hint:</em> {escape(verdict.hint)}"] if verdict.hint and verdict.verdict in (FAILED, PARTIAL) else []
    return f'<div class="verdict" style="{_BOX.format(color=color)}">{"<br>".join(lines)}</div>'


def make_feedback(course: Course, assignment: str) -> list[str]:
    """A page for each graded notebook of an assignment, under feedback/.

    Args:
        course: the course.
        assignment: name of the assignment; its submissions are graded.

    Returns:
        Names of the students who have feedback now.

    Raises:
        AutograderError: nothing is graded yet, or nbgrader refused.
    """
    from nbgrader.apps import NbGraderAPI

    students = sorted(path.parent.name for path in course.folder("autograded").glob(f"*/{assignment}"))
    if not students:
        raise AutograderError(f"No submission of {assignment} is graded yet. First: autograder grade {assignment}")
    api = NbGraderAPI(config=course.settings)
    for student in students:
        result = api.generate_feedback(assignment, student, force=True)
        if not result["success"]:
            reason = (result.get("error") or result.get("log") or "no reason given").strip().splitlines()[-1]
            raise AutograderError(f"nbgrader could not make the feedback of {student}: {reason}")
    return students

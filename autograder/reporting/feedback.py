"""What a student reads of each test: its name, points, message and hint, and nothing of its hidden part."""

from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.cells import Marks, Role, role, without_hidden
from autograder.reporting.marks import mark
from autograder.reporting.markup import shorten

SENTENCES, SENTENCE_CHARACTERS = 50, 2_000


class ShowVerdicts(NbGraderPreprocessor):  # type: ignore[misc]
    """Gives the page's template what it says of the notebook and of each graded cell; takes hidden parts away."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Read what the repair has to say, then change the cells."""
        resources["to_student"] = to_student(nb.metadata.get("autograder", {}))
        return super().preprocess(nb, resources)

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Describe a graded cell; of a test nothing but the visible part stays."""
        kind = role(cell)
        if kind in (Role.TEST, Role.GIVEN, Role.TASK):
            cell.source = without_hidden(Marks.of(self.config).standard(cell.source)).rstrip()
        if kind == Role.TEST:
            cell.outputs = []
        if kind in (Role.TEST, Role.WRITTEN, Role.TASK):
            said = mark(cell).to_dict()
            cell.metadata["feedback"] = said | {"message": shorten(said["message"], SENTENCE_CHARACTERS)}
        return cell, resources


def to_student(about: dict[str, Any]) -> list[str]:
    """What a student should know of how the submission was read: why it was refused, and what was mended.

    Args:
        about: the notebook's `autograder` metadata, of which any part may be missing.
    """
    mended = about.get("to_student")
    sentences = [about.get("refused"), *(mended if isinstance(mended, list) else [])]
    told = [shorten(str(sentence), SENTENCE_CHARACTERS) for sentence in sentences if sentence]
    return told[:SENTENCES]

"""The judge inside the student's kernel: what a test cell's execution request runs there, and how its verdict comes back."""

import json
from typing import Any

from nbformat import NotebookNode

from autograder.cells import Verdict, bonus, grade_id, points

MIME = "application/vnd.autograder.verdict+json"


def request(cell: NotebookNode) -> str:
    """Code that judges a test cell in the kernel where it runs and displays the verdict."""
    test = {"source": cell.source, "grade_id": grade_id(cell), "points": points(cell), "bonus": bool(bonus(cell))}
    return f"__import__({__name__!r}, fromlist=['judge_here']).judge_here({json.dumps(test)!r})"


def judge_here(test: str) -> None:
    """Run in the kernel: judge, and display the verdict as JSON together with the kernel's count of trainings."""
    from IPython.core.getipython import get_ipython
    from IPython.display import display

    from autograder.grading.judge import judge

    asked = json.loads(test)
    shell = get_ipython()
    assert shell is not None, "this runs in a kernel"
    verdict = judge(asked["source"], asked["grade_id"], asked["points"], shell.user_ns, bonus=asked["bonus"])
    display({MIME: verdict.to_dict() | {"trainings": _trainings()}, "text/plain": ""}, raw=True)


def answer(outputs: list[Any]) -> tuple[Verdict, dict[str, int]] | None:
    """The verdict among a cell's outputs and the count of trainings so far, None where there is none."""
    found = [output.data[MIME] for output in outputs if MIME in output.get("data", {})]
    if not found:
        return None
    data = dict(found[-1])
    trainings = dict(data.pop("trainings"))
    return Verdict(**data), trainings


def _trainings() -> dict[str, int]:
    import sys

    module = sys.modules.get("autograder.kernels.trainings")
    return dict(module.COUNTS) if module else {}

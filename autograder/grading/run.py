"""Runs one notebook: every cell in a kernel, every test by the judge."""

import asyncio
import time
from dataclasses import dataclass, field

import nbformat
from nbformat import NotebookNode

from autograder.cells import Role, Verdict, role
from autograder.cells.verdict import FAILED, NOT_JUDGED
from autograder.grading import inkernel
from autograder.kernels.job import Job, Result
from autograder.kernels.provisioner import Zygote
from autograder.kernels.session import End, Session


@dataclass
class _State:
    """What is known while a notebook runs."""

    deadline: float
    verdicts: list[Verdict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    errors: dict[int, str] = field(default_factory=dict)
    trainings: dict[str, int] = field(default_factory=dict)
    ended_by: str = ""  # why the kernel is gone, for the student


def run(job: Job, zygote: Zygote | None) -> Result:
    """Run a job in a kernel of its own.

    Args:
        job: the notebook and its limits.
        zygote: forks the kernel; None starts an ordinary one.

    Returns:
        The notebook with outputs and a verdict for every test cell; what was judged before a kernel died stays judged.
    """
    return asyncio.run(_run(job, zygote))


async def _run(job: Job, zygote: Zygote | None) -> Result:
    started = time.monotonic()
    notebook = nbformat.from_dict(job.notebook)
    state = _State(deadline=started + job.notebook_seconds)
    environment = {"AUTOGRADER_TRAININGS": job.trainings, "NBGRADER_EXECUTION": "autograde"}
    if job.prepared:
        environment["AUTOGRADER_PREPARED"] = job.prepared
    async with Session(notebook.cells, zygote, environment, job.output_bytes) as session:
        for index, cell in enumerate(notebook.cells):
            if cell.cell_type == "code" and cell.source.strip():
                await _run_cell(session, cell, index, job, state)
    return Result(
        key=job.key,
        notebook=notebook,
        verdicts=tuple(state.verdicts),
        seconds=round(time.monotonic() - started, 3),
        notes=tuple(state.notes),
        errors=state.errors,
        trainings=state.trainings,
    )


async def _run_cell(session: Session, cell: NotebookNode, index: int, job: Job, state: _State) -> None:
    if role(cell) == Role.TEST:
        await _judge(session, cell, job, state)
        return
    left = state.deadline - time.monotonic()
    end = await session.execute(cell, min(job.cell_seconds, left), index) if left > 0 else End.NOT_RUN
    if end == End.ERROR:
        error = next(output for output in cell.outputs if output.output_type == "error")
        state.errors[index + 1] = f"{error.ename}: {error.evalue}"
    elif end in (End.TIMEOUT, End.KILLED, End.DEAD):
        _note_end(cell, index, end, job, state)


def _note_end(cell: NotebookNode, index: int, end: End, job: Job, state: _State) -> None:
    """Say in the notebook and to staff why a cell did not come to its end."""
    used_up = state.deadline <= time.monotonic()
    limit = f"the notebook's {job.notebook_seconds:g}" if used_up else f"{job.cell_seconds:g}"
    reason = "ended the kernel" if end == End.DEAD else f"ran longer than {limit} seconds and was stopped"
    words = f"Cell {index + 1} {reason}."
    state.errors[index + 1] = words
    state.notes.append(words)
    cell.outputs.append(nbformat.v4.new_output("error", ename="Stopped", evalue=words, traceback=[words]))
    if end in (End.DEAD, End.KILLED):
        state.ended_by = f"{words} The cells after it could not run. Mend it, then choose Restart and run all."


async def _judge(session: Session, cell: NotebookNode, job: Job, state: _State) -> None:
    """Have one test judged and write its verdict into the cell."""
    asked = nbformat.v4.new_code_cell(inkernel.request(cell))
    left = state.deadline - time.monotonic()
    end = await session.execute(asked, min(job.cell_seconds, left)) if left > 0 else End.NOT_RUN
    found = inkernel.answer(asked.outputs)
    if found:
        verdict, state.trainings = found
    elif end in (End.TIMEOUT, End.KILLED, End.DEAD, End.NOT_RUN):
        verdict = _without_kernel(cell, end, left, state)
    else:
        verdict = Verdict.of(cell, NOT_JUDGED, None, "The grader could not judge this test. A person will look at it.")
    verdict.write(cell)
    state.verdicts.append(verdict)


def _without_kernel(cell: NotebookNode, end: End, left: float, state: _State) -> Verdict:
    if left <= 0:
        words = "The time for this notebook was used up before this test. Make its slow cells faster."
    elif state.ended_by:
        words = state.ended_by
    elif end in (End.DEAD, End.KILLED):
        words = state.ended_by = "Your answer ended the kernel while it was tested. Try it in a fresh kernel."
    else:
        words = "The test did not come to an end with your answer. Is there a loop that never stops?"
    return Verdict.of(cell, FAILED, 0.0, words)

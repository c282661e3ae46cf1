"""Runs one notebook: every cell in the student's kernel, every test by the judge."""

import asyncio
import copy
import time
from base64 import b64decode
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import nbformat
from nbformat import NotebookNode

from autograder.cells import Role, Verdict, grade_id, role
from autograder.cells.verdict import FAILED, MANUAL
from autograder.course import KERNEL
from autograder.grading import judging
from autograder.grading.beside import lend_withheld, moved_on, run_beside, to_run, undecided, withheld_files
from autograder.grading.contents import Contents
from autograder.grading.judges import Judge, JudgeDied, Kernel
from autograder.grading.sharing import Local, Share
from autograder.grading.shelf import Shelf, lay_out
from autograder.grading.snapshots import Relay, Replay
from autograder.grading.store import Store
from autograder.grading.training import Trainings
from autograder.kernels import kernel
from autograder.kernels.clock import Clock
from autograder.kernels.forking import Zygote
from autograder.kernels.job import Job, Result
from autograder.kernels.session import End, Session

COLD = "The kernel had to import everything itself, because the warm process has more than one thread."
WORDS = {
    End.TIMEOUT: "ran longer than {limit} seconds and was stopped",
    End.KILLED: "ran longer than {limit} seconds and was stopped",
    End.DEAD: "ended the kernel",
    End.MEMORY: "used more than {memory:.2g} GB of memory and was stopped",
}


WARM = tuple(sorted({*kernel.WARM, *judging.WARM}))  # what the zygote imports; nothing of it is secret


@dataclass
class _State:
    """What is known while a notebook runs."""

    left: float  # seconds that the notebook has by its clock
    clock: Clock = field(default_factory=Clock)
    verdicts: list[Verdict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    errors: dict[int, str] = field(default_factory=dict)
    unusual: dict[str, list[str]] = field(default_factory=dict)
    undecided: dict[int, str] = field(default_factory=dict)  # why tests, by place, could not be judged apart
    ended_by: str = ""  # why the kernel is gone, for the student
    stages: dict[str, float] = field(
        default_factory=lambda: defaultdict(float)
    )  # seconds of all cells, of all tests, and of them those of the judge's own work

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add to the seconds of a stage."""
        begun = time.monotonic()
        try:
            yield
        finally:
            self.stages[stage] += time.monotonic() - begun


def run(job: Job, zygote: Zygote, store: Store, share: Share | None = None) -> Result:
    """Run a job in a kernel of its own, with a judge of its own; or only judge it, by what was kept.

    Args:
        job: the notebook and its limits.
        zygote: forks both, and trainers; it has imported `WARM`.
        store: keeps trainings and what judges are told.
        share: how trainings are shared, among the processes of this machine by default.

    Returns:
        The notebook with outputs and a verdict for every test cell; what was judged before a kernel died stays judged.

    Raises:
        SandboxError: a process could not be walled in.
        MaterialError: the assignment's script cannot make its data.
    """
    share = share or Local(store)
    shelf = lay_out(job.material, zygote.prepared)
    return asyncio.run((_rejudge if job.rejudge else _run)(job, shelf, zygote, store, share))


async def _run(job: Job, shelf: Shelf | None, zygote: Zygote, store: Store, share: Share) -> Result:
    started = time.monotonic()
    notebook = nbformat.from_dict(job.notebook)
    state = _State(left=float(job.limits.notebook_seconds))
    clock = state.clock
    trainings = _trainings(job, zygote, store, share, clock)
    session = Session(
        notebook.cells,
        zygote,
        job.limits,
        walls=job.walls,
        public=shelf.public if shelf else None,
        files={path: b64decode(text) for path, text in job.files.items()}
        | (withheld_files(shelf) if job.plain else {}),
        environment={"NBGRADER_EXECUTION": "autograde"},
        connection=trainings.connect(audited=True),
        reuse=job.reuse,
        data=not job.material.script,
        clock=clock,
    )
    relay = Relay(session, Contents(store), keep=job.keep)
    with trainings:
        async with session, Judge(zygote, job, shelf, clock, trainings.connect) as judge:
            if job.plain:
                await lend_withheld(session, job.limits.cell_seconds)
            for index, cell in enumerate(notebook.cells):
                if role(cell) == Role.TEST:
                    with state.timed("tests"):
                        if job.plain:
                            await _run_test(session, cell, index, job, state)
                        else:
                            await _judge(relay, judge, cell, index, job, state)
                elif cell.cell_type == "code" and cell.source.strip():
                    with state.timed("cells"):
                        await _run_cell(session, cell, index, job, state)
            if job.undecided == KERNEL and state.undecided:
                notebook = copy.deepcopy(notebook)  # what the kernel sends from now on changes nothing of it
                with state.timed("tests"):
                    await _decide(session, notebook.cells, job, state)
    counts = trainings.counts
    if zygote.cold:
        state.notes.append(COLD)
    return Result(
        key=job.key,
        notebook=notebook,
        verdicts=tuple(state.verdicts),
        seconds=round(time.monotonic() - started, 3),
        stages={name: round(seconds, 3) for name, seconds in state.stages.items()},
        notes=tuple(state.notes),
        errors=state.errors,
        trainings={kind: getattr(counts, kind) for kind in ("local", "computed", "reused") if getattr(counts, kind)},
        training_seconds=round(counts.seconds, 2),
        audited=counts.audited,
        differences=tuple(counts.differences),
        snapshot=relay.found,
        unusual=state.unusual,
    )


def _trainings(job: Job, zygote: Zygote, store: Store, share: Share, clock: Clock) -> Trainings:
    return Trainings(zygote, share, Contents(store), job.limits, walls=job.walls, clock=clock, audit=job.audit)


async def _rejudge(job: Job, shelf: Shelf | None, zygote: Zygote, store: Store, share: Share) -> Result:
    """Judge tests by what was kept; the verdicts are on them alone."""
    started = time.monotonic()
    state = _State(left=float(job.limits.notebook_seconds))
    kernel = Replay(job.snapshot, Contents(store))
    trainings = _trainings(job, zygote, store, share, state.clock)
    with trainings:
        async with Judge(zygote, job, shelf, state.clock, trainings.connect) as judge:
            for index, cell in enumerate(nbformat.from_dict(job.notebook).cells):
                if role(cell) == Role.TEST and grade_id(cell) in job.rejudge:
                    await _judge(kernel, judge, cell, index, job, state)
    return Result(
        key=job.key,
        notebook=job.notebook,
        verdicts=tuple(state.verdicts),
        seconds=round(time.monotonic() - started, 3),
        notes=tuple(state.notes),
        missed=tuple(kernel.missed | _only_kernel(job, state)),
    )


def _only_kernel(job: Job, state: _State) -> set[str]:
    """Tests that only a run of the student's kernel can decide, where the course takes what that says."""
    return {grade_id(job.notebook["cells"][place]) for place in state.undecided} if job.undecided == KERNEL else set()


async def _run_cell(session: Session, cell: NotebookNode, index: int, job: Job, state: _State) -> None:
    if state.left <= 0:
        return
    begun = state.clock.now()
    end = await session.execute(cell, min(job.limits.cell_seconds, state.left), index)
    state.left -= state.clock.now() - begun
    if end == End.ERROR:
        error = next(output for output in cell.outputs if output.output_type == "error")
        state.errors[index + 1] = f"{error.ename}: {error.evalue}"
    elif end in WORDS:
        _note_end(cell, index, end, job, state)


def _note_end(cell: NotebookNode, index: int, end: End, job: Job, state: _State) -> None:
    """Say in the notebook and to staff why a cell did not come to its end."""
    limits = job.limits
    limit = f"the notebook's {limits.notebook_seconds:g}" if state.left <= 0 else f"{limits.cell_seconds:g}"
    words = f"Cell {index + 1} {WORDS[end].format(limit=limit, memory=limits.memory_bytes / 1e9)}."
    state.errors[index + 1] = words
    state.notes.append(words)
    cell.outputs.append(nbformat.v4.new_output("error", ename="Stopped", evalue=words, traceback=[words]))
    if end != End.TIMEOUT:
        state.ended_by = f"{words} The cells after it could not run. Mend it, then choose Restart and run all."


async def _judge(kernel: Kernel, judge: Judge, cell: NotebookNode, index: int, job: Job, state: _State) -> None:
    """Have one test judged and write its verdict into the cell."""
    reason = job.manual.get(grade_id(cell), "")
    if reason and (kernel.alive or job.undecided != KERNEL):
        verdict = undecided(cell, reason)
        if grade_id(cell) not in job.person:
            state.undecided[index] = reason
    elif state.left <= 0:
        words = "The time for this notebook was used up before this test. Make its slow cells faster."
        verdict = Verdict.of(cell, FAILED, 0.0, words)
    elif not kernel.alive:
        verdict = Verdict.of(cell, FAILED, 0.0, state.ended_by)
    else:
        verdict = await _ask(kernel, judge, cell, index, job, state)
    verdict.write(cell)
    state.verdicts.append(verdict)


async def _ask(kernel: Kernel, judge: Judge, cell: NotebookNode, index: int, job: Job, state: _State) -> Verdict:
    try:
        judgement = await judge.judge(index, kernel, min(job.limits.cell_seconds, state.left))
    except JudgeDied as error:
        state.notes.append(f"The judge could not come to an end with cell {index + 1} ({error}).")
        verdict = Verdict.of(cell, MANUAL, None, "The judge could not work with this answer. A person will look at it.")
    else:
        state.left -= judgement.waited
        state.stages["judge"] += judgement.worked
        if judgement.unusual:
            state.unusual[grade_id(cell)] = judgement.unusual
        verdict = judgement.verdict
        if verdict.verdict == MANUAL:
            state.undecided[index] = verdict.message
    if not kernel.alive:
        state.ended_by = state.ended_by or verdict.message
    return verdict


async def _run_test(session: Session, cell: NotebookNode, index: int | None, job: Job, state: _State) -> None:
    """Have one test say itself what it thinks, as a cell among the others."""
    if state.left > 0:
        verdict = await _beside(session, cell, index, job, state)
    else:
        verdict = Verdict.of(cell, FAILED, 0.0, "The time for this notebook was used up before this test.")
    verdict.write(cell)
    state.verdicts.append(verdict)


async def _beside(session: Session, cell: NotebookNode, index: int | None, job: Job, state: _State) -> Verdict:
    begun = state.clock.now()
    verdict = await run_beside(session, cell, min(job.limits.cell_seconds, state.left), index)
    state.left -= state.clock.now() - begun
    return verdict


async def _decide(session: Session, cells: list[NotebookNode], job: Job, state: _State) -> None:
    """Run what could not be judged apart in the student's kernel, which ends after it, and write the verdicts into the cells."""
    decided = {grade_id(cells[place]): place for place in state.undecided}
    before = {verdict.id: verdict for verdict in state.verdicts}
    for place in to_run(cells, state.undecided):
        cell = cells[place]
        verdict = await _late(session, cells, place, job, state)
        if grade_id(cell) in decided:
            reason = before[grade_id(cell)].reason or state.undecided[place]
            before[grade_id(cell)] = verdict = replace(verdict, reason=verdict.reason or reason)
            verdict.write(cell)
    state.verdicts = [before[verdict.id] for verdict in state.verdicts]


async def _late(session: Session, cells: list[NotebookNode], place: int, job: Job, state: _State) -> Verdict:
    """What a test says after all else."""
    about = state.undecided.get(place, "")
    if names := moved_on(cells, place):
        return undecided(cells[place], f"{about} Later cells change {', '.join(names)}.".strip())
    if state.left <= 0:
        return undecided(cells[place], f"{about} The notebook's time was used up before it could run.".strip())
    if not session.alive:  # in its place there was one, so this is not for the test to pay
        return undecided(cells[place], f"{about} The kernel had ended before it could run.".strip())
    return await _beside(session, cells[place], None, job, state)

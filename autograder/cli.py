"""The command line: parse, call, print."""

import sys
import warnings
from pathlib import Path
from typing import Annotated

import typer

from autograder import commands
from autograder.errors import AutograderError

app = typer.Typer(
    help="Graded notebooks: author, release, grade, give feedback.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Assignment = Annotated[str, typer.Argument(help="Name of the assignment, for example mnist-lab.")]
Student = Annotated[str | None, typer.Option(help="Grade this student only.")]
Executor = Annotated[str, typer.Option(help="How notebooks are run: serial, processes or dask.")]
Scheduler = Annotated[str, typer.Option(help="Address of a Dask scheduler, for example tcp://10.0.0.5:8786.")]
Json = Annotated[Path | None, typer.Option(help="Write what happened to each submission to this file.")]
Workers = Annotated[int | None, typer.Option(min=1, help="Notebooks at a time; one a core where it is left out.")]


@app.command()
def build(
    assignment: Annotated[str | None, typer.Argument(help="Name of the assignment; all where it is left out.")] = None,
    prove: Annotated[bool, typer.Option(help="Run the reference, the untouched release and every answer.")] = True,
    workers: Workers = None,
) -> None:
    """Build source and release notebooks from their texts, and prove them."""
    commands.build(assignment, prove=prove, workers=workers)


@app.command()
def adopt(
    notebook: Annotated[Path, typer.Argument(help="A notebook under source/ that was edited in Jupyter.")],
) -> None:
    """Bring an edited source notebook back into its text."""
    commands.adopt(notebook)


@app.command()
def calibrate(
    assignment: Assignment,
    seeds: Annotated[int, typer.Option(min=2, help="Runs of the reference, each with other random numbers.")] = 20,
    workers: Workers = None,
) -> None:
    """Measure the accuracies that tests hold against bands, and what each threshold is worth."""
    commands.calibrate(assignment, seeds=seeds, workers=workers)


@app.command()
def grade(
    assignment: Assignment,
    student: Student = None,
    force: Annotated[bool, typer.Option("--force", help="Grade again what is graded already.")] = False,
    reuse: Annotated[bool, typer.Option(help="Do each distinct training of the class once.")] = True,
    audit: Annotated[
        float, typer.Option(min=0, max=100, help="Percentage of reused trainings to compare with one in the kernel.")
    ] = 0,
    executor: Executor = "processes",
    workers: Workers = None,
    scheduler: Scheduler = "",
    json: Json = None,
    sandbox: Annotated[str, typer.Option(help="off: run student code without walls. Only for work you trust.")] = "on",
) -> None:
    """Grade what students handed in."""
    if scheduler and executor == "processes":
        executor = "dask"
    how = commands.How(student, force, reuse, audit, executor, workers, scheduler, json)
    commands.grade(assignment, how, sandbox=sandbox)


@app.command()
def rejudge(
    assignment: Assignment,
    student: Student = None,
    executor: Executor = "processes",
    workers: Workers = None,
    json: Json = None,
) -> None:
    """Judge changed tests again by what was kept, without running student code."""
    how = commands.How(student, executor=executor, workers=workers, json_file=json)
    commands.rejudge(assignment, how)


@app.command()
def feedback(assignment: Assignment) -> None:
    """Make a page for each graded notebook: tests, messages, hints, marks and comments."""
    commands.feedback(assignment)


@app.command()
def export(
    assignment: Assignment,
    to: Annotated[Path, typer.Option(help="The CSV file to write.")] = Path("grades.csv"),
) -> None:
    """Write the marks of an assignment to a CSV file."""
    commands.export(assignment, to=to)


@app.command()
def doctor(
    assignment: Annotated[
        str | None, typer.Argument(help="Try this assignment's tests on mutants of its answers, too.")
    ] = None,
    workers: Workers = None,
) -> None:
    """Say what this machine can do, and what helps where something is missing; or which tests cannot be judged apart."""
    commands.doctor(assignment, workers)


@app.command()
def demo(
    assignment: Annotated[str, typer.Option(help="The assignment whose sample class is made.")] = "mnist-lab",
    workers: Workers = None,
) -> None:
    """Make a sample class in demo/, grade it and give it feedback."""
    commands.demo(assignment, workers=workers)


def main() -> None:
    """Run the command line; errors made on purpose are one sentence, and their exit code."""
    warnings.filterwarnings(
        "ignore", message="Object of type .* not in session"
    )  # SQLAlchemy 2 about nbgrader's models
    try:
        app()
    except AutograderError as error:
        typer.secho(f"autograder: {error}", fg=typer.colors.RED, err=True)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()

"""nbgrader's own options in a course's configuration: which are followed, and a sentence on each that is not."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

RUNNING = ("NotebookClient", "ExecutePreprocessor", "Execute")  # the last has the last word, as in nbgrader
# What these say holds here anyway, or cannot be noticed.
SAME = frozenset(["interrupt_on_timeout", "record_timing", "ipython_hist_file", "timeout"])
KERNELS = ("", "python3", "python", "autograder")
NAMED = ("ClearHiddenTests", "ClearSolutions", "ClearMarkScheme", "IncludeHeaderFooter", "LimitOutput")
REPLACED = {
    "Autograde": ("exporter_class", "sanitize_preprocessors", "autograde_preprocessors", "pre_convert_hook"),
    "GenerateFeedback": ("exporter_class", "preprocessors"),
}


def timeout(settings: Any) -> int | None:
    """Seconds of wall clock for one cell, as `Execute.timeout` says; None where it says none, or sets no limit."""
    chosen = _running(settings).get("timeout")
    return chosen if isinstance(chosen, int) and not isinstance(chosen, bool) and chosen > 0 else None


def unheeded(own: Any, ours: Any) -> Iterator[str]:
    """Sentences about options that mean nothing here, or not quite what they mean to nbgrader.

    Args:
        own: the configuration as the course's file says it.
        ours: the options that grading here needs.
    """
    for name, value in sorted(_running(own).items()):
        if sentence := _about_running(name, value):
            yield sentence
    for group in NAMED:
        yield from _unknown(group, own[group])
    for group, names in REPLACED.items():
        for name in names:
            if name in own[group] and own[group][name] != ours[group].get(name):
                yield f"c.{group}.{name} is not followed: grading here needs its own. What yours adds is left out."


def _unknown(group: str, chosen: Any) -> Iterator[str]:
    """Options that nbgrader does not know either: it takes no notice of `begin_test_delimiter`, for example."""
    from nbgrader import preprocessors

    known = getattr(preprocessors, group).class_traits(config=True)
    for name in sorted(chosen.keys() - known.keys()):
        near = get_close_matches(name, known, 1) or sorted(known)[:1]
        yield f"c.{group}.{name} is no option of nbgrader's and changes nothing. Did you mean {near[0]}?"


def _running(settings: Any) -> dict[str, Any]:
    return {name: value for group in RUNNING for name, value in settings[group].items()}


def _about_running(name: str, value: Any) -> str:
    option = f"c.Execute.{name} = {value!r:.60}"
    if name == "timeout" and timeout({group: {name: value} for group in RUNNING}) is None:
        return f"{option} is not followed: every cell has a limit here. Set c.Autograder.cell_seconds."
    if name == "kernel_name" and value not in KERNELS:
        return (
            f"{option} is not followed: notebooks run in the Python that autograder is installed in. Install it there."
        )
    if name == "allow_errors":
        return (
            "" if value else f"{option} is not followed: after an error the cells that come after it run all the same."
        )
    return (
        ""
        if name in SAME or name == "kernel_name"
        else f"{option} is not followed: notebooks run in kernels of our own."
    )

"""nbgrader's own options in a course's configuration."""

import pytest

from autograder import doctor
from autograder.course import Course, Limits

OURS = "from autograder.course import nbgrader_settings\nc.merge(nbgrader_settings())"


def course(folder, *lines):
    folder.joinpath("nbgrader_config.py").write_text("\n".join(["c = get_config()", *lines]))
    return Course.find(folder)


@pytest.mark.parametrize(
    ("lines", "seconds"),
    [
        (["c.Execute.timeout = 60"], 60),
        (["c.ExecutePreprocessor.timeout = 60"], 60),
        (["c.ExecutePreprocessor.timeout = 30", "c.Execute.timeout = 60"], 60),
        (["c.Execute.timeout = 60", "c.ExecutePreprocessor.timeout = 30"], 60),
        (["c.Execute.timeout = 60", "c.Autograder.cell_seconds = 40"], 40),
        (["c.Execute.timeout = 60", "c.Autograder.limits = {'lab': {'cell_seconds': 20}}"], 20),
        (["c.Execute.timeout = None"], Limits.cell_seconds),
        (["c.Execute.timeout = -1"], Limits.cell_seconds),
    ],
)
def test_a_timeout_of_nbgraders_is_a_limit_of_ours(tmp_path, lines, seconds):
    """Unless ours says something else."""
    assert course(tmp_path, *lines).limits("lab") == Limits(cell_seconds=seconds)


def test_a_long_timeout_makes_the_notebooks_time_longer(tmp_path):
    """A cell that may take twenty minutes is not stopped after fifteen."""
    limits = course(tmp_path, "c.Execute.timeout = 1200").limits("lab")
    assert (limits.cell_seconds, limits.notebook_seconds) == (1200, 1200)


UNHEEDED = {
    "c.Execute.kernel_name = 'ir'": "c.Execute.kernel_name = 'ir' is not followed",
    "c.ExecutePreprocessor.kernel_name = 'python2'": "the Python that autograder is installed in",
    "c.Execute.allow_errors = False": "c.Execute.allow_errors = False is not followed: after an error",
    "c.Execute.timeout = None": "every cell has a limit here. Set c.Autograder.cell_seconds",
    "c.Execute.execute_retries = 3": "c.Execute.execute_retries = 3 is not followed",
    "c.Execute.extra_arguments = ['--matplotlib=inline']": "c.Execute.extra_arguments",
    "c.NotebookClient.skip_cells_with_tag = 'slow'": "c.Execute.skip_cells_with_tag",
    "c.Autograde.autograde_preprocessors = ['mine.Mine']": "c.Autograde.autograde_preprocessors is not followed",
    "c.ClearHiddenTests.begin_test_delimiter = 'HIDE'": "Did you mean begin_test_delimeter?",
    "c.LimitOutput.lines = 5": "c.LimitOutput.lines is no option of nbgrader's",
    "c.GenerateFeedback.preprocessors = []": "c.GenerateFeedback.preprocessors is not followed",
}


@pytest.mark.parametrize("line", UNHEEDED)
def test_an_option_that_is_not_followed_is_named(tmp_path, line, monkeypatch):
    """Nobody has to find out by the marks; `doctor` says it, too."""
    (sentence,) = course(tmp_path, line).unheeded
    assert UNHEEDED[line] in sentence
    monkeypatch.chdir(tmp_path)
    course(tmp_path, OURS, line)
    assert sentence in doctor._course().remedy


@pytest.mark.parametrize(
    "line",
    [
        "",
        OURS,
        "c.Execute.timeout = 60",
        "c.Execute.kernel_name = 'python3'",
        "c.Execute.allow_errors = True",
        "c.Execute.interrupt_on_timeout = True",
        "c.LimitOutput.max_lines = 5",
        "c.ClearSolutions.code_stub = {'python': 'pass'}",
    ],
)
def test_options_that_hold_are_not_spoken_of(tmp_path, line):
    """Nor are our own."""
    assert course(tmp_path, line).unheeded == ()


def test_lines_that_are_no_leaks_are_named_in_the_configuration(tmp_path):
    """One of them, or several."""
    assert course(tmp_path).not_leaks == ()
    assert course(tmp_path, "c.Autograder.not_leaks = 'x = 1'").not_leaks == ("x = 1",)
    assert course(tmp_path, "c.Autograder.not_leaks = ['x = 1', 'y']").not_leaks == ("x = 1", "y")

"""What `autograder grade --audit` says in the end."""

from types import SimpleNamespace

import pytest
from rich.console import Console

from autograder.commands.grading import _audit, _tell_differences
from autograder.errors import AutograderError


def report(student, audited, *differences):
    return SimpleNamespace(
        student=student, results={"4-fit": SimpleNamespace(audited=audited, differences=tuple(differences))}
    )


@pytest.mark.parametrize(
    ("audited", "said"),
    [((3, 2), "Audit: 5 trainings were done once more"), ((0, 0), "Audit: nothing was trained")],
)
def test_an_audit_says_how_much_it_compared(audited, said, capsys):
    """Silence could mean that nothing was looked at."""
    _audit([report("ada", audited[0]), report("bo", audited[1])], Console(width=200))
    assert said in capsys.readouterr().out


def test_a_difference_is_told_without_an_audit_too(capsys):
    """The first training of each kind is compared by itself: what differs is said, and the run goes on."""
    _tell_differences([report("ada", 1), report("bo", 1, "['variables']")], Console(width=300))
    said = capsys.readouterr().out
    assert (
        "bo: a reused training differs from the kernel's own (['variables']), which counts." in said
        and "ada" not in said
    )


def test_a_difference_fails_loudly():
    """With whose training it was, and what to do."""
    with pytest.raises(AutograderError, match=r"(?s)--force --no-reuse.*bo: \['variables'\]"):
        _audit([report("ada", 1), report("bo", 1, "['variables']")], Console())

"""The proof finds what is not as the author says."""

import dataclasses

import pytest

from autograder.authoring.answers import read_answers
from autograder.authoring.build import build
from autograder.authoring.memory import remember, unproved
from autograder.authoring.proof import prove
from autograder.errors import MarkerError


@pytest.fixture
def proved(worker, prepared, tmp_path):
    """Prove the small course; the faults."""

    def run(course):
        def jobs(todo):
            for job in todo:
                yield job, worker.run(job)

        return prove(course, "toy", jobs, prepared=prepared)

    return run


def change(course, folder, old, new):
    path = course.root / folder / "toy" / "1-sums.py"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    build(course, "toy")


def test_a_sound_assignment_has_no_faults(toy, proved):
    """Reference, untouched release and all answers are as they should be; two of these run beside others."""
    proof = proved(toy)
    assert proof.faults == []
    assert (proof.notebooks, proof.answers) == (5, 5)


def test_an_answer_that_fails_beside_another_is_judged_alone(toy, proved):
    """One that ends its process takes those with it that run in the same notebook; they are not to blame."""
    ends = "total = numbers[:-1].sum()\nimport os\nos._exit(1)"
    change(toy, "tests/answers", "total = numbers[:-1].sum()", ends)
    proof = proved(toy)
    assert ["Forgets the last" in fault for fault in proof.faults] == [True, False]
    assert "no wrong answer is caught" in proof.faults[1]
    assert (proof.notebooks, proof.answers) == (7, 5)


def test_how_far_a_typical_answer_comes_is_a_matter_of_official_data(toy, worker, prepared):
    """Stand-ins may be easier; all other answers are held to what they claim there, too."""
    change(toy, "tests/answers", 'says="Are all ten numbers in it?"', 'says="something else" typical')

    def faults(kind):
        other = dataclasses.replace(prepared, kind=kind)
        return prove(toy, "toy", lambda jobs: ((job, worker.run(job)) for job in jobs), prepared=other).faults

    assert faults("rehearsal") == []
    assert ["Forgets the last" in fault for fault in faults("official")] == [True]


@pytest.mark.parametrize(
    ("folder", "old", "new", "fault"),
    [
        ("notebooks", "values * 2\n", "values * 3\n", "reference: test-double earns 0.4"),
        ("notebooks", "total = ...", "total = 45", "untouched: test-total earns 3.0"),
        ("notebooks", "my_guess =", "1 / 0\nmy_guess =", "cell 3 raises ZeroDivisionError"),
        ("notebooks", "secret_sum = 45", "secret_sum = total", "Forgets the last: earns full marks"),
        ("notebooks", "assert total == secret_sum", "assert total >= 0", "no wrong answer is caught by its hidden tests alone"),
        ("tests/answers", "Are all ten numbers in it?", "Are all nine?", "expected 'Are all nine?' in it"),
        ("tests/answers", "earns=4", "earns=3", "earns 4, expected 3"),
        ("tests/answers", "total += number", "total -= number", "right: Adds in a loop: earns 0 of 3"),
        ("tests/answers", 'right="double"', 'right="triple"', "no test is named after the exercise 'triple'"),
    ],
)  # fmt: skip
def test_every_fault_is_found_and_named(toy, proved, folder, old, new, fault):
    """Any single slip of the author shows in a sentence that names the notebook and the answer."""
    change(toy, folder, old, new)
    found = proved(toy).faults
    assert any(fault in line and line.startswith("1-sums") for line in found), found


def test_a_hidden_region_replaced_by_pass_is_found(toy, proved):
    """A wrong answer that only the hidden region catches passes without it."""
    change(
        toy, "notebooks", 'secret_sum = 45\nassert total == secret_sum, "The sum is not right. Are all ten numbers in it?"', "pass"
    )  # fmt: skip
    assert any("Forgets the last: earns full marks" in line for line in proved(toy).faults)


def test_what_was_proved_is_remembered_by_content(toy, tmp_path):
    """Nothing changed, nothing to prove; a changed answer or other data are proved again."""
    memory = tmp_path / "memory"
    assert unproved(toy, "toy", "official", memory) == ["1-sums"]
    remember(toy, "toy", "official", memory, ["1-sums"])
    assert unproved(toy, "toy", "official", memory) == []
    assert unproved(toy, "toy", "rehearsal", memory) == ["1-sums"]
    change(toy, "tests/answers", "total += number", "total = total + number")
    assert unproved(toy, "toy", "official", memory) == ["1-sums"]


@pytest.mark.parametrize(
    ("text", "says"),
    [("# %%\n# n\nx", "expected right="), ("# %% wrong='a'\nx = 1", "names the answer"), ("# %% wrong='a' sais='b'\n# n", "found")],
)  # fmt: skip
def test_answers_without_claim_or_name_are_refused(tmp_path, text, says):
    """Each answer says what it is."""
    (tmp_path / "n.py").write_text(text)
    with pytest.raises(MarkerError, match=says):
        read_answers(tmp_path / "n.py")

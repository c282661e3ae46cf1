"""What a decoder expects of what it reads, to the last character and the last number."""

import pytest

from autograder.values import Limits, Malformed
from autograder.values.expecting import description, expect, flag, items, real, text, whole
from autograder.values.kinds import words


def refusal(check, *arguments, **named):
    """What is said of what is refused."""
    with pytest.raises(Malformed) as refused:
        check(*arguments, **named)
    return str(refused.value)


def test_what_is_missing_is_named():
    """In one sentence."""
    expect(True, "a thing")
    assert refusal(expect, False, "a thing") == "The message should hold a thing here."


def test_whole_numbers_have_bounds():
    """Both are included; truth values are none."""
    assert (whole(2, 2, 5), whole(5, 2, 5)) == (2, 5)
    for raw in (1, 6, True, 3.0, "3", None):
        assert refusal(whole, raw, 0 if raw is True else 2, 5) == (
            f"The message should hold a whole number from {0 if raw is True else 2} to 5 here."
        )


def test_texts_have_a_length():
    """To the letter."""
    assert text("abc", 3) == "abc" and len(text("x" * (1 << 16))) == 1 << 16
    for arguments in (("abcd", 3), ("x" * ((1 << 16) + 1),), (5,), (b"a",)):
        assert refusal(text, *arguments) == "The message should hold a text here."


def test_numbers_are_those_that_floats_hold():
    """Whole ones, too, as far as they are exact."""
    for raw, value in ((1.5, 1.5), (3, 3.0), ((1 << 53) - 1, 2.0**53 - 1), (1 - (1 << 53), 1 - 2.0**53)):
        assert real(raw) == value and type(real(raw)) is float
    for raw in (1 << 53, -(1 << 53), True, "1", None):
        assert refusal(real, raw) == "The message should hold a number here."


def test_truth_is_true_or_false():
    """And no number."""
    assert flag(True) is True and flag(False) is False
    for raw in (1, 0, None, "true"):
        assert refusal(flag, raw) == "The message should hold true or false here."


def test_lists_have_a_length_or_a_greatest_one():
    """Any where none is said."""
    assert items([]) == [] and items([1], 1) == [1] and items([1, 2], most=2) == [1, 2] and items([1], most=2) == [1]
    assert refusal(items, (1,)) == "The message should hold a list here."
    for named in ({"count": 1}, {"count": 3}, {"most": 1}, {"count": 2, "most": 1}):
        assert refusal(items, [1, 2], **named) == "The message should hold a list of another length here."


def test_a_handles_description_is_flat():
    """Short names, texts up to the limit, whole numbers of 64 bits, truth values, nothing."""
    limits = Limits(description=5)
    fine = {"k" * 64: "x" * 5, "n": (1 << 63) - 1, "m": 1 - (1 << 63), "t": True, "none": None}
    assert description(fine, limits) is fine
    assert len(description({str(n): n for n in range(32)}, limits)) == 32
    for wrong in ({str(n): n for n in range(33)}, [], "text"):
        with pytest.raises(ValueError, match=r"^A handle is described by a dict of at most 32 entries\.$"):
            description(wrong, limits)
    for wrong in ({"k" * 65: 1}, {1: 1}, {"k": "x" * 6}, {"k": 1 << 63}, {"k": -(1 << 63)}, {"k": 1.5}, {"k": []}):
        with pytest.raises(ValueError, match=r"^A handle's description holds short texts, whole numbers and None\.$"):
            description(fine | wrong, limits)


def test_words_of_a_list():
    """However they are set apart."""
    assert words(" a b\n   c ") == {"a", "b", "c"} and type(words("")) is frozenset

"""Scores a submission file: a CSV of answers, held to what prediction competitions ask of one."""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.checks.failure import CheckFailed, check, described

WHOLE = re.compile(r"[+-]?\d{1,18}")
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
MISSING = {"", "nan", "na", "none", "null", "<na>"}  # what a missing value becomes in a CSV file
UNNAMED = re.compile(r"|Unnamed: \d+|index", re.IGNORECASE)  # what pandas calls the column of its index


@check
def submission(
    file: Any, solution: Path, *, name: str = "submission.csv", message: str | None = None, hint: str = ""
) -> float:
    """Score a submission file, or say why it cannot be scored.

    As on Kaggle, rows and columns may stand in any order, and one mistake in the form stops the whole file.

    Args:
        file: path of the submission; in a test, one literal such as `"submission.csv"`.
        solution: a CSV file with the right answers: a header with the name of the key and that of the answer, such as
            `ImageId,Label`, then one row for each key. Where all its answers are whole numbers, so must those in the
            submission be.
        name: what the student calls the file.
        message: authored words that replace the made ones.
        hint: what to try next.

    Returns:
        The share of keys with the right answer, from 0 to 1.

    Raises:
        CheckFailed: no such file, no CSV file, another header, an index column, a key that is missing, unknown or there twice, or an
            answer that is missing, a fraction or no number. The made message names the line; it never tells an answer.
    """
    lines = _lines(file, name)
    right = _lines(solution, solution.name)
    key, answer = right[0].fields
    expected = {fields[0]: fields[1] for fields in (line.fields for line in right[1:])}
    entries = _entries(lines, key, answer, name)
    _check_keys(entries, expected.keys(), key, name)
    whole = all(map(WHOLE.fullmatch, expected.values()))
    for entry in entries:
        _check_answer(entry, answer, whole, name)
    return sum(_same(entry.answer, expected[entry.key], whole) for entry in entries) / len(expected)


@dataclass(frozen=True)
class _Line:
    """The fields of one record, and the number of its line in the file."""

    number: int
    fields: list[str]


@dataclass(frozen=True)
class _Entry:
    """One answer, and the line that gives it."""

    line: int
    key: str
    answer: str


def _lines(file: Any, name: str) -> list[_Line]:
    """Read a CSV file; empty lines do not count."""
    if file is ...:
        raise CheckFailed(f"{name} is still the placeholder. Replace the three dots by the name of the file.")
    if not isinstance(file, str | Path):
        raise CheckFailed(f"{name} is {described(file)}, not the name of a file.")
    try:
        with Path(file).open(encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(text, strict=True)
            lines = [_Line(reader.line_num, [field.strip() for field in record]) for record in reader if record]
    except FileNotFoundError as error:
        raise CheckFailed(f"There is no {name} yet. Write it with to_csv, under exactly this name.") from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CheckFailed(
            f"{name} cannot be read as a CSV file. Write plain text with commas, as to_csv does."
        ) from error
    if not lines:
        raise CheckFailed(f"{name} is empty. It needs a header and one row for each answer.")
    return lines


def _entries(lines: list[_Line], key: str, answer: str, name: str) -> list[_Entry]:
    """Find the two columns by their names."""
    header = lines[0].fields
    if sorted(header) != sorted([key, answer]):
        raise CheckFailed(_about_header(header, key, answer, name))
    for line in lines[1:]:
        if len(line.fields) != 2:
            raise CheckFailed(f"Line {line.number} of {name}: number of values {len(line.fields)}, asked for are 2.")
    first, second = header.index(key), header.index(answer)
    return [_Entry(line.number, line.fields[first], line.fields[second]) for line in lines[1:]]


def _about_header(header: list[str], key: str, answer: str, name: str) -> str:
    """Say what is the matter with the first line."""
    if UNNAMED.fullmatch(header[0]) and len(header) > 1:
        return f"{name} begins with a column that is none of yours: the index of the table. to_csv takes index=False."
    if {key, answer} < set(header) or len(header) > 2:
        return f"{name} has {len(header)} columns. Two are asked for, {key} and {answer}, one row for each {key}."
    found = ",".join(header)[:80]
    if all(NUMBER.fullmatch(field) for field in header):
        return f"The first line of {name} is {found!r}, no header. The first line should be: {key},{answer}"
    return f"The header of {name} is {found!r}. It should be: {key},{answer}"


def _check_keys(entries: list[_Entry], expected: Iterable[str], key: str, name: str) -> None:
    """Refuse keys that stand there twice, are unknown or are missing."""
    wanted, counts = dict.fromkeys(expected), Counter(entry.key for entry in entries)
    unknown = next((entry for entry in entries if entry.key not in wanted), None)
    twice = next((entry for entry in entries if counts[entry.key] > 1 and entry.key in wanted), None)
    missing = [each for each in wanted if each not in counts]
    if unknown and "0" in counts and "0" not in wanted and "1" in wanted:
        raise CheckFailed(f"{key} begins with 0 in {name}. The first {key} is 1.")
    if unknown:
        raise CheckFailed(_about_unknown(unknown, key, name))
    if twice:
        places = [str(entry.line) for entry in entries if entry.key == twice.key]
        raise CheckFailed(
            f"{key} {twice.key} stands on lines {' and '.join(places[:2])} of {name}. Each may come once."
        )
    if missing:
        raise CheckFailed(
            f"{name} has {len(entries):,} rows; {len(wanted):,} are asked for. "
            f"The first {key} that is missing is {missing[0]}."
        )


def _about_unknown(entry: _Entry, key: str, name: str) -> str:
    """Say what is the matter with a key that is not asked for."""
    shown = repr(entry.key[:40])
    if entry.key.lower() in MISSING:
        return f"Line {entry.line} of {name} has no {key}."
    if NUMBER.fullmatch(entry.key) and not WHOLE.fullmatch(entry.key):
        return f"Line {entry.line} of {name} has the {key} {shown}. Write whole numbers, without a decimal point."
    return f"Line {entry.line} of {name} has the {key} {shown}. There is no such {key}."


def _check_answer(entry: _Entry, answer: str, whole: bool, name: str) -> None:
    """Refuse an answer that is missing or of another kind."""
    place, shown = f"Line {entry.line} of {name}", repr(entry.answer[:40])
    if entry.answer.lower() in MISSING:
        raise CheckFailed(f"{place} has no {answer}. Each row needs one.")
    if not whole or WHOLE.fullmatch(entry.answer):
        return
    if not NUMBER.fullmatch(entry.answer):
        raise CheckFailed(f"{place} has the {answer} {shown}. A whole number is asked for.")
    if float(entry.answer).is_integer():
        raise CheckFailed(
            f"{place} has the {answer} {shown}. Write whole numbers, without a decimal point: astype(int)."
        )
    raise CheckFailed(
        f"{place} has the {answer} {shown}. Is that a probability? A {answer} is the class itself; argmax finds it."
    )


def _same(given: str, expected: str, whole: bool) -> bool:
    """Compare two answers: 07 is the whole number 7."""
    return int(given) == int(expected) if whole else given == expected

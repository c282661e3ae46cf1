"""The tables, from numbers that were never measured."""

import pytest
import report
from compare import _results, _tables
from graders import ALONE, NBGRADER, OURS, Graded
from measure import Measured
from rich.console import Console

TRAININGS = {"computed": 8, "reused": 5, "local": 1}


def graded(grader: str, wall: float, *, students: int = 2, second: float | None = 3.0, said: str = "") -> Graded:
    names = [f"student-{number:02}" for number in range(1, students + 1)]
    return Graded(
        grader,
        students,
        Measured(0, wall, wall, wall / 10, wall, 10**9),
        {(name, part): wall / 10 for name in names for part in ("1-data", "2-preprocess")},
        {
            test: score
            for name in names
            for test, score in {(name, "1-data", "test-a"): 2.0, (name, "1-data", "b"): second}.items()
        },
        {("student-01", "1-data", "b"): said} if said else {},
        {} if grader == NBGRADER else TRAININGS,
        {}
        if grader == NBGRADER
        else {"trainings": 40.0, "notebooks": 80.0, "cells": 60.0, "tests": 14.0, "judge": 4.0},
        {} if grader == NBGRADER else {"1-data": [0.5, 0.9, 0.7], "2-preprocess": [1.5, 1.3, 4.0]},
    )


@pytest.fixture
def runs() -> list[Graded]:
    """The first gives a test no points that ours does."""
    theirs = graded(NBGRADER, 600, second=0.0, said="standard error: /tmp/somewhere/else.py:3: a | warning")
    return [theirs, graded(OURS, 100), graded(ALONE, 200)]


def test_every_difference_is_listed_with_what_was_said(runs):
    """Student, notebook, test, both scores, and each grader's words; no path of the machine."""
    table = report.differences(*runs[:2])
    assert table.rows[0] == ["student-01", "1-data", "b", "0", "3", f"{NBGRADER}: standard error: …:3: a | warning"]
    assert len(table.rows) == 2
    assert report.differences(*runs[1:]).rows == []


def test_costs_are_compared_with_nbgrader(runs):
    """The ratio of the seconds stands in the last column."""
    assert [row[-1] for row in report.costs(runs).rows] == ["1.0", "6.0", "3.0"]
    assert [row[5:8] for row in report.costs(runs).rows] == [["–"] * 3, ["8", "5", "1"], ["8", "5", "1"]]


def test_the_stages_add_up_to_the_time_of_all_cores(runs, monkeypatch):
    """What no notebook took is begin, records and idle cores."""
    monkeypatch.setattr(report, "CORES", 2)
    table = report.stages(runs[1])
    assert [row[1] for row in table.rows] == ["40.0", "20.0", "4.0", "10.0", "6.0", "120"]
    assert sum(int(row[3][:-1]) for row in table.rows) == 100


def test_what_a_notebook_costs_beyond_its_own_work_is_a_median(runs):
    """Over the class for each notebook; over the notebooks for all."""
    assert [row[1:] for row in report.overheads(runs[1]).rows] == [["0.70", "0.90"], ["1.50", "4.00"], ["1.10", "4.00"]]


def test_points_are_shown_once_where_the_graders_agree(runs):
    """Else those of each."""
    assert report.scores(runs[1:]).rows[0] == ["student-01", "5", "5"]
    assert report.scores(runs[:2]).rows[0] == ["student-01", "2 / 5", "2 / 5"]


def test_a_further_student_costs_the_difference():
    """Seconds of the larger class, less those of the smaller one, by the students between them."""
    table = report.growth([graded(OURS, 100), graded(OURS, 160, students=4)])
    assert [row[3] for row in table.rows] == ["–", "30.0"]


def test_the_whole_report_can_be_written(runs):
    """With all tables, in Markdown, and in the terminal."""
    growing = [runs[1], graded(OURS, 160, students=4)]
    again = Measured(0, 4.0, 3.0, 1.0, 4.0, 10**9)
    tables = _tables(runs, growing, again)
    text = _results(2, 1, {"processor": "a | b"}, runs, growing, again, tables)
    assert "6.0 times as fast" in text
    assert "40 times as fast as grading them" in text
    assert "a \\| b" in text
    for table in tables:
        Console(quiet=True).print(table.rich())
        assert table.title in text
        assert all(len(row) == len(table.columns) for row in table.rows)

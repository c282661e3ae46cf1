"""The class that both graders are measured with."""

import ast
import random
from pathlib import Path

import nbformat
import pytest
from classroom import FROM_MENU, write_class
from conftest import ROOT
from menu import BEST, FASHION, IDEAS, choose, table

from autograder.authoring.samples import Part
from autograder.cells import Role, grade_id, role
from autograder.course import Course

NOTEBOOKS = 7


@pytest.fixture(scope="module")
def course() -> Course:
    """This repository's own course."""
    return Course.find(ROOT)


@pytest.fixture(scope="module")
def written(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of six."""
    folder = tmp_path_factory.mktemp("class")
    assert len(write_class(course, "mnist-lab", folder, 6, seed=1)) == 6
    return folder


def texts(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*.ipynb"))}


def test_the_same_seed_writes_the_same_class(course, written, tmp_path):
    """Two runs of the benchmark measure the same work."""
    write_class(course, "mnist-lab", tmp_path, 6, seed=1)
    assert texts(tmp_path) == texts(written)
    assert len(texts(written)) == 6 * NOTEBOOKS


def test_another_seed_writes_another_class(course, written, tmp_path):
    """Styles, mistakes and trainings are drawn from the seed."""
    write_class(course, "mnist-lab", tmp_path, 6, seed=2)
    other = texts(tmp_path)
    assert set(other) == set(texts(written))
    assert sum(other[path] != text for path, text in texts(written).items()) > len(other) / 2


def test_a_larger_class_begins_with_a_smaller_one(course, written, tmp_path):
    """So that the cost of further students can be measured."""
    write_class(course, "mnist-lab", tmp_path, 8, seed=1)
    assert texts(written).items() < texts(tmp_path).items()


def test_students_differ(written):
    """Nobody hands in what another one hands in, though single notebooks may agree."""
    assert len({tuple(texts(folder).values()) for folder in written.iterdir()}) == 6


def test_every_notebook_is_valid_and_answered(course, written):
    """No placeholder is left, and every code answer is Python."""
    for path in written.rglob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        release = nbformat.read(course.folder("release") / "mnist-lab" / path.name, as_version=4)
        assert len(notebook.cells) == len(release.cells)
        for cell, before in zip(notebook.cells, release.cells):
            answer = role(before) in (Role.ANSWER, Role.WRITTEN)
            assert (cell.source != before.source) == answer, (path, grade_id(before))
            if role(before) == Role.ANSWER:
                ast.parse(cell.source)


def test_nothing_tells_who_is_right(written):
    """Neither hidden tests nor marks of the author are handed in."""
    for text in texts(written).values():
        assert "BEGIN HIDDEN" not in text
        assert "BEGIN SOLUTION" not in text


def test_the_class_makes_few_mistakes(course, tmp_path):
    """Most notebooks hold none, and nobody's networks come from the lists of mistakes."""
    from autograder.authoring import samples

    parts: list[Part] = [samples.read_part(course, "mnist-lab", name) for name in course.source_notebooks("mnist-lab")]
    students = write_class(course, "mnist-lab", tmp_path, 20, seed=1)
    mistaken = 0
    for part in parts:
        wrong = {(answer.exercise, answer.source) for answer in part.answers if not answer.right}
        for student in students:
            cells = nbformat.read(tmp_path / student / "mnist-lab" / f"{part.name}.ipynb", as_version=4).cells
            made = {
                name for cell in cells for name, source in wrong if name == grade_id(cell) and source in cell.source
            }
            assert not made & FROM_MENU
            assert len(made) <= 1
            mistaken += len(made)
    assert 0.1 < mistaken / (20 * NOTEBOOKS) < 0.5


def test_the_menu_holds_twelve_designs_that_parse():
    """Six for part 6, six for part 7; each seeds before it builds, trains one network and keeps what fit returns."""
    assert len(BEST) == len(FASHION) == 6
    assert len({design.name for design in (*BEST, *FASHION)}) == 12
    for design in (*BEST, *FASHION):
        names = {node.id for node in ast.walk(ast.parse(design.source)) if isinstance(node, ast.Name)}
        assert {"model", "history"} <= names
        assert design.source.startswith("keras.utils.set_random_seed(42)\n")
        assert design.source.count(".fit(") == 1
        assert design.measured, f"{design.name}: what did it reach?"
        assert ("def prepare(" in design.source) == (design in BEST)


def test_popular_designs_are_chosen_more_often():
    """Of many students, most train what the notebook's hint says."""
    chance = random.Random(0)
    drawn = [choose(BEST, chance).name for _ in range(500)]
    assert set(drawn) == {design.name for design in BEST}
    assert max(set(drawn), key=drawn.count) == BEST[0].name


@pytest.mark.parametrize("seed", range(20))
def test_a_table_has_three_ideas_with_a_note_each(seed: int):
    """As part 6 asks: the baseline first, one network and one note for each row."""
    tree = ast.parse(table(random.Random(seed)))
    assigned = {ast.unparse(node.targets[0]): node.value for node in tree.body if isinstance(node, ast.Assign)}
    assert assigned["networks"].elts[0].id == "baseline"
    assert len({name.id for name in assigned["networks"].elts} & {idea.name for idea in IDEAS}) == 3
    assert len({ast.literal_eval(note) for note in assigned["experiments['note']"].elts}) == 4

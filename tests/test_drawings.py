"""The drawings of the digit recognizer."""

import numpy as np
import pytest
from drawings import DRAWINGS, FOLDER, draw
from PIL import Image


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda one: one.path)
def test_a_committed_drawing_is_what_the_script_draws(drawing):
    """No file was drawn or edited in another way; a rounded pixel may differ."""
    with Image.open(FOLDER / drawing.path) as committed:
        drawn = draw(drawing)
        assert (committed.mode, committed.size) == (drawn.mode, drawn.size)
        assert np.abs(np.asarray(committed, dtype=int) - np.asarray(drawn, dtype=int)).max() <= 1


def test_no_file_stands_beside_the_drawings():
    """What is practised on and what is withheld comes from the script alone."""
    found = {path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*")}
    assert found == {drawing.path for drawing in DRAWINGS}


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda one: one.path)
def test_a_digit_lies_whole_on_its_paper(drawing):
    """The ink touches no edge, and there is more paper than ink."""
    pixels = np.asarray(draw(drawing).convert("RGBA"), dtype=float)
    grey = pixels[..., :3].mean(axis=-1) if drawing.paper else 255 - pixels[..., 3]
    ink = np.abs(grey - np.median(grey)) > 45
    assert ink.any()
    assert not (ink[0].any() or ink[-1].any() or ink[:, 0].any() or ink[:, -1].any())
    assert ink.mean() < 0.3

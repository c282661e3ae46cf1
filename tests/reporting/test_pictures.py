"""Pictures that are safe to show."""

import base64
import io
import re

import numpy as np
import pytest
from reporting.payloads import PNG, PNG64, SVG, b64

from autograder.reporting import pictures


def test_a_picture_stays():
    """A PNG comes back as it was, whatever line breaks its base64 had."""
    assert pictures.raster(PNG64[:40] + "\n" + PNG64[40:], "png") == PNG64
    assert pictures.data_url(f"data:image/png;base64,{PNG64}") == f"data:image/png;base64,{PNG64}"


@pytest.mark.parametrize(
    "data",
    [
        "",
        "not base64!",
        "é",
        b64("<script>alert(1)</script>"),
        PNG64 + '" onerror="x',
        base64.b64encode(PNG[:10]).decode(),
    ],
    ids=["empty", "garbage", "not ascii", "HTML", "an attribute", "cut"],
)
def test_what_is_no_picture_is_nothing(data):
    """Base64 of anything else is refused, without an exception."""
    assert pictures.raster(data, "png") == ""


def test_a_picture_is_no_larger_than_a_page_can_hold():
    """Too many bytes are refused, and so is a small file that unpacks to a billion pixels."""
    assert pictures.raster(base64.b64encode(PNG + b"x" * pictures.PICTURE_BYTES).decode(), "png") == ""
    bomb = PNG[:16] + (40_000).to_bytes(4, "big") * 2 + PNG[24:]
    assert pictures.raster(base64.b64encode(bomb).decode(), "png") == ""


@pytest.mark.parametrize("text", SVG)
def test_a_drawing_acts_not_and_loads_nothing(text):
    """Scripts, events, foreign content, addresses and entities are gone."""
    clean = pictures.svg(text)
    for wrong in ("script", "onload", "away", "foreignObject", "iframe", "@import", "ENTITY", "<set", "<a "):
        assert wrong not in clean
    assert pictures.svg(clean) == clean or clean == ""


@pytest.mark.parametrize(
    "text", ["", "<svg", "<html/>", "<svg/>", "\ud800", "<svg xmlns='http://www.w3.org/2000/svg'>" * 5000]
)
def test_what_is_no_drawing_is_nothing(text):
    """Anything but an SVG file is refused, without an exception."""
    assert pictures.svg(text) == ""


def test_deep_drawings_are_cut():
    """Nesting without end ends."""
    group = "<g>" * 3000 + "</g>" * 3000
    clean = pictures.svg(f"<svg xmlns='http://www.w3.org/2000/svg'>{group}</svg>")
    assert 1 < clean.count("<g") < 100


def test_repetition_cannot_grow():
    """`use` repeats single shapes only."""
    layers = '<g id="g0"><path id="p" d="M0 0"/></g>' + "".join(
        f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 9)
    )
    clean = pictures.svg(f'<svg xmlns="http://www.w3.org/2000/svg">{layers}<use href="#p"/></svg>')
    assert re.findall(r'href="(.*?)"', clean) == ["#p"]


def test_matplotlibs_drawings_stay():
    """The paths, texts and references of a figure are all there."""
    from matplotlib.figure import Figure

    figure = Figure()
    axes = figure.subplots()
    axes.plot(np.arange(5), label="loss")
    axes.set_title("Loss")
    file = io.StringIO()
    figure.savefig(file, format="svg")
    clean = pictures.svg(file.getvalue())
    for tag in ("<path", "<use", "<defs", "<clipPath"):
        assert clean.count(tag) == file.getvalue().count(tag)
    assert clean.count("url(#") == file.getvalue().count("url(#")
    assert "viewBox" in clean


@pytest.mark.parametrize(
    "url", ["http://a.b/c.png", "data:text/html;base64,AAAA", "javascript:x", "attachment:x.png", "x.png", ""]
)
def test_only_what_is_written_into_the_page_is_shown(url):
    """Addresses and other kinds of data are no pictures."""
    assert pictures.data_url(url) == ""


def test_a_drawing_in_a_page_is_cleaned():
    """An SVG in a `data:` address is cleaned like any other."""
    url = pictures.data_url("data:image/svg+xml;base64," + b64(SVG[0]))
    assert b"script" not in base64.b64decode(url.partition(",")[2])
    assert "circle" in base64.b64decode(url.partition(",")[2]).decode()

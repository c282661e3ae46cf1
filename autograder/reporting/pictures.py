"""Pictures that are safe to show: checked for what they say they are, for size, and drawings without anything active."""

import base64
import re
import struct
from xml.etree import ElementTree

PICTURE_BYTES = 2_000_000
PIXELS = 40_000_000  # a small file may unpack to more than a browser can hold
DEPTH = 60  # nested groups of a drawing; Matplotlib's have fewer than ten
_SIGNS = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff", "gif": b"GIF8"}

_SVG, _XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_GROUPS = {"svg", "g", "defs", "title", "desc", "style", "text", "tspan", "image", "use", "clipPath"}
_COLORS = {"linearGradient", "radialGradient", "stop"}
_TAGS = {_SVG + tag for tag in _SHAPES | _GROUPS | _COLORS}
_URL = re.compile(r"url\s*\(\s*(?!['\"]?#)", re.IGNORECASE)
_DATA = re.compile(r"data:image/(png|jpeg|jpg|gif|svg\+xml);base64,(.*)", re.IGNORECASE | re.DOTALL)

ElementTree.register_namespace("", _SVG[1:-1])
ElementTree.register_namespace("xlink", _XLINK[1:-1])


def raster(data: str, kind: str) -> str:
    """A pixel picture in base64, written anew.

    Args:
        data: base64, with or without line breaks.
        kind: "png", "jpeg" or "gif".

    Returns:
        The same picture in base64, "" where it is none of this kind, too large in bytes or in pixels.
    """
    raw = _decoded(data)
    if not raw.startswith(_SIGNS[kind]) or (kind == "png" and _png_pixels(raw) > PIXELS):
        return ""
    return base64.b64encode(raw).decode("ascii")


def _decoded(data: str) -> bytes:
    if len(data) > PICTURE_BYTES * 1.4:
        return b""
    try:
        raw = base64.b64decode("".join(data.split()), validate=True)
    except ValueError:
        return b""
    return raw if len(raw) <= PICTURE_BYTES else b""


def _png_pixels(raw: bytes) -> int:
    if len(raw) < 24:
        return PIXELS + 1
    width, height = struct.unpack(">II", raw[16:24])
    return int(width * height)


def svg(text: str) -> str:
    """A drawing without scripts, events, foreign content, styles that load, and references to elsewhere.

    A page shows it as `<img src="data:image/svg+xml;…">`, where browsers run and load nothing anyway; this is for whoever
    opens the picture by itself.

    Args:
        text: the SVG file's text.

    Returns:
        The cleaned file's text, "" where it is no SVG, is too large, or declares entities.
    """
    if len(text) > PICTURE_BYTES or "<!ENTITY" in text.upper():
        return ""
    try:  # no entities are left, and the parser loads nothing from outside
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError, LookupError):
        return ""
    if root.tag != _SVG + "svg":
        return ""
    _clean(root, _shapes(root), 0)
    return ElementTree.tostring(root, encoding="unicode")


def _shapes(root: ElementTree.Element) -> set[str]:
    """What `use` may repeat: single shapes. A `use` of a group of `use`s of … would grow without bounds."""
    return {"#" + element.get("id", "") for element in root.iter() if element.tag in {_SVG + tag for tag in _SHAPES}}


def _clean(element: ElementTree.Element, shapes: set[str], depth: int) -> None:
    for name, value in list(element.attrib.items()):
        if not _allowed(element.tag, name, value, shapes):
            del element.attrib[name]
    if element.tag == _SVG + "style" and _active(element.text or ""):
        element.text = ""
    for child in list(element):
        if depth < DEPTH and child.tag in _TAGS:
            _clean(child, shapes, depth + 1)
        else:
            element.remove(child)


def _allowed(tag: str, name: str, value: str, shapes: set[str]) -> bool:
    if name in ("href", _XLINK + "href"):
        if tag == _SVG + "use":
            return value in shapes
        return tag == _SVG + "image" and data_url(value, nested=True) == value
    return not name.startswith(("{", "on")) and not _active(value)


def _active(value: str) -> bool:
    """Whether a style or an attribute could load something: `url(…)` is for parts of the same drawing only."""
    return "@" in value or "\\" in value or "script:" in value.lower() or bool(_URL.search(value))


def data_url(url: str, nested: bool = False) -> str:
    """A picture that is written into a page.

    Args:
        url: the `src` of an image.
        nested: whether it stands in a drawing, where a further drawing is refused.

    Returns:
        The same picture as a checked `data:` URL, "" where it is anything else, from the network for example.
    """
    found = _DATA.fullmatch(url.strip())
    if not found:
        return ""
    kind, data = found[1].lower().replace("jpg", "jpeg"), found[2]
    if kind == "svg+xml":
        clean = "" if nested else base64.b64encode(svg(_text(data)).encode()).decode("ascii")
    else:
        clean = raster(data, kind)
    return f"data:image/{kind};base64,{clean}" if clean else ""


def _text(data: str) -> str:
    return _decoded(data).decode("utf-8", errors="replace")

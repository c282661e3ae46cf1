"""Single values: long numbers and texts, bytes, dates, decimals, fractions, paths."""

import datetime
import pathlib
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from types import EllipsisType, NotImplementedType
from typing import TYPE_CHECKING, Any

from autograder.values.expecting import expect, items, real, text, whole
from autograder.values.kinds import Kind, Table
from autograder.values.limits import Unencodable

if TYPE_CHECKING:
    from autograder.values.decoding import Reader
    from autograder.values.encoding import Writer

INT_BITS = 1 << 17  # of the longest int, some 39,000 digits
SHORT = 1 << 12  # bytes that stand in the JSON text
FAR = 100_000  # a Decimal's exponent: made into an int it has so many digits


def _encode_int(writer: "Writer", found: int) -> list[Any]:
    if found.bit_length() > INT_BITS:
        raise Unencodable("The number is too long.")
    return [f"{found:x}"]


def _build_int(reader: "Reader", raw: list[Any]) -> int:
    digits = text(items(raw, 1)[0], INT_BITS // 4 + 2)
    return int(reader.number(int(digits, 16), len(digits)))


def _encode_bytes(writer: "Writer", found: bytes | bytearray) -> list[Any]:
    return [found.hex() if len(found) <= SHORT else writer.blob(found)]


def _build_bytes(reader: "Reader", raw: list[Any]) -> bytes:
    (content,) = items(raw, 1)
    return bytes.fromhex(text(content, 2 * SHORT)) if type(content) is str else bytes(reader.blob(content))


def _encode_text(writer: "Writer", found: str) -> list[Any]:
    return _encode_bytes(writer, found.encode("utf-8", "surrogatepass"))


def _build_text(reader: "Reader", raw: list[Any]) -> str:
    return _build_bytes(reader, raw).decode("utf-8", "surrogatepass")


def _build_bytearray(reader: "Reader", raw: list[Any]) -> bytearray:
    return bytearray(_build_bytes(reader, raw))


def _build_complex(reader: "Reader", raw: list[Any]) -> complex:
    return complex(reader.number(complex(*map(real, items(raw, 2))), 1))


def _encode_range(writer: "Writer", found: range) -> list[Any]:
    return writer.values((found.start, found.stop, found.step))


def _build_range(reader: "Reader", raw: list[Any]) -> range:
    edges = _wholes(reader.values(items(raw, 3)))
    return reader.number(range(*edges), sum(edge.bit_length() for edge in edges) // 64)  # type: ignore[no-any-return]


def _encode_date(writer: "Writer", found: datetime.date) -> list[Any]:
    return [found.toordinal()]


def _encode_timedelta(writer: "Writer", found: datetime.timedelta) -> list[Any]:
    return [found.days, found.seconds, found.microseconds]


def _build_timedelta(reader: "Reader", raw: list[Any]) -> datetime.timedelta:
    days, seconds, microseconds = _wholes(items(raw, 3))
    return datetime.timedelta(days, seconds, microseconds)


def _encode_time(writer: "Writer", found: datetime.time | datetime.datetime) -> list[Any]:
    if found.tzinfo is not None and type(found.tzinfo) is not datetime.timezone:
        raise Unencodable("A time zone with rules stays where it is.")
    day = [found.toordinal()] if isinstance(found, datetime.datetime) else []
    clock = [found.hour, found.minute, found.second, found.microsecond, found.fold]
    return [*day, *clock, writer.value(found.tzinfo)]


def _build_time(reader: "Reader", raw: list[Any]) -> datetime.time:
    hour, minute, second, microsecond, fold = _wholes(items(raw, 6)[:5])
    zone = reader.value(raw[5])
    expect(zone is None or type(zone) is datetime.timezone, "a time zone")
    return datetime.time(hour, minute, second, microsecond, tzinfo=zone, fold=fold)


def _build_datetime(reader: "Reader", raw: list[Any]) -> datetime.datetime:
    day = datetime.date.fromordinal(whole(items(raw, 7)[0], 1, 1 << 24))
    return datetime.datetime.combine(day, _build_time(reader, raw[1:]))


def _encode_timezone(writer: "Writer", found: datetime.timezone) -> list[Any]:
    offset, name = found.utcoffset(None), found.tzname(None)
    given = name != datetime.timezone(offset).tzname(None)
    return [[offset.days, offset.seconds, offset.microseconds], name if given else None]


def _build_timezone(reader: "Reader", raw: list[Any]) -> datetime.timezone:
    offset, name = _build_timedelta(reader, items(raw, 2)[0]), raw[1]
    if name is not None:
        return datetime.timezone(offset, text(name))
    return datetime.timezone(offset) if offset else datetime.UTC


def _encode_decimal(writer: "Writer", found: Decimal) -> list[Any]:
    if len(found.as_tuple().digits) > FAR or (found.is_finite() and abs(found.adjusted()) > FAR):
        raise Unencodable("The number is too long.")
    return [str(found)]


def _build_decimal(reader: "Reader", raw: list[Any]) -> Decimal:
    digits = text(items(raw, 1)[0], 2 * FAR)
    made = Decimal(digits)
    expect(not made.is_finite() or abs(made.adjusted()) <= FAR, "a decimal of moderate size")
    return made if made.is_snan() else Decimal(reader.number(made, len(digits)))


def _encode_fraction(writer: "Writer", found: Fraction) -> list[Any]:
    return writer.values((found.numerator, found.denominator))


def _build_fraction(reader: "Reader", raw: list[Any]) -> Fraction:
    above, below = _wholes(reader.values(items(raw, 2)))
    expect(below > 0, "a denominator")
    words = 1 + (above.bit_length() + below.bit_length()) // 64
    reader.work(words * words // 8)  # of making it as short as it can be
    return Fraction(reader.number(Fraction(above, below), words))


def _encode_path(writer: "Writer", found: pathlib.PurePath) -> list[Any]:
    return [str(found), isinstance(found, pathlib.PureWindowsPath)]


def _build_path(reader: "Reader", raw: list[Any]) -> pathlib.PurePath:
    name, windows = items(raw, 2)
    expect(type(windows) is bool, "the kind of path")
    return pathlib.PureWindowsPath(text(name)) if windows else pathlib.PurePosixPath(text(name))


def _wholes(parts: list[Any]) -> list[int]:
    """Return parts that are whole numbers."""
    expect(all(type(part) is int for part in parts), "whole numbers")
    return parts


def _single(name: str, value: Any) -> Kind:
    """A kind with one value."""
    return Kind(name, lambda writer, found: [], lambda reader, raw: value, identity=False)


def _small(name: str, encode: Callable[..., list[Any]], build: Callable[..., Any]) -> Kind:
    """A kind of immutable values, whose identity does not matter."""
    return Kind(name, encode, build, identity=False)


_PATH = _small("path", _encode_path, _build_path)

TYPES: Table = {
    int: _small("int", _encode_int, _build_int),
    str: _small("text", _encode_text, _build_text),
    complex: _small("complex", lambda writer, found: [found.real, found.imag], _build_complex),
    bytes: _small("bytes", _encode_bytes, _build_bytes),
    bytearray: Kind("bytearray", _encode_bytes, _build_bytearray, lambda reader, made, raw: None),
    EllipsisType: _single("ellipsis", ...),
    NotImplementedType: _single("notimplemented", NotImplemented),
    range: _small("range", _encode_range, _build_range),
    datetime.date: _small(
        "date", _encode_date, lambda reader, raw: datetime.date.fromordinal(whole(items(raw, 1)[0], 1, 1 << 24))
    ),
    datetime.time: _small("time", _encode_time, _build_time),
    datetime.datetime: _small("datetime", _encode_time, _build_datetime),
    datetime.timedelta: _small("timedelta", _encode_timedelta, _build_timedelta),
    datetime.timezone: _small("timezone", _encode_timezone, _build_timezone),
    Decimal: _small("decimal", _encode_decimal, _build_decimal),
    Fraction: _small("fraction", _encode_fraction, _build_fraction),
    pathlib.PosixPath: _PATH,
    pathlib.WindowsPath: _PATH,
    pathlib.PurePosixPath: _PATH,
    pathlib.PureWindowsPath: _PATH,
}

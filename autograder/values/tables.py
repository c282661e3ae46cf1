"""pandas: Series, DataFrame and Index, column by column."""

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.values.arrays import describe_array, read_array
from autograder.values.expecting import expect, flag, items, text, whole
from autograder.values.kinds import Kind, Table
from autograder.values.limits import Unencodable

if TYPE_CHECKING:
    from autograder.values.decoding import Reader
    from autograder.values.encoding import Writer

PLAIN = frozenset("biufcmM")
ZONE = re.compile(r"(?!dateutil)[A-Za-z_]+(/[A-Za-z_+\-0-9]+){0,2}")
FREQUENCY = re.compile(r"-?[0-9]{0,5}[A-Za-z]{1,4}(-[A-Z]{3})?")
NULLABLE = {f"{sign}{width}" for sign in ("Int", "UInt") for width in (8, 16, 32, 64)} | {
    "Float32",
    "Float64",
    "boolean",
}


def _column(writer: "Writer", values: Any) -> list[Any]:
    """Describe the values of a column or an index: a Series or an Index itself."""
    import pandas as pd

    dtype = values.dtype
    if isinstance(dtype, np.dtype):
        found = values.to_numpy()
        return (
            ["object", writer.values(found.tolist())] if dtype.kind == "O" else ["plain", describe_array(writer, found)]
        )
    if isinstance(dtype, pd.StringDtype):
        texts = [None if pd.isna(part) else str(part) for part in values]
        return ["text", dtype.storage, dtype.na_value is pd.NA, writer.values(texts)]
    if isinstance(dtype, pd.CategoricalDtype):
        codes: Any = getattr(values, "cat", values).codes
        return ["category", _column(writer, dtype.categories), describe_array(writer, np.asarray(codes)), dtype.ordered]
    if isinstance(dtype, pd.DatetimeTZDtype) and ZONE.fullmatch(str(dtype.tz)):
        moments: Any = values.array.tz_convert("UTC").tz_localize(None)
        return ["zoned", describe_array(writer, np.asarray(moments)), str(dtype.tz)]
    if str(dtype) in NULLABLE:
        missing = np.asarray(values.isna())
        filled = values.array.to_numpy(dtype.numpy_dtype, na_value=dtype.numpy_dtype.type(0))
        return ["nullable", str(dtype), describe_array(writer, filled), describe_array(writer, missing)]
    raise Unencodable(f"A column of {dtype} stays where it is.")


def _read_column(reader: "Reader", raw: Any, depth: int = 2) -> Any:
    """Make a pandas array, or an array of NumPy's."""
    expect(type(raw) is list and len(raw) >= 2 and depth > 0, "a column")
    reader.spend(1)
    name, *rest = raw
    if name == "plain":
        found = read_array(reader, items(rest, 1)[0])
        expect(found.ndim == 1 and found.dtype.kind in PLAIN, "a column of numbers or times")
        return found
    if name == "object":
        return _objects([reader.key(part) for part in items(items(rest, 1)[0])])  # pandas may hash them
    expect(name in _COLUMNS, "a kind of column")
    return _COLUMNS[name](reader, rest, depth)


def _is_object(values: Any) -> bool:
    """Say whether values are objects, which pandas is not to guess a type for."""
    return isinstance(values, np.ndarray) and values.dtype.hasobject


def _objects(parts: list[Any]) -> np.ndarray:
    """Make an array of objects of a list, whatever they are."""
    made = np.empty(len(parts), object)
    for place, part in enumerate(parts):
        made[place] = part
    return made


def _read_text(reader: "Reader", raw: list[Any], depth: int) -> Any:
    import pandas as pd

    storage, missing = items(raw, 3)[0], pd.NA if flag(raw[1]) else np.nan
    expect(storage in ("python", "pyarrow"), "where texts are stored")
    parts = reader.values(raw[2])
    expect(all(part is None or type(part) is str for part in parts), "texts")
    return pd.array(_objects(parts), dtype=pd.StringDtype(storage, na_value=missing))


def _read_category(reader: "Reader", raw: list[Any], depth: int) -> Any:
    import pandas as pd

    categories, codes = _read_column(reader, items(raw, 3)[0], depth - 1), read_array(reader, raw[1])
    expect(codes.ndim == 1 and codes.dtype.kind == "i", "the codes of categories")
    return pd.Categorical.from_codes(codes, pd.Index(categories), ordered=flag(raw[2]))


def _read_zoned(reader: "Reader", raw: list[Any], depth: int) -> Any:
    import pandas as pd

    moments, zone = read_array(reader, items(raw, 2)[0]), text(raw[1], 64)
    expect(moments.ndim == 1 and moments.dtype.kind == "M" and ZONE.fullmatch(zone) is not None, "moments with a zone")
    return pd.DatetimeIndex(moments).tz_localize("UTC").tz_convert(zone).array


def _read_nullable(reader: "Reader", raw: list[Any], depth: int) -> Any:
    import pandas as pd

    name, values, missing = items(raw, 3)[0], read_array(reader, raw[1]), read_array(reader, raw[2])
    expect(name in NULLABLE and values.ndim == missing.ndim == 1 and missing.dtype == bool, "values with gaps")
    expect(values.dtype == str(name).lower().replace("boolean", "bool"), "values of their type")
    integers, floats = pd.arrays.IntegerArray, pd.arrays.FloatingArray
    kind = {"b": pd.arrays.BooleanArray, "f": floats}.get(values.dtype.kind, integers)
    return kind(values, missing)


_COLUMNS = {"text": _read_text, "category": _read_category, "zoned": _read_zoned, "nullable": _read_nullable}


def _index(writer: "Writer", found: Any) -> list[Any]:
    """Describe an index."""
    import pandas as pd

    if type(found) is pd.RangeIndex:
        return ["range", found.start, found.stop, found.step, writer.value(found.name)]
    if type(found) is pd.MultiIndex:
        levels = [_index(writer, level) for level in found.levels]
        codes = [describe_array(writer, np.asarray(code)) for code in found.codes]
        return ["levels", levels, codes, writer.values(found.names)]
    if type(found) not in _index_types():
        raise Unencodable(f"A {type(found).__name__} stays where it is.")
    return ["column", _column(writer, found), writer.value(found.name), getattr(found, "freqstr", None)]


def _read_index(reader: "Reader", raw: Any, depth: int = 2) -> Any:
    import pandas as pd

    expect(type(raw) is list and len(raw) >= 3 and depth > 0, "an index")
    reader.spend(1)
    name, *rest = raw
    if name == "range":
        start, stop, step = (whole(part, -(1 << 62), 1 << 62) for part in items(rest, 4)[:3])
        return pd.RangeIndex(start, stop, step, name=reader.key(rest[3]))
    if name == "levels":
        levels = [_read_index(reader, level, depth - 1) for level in items(items(rest, 3)[0], most=32)]
        codes: Any = [read_array(reader, code) for code in items(rest[1], len(levels))]
        expect(all(code.ndim == 1 and code.dtype.kind == "i" for code in codes), "the codes of an index")
        expect(len({len(code) for code in codes}) == 1, "codes of one length")
        names = [reader.key(part) for part in items(rest[2], len(levels))]
        return pd.MultiIndex(levels=levels, codes=codes, names=names, verify_integrity=True)
    expect(name == "column", "a kind of index")
    values = _read_column(reader, items(rest, 3)[0])
    dtype = object if _is_object(values) else None
    made = pd.Index(values, name=reader.key(rest[1]), dtype=dtype, tupleize_cols=False)
    return made if rest[2] is None else _regular(reader, made, text(rest[2], 12))


def _regular(reader: "Reader", made: Any, frequency: str) -> Any:
    """Give an index of moments or durations its frequency, which is looked over."""
    import pandas as pd

    moments = isinstance(made, pd.DatetimeIndex | pd.TimedeltaIndex)
    expect(moments and FREQUENCY.fullmatch(frequency) is not None, "a frequency")
    reader.spend(100 * len(made))
    made.freq = frequency
    return made


def _index_types() -> tuple[type, ...]:
    import pandas as pd

    return (pd.Index, pd.DatetimeIndex, pd.TimedeltaIndex, pd.CategoricalIndex)


def _encode_series(writer: "Writer", found: Any) -> list[Any]:
    return [_column(writer, found), _index(writer, found.index), writer.value(found.name)]


def _build_series(reader: "Reader", raw: list[Any]) -> Any:
    import pandas as pd

    values, index = _read_column(reader, items(raw, 3)[0]), _read_index(reader, raw[1])
    expect(len(values) == len(index), "as many values as rows")
    dtype = object if _is_object(values) else None
    return pd.Series(values, index=index, name=reader.key(raw[2]), dtype=dtype, copy=False)


def _encode_frame(writer: "Writer", found: Any) -> list[Any]:
    dtypes = set(found.dtypes)
    if len(dtypes) == 1 and isinstance(kind := next(iter(dtypes)), np.dtype) and kind.kind in "biufc":
        content: list[Any] = ["block", describe_array(writer, found.to_numpy())]
    else:
        content = ["columns", [_column(writer, found.iloc[:, place]) for place in range(found.shape[1])]]
    return [content, _index(writer, found.index), _index(writer, found.columns)]


def _build_frame(reader: "Reader", raw: list[Any]) -> Any:
    import pandas as pd

    index, columns = _read_index(reader, items(raw, 3)[1]), _read_index(reader, raw[2])
    name, content = items(raw[0], 2)
    if name == "block":
        block = read_array(reader, content)
        expect(block.ndim == 2 and block.dtype.kind in "biufc", "a table of numbers")
        expect(block.shape == (len(index), len(columns)), "as many rows and columns as have names")
        return pd.DataFrame(block, index=index, columns=columns, copy=False)
    values = [_read_column(reader, column) for column in items(content, len(columns))]
    expect(name == "columns" and all(len(column) == len(index) for column in values), "columns of one length")
    series = {
        place: pd.Series(column, dtype=object if _is_object(column) else None, copy=False)
        for place, column in enumerate(values)
    }
    made = pd.DataFrame(series, copy=False) if series else pd.DataFrame(index=index)
    made.index, made.columns = index, columns
    return made


def types() -> Table:
    """Return pandas' types; call it only where pandas is imported."""
    import pandas as pd

    index = Kind("index", lambda writer, found: [_index(writer, found)], _build_index)
    return {
        pd.Series: Kind("series", _encode_series, _build_series, lambda reader, made, raw: None),
        pd.DataFrame: Kind("frame", _encode_frame, _build_frame, lambda reader, made, raw: None),
        **dict.fromkeys((*_index_types(), pd.RangeIndex, pd.MultiIndex), index),
        type(pd.NA): Kind("na", lambda writer, found: [], lambda reader, raw: pd.NA, identity=False),
        type(pd.NaT): Kind("nat", lambda writer, found: [], lambda reader, raw: pd.NaT, identity=False),
        pd.Timestamp: Kind("timestamp", _encode_moment, lambda reader, raw: _read_moment(reader, raw, pd.Timestamp)),
        pd.Timedelta: Kind("duration", _encode_moment, lambda reader, raw: _read_moment(reader, raw, pd.Timedelta)),
    }


def _build_index(reader: "Reader", raw: list[Any]) -> Any:
    return _read_index(reader, items(raw, 1)[0])


def _encode_moment(writer: "Writer", found: Any) -> list[Any]:
    zone = getattr(found, "tz", None)
    if zone is None:
        return [writer.value(found.to_numpy()), None]
    if not ZONE.fullmatch(str(zone)):
        raise Unencodable("A moment with such a time zone stays where it is.")
    return [writer.value(found.tz_convert("UTC").tz_localize(None).to_numpy()), str(zone)]


def _read_moment(reader: "Reader", raw: list[Any], kind: Any) -> Any:
    made, zone = reader.value(items(raw, 2)[0]), raw[1]
    expect(isinstance(made, np.datetime64 | np.timedelta64), "a moment or a duration")
    if zone is None:
        return kind(made)
    expect(ZONE.fullmatch(text(zone, 64)) is not None, "a time zone")
    return kind(made).tz_localize("UTC").tz_convert(zone)

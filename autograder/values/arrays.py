"""NumPy: arrays, masked arrays, single numbers, dtypes."""

import math
import re
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.values.expecting import expect, flag, items, text, whole
from autograder.values.kinds import Kind, Table
from autograder.values.limits import Unencodable

if TYPE_CHECKING:
    from autograder.values.decoding import Reader
    from autograder.values.encoding import Writer

SIMPLE = re.compile(
    r"\|b1|[|<>][iu][1248]|[<>]f(2|4|8|12|16)|[<>]c(8|16|24|32)|\|S\d{1,9}|[<>]U\d{1,9}"
    r"|[<>][mM]8(\[\d{0,9}(Y|M|W|D|h|m|s|ms|us|ns|ps|fs|as)\])?"
)
WIDEST = 1 << 28  # bytes of one element
LONGEST = 1 << 40  # of one axis; only an array without elements can have such an axis
FIELDS = 256
HIGHEST_CHARACTER = 0x10FFFF


def describe_dtype(dtype: np.dtype[Any]) -> Any:
    """Return a dtype as JSON: a text, or fields with their places, or an element with a shape."""
    if dtype.subdtype is not None:
        base, shape = dtype.subdtype
        return {"base": describe_dtype(base), "shape": list(shape)}
    if dtype.fields is not None and dtype.names is not None:
        fields = [[name, describe_dtype(dtype.fields[name][0]), dtype.fields[name][1]] for name in dtype.names]
        return {"fields": fields, "size": dtype.itemsize}
    if not SIMPLE.fullmatch(dtype.str) or dtype.itemsize > WIDEST:
        raise Unencodable(f"dtype {dtype} stays where it is.")
    return dtype.str


def read_dtype(raw: Any, depth: int = 4) -> np.dtype[Any]:
    """Make a dtype of numbers, texts or times, never of objects.

    Raises:
        Malformed: it is another one.
    """
    expect(depth > 0, "a simpler dtype")
    if type(raw) is str:
        expect(SIMPLE.fullmatch(raw) is not None, "a dtype of numbers, texts or times")
        made = np.dtype(raw)
    elif type(raw) is dict and raw.keys() == {"base", "shape"}:
        base, shape = read_dtype(raw["base"], depth - 1), read_shape(raw["shape"])
        expect(base.itemsize * math.prod(shape) <= WIDEST, "a smaller element")
        made = np.dtype((base, shape))
    else:
        expect(type(raw) is dict and raw.keys() == {"fields", "size"}, "a dtype")
        fields = [items(field, 3) for field in items(raw["fields"], most=FIELDS)]
        size = whole(raw["size"], 0, WIDEST)
        kinds = [read_dtype(field[1], depth - 1) for field in fields]
        offsets = [whole(field[2], 0, size - kind.itemsize) for field, kind in zip(fields, kinds)]
        names = [text(field[0]) for field in fields]
        layout: Any = {"names": names, "formats": kinds, "offsets": offsets, "itemsize": size}
        made = np.dtype(layout)
    expect(made.itemsize <= WIDEST and not made.hasobject, "a smaller dtype without objects")
    return made


def read_shape(raw: Any) -> tuple[int, ...]:
    """Make a shape of whole numbers."""
    return tuple(whole(length, 0, LONGEST) for length in items(raw, most=32))


def describe_array(writer: "Writer", array: np.ndarray, *, writable: bool = True) -> list[Any]:
    """Add an array's memory to the message; return dtype, shape, order, blob and whether it may be written there."""
    dtype = describe_dtype(array.dtype)
    order = "F" if array.flags.f_contiguous and not array.flags.c_contiguous else "C"
    if not array.flags.c_contiguous and order == "C":
        array = np.array(array, order="C", subok=False)
    flat = (array.T if order == "F" else array).reshape(-1)
    memory = flat.view(np.uint8) if flat.nbytes else np.empty(0, np.uint8)
    return [dtype, list(array.shape), order, writer.blob(memory.data), writable]


def read_array(reader: "Reader", raw: Any) -> np.ndarray:
    """Make an array on the memory of a blob.

    Raises:
        Malformed: the blob is not exactly as long as the array, or holds what no such array can hold.
    """
    described, lengths, order, blob, writable = items(raw, 5)
    dtype, shape, memory = read_dtype(described), read_shape(lengths), reader.blob(blob)
    expect(order in ("C", "F"), "an order")
    expect(dtype.itemsize > 0 or 0 in shape, "elements of some bytes")  # NumPy makes each of those one byte long
    expect(math.prod(shape) * dtype.itemsize == memory.nbytes, "a blob as long as its array")
    made = np.ndarray(shape, dtype, memory, order=order) if memory.nbytes else np.empty(shape, dtype, order)
    _check_content(made)
    made.flags.writeable = flag(writable)
    return made


def _check_content(array: np.ndarray) -> None:
    """Refuse truth values other than 0 and 1, and texts of what is no character."""
    if array.dtype.names is not None:
        for name in array.dtype.names:
            _check_content(array[name])
    elif array.dtype.kind == "b":
        expect(int(array.view(np.uint8).max(initial=0)) <= 1, "truth values")
    elif array.dtype.kind == "U" and array.dtype.itemsize:
        code = np.dtype("u4").newbyteorder(array.dtype.byteorder)
        codes = array.view([("codes", code, (array.dtype.itemsize // 4,))])["codes"]
        expect(int(codes.max(initial=0)) <= HIGHEST_CHARACTER, "characters")


def _encode_array(writer: "Writer", found: np.ndarray) -> list[Any]:
    if not found.dtype.hasobject:
        return describe_array(writer, found, writable=bool(found.flags.writeable))
    return ["object", list(found.shape), writer.values(found.ravel().tolist())]


def _build_array(reader: "Reader", raw: list[Any]) -> np.ndarray:
    if raw[:1] != ["object"]:
        return read_array(reader, raw)
    shape, parts = read_shape(items(raw, 3)[1]), items(raw[2])
    expect(math.prod(shape) == len(parts), "as many elements as the array has")
    return np.empty(shape, object)


def _fill_array(reader: "Reader", made: np.ndarray, raw: list[Any]) -> None:
    if raw[0] == "object":
        flat = made.reshape(-1)
        for place, part in enumerate(reader.values(raw[2])):
            flat[place] = part


def _encode_masked(writer: "Writer", found: Any) -> list[Any]:
    mask = found.mask
    content = describe_array(writer, np.asarray(found.data))
    return [content, None if mask is np.ma.nomask else describe_array(writer, np.asarray(mask))]


def _build_masked(reader: "Reader", raw: list[Any]) -> Any:
    content, mask = read_array(reader, items(raw, 2)[0]), None if raw[1] is None else read_array(reader, raw[1])
    expect(mask is None or mask.shape == content.shape, "a mask of the array's shape")
    return np.ma.MaskedArray(content, mask=np.ma.nomask if mask is None else mask)


def _encode_scalar(writer: "Writer", found: Any) -> list[Any]:
    if isinstance(found, str | bytes):
        return ["text", writer.value(found[:])]  # `item` drops zeros at the end
    return [describe_dtype(found.dtype), found.tobytes().hex()]


def _build_scalar(reader: "Reader", raw: list[Any]) -> Any:
    kind, content = items(raw, 2)
    if kind == "text":
        made = reader.value(content)
        expect(type(made) in (str, bytes), "a text or bytes")
        return np.str_(made) if type(made) is str else np.bytes_(made)
    memory, dtype = bytes.fromhex(text(content, 1 << 20)), read_dtype(kind)
    expect(0 < len(memory) == dtype.itemsize, "as many bytes as the number has")
    array = np.ndarray((1,), dtype, bytearray(memory))
    _check_content(array)
    return array[0]


def _encode_dtype(writer: "Writer", found: np.dtype[Any]) -> list[Any]:
    return ["object" if found.kind == "O" else describe_dtype(found)]


def _build_dtype(reader: "Reader", raw: list[Any]) -> np.dtype[Any]:
    (described,) = items(raw, 1)
    return np.dtype(object) if described == "object" else read_dtype(described)


_SCALAR = Kind("scalar", _encode_scalar, _build_scalar, identity=False)
_DTYPE = Kind("dtype", _encode_dtype, _build_dtype, identity=False)

TYPES: Table = {
    np.ndarray: Kind("array", _encode_array, _build_array, _fill_array),
    np.ma.MaskedArray: Kind("masked", _encode_masked, _build_masked, lambda reader, made, raw: None),
    type(np.ma.masked): Kind("nothing", lambda writer, found: [], lambda reader, raw: np.ma.masked, identity=False),
    **{np.dtype(code).type: _SCALAR for code in "?bBhHiIlLqQefdgFDGSUmMV"},
    **{type(np.dtype(code)): _DTYPE for code in "?bBhHiIlLqQefdgFDGSUmMVO"},
}

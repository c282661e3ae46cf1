"""TensorFlow: eager tensors, variables, dtypes and shapes."""

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.values.arrays import describe_array, read_array
from autograder.values.expecting import expect, flag, items, text, whole
from autograder.values.kinds import Kind, Table, words
from autograder.values.limits import Unencodable
from autograder.values.names import MODULE

if TYPE_CHECKING:
    from autograder.values.decoding import Reader
    from autograder.values.encoding import Writer

DTYPES = words(
    """float16 float32 float64 bfloat16 int8 int16 int32 int64 uint8 uint16 uint32 uint64 bool string complex64
    complex128"""
)


def _encode_tensor(writer: "Writer", found: Any) -> list[Any]:
    values = np.asarray(found.numpy())
    if values.dtype.kind in "OS":
        return ["text", list(values.shape), writer.values(np.ravel(found.numpy()).tolist())]
    if values.dtype.kind not in "biufc":
        raise Unencodable("A tensor of this type stays where it is.")
    return ["numbers", describe_array(writer, values)]


def _build_tensor(reader: "Reader", raw: list[Any]) -> Any:
    import tensorflow as tf

    reader.spend(1)
    if raw[:1] == ["numbers"]:
        return tf.constant(_numbers(reader, items(raw, 2)[1]))
    expect(items(raw, 3)[0] == "text", "numbers or texts")
    parts = reader.values(raw[2])
    expect(all(type(part) is bytes for part in parts), "bytes")
    shape = [whole(length, 0, len(parts)) for length in items(raw[1], most=32)]
    expect(math.prod(shape) == len(parts), "as many texts as the tensor has")
    return tf.constant(parts, dtype=tf.string, shape=shape)


def _encode_variable(writer: "Writer", found: Any) -> list[Any]:
    values = np.asarray(found.numpy())
    if values.dtype.kind not in "biufc":
        raise Unencodable("A variable of this type stays where it is.")
    return [describe_array(writer, values), str(found.name).partition(":")[0], bool(found.trainable)]


def _build_variable(reader: "Reader", raw: list[Any]) -> Any:
    import tensorflow as tf

    values, name, trainable = items(raw, 3)
    return tf.Variable(_numbers(reader, values), name=text(name, 1000), trainable=flag(trainable))


def _numbers(reader: "Reader", raw: Any) -> np.ndarray:
    """Read an array that TensorFlow has a type for."""
    reader.spend(1)
    values = read_array(reader, raw)
    expect(values.dtype.kind in "biufc" and values.dtype.name in DTYPES, "numbers")
    return values


def _build_dtype(reader: "Reader", raw: list[Any]) -> Any:
    import tensorflow as tf

    (name,) = items(raw, 1)
    expect(name in DTYPES, "a dtype")
    return tf.as_dtype(name)


def _encode_dtype(writer: "Writer", found: Any) -> list[Any]:
    if found.name not in DTYPES:
        raise Unencodable("A dtype of this kind stays where it is.")
    return [found.name]


def _build_shape(reader: "Reader", raw: list[Any]) -> Any:
    import tensorflow as tf

    lengths = items(items(raw, 1)[0], most=64)
    return tf.TensorShape([None if length is None else whole(length, 0, 1 << 40) for length in lengths])


def types() -> Table:
    """Return TensorFlow's types; call it only where TensorFlow is imported."""
    import tensorflow as tf

    return {
        type(tf.constant(0)): Kind("tensor", _encode_tensor, _build_tensor),
        type(tf.Variable(0)): Kind("tfvariable", _encode_variable, _build_variable, lambda reader, made, raw: None),
        type(vars(tf).get("keras", tf)): MODULE,  # a module that loads itself when it is first used
        tf.DType: Kind("tfdtype", _encode_dtype, _build_dtype),
        tf.TensorShape: Kind("tfshape", lambda writer, found: [found.as_list()], _build_shape, identity=False),
    }

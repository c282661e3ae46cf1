"""Keras's loops over batches, each compiled into one call: the same operations on the same batches in the same order.

Keras calls a compiled function for each batch, which gets it from threads that cut the data up. For a small network, what
surrounds each call takes several times as long as the network does. All results are the same to the last bit
(`tests/kernels/test_steps.py` and, for each of Keras's classes, `tests/kernels/test_every_kind.py` hold it to that); whatever is asked
for in an unusual way goes Keras's own way.
"""

import contextlib
import inspect
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.values import Unencodable, model_types, private
from autograder.values.kinds import words
from autograder.values.models import compilation_of
from autograder.values.parts import serialized

taken: Counter[str] = Counter()  # which ways were gone in this process: "evaluate", "predict", "epoch", or Keras's own
BATCH_SIZE = 32  # Keras's own, where neither it nor the number of steps is given
# Classes and functions, and what is built like them, whose sums TensorFlow orders by what surrounds them: a loop over batches, or the
# names of layers. There the last bit may be another (measured with TensorFlow 2.21 and Keras 3.15.1). glu was not measured.
OTHERWISE = words(
    """silu swish hard_silu hard_swish gelu glu mish Silu HardSilu Gelu Attention AdditiveAttention MultiHeadAttention Average
    SimpleRNN SimpleRNNCell"""
)
ALIGNED = 64  # bytes; TensorFlow computes with what begins elsewhere until the process ends with a segmentation fault


def install() -> None:
    """Make `keras.Model.evaluate` and `keras.Model.predict` in this process take all batches in one call."""
    import keras

    _replace(keras.Model, "evaluate", _evaluate)
    _replace(keras.Model, "predict", _predict)


def expect_alike(*descriptions: Any) -> None:
    """Refuse a model whose bits depend on what surrounds it.

    Args:
        descriptions: of its structure and of what it is compiled with, as Keras gives them.

    Raises:
        Unencodable: something of `OTHERWISE` is in them.
    """
    if found := OTHERWISE.intersection(re.findall(r"\w+", json.dumps(descriptions))):
        raise Unencodable(f"With {', '.join(sorted(found))}, the last bit may be another.")


def trained(model: Any, data: Sequence[Any], size: int) -> Any:
    """A compiled function that trains a model for one epoch.

    Args:
        model: whose it is.
        data: tensors of samples, labels and, where there are any, weights.
        size: of a batch.

    Returns:
        A function to be the model's `train_function`: of an iterator to the metrics. What the iterator gives is an int64
        tensor of shape (n,): the places of all samples, in the order of this epoch.
    """
    import tensorflow as tf

    @tf.autograph.experimental.do_not_convert  # type: ignore[untyped-decorator]
    def epoch(iterator: Any) -> Any:
        order = iterator.get_next()

        def take(begin: Any) -> None:
            places = order[begin : begin + size]
            model.train_step(tuple(tf.gather(part, places) for part in data))

        _batch_by_batch(tf.shape(order)[0], size, take)
        return model.get_metrics_result()

    return tf.function(epoch)


def tested(model: Any) -> Any:
    """A compiled function, for `over`, that measures a model: its metrics over all samples."""
    import tensorflow as tf

    @tf.autograph.experimental.do_not_convert  # type: ignore[untyped-decorator]
    def test(data: tuple[Any, ...], size: Any) -> Any:
        def take(begin: Any) -> None:
            model.test_step(tuple(part[begin : begin + size] for part in data))

        _batch_by_batch(tf.shape(data[0])[0], size, take)
        return model.get_metrics_result()

    return tf.function(test)


def over(function: Any, data: Sequence[Any], size: int) -> Any:
    """What a compiled function makes of data; it is compiled once, however many samples there are.

    Args:
        function: of a tuple of tensors and a batch's size.
        data: tensors of samples, labels and weights.
        size: of a batch.
    """
    import tensorflow as tf

    shapes = tuple(tf.TensorSpec([None, *part.shape[1:]], part.dtype) for part in data)
    return function.get_concrete_function(shapes, tf.TensorSpec([], tf.int32))(tuple(data), tf.constant(size))


def _batch_by_batch(samples: Any, size: Any, take: Callable[[Any], None]) -> None:
    """Within a compiled function: take each batch, told where it begins."""
    import tensorflow as tf

    def step(begin: Any) -> tuple[Any]:
        take(begin)
        return (begin + size,)

    tf.while_loop(lambda begin: begin < samples, step, (0,), parallel_iterations=1)


def samples_in(data: Sequence[Any]) -> int:
    """How many samples these are.

    Args:
        data: arrays or tensors of samples, labels and, where there are any, weights.

    Raises:
        Unencodable: there are none, or not as many of each; Keras says so in its own words.
    """
    counts = {len(part) for part in data}
    if len(counts) != 1 or counts == {0}:
        raise Unencodable(f"There are {sorted(counts)} samples, labels and weights.")
    return counts.pop()


def batches(samples: int, size: int | None) -> int:
    """How many batches an epoch has."""
    return -(-samples // (size or BATCH_SIZE))


def numbers(found: Any) -> np.ndarray:
    """Numbers as Keras uses them: it makes all fractions float32 before anything else.

    Raises:
        Unencodable: these are no numbers in an array, a tensor, or a table.
    """
    tensorflow, pandas = sys.modules["tensorflow"], sys.modules.get("pandas")
    if pandas and type(found) is pandas.DataFrame:
        found = found.to_numpy()
    elif pandas and type(found) is pandas.Series:
        found = np.expand_dims(found.to_numpy(), axis=-1)
    elif isinstance(found, tensorflow.Tensor) and hasattr(found, "numpy"):
        found = found.numpy()
    if type(found) not in (np.ndarray, np.memmap) or found.dtype.kind not in "fiub" or not found.ndim:
        raise Unencodable("Only arrays of numbers can be sent.")
    return np.ascontiguousarray(found, np.float32 if found.dtype.kind == "f" else found.dtype.newbyteorder("="))


def tensor(array: np.ndarray) -> Any:
    """A tensor of an array's numbers; it may be their very memory, and is copied once at most."""
    import tensorflow as tf

    if array.ctypes.data % ALIGNED or not array.flags.writeable or not array.flags.c_contiguous:
        room = np.empty(array.nbytes + ALIGNED, np.uint8)
        begin = -room.ctypes.data % ALIGNED
        copied = room[begin : begin + array.nbytes].view(array.dtype).reshape(array.shape)
        copied[...] = array
        array = copied
    return tf.experimental.dlpack.from_dlpack(array.__dlpack__())


def _replace(owner: type, name: str, ours: Callable[..., Any]) -> None:
    """Try ours first; whatever it cannot do, and every error, is Keras's own."""
    original = getattr(owner, name)
    signature = inspect.signature(original)

    def method(self: Any, *args: Any, **kwargs: Any) -> Any:
        with contextlib.suppress(Exception):
            asked = dict(signature.bind(self, *args, **kwargs).arguments)
            if _is_usual(self, asked):
                given = ours(original, asked)
                taken[name] += 1
                return given
        taken[f"{name} of Keras"] += 1
        return original(self, *args, **kwargs)

    method.__doc__, method.__name__ = original.__doc__, name
    method.__signature__ = signature  # type: ignore[attr-defined]
    setattr(owner, name, method)


def _is_usual(model: Any, asked: dict[str, Any]) -> bool:
    import tensorflow as tf

    return (
        type(model) in model_types()
        and not asked.keys() & {"kwargs", "steps", "callbacks"}
        and not (model.run_eagerly or model.jit_compile or private.has_strategy(model))
        and model.steps_per_execution == 1
        and not tf.config.functions_run_eagerly()
    )


def _ours(model: Any, theirs: Any, compile_ours: Callable[[Any], Any]) -> Any:
    """Our compiled function beside Keras's, which the model forgets when it is compiled anew.

    Raises:
        Unencodable: the model has parts of the student's own, or of `OTHERWISE`.
    """
    if not hasattr(theirs, "_ours"):
        expect_alike(serialized(model), compilation_of(model))
        theirs._ours = compile_ours(model)
    return theirs._ours


def _evaluate(original: Callable[..., Any], asked: dict[str, Any]) -> Any:
    """The metrics over all batches, as `return_dict` asks for them."""
    model = asked["self"]
    private.expect_compiled(model, "evaluate")
    weights = [] if asked.get("sample_weight") is None else [asked["sample_weight"]]
    data = tuple(tensor(numbers(part)) for part in (asked["x"], asked["y"], *weights))
    size = asked.get("batch_size") or BATCH_SIZE
    count = batches(samples_in(data), size)
    model.make_test_function()
    test = _ours(model, model.test_function, tested)
    shown = _shown(model, asked, count)
    shown.on_test_begin()
    model.reset_metrics()
    values = over(test, data, size)
    logs = {name: float(values[name]) for name in sorted(values)}
    model.stop_evaluating = False
    shown.on_test_batch_end(count - 1, logs)
    shown.on_test_end(logs)
    return logs if asked.get("return_dict") else private.in_order(model, logs)


def _predict(original: Callable[..., Any], asked: dict[str, Any]) -> np.ndarray:
    """What the model makes of each batch, all in one array."""
    model = asked["self"]
    samples, size = tensor(numbers(asked["x"])), asked.get("batch_size") or BATCH_SIZE
    model.make_predict_function()
    predict = _ours(model, model.predict_function, _predicted)
    count = batches(len(samples), size)
    shown = _shown(model, asked, count)
    shown.on_predict_begin()
    values = over(predict, [samples], size).numpy()
    model.stop_predicting = False
    shown.on_predict_batch_end(count - 1)
    shown.on_predict_end()
    return values


def _shown(model: Any, asked: dict[str, Any], count: int) -> Any:
    """What shows that so many batches were taken, as loudly as was asked for."""
    import keras

    verbose = asked.get("verbose", "auto")
    return keras.callbacks.CallbackList(add_progbar=verbose != 0, verbose=verbose, epochs=1, steps=count, model=model)


def _predicted(model: Any) -> Any:
    """A compiled function, for `over`, that asks a model: what it makes of all samples."""
    import tensorflow as tf

    (output,) = model.outputs

    @tf.autograph.experimental.do_not_convert  # type: ignore[untyped-decorator]
    def predict(data: tuple[Any], size: Any) -> Any:
        (samples,) = data

        def take(number: Any, made: Any) -> tuple[Any, Any]:
            return number + 1, made.write(number, model.predict_step((samples[number * size : (number + 1) * size],)))

        made = tf.TensorArray(output.dtype, size=0, dynamic_size=True, infer_shape=False)
        _, made = tf.while_loop(
            lambda number, _: number * size < tf.shape(samples)[0], take, (0, made), parallel_iterations=1
        )
        return made.concat()

    return tf.function(predict)

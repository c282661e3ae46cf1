"""Keras's loops over batches, each compiled into one call: the same operations on the same batches in the same order.

Keras calls a compiled function for each batch. For a small network, what surrounds each call takes several times as long
as the network does. All results are the same to the last bit (`tests/kernels/test_steps.py` holds it to that); whatever
is asked for in an unusual way goes Keras's own way.
"""

import contextlib
import inspect
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.values import Unencodable, model_types

BATCH_SIZE = 32  # Keras's own, where neither it nor the number of steps is given
ALIGNED = 64  # bytes; TensorFlow computes with what begins elsewhere until the process ends with a segmentation fault


def install() -> None:
    """Make `keras.Model.evaluate` and `keras.Model.predict` in this process take all batches in one call."""
    import keras

    _replace(keras.Model, "evaluate", _evaluate)
    _replace(keras.Model, "predict", _predict)


def whole_epoch(model: Any, step: Callable[[Any], Any]) -> Any:
    """A compiled function that takes a step for each batch that an iterator has left.

    Args:
        model: whose it is.
        step: the model's `train_step` or `test_step`.

    Returns:
        A function of an iterator to the metrics, to be the model's `train_function` or `test_function`.
    """
    import tensorflow as tf

    @tf.autograph.experimental.do_not_convert  # type: ignore[untyped-decorator]
    def epoch(iterator: Any) -> Any:
        def take(batch: Any) -> tuple[Any]:
            step(batch.get_value())
            return (iterator.get_next_as_optional(),)

        first = (iterator.get_next_as_optional(),)
        tf.while_loop(lambda batch: batch.has_value(), take, first, parallel_iterations=1)
        return model.get_metrics_result()

    return tf.function(epoch, reduce_retracing=True)


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
                return ours(original, asked)
        return original(self, *args, **kwargs)

    method.__doc__, method.__name__ = original.__doc__, name
    method.__signature__ = signature  # type: ignore[attr-defined]
    setattr(owner, name, method)


def _is_usual(model: Any, asked: dict[str, Any]) -> bool:
    import tensorflow as tf

    return (
        type(model) in model_types()
        and not asked.keys() & {"kwargs", "steps", "callbacks"}
        and not (model.run_eagerly or model.jit_compile or model._distribute_strategy)
        and model.steps_per_execution == 1
        and not tf.config.functions_run_eagerly()
    )


def _ours(theirs: Any, compile_ours: Callable[[], Any]) -> Any:
    """Our compiled function beside Keras's, which the model forgets when it is compiled anew."""
    if not hasattr(theirs, "_ours"):
        theirs._ours = compile_ours()
    return theirs._ours


def _evaluate(original: Callable[..., Any], asked: dict[str, Any]) -> Any:
    """Keras's own way, with another function for what happens to batches."""
    model = asked.pop("self")
    found = {
        name: tensor(numbers(asked.pop(name))) for name in ("x", "y", "sample_weight") if asked.get(name) is not None
    }
    model.make_test_function()
    theirs = model.test_function
    model.test_function = _ours(theirs, lambda: whole_epoch(model, model.test_step))
    model.steps_per_execution = batches(len(found["x"]), asked.get("batch_size"))
    try:
        return original(model, **found, **asked)
    finally:
        model.test_function, model.steps_per_execution = theirs, 1


def _predict(original: Callable[..., Any], asked: dict[str, Any]) -> np.ndarray:
    """What the model makes of each batch, all in one array."""
    import keras
    import tensorflow as tf

    model, verbose = asked["self"], asked.get("verbose", "auto")
    samples, size = tensor(numbers(asked["x"])), asked.get("batch_size") or BATCH_SIZE
    model.make_predict_function()
    predict = _ours(model.predict_function, lambda: _all_batches(model))
    count = batches(len(samples), size)
    shown = keras.callbacks.CallbackList(add_progbar=verbose != 0, verbose=verbose, epochs=1, steps=count, model=model)
    shown.on_predict_begin()
    values = predict(samples, tf.constant(size)).numpy()
    model.stop_predicting = False
    shown.on_predict_batch_end(count - 1)
    shown.on_predict_end()
    return values


def _all_batches(model: Any) -> Any:
    """A compiled function of samples and a batch's size to what the model makes of the samples."""
    import tensorflow as tf

    (output,) = model.outputs

    @tf.autograph.experimental.do_not_convert  # type: ignore[untyped-decorator]
    def predict(samples: Any, size: Any) -> Any:
        def take(number: Any, made: Any) -> tuple[Any, Any]:
            return number + 1, made.write(number, model.predict_step((samples[number * size : (number + 1) * size],)))

        made = tf.TensorArray(output.dtype, size=0, dynamic_size=True, infer_shape=False)
        _, made = tf.while_loop(
            lambda number, _: number * size < tf.shape(samples)[0], take, (0, made), parallel_iterations=1
        )
        return made.concat()

    return tf.function(predict, reduce_retracing=True)

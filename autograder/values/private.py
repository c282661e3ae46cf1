"""Names of Keras, TensorFlow and Matplotlib that are not promised to stay: they stand here and nowhere else.

Each function says what the others do when its name is gone: raising `AttributeError` or `ImportError` makes a value opaque, which leaves
it to a person, and a training local. `missing` tries all of them, for `autograder doctor`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any


def functional() -> type:
    """The class of models that are made of inputs and outputs."""
    return import_module("keras.src.models.functional").Functional  # type: ignore[no-any-return]


def layers_of(found: Any) -> list[Any]:
    """A layer or model, and all layers in it."""
    return list(found._flatten_layers())


def losses_of(model: Any) -> list[Any]:
    """The losses that a model was built with."""
    return [loss for _, loss, *_ in model._compile_loss._flat_losses or [] if loss is not None]


def nodes_of(operation: Any) -> list[Any]:
    """The places of an operation in a network."""
    return list(operation._inbound_nodes)


def compiled_with(model: Any) -> Any:
    """What a model's `compile` was given."""
    return model._compile_config.config


def build_by_samples(model: Any, samples: tuple[Any, ...]) -> None:
    """Make all variables of a model, its optimizer and its metrics, as `fit` does before it begins."""
    model._symbolic_build(data_batch=samples)


def has_strategy(model: Any) -> bool:
    """Whether a model is spread over several devices."""
    return model._distribute_strategy is not None


def expect_compiled(model: Any, asked: str) -> None:
    """Raise Keras's own error where a model is not compiled."""
    model._assert_compile_called(asked)


def in_order(model: Any, metrics: dict[str, Any]) -> Any:
    """Metrics as `evaluate` gives them when it is not asked for a dict."""
    return model._flatten_metrics_in_order(metrics)


def has_memory(variable: Any) -> bool:
    """Whether a variable has been made already."""
    return variable._value is not None


def begin_with(variable: Any, value: Any) -> None:
    """Let a variable that has no memory begin with a value."""
    variable._initializer = lambda shape, dtype: value


def forget_variables() -> None:
    """Drop variables that have no memory: Keras would give it to them at the next occasion."""
    import_module("keras.src.backend.common.global_state").set_global_attribute("uninitialized_variables", [])


def shift_start(bar: Any, seconds: float) -> None:
    """Let a progress bar say that it began earlier; where it cannot, it shows another time."""
    if hasattr(bar, "progbar") and hasattr(bar.progbar, "_start"):
        bar.progbar._start -= seconds


def seed() -> Any:
    """TensorFlow's global seed."""
    return import_module("tensorflow.python.eager.context").global_seed()


def is_deterministic() -> bool:
    """Whether TensorFlow was asked for the same bits at the price of speed, which are other bits."""
    return bool(import_module("tensorflow.python.framework.config").is_op_determinism_enabled())


def jit() -> Any:
    """Whether TensorFlow compiles by itself."""
    import tensorflow as tf

    return tf.config.optimizer.get_jit()


def titles(axes: Any) -> list[Any]:
    """The texts above some axes: in the middle, to the left, to the right."""
    return [axes.title, axes._left_title, axes._right_title]


def text_of(figure: Any, role: str) -> Any:
    """A figure's own title ("suptitle") or label, None where it has none."""
    return getattr(figure, f"_{role}")


@contextmanager
def _small_model() -> Iterator[Any]:
    import keras

    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    yield model


def missing() -> list[str]:
    """The names that this version of the libraries does not have, in words.

    It makes a small model, so it must not run in a process that forks.
    """
    import keras
    import numpy as np
    from matplotlib.figure import Figure

    samples = (np.zeros((1, 1), "float32"), np.zeros((1, 1), "float32"), None)
    with _small_model() as model:
        tries: dict[str, Callable[[], Any]] = {
            "Functional": functional,
            "_flatten_layers": lambda: layers_of(model),
            "_inbound_nodes": lambda: nodes_of(model.layers[0]),
            "_compile_loss": lambda: losses_of(model),
            "_compile_config": lambda: compiled_with(model),
            "_symbolic_build": lambda: build_by_samples(model, samples),
            "_distribute_strategy": lambda: has_strategy(model),
            "_assert_compile_called": lambda: expect_compiled(model, "evaluate"),
            "_flatten_metrics_in_order": lambda: in_order(model, {"loss": 0.0}),
            "_value": lambda: has_memory(model.variables[0]),
            "_initializer": lambda: model.variables[0]._initializer,
            "global_state": lambda: import_module("keras.src.backend.common.global_state").set_global_attribute,
            "Progbar._start": lambda: keras.utils.Progbar(1)._start,
            "_left_title, _right_title": lambda: titles(Figure().add_subplot()),
            "_suptitle": lambda: [text_of(Figure(), role) for role in ("suptitle", "supxlabel", "supylabel")],
            "global_seed": seed,
            "is_op_determinism_enabled": is_deterministic,
        }
        return [name for name, attempt in tries.items() if _fails(attempt)]


def _fails(attempt: Callable[[], Any]) -> bool:
    try:
        attempt()
    except (AttributeError, ImportError, TypeError):
        return True
    return False

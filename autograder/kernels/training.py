"""The trainer: a process of ours, forked for one training, that does what `Model.fit` was asked to do.

It gets a model, data and settings as plain data, and tells each epoch and then the result as plain data. No student code
runs in it, and what it gets is walked against closed lists before Keras sees it.

The result of `fit` depends on what it gets here and on nothing else, to the last bit, and `fit` leaves the random states
as they were (measured with TensorFlow 2.21 and Keras 3.15.1; `tests/kernels/test_fitting.py` holds it to that).
"""

import contextlib
import io
import socket
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.kernels import callbacks, steps
from autograder.kernels.state import compare, state_of
from autograder.kernels.steps import batches, over, samples_in, tensor, tested, trained
from autograder.values import Message, Plan, accept, dump, load, offer, private, receive, send

# What a message on the line is, told by one byte before it, so that nobody has to read those that are not for him:
FIT, HERE, AUDITED = b"F", b"H", b"A"  # a training is asked for, ran where it was called, was compared
EPOCH, RESULT, REFUSED, AUDIT = b"E", b"R", b"N", b"C"  # news, the result, it cannot be done, compare the next result


@dataclass(frozen=True)
class Training:
    """All that a training depends on.

    Args:
        plan: the model.
        arrays: x, y, sample weights, and the same three for validation; None for what there is not. Any numbers.
        settings: further arguments of `fit` by name.
        callbacks: what `autograder.kernels.callbacks.describe` says of each.
        seed: TensorFlow's global seed.
        state: all that model and callbacks are made of (see `autograder.kernels.state`), just before the training.
    """

    plan: Plan
    arrays: list[np.ndarray | None]
    settings: dict[str, Any]
    callbacks: list[tuple[str, dict[str, Any], list[Any]]]
    seed: int
    state: list[str]

    @property
    def samples(self) -> int:
        """How many samples it trains on, without those that Keras holds back for validation."""
        count = len(self.arrays[0]) if self.arrays[0] is not None else 0
        return int(np.floor(count * (1.0 - self.settings["validation_split"])))

    def split(self) -> list[np.ndarray | None]:
        """The arrays, the last share for validation apart if that is how it was asked for."""
        if not self.settings["validation_split"]:
            return self.arrays
        whole = self.arrays[:3]
        return [
            None if array is None else array[part]
            for part in (slice(self.samples), slice(self.samples, None))
            for array in whole
        ]

    def to_message(self) -> Message:
        """The message that asks for it; the same training always gives the same bytes."""
        return dump_plain(vars(self) | {"plan": vars(self.plan)})

    @classmethod
    def from_message(cls, message: Message) -> "Training":
        """The inverse of `to_message`."""
        fields = load_plain(message)
        return cls(**fields | {"plan": Plan(**fields["plan"])})


@dataclass
class Trained:
    """What a training made.

    Args:
        variables: values of the model's variables.
        slots: values of the optimizer's variables.
        metrics: values of the metrics' variables.
        history: the training record's metrics, epochs and parameters.
        stopped: the model's `stop_training`.
        callbacks: fields and weights of each callback afterwards.
        epochs: for each epoch its number, its metrics, what callbacks printed at its end, and how many seconds it took.
        text: what callbacks printed at the end.
        warnings: what was warned of.
    """

    variables: list[np.ndarray]
    slots: list[np.ndarray]
    metrics: list[np.ndarray]
    history: tuple[dict[str, Any], list[int], dict[str, Any]]
    stopped: bool
    callbacks: list[tuple[dict[str, Any], list[Any]]]
    epochs: list[tuple[int, dict[str, Any], str, float]] = field(default_factory=list)
    text: str = ""
    warnings: list[str] = field(default_factory=list)


def dump_plain(value: Any) -> Message:
    """A message of plain data; TypeError for anything else."""

    def refuse(thing: Any) -> dict[str, Any]:
        raise TypeError(f"{type(thing).__name__} is no plain data")

    return dump(value, handle=refuse).message


def load_plain(message: Message) -> Any:
    """The inverse of `dump_plain`; Malformed for anything else."""
    return load(message, stub=lambda description: None).value


def say(line: socket.socket, kind: bytes, message: Message) -> None:
    """Send one message of a kind; what is asked for is only offered (see `autograder.values.parcels`)."""
    line.sendall(kind)
    (offer if kind == FIT else send)(line, message)


def hear(line: socket.socket) -> tuple[bytes, Message]:
    """The next message that is no offer, and its kind.

    Raises:
        EOFError: the other side is gone.
        Malformed: this is no message.
    """
    kind = hear_kind(line)
    return kind, receive(line)


def hear_kind(line: socket.socket) -> bytes:
    """The kind of the next message.

    Raises:
        EOFError: the other side is gone.
    """
    kind = line.recv(1)
    if not kind:
        raise EOFError
    return kind


def main(arguments: dict[str, Any], descriptors: list[int], ready: Callable[[], None]) -> None:
    """Do one training.

    Args:
        arguments: none are used.
        descriptors: the socket on which the training comes and its result goes.
        ready: called when the training can be taken.
    """
    line = socket.socket(fileno=descriptors[0])
    ready()
    message = accept(line)
    try:
        trained = train(Training.from_message(message), lambda epoch: say(line, EPOCH, dump_plain(epoch)))
        kind, answer = RESULT, dump_plain(vars(trained))
    except Exception as error:  # noqa: BLE001 - whatever it is, `fit` where it was called will say it in its own words
        kind, answer = REFUSED, dump_plain(f"{type(error).__name__}: {error}"[:1000])
    say(line, kind, answer)
    line.recv(1)  # until who asked has looked at what this process used


def train(training: Training, tell: Callable[[tuple[Any, ...]], None]) -> Trained:
    """Train a model.

    Args:
        training: what to train, on what.
        tell: told of each epoch what `Trained.epochs` holds of it.
    """
    import tensorflow as tf

    tf.random.set_seed(training.seed)
    model = training.plan.build()
    private.build_by_samples(model, first_batch(training.arrays[:3], training.settings["batch_size"]))
    _assign(model.optimizer.variables, training.plan.slots)
    used = [callbacks.make(*described) for described in training.callbacks]
    compare(training.state, state_of(model, *used))
    reporter, said = _reporter(tell)
    asked, count = _by_epoch(model, training) or (_by_batch(training), None)
    with contextlib.redirect_stdout(said), warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        history = model.fit(callbacks=[*used, reporter], verbose=0, **asked)
    return Trained(
        variables=values_of(model.variables),
        slots=values_of(model.optimizer.variables),
        metrics=values_of(model.metrics_variables),
        history=(history.history, history.epoch, history.params | ({"steps": count} if count else {})),
        stopped=bool(model.stop_training),
        callbacks=[callbacks.describe(callback)[1:] for callback in used],
        epochs=reporter.epochs,
        text=reporter.take(),
        warnings=[str(warning.message) for warning in warned if warning.category is UserWarning],
    )


def _by_batch(training: Training) -> dict[str, Any]:
    """Arguments of `fit` for Keras's own way."""
    x, y, weights, *held = (None if array is None else tensor(array) for array in training.split())
    given = {"x": x, "y": y, "sample_weight": weights, "validation_data": tuple(held) if held[0] is not None else None}
    return training.settings | given | {"validation_split": 0.0}


def _by_epoch(model: Any, training: Training) -> tuple[dict[str, Any], int] | None:
    """Arguments of `fit` that make it take all batches of an epoch in one call, and how many those are.

    Keras then brings the places of all samples into order, by the very random numbers that it would take, and the model's
    own functions, which are replaced here, take the samples from where they are.

    Returns:
        None where something would notice: what is told of each batch, counted in batches, or weighed by class.
    """
    settings = training.settings
    noticed = [settings[name] for name in ("steps_per_epoch", "validation_steps", "class_weight")]
    if any(noticed) or model.jit_compile or any(kind in callbacks.BY_BATCH for kind, _, _ in training.callbacks):
        steps.taken["epoch of Keras"] += 1
        return None
    steps.taken["epoch"] += 1
    split = training.split()
    data, held = (tuple(tensor(array) for array in half if array is not None) for half in (split[:3], split[3:]))
    count, size = samples_in(data), settings["batch_size"]
    model.train_function = trained(model, data, size)
    asked = settings | {"x": np.arange(count), "batch_size": count, "validation_split": 0.0}
    if held:
        test, number, test_size = tested(model), samples_in(held), settings["validation_batch_size"] or size
        model.test_function = lambda _: over(test, held, test_size)
        asked |= {"validation_data": (np.arange(number),), "validation_batch_size": number}
    return asked, batches(count, size)


def first_batch(arrays: list[np.ndarray | None], size: int | None) -> tuple[Any, ...]:
    """What a model that has no variables yet is built with."""
    return tuple(None if array is None else array[: size or 1] for array in arrays)


def values_of(variables: list[Any]) -> list[np.ndarray]:
    """Values of variables."""
    return [np.asarray(variable) for variable in variables]


def _assign(variables: list[Any], values: list[np.ndarray]) -> None:
    for variable, value in zip(variables, values, strict=True):
        variable.assign(value)


def _reporter(tell: Callable[[tuple[Any, ...]], None]) -> tuple[Any, io.StringIO]:
    """A callback that tells the epochs, and where callbacks print to."""
    import keras

    said = io.StringIO()

    class Reporter(keras.callbacks.Callback):  # type: ignore[misc]
        """Comes after all other callbacks."""

        def __init__(self) -> None:
            super().__init__()
            self.epochs: list[tuple[int, dict[str, Any], str, float]] = []
            self._begun = 0.0

        def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
            self._begun = time.monotonic()

        def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
            seconds = round(time.monotonic() - self._begun, 3)
            self.epochs.append((epoch, dict(logs or {}), self.take(), seconds))
            tell(self.epochs[-1])

        def take(self) -> str:
            text = said.getvalue()
            said.seek(0)
            said.truncate()
            return text

    return Reporter(), said

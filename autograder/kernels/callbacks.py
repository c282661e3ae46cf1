"""Keras's callbacks that look at epochs only, as plain data: what they are set to, and what they have seen."""

from typing import Any

from autograder.values import Malformed, Unencodable

KINDS = ("EarlyStopping", "ReduceLROnPlateau", "TerminateOnNaN")
BY_BATCH = ("TerminateOnNaN",)  # those that look at every batch
COMPARISONS = ("less", "greater")
FITTED = ("_model", "params")  # what `fit` gives to every callback
PLAIN = (bool, int, float, str, type(None))


def describe(callback: Any) -> tuple[str, dict[str, Any], list[Any]]:
    """The kind of a callback, its plain fields, and the weights that it keeps.

    Raises:
        Unencodable: it is not one of `KINDS`, or somebody changed it.
    """
    import keras

    kind = type(callback).__name__
    if kind not in KINDS or type(callback) is not getattr(keras.callbacks, kind):
        raise Unencodable(f"A callback of kind {kind} stays where it is.")
    fields = {name: value for name, value in vars(callback).items() if name not in FITTED}
    kept = fields.pop("best_weights", None)
    comparison = fields.get("monitor_op")
    if comparison is not None:
        fields["monitor_op"] = _name(comparison)
    if not all(type(value) in PLAIN for value in fields.values()):
        raise Unencodable("A callback with fields of its own stays where it is.")
    return kind, fields, list(kept or [])


def apply(callback: Any, fields: dict[str, Any], kept: list[Any]) -> None:
    """Give a callback the fields that another of its kind has.

    Raises:
        Malformed: these are no plain fields.
    """
    import keras

    if not all(type(value) in PLAIN for value in fields.values()):
        raise Malformed("These are no fields of a callback.")
    fields = dict(fields)
    comparison = fields.get("monitor_op")
    if comparison is not None:
        if comparison not in COMPARISONS:
            raise Malformed("The callback cannot compare like that.")
        fields["monitor_op"] = getattr(keras.ops, comparison)
    vars(callback).update(fields)
    if hasattr(callback, "best_weights"):
        callback.best_weights = kept or None


def make(kind: str, fields: dict[str, Any], kept: list[Any]) -> Any:
    """A callback like the one that was described.

    Raises:
        Malformed: there is no such kind.
    """
    import keras

    if kind not in KINDS:
        raise Malformed("There is no such callback.")
    made = getattr(keras.callbacks, kind)()
    apply(made, fields, kept)
    return made


def _name(comparison: Any) -> str:
    import keras

    for name in COMPARISONS:
        if comparison is getattr(keras.ops, name):
            return name
    raise Unencodable("A callback that compares in a way of its own stays where it is.")

"""Models that are about to be trained, as plain data in one spelling: the same training always has the same bytes.

What has no effect on a training is made uniform: the names of layers and optimizers, and whether `compile` was given
`"adam"` or `Adam()`.
"""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.values.expecting import expect, items
from autograder.values.limits import Unencodable
from autograder.values.models import MODELS, ModelState, model_types
from autograder.values.parts import build, serialized
from autograder.values.recipes import FUNCTIONS, checked, checked_compilation

NAMED = ("keras", "keras.layers", "keras.src.models.functional")  # modules of what bears a name in a recipe


@dataclass(frozen=True)
class Plan:
    """A built and compiled model.

    Args:
        recipe: its structure, as Keras describes it.
        compilation: what it is compiled with.
        variables: values of its variables, those of random generators too.
        slots: values of the optimizer's variables.
    """

    recipe: dict[str, Any]
    compilation: dict[str, Any]
    variables: list[np.ndarray]
    slots: list[np.ndarray]

    @classmethod
    def of(cls, model: Any) -> "Plan":
        """Describe a model.

        Raises:
            Unencodable: it consists of more than the closed list of Keras's own parts, or is not compiled.
        """
        if type(model) not in model_types() or not model.compiled or model.run_eagerly:
            raise Unencodable("This model is trained where it is.")
        state = ModelState.of(model)
        recipe, compilation = serialized(model), state.compilation or {}
        optimizer = serialized(model.optimizer)
        optimizer["config"]["name"] = "optimizer"
        uniform = {"optimizer": optimizer, "loss": _plain_loss(compilation.get("loss")), "steps_per_execution": 1}
        if any(isinstance(compilation.get(part), dict) and "class_name" not in compilation[part] for part in _BY_NAME):
            raise Unencodable("Losses and metrics by the names of outputs stay where they are.")
        return cls(_renamed(recipe, _names(recipe)), compilation | uniform, state.variables, state.slots)

    def build(self) -> Any:
        """Build and compile the model.

        Raises:
            Malformed: the plan is none.
        """
        import keras

        recipe = checked(self.recipe, MODELS, unbuilt=not self.variables)
        model = build(recipe, items(self.variables, most=20_000))
        expect(model.built, "a model with variables")
        compilation = checked_compilation(self.compilation)
        model.compile(**keras.saving.deserialize_keras_object(compilation, safe_mode=True))
        ModelState(self.variables, None, [], None, None).apply_to(model)
        return model


_BY_NAME = ("loss", "metrics", "weighted_metrics", "loss_weights")


def _names(recipe: Any) -> dict[str, str]:
    """A uniform name for each name of a layer or model, in the order of the recipe."""
    found: dict[str, str] = {}
    waiting = [recipe]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            config = part.get("config")
            if part.get("module") in NAMED and part.get("class_name") != "DTypePolicy" and isinstance(config, dict):
                found.setdefault(str(config.get("name")), f"part_{len(found)}")
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    return found


def _renamed(part: Any, names: dict[str, str]) -> Any:
    """Replace every text that is such a name; where it meant something else, the plan cannot be built any more."""
    if isinstance(part, dict):
        return {key: _renamed(value, names) for key, value in part.items() if key != "shared_object_id"}
    if isinstance(part, list):
        return [_renamed(value, names) for value in part]
    return names.get(part, part) if isinstance(part, str) else part


def _plain_loss(loss: Any) -> Any:
    """A loss function, and a loss object as Keras makes it by itself, is the function's name."""
    import keras

    if isinstance(loss, dict) and loss.get("class_name") == "function":
        return loss["config"]
    if not isinstance(loss, dict) or loss.get("module") != "keras.losses":
        return loss
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", str(loss["class_name"])).lower()
    made = getattr(keras.losses, loss["class_name"])
    try:
        usual = made().get_config()
    except TypeError:  # it cannot be made without arguments
        return loss
    return name if name in FUNCTIONS and loss["config"] | {"name": ""} == usual | {"name": ""} else loss

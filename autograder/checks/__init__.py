"""What the tests of notebooks call: each check returns something useful or raises CheckFailed."""

from autograder.checks.arrays import array, same_values, values
from autograder.checks.compiled import from_logits, learning_rate, loss, metrics, optimizer
from autograder.checks.failure import CheckFailed
from autograder.checks.figures import bars, figure, images, labels, lines, shows, texts, titles
from autograder.checks.files import withheld
from autograder.checks.inference import accuracy, fit_input, predictions, probabilities, scores
from autograder.checks.models import (
    activations,
    dense_units,
    dropout_rates,
    input_shape,
    model,
    output_shape,
    parameters,
)
from autograder.checks.points import band
from autograder.checks.submissions import submission
from autograder.checks.training import epochs, metric

__all__ = [
    "CheckFailed",
    "accuracy",
    "activations",
    "array",
    "band",
    "bars",
    "dense_units",
    "dropout_rates",
    "epochs",
    "figure",
    "fit_input",
    "from_logits",
    "images",
    "input_shape",
    "labels",
    "learning_rate",
    "lines",
    "loss",
    "metric",
    "metrics",
    "model",
    "optimizer",
    "output_shape",
    "parameters",
    "predictions",
    "probabilities",
    "same_values",
    "scores",
    "shows",
    "submission",
    "texts",
    "titles",
    "values",
    "withheld",
]

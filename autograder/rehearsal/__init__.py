"""Rehearsal data: MNIST-shaped digits and Fashion-MNIST-shaped garments, drawn here, never for marks."""

from autograder.rehearsal.handwriting import digits
from autograder.rehearsal.wardrobe import garments

__all__ = ["digits", "garments"]

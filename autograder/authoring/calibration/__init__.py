"""Thresholds from measured spread: a reference run many times over, the bands that tests name, and their chances."""

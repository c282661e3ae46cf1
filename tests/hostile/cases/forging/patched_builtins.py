"""Replaces built-in functions that tests use: `abs` is always 0, `sum` always 3, AssertionError something else."""

WORKS_ELSEWHERE = {"test-total", "test-double-2"}
ANSWERS = {
    "own": """
import builtins

builtins.abs = lambda value: 0
builtins.sum = lambda values, start=0: 3.0
builtins.AssertionError = type("Calm", (Exception,), {})
"""
}

"""Imported first by programs of ours: makes a process lighter that imports much, most of it for good."""

import gc
import sys

GARBAGE = gc.get_threshold()  # how often Python looks for garbage by itself, which is what students' kernels have

# Nearly all that is made while TensorFlow is imported stays: looking it through again and again is a fifth of the time.
gc.set_threshold(50_000, *GARBAGE[1:])

# jsonschema, which nbformat needs, would compile a grammar of international web addresses: more than a second.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

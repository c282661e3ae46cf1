"""Imported first by programs of ours: keeps out of a process what a library imports and nobody here uses."""

import sys

# jsonschema, which nbformat needs, would compile a grammar of international web addresses: more than a second.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

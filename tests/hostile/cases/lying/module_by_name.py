"""Answers with modules by name: the judge would import them, and they may do things when they are imported."""

MANUAL = {"test-total", "test-double-2"}
ANSWERS = {
    "total": """
import sys
import types
from pathlib import Path

Path("evil.py").write_text('open("{LEFT}-module", "w").write("imported")')
Path("/tmp/evil.py").write_text(Path("evil.py").read_text())
total = types.ModuleType("antigravity")
""",
    "double": """
def double(values):
    found = types.ModuleType("evil")
    found.__file__ = "/tmp/evil.py"
    sys.modules["evil"] = found
    return [found, types.ModuleType("os"), types.ModuleType("autograder.checks")]
""",
}

"""All foreign courses, by name: whatever the modules of styles/ list."""

from importlib import import_module
from pathlib import Path

from foreign.record import ForeignCourse

STYLES = sorted(path.stem for path in (Path(__file__).parent / "styles").glob("*.py"))


def _all() -> dict[str, ForeignCourse]:
    found: dict[str, ForeignCourse] = {}
    for style in STYLES:
        for course in import_module(f"foreign.styles.{style}").COURSES:
            assert course.name not in found, f"Two courses are called {course.name}."
            found[course.name] = course
    return found


CORPUS = _all()

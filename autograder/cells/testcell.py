"""A test cell, taken apart: its name, its hints, and which statement stands on which line."""

import ast
import re
from collections.abc import Collection
from dataclasses import dataclass, field

from autograder.cells import magics
from autograder.cells.regions import hidden_lines

GENERAL = "One more thing is asked of this answer than the visible test shows. Read the exercise again, word by word."


@dataclass(frozen=True)
class TestCell:
    """The source of a test and what its comments say.

    Args:
        source: the whole cell, hidden regions included.
        hidden: numbers of its hidden lines, counted from 1.
        name: the first comment line, "" without one.
        hint: the `# Hint:` comment among the visible lines.
        hidden_hint: the one among the hidden lines.
        fault: why it cannot be judged apart from a kernel, as a sentence; "" where it can.
        tree: its statements, on the lines where they stand in the cell; it ends in an expression where its last value is shown.
    """

    __test__ = False  # pytest takes it for a test class otherwise

    source: str
    hidden: frozenset[int]
    name: str
    hint: str
    hidden_hint: str
    fault: str = ""
    tree: ast.Module = field(repr=False, compare=False, default_factory=lambda: ast.Module([], []))

    @classmethod
    def parse(cls, source: str) -> "TestCell":
        """Take a test cell's source apart, whatever it is."""
        lines = source.split("\n")
        hidden = hidden_lines(source)
        visible = [line for number, line in enumerate(lines, start=1) if number not in hidden]
        tree, fault = _code(source, hidden)
        return cls(
            source=source,
            hidden=frozenset(hidden),
            name=_name(lines),
            hint=_hint(visible),
            hidden_hint=_hint(list(hidden.values())),
            fault=fault,
            tree=tree,
        )

    def is_hidden(self, line: int) -> bool:
        """Whether a line, counted from 1, stands in a hidden region."""
        return line in self.hidden

    def authored_message(self, line: int) -> str:
        """The literal text that the author wrote into the statement on this line, else the general sentence.

        Only a plain string counts: an f-string could carry what the student must not see.
        """
        statement = self._statement(line)
        if isinstance(statement, ast.Assert) and _is_text(statement.msg):
            return statement.msg.value  # type: ignore[union-attr, return-value]
        for node in ast.walk(statement) if statement else ():
            if isinstance(node, ast.keyword) and node.arg == "message" and _is_text(node.value):
                return node.value.value  # type: ignore[attr-defined, no-any-return]
        return GENERAL

    def text(self, line: int) -> str:
        """The statement on this line as it is written."""
        statement = self._statement(line)
        if statement is None:
            return ""
        written = "\n".join(self.source.split("\n")[statement.lineno - 1 : statement.end_lineno])
        part = ast.get_source_segment(self.source, statement) or ""
        return part if _same(part, statement) else written.strip()

    def _statement(self, line: int) -> ast.stmt | None:
        """The innermost statement that covers a line."""
        covering = [
            node
            for node in ast.walk(self.tree)
            if isinstance(node, ast.stmt)
            and not isinstance(node, ast.Pass)
            and node.lineno <= line <= (node.end_lineno or node.lineno)
        ]
        return min(covering, key=lambda node: (node.end_lineno or 0) - node.lineno, default=None)


def _code(source: str, hidden: Collection[int]) -> tuple[ast.Module, str]:
    """The statements of a test, and why they cannot be judged, "" where they can; none where they cannot."""
    nothing = ast.Module([], [])
    try:
        tree = magics.parse(source)
        compile(tree, "<test>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError as error:
        told = "" if error.lineno in hidden else f" ({error.msg})"
        return nothing, f"Line {error.lineno or 1} of the test is no Python{told}."
    except (ValueError, RecursionError, MemoryError):
        return nothing, "The test is no Python that can be read."
    for one in magics.asked(tree):
        if one.method != "getoutput" or not magics.reads_folder(" ".join(one.words)):
            return nothing, f"Line {one.line} of the test is {one.name}, which cannot be judged apart from a kernel."
    return tree, ""


def _same(text: str, statement: ast.stmt) -> bool:
    """Whether a text is what a statement was read from, and not a magic in the place of which it stands."""
    try:
        return [ast.dump(node) for node in ast.parse(text).body] == [ast.dump(statement)]
    except (SyntaxError, ValueError):
        return False


def _is_text(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _name(lines: list[str]) -> str:
    first = next((line.strip() for line in lines if line.strip() and not line.startswith("%")), "")
    return first.lstrip("# ").strip() if first.startswith("#") and "BEGIN" not in first else ""


def _hint(lines: list[str]) -> str:
    """The comment that starts with "Hint:", with the comment lines that continue it."""
    found: list[str] = []
    for line in lines:
        comment = re.match(r"\s*#\s?(.*)", line)
        if found and not comment:
            break
        if found and comment:
            found.append(comment[1].strip())
        elif comment and comment[1].startswith("Hint:"):
            found.append(comment[1].removeprefix("Hint:").strip())
    return " ".join(found)

"""IPython's magics and shell lines in a cell: run as Python, passed over, or named as what cannot be done apart from a kernel."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from IPython.core.inputtransformer2 import TransformerManager

Node = TypeVar("Node", bound=ast.AST)
RUNS = ("time", "timeit", "prun")  # they run the code that they are given
WRAPS = re.compile(r"%%(time|timeit|capture|prun)\b[ \t]*(.*)")  # as a cell's first line
OPTIONS = re.compile(r"\s*(?:-[nr]\s*\d+\s+|-[lsDT]\s+\S+\s+|-[a-zA-Z]+\s+|--[\w-]+\s+)*")
# They are about what a person sees or has installed, and change no name and no file.
IDLE = re.compile(
    "alias|autoawait|automagic|autoreload|autosave|cat|colors|conda|config|dhist|doctest_mode|env|hist|history|ll|load_ext|ls|"
    "lsmagic|lx|mamba|matplotlib|notify|page|pdef|pdoc|pfile|pinfo|pinfo2|pip|pprint|precision|psearch|psource|pwd|quickref|"
    "reload_ext|tensorboard|unload_ext|uv|who|who_ls|whos|xmode"
)
WORDS = r"(?:\s+[\w./*?\[\]=,:+~@'\"-]+)*\s*"
READS = re.compile(rf"\s*(?:cat|echo|head|ls|pwd|tail|wc)\b{WORDS}")  # its output is what the notebook's folder holds
PASSES = re.compile(
    rf"\s*(?:apt|apt-get|cat|conda|date|echo|head|ls|nvidia-smi|pip|pip3|pwd|tail|uname|wc|which|whoami)\b{WORDS}"
)
LIMIT = 500  # magics in one cell
ASKING = frozenset(["getoutput", "run_cell_magic", "run_line_magic", "system"])


@dataclass(frozen=True)
class Asked:
    """A question to IPython in a syntax tree: a magic, or a line for the shell.

    Args:
        line: its number in the cell.
        method: of `get_ipython()`.
        words: what it is called with; texts, as far as they are written there.
    """

    line: int
    method: str
    words: tuple[str, ...]

    @property
    def name(self) -> str:
        """What it is, in words."""
        first = self.words[0] if self.words else ""
        if self.method == "run_cell_magic":
            return f"the magic %%{first}"
        if self.method == "run_line_magic":
            return f"the magic %{first}"
        return "a line for the shell" if self.method in ASKING else f"get_ipython().{self.method}"

    @property
    def runs(self) -> bool:
        """Whether it runs code of the cell's own."""
        return self.method == "run_line_magic" and self.words[0] in RUNS

    @property
    def idle(self) -> bool:
        """Whether nothing that a test could look at depends on it, where nobody takes its result."""
        first = self.words[0] if self.words else ""
        if self.method == "run_line_magic":
            setting = first == "env" and "=" in self.words[-1]
            return bool(IDLE.fullmatch(first)) and not setting
        return self.method == "system" and bool(PASSES.fullmatch(first))


def reads_folder(command: str) -> bool:
    """Whether a line for the shell does nothing but say what files there are and what is in them."""
    return bool(READS.fullmatch(command))


@lru_cache(maxsize=2_000)
def plain_python(source: str) -> str:
    """A cell's source as Python: what a magic times or captures runs as it is; no Python where the source is none."""
    try:
        layers, text = _unwrapped(source)
        python = _transformed(text)
        if not layers and not any(one.runs for one in asked(ast.parse(python))):
            return python
        return ast.unparse(_tree(layers, python, keep=True))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return TransformerManager().transform_cell(source)


def parse(source: str) -> ast.Module:
    """A cell's syntax tree with the line numbers of the cell; idle magics are left out of it.

    Where IPython would show no last value (a semicolon, `%%capture`, `%timeit`), it does not end in an expression.

    Raises:
        SyntaxError: it is no Python.
        ValueError: it holds what no Python can.
    """
    layers, text = _unwrapped(source)
    tree = _tree(layers, _transformed(text))
    if _ends_in_semicolon(text):
        tree.body.append(_pass(tree))
    return tree


def outline(source: str) -> ast.Module:
    """A cell's syntax tree for who asks which names it binds and uses: all magics stay, and nothing is wrapped up.

    Raises:
        SyntaxError: it is no Python.
        ValueError: it holds what no Python can.
    """
    layers, text = _unwrapped(source)
    return _tree(layers, _transformed(text), keep=True, flat=True)


def asked(tree: ast.AST) -> Iterator[Asked]:
    """What a cell asks of IPython."""
    for node in ast.walk(tree):
        if found := _asked(node):
            yield found


def _asked(node: ast.AST | None) -> Asked | None:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Call(func=ast.Name(id="get_ipython")), attr=method), args=arguments):
            texts = [one.value if isinstance(one, ast.Constant) else "" for one in arguments]
            return Asked(node.lineno, method, tuple(map(str, texts)))
    return None


def _unwrapped(source: str) -> tuple[list[tuple[str, str]], str]:
    """The cell magics that run a cell's code, the outermost first, and that code, line for line."""
    lines = source.split("\n")
    layers = []
    for number, line in enumerate(lines):
        found = WRAPS.fullmatch(line.rstrip())
        if not found and line.strip():
            break
        if found:
            layers.append((found[1], found[2]))
            # What stands beside %%timeit is run first; beside %%time it is code like the rest.
            lines[number] = OPTIONS.sub("", f"{found[2]} ", count=1).strip() if found[1] != "capture" else ""
    return layers, "\n".join(lines)


def _transformed(text: str) -> str:
    """IPython's syntax as calls of `get_ipython()`, line for line."""
    manager = TransformerManager()
    lines = (text if text.endswith("\n") else text + "\n").splitlines(keepends=True)
    blank = next((n for n, line in enumerate(lines) if line.strip()), 0)
    for transform in (*manager.cleanup_transforms, *manager.line_transforms):
        lines = transform(lines)
    lines = ["\n"] * blank + lines
    for _ in range(LIMIT):
        changed, new = manager.do_one_token_transform(lines)
        lines = _as_long(lines, new)
        if not changed:
            break
    return "".join(lines)


def _as_long(old: list[str], new: list[str]) -> list[str]:
    """The new lines with blank ones where some were joined, so that all others keep their numbers."""
    missing = len(old) - len(new)
    if missing <= 0:
        return new
    place = next((n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(new) - 1)
    return [*new[: place + 1], *["\n"] * missing, *new[place + 1 :]]


def _tree(layers: Sequence[tuple[str, str]], python: str, *, keep: bool = False, flat: bool = False) -> ast.Module:
    """The statements of a cell: idle magics left out unless they are to be kept, `%%capture` as a `with` unless all is to be flat."""
    tree: ast.Module = _Running(keep).visit(ast.parse(python))
    for name, words in reversed(layers):
        if name == "capture":
            held = _captured(tree, words)
            bound = [ast.Assign([one.optional_vars], ast.Constant(None)) for one in held.items if one.optional_vars]
            tree.body = [*bound, *tree.body] if flat else [held]
        if name != "time":
            tree.body.append(_pass(tree))
    return ast.fix_missing_locations(tree)


def _captured(tree: ast.Module, words: str) -> ast.With:
    """A cell's statements, with what they print under the name that `%%capture` is given."""
    name = next((word for word in words.split() if word.isidentifier()), "")
    line = tree.body[-1].end_lineno if tree.body else 1
    held = ast.parse(
        f"with __import__('IPython').utils.capture.capture_output(){f' as {name}' if name else ''}: pass"
    ).body[0]
    assert isinstance(held, ast.With)
    held.body = tree.body or held.body
    held.end_lineno = line
    return held


def _pass(tree: ast.Module) -> ast.Pass:
    line = tree.body[-1].end_lineno or 1 if tree.body else 1
    return ast.Pass(lineno=line, end_lineno=line, col_offset=0, end_col_offset=0)


class _Running(ast.NodeTransformer):
    """Puts the code that a magic runs in the place of the magic, and nothing in the place of an idle one.

    Args:
        keep: whether idle ones stay.
    """

    def __init__(self, keep: bool) -> None:
        self._keep = keep

    def visit_Expr(self, node: ast.Expr) -> ast.AST | list[ast.stmt]:
        """A magic that stands alone."""
        found = _asked(node.value)
        if found is None:
            return self.generic_visit(node)
        if found.idle:
            return node if self._keep else ast.copy_location(ast.Pass(), node)
        if (code := _code(found)) is None:
            return node
        body = [_at(statement, node) for statement in ast.parse(code).body]
        shown = found.words[0] == "time" and body
        return body if shown else [*body, ast.copy_location(ast.Pass(), node)]

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        """A magic whose result gets a name: `%time` gives that of its code."""
        found = _asked(node.value)
        if found and found.words[:1] == ("time",) and (code := _code(found)) is not None:
            value = _at(ast.parse(code.strip(), mode="eval"), node)
            assert isinstance(value, ast.Expression)
            node.value = value.body
        return node


def _code(found: Asked) -> str | None:
    """The code that a magic runs, None where it runs none."""
    if not found.runs:
        return None
    return OPTIONS.sub("", f"{found.words[-1]} ", count=1).strip() if len(found.words) > 1 else ""


def _at(code: Node, place: ast.stmt) -> Node:
    """Code with all of it on the line of a statement."""
    for node in ast.walk(code):
        if hasattr(node, "lineno"):
            ast.copy_location(node, place)
    return code


def _ends_in_semicolon(text: str) -> bool:
    """Whether IPython would keep the last value to itself."""
    idle = (tokenize.ENDMARKER, tokenize.NL, tokenize.NEWLINE, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT)
    try:
        tokens = [one for one in tokenize.generate_tokens(io.StringIO(text).readline) if one.type not in idle]
    except (tokenize.TokenError, SyntaxError):
        return False
    return bool(tokens) and tokens[-1].string == ";"

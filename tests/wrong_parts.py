"""Messages as files hold them: what the reader says of each wrong part of one."""

import json
import re
from itertools import takewhile, zip_longest
from pathlib import Path

from autograder.values import Malformed, Message, dump, load

WRONG = (None, True, -1, 2, 2.5, "x", [], {}, [0], 10**30)
FEW = (None, -1, "x")  # of what takes long


def handle(thing):
    return {"kind": "object", "type": type(thing).__name__}


def sent(value):
    """A value's message: its head as data, and its blobs."""
    message = dump(value, handle=handle).message
    return json.loads(message.head), [bytes(blob) for blob in message.blobs]


def places(part, path=(), *, few=False):
    """The paths of all parts of a message's nodes, the names of kinds left out; where few are enough, of a list's first two."""
    if len(path) != 3 or path[2] != 0:
        yield path
    inside = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, inner in inside:
        if not few or len(path) < 3 or isinstance(part, dict) or key < 2 or isinstance(inner, dict | list):
            yield from places(inner, (*path, key), few=few)


def at(part, path):
    for key in path:
        part = part[key]
    return part


def wrong_parts(head, path, few):
    """What may stand in a place instead, each with its words."""
    right = at(head, path)
    for wrong in FEW if few else WRONG:
        if type(wrong) is not type(right) or wrong != right:
            yield json.dumps(wrong), wrong
    if isinstance(right, list) and right:
        yield "one less", right[:-1]
        yield "one more", [*right, right[-1]]
    if isinstance(right, dict) and right:
        yield "without the first", {key: right[key] for key in list(right)[1:]}
        yield "with another", right | {"other": 1}


def replaced(part, path, wrong):
    if not path:
        return wrong
    copy = dict(part) if isinstance(part, dict) else list(part)
    copy[path[0]] = replaced(part[path[0]], path[1:], wrong)
    return copy


def outcome(head, blobs, path, stub):
    """What the reader makes of a message: the words of its refusal, or what it takes that part for."""
    message = Message(json.dumps(head).encode(), [bytearray(blob) for blob in blobs])
    try:
        value = load(message, stub=stub).value
        again, memory = sent(value)
    except Malformed as error:
        found = re.fullmatch(r"The message should hold (.*) here\.", str(error))
        return found[1] if found else "no value" if "cannot be turned" in str(error) else str(error)
    if (again, memory) == (head, blobs):
        return "taken"
    try:
        return f"taken as {json.dumps(at(again, path))[:60]}"
    except (LookupError, TypeError):
        return "taken as something else"


def told(value, stub, *, few=False, deep=99):
    """The lines of one value: its message, and what is said of each wrong part, so deep in it."""
    head, blobs = sent(value)
    shown = [json.dumps(node)[:3000] for node in [head["root"], *head["nodes"]]]
    lines = [*shown, *(f"blob {blob.hex()[:400]}" for blob in blobs)]
    looked_at = [
        path
        for path in places(head["nodes"], ("nodes",), few=few)
        if len(path) <= deep and not _is_told_elsewhere(head, path)
    ]
    for path in looked_at:
        words: dict[str, list[str]] = {}
        for name, wrong in wrong_parts(head, path, few):
            words.setdefault(outcome(replaced(head, path, wrong), blobs, path, stub), []).append(name)
        lines += [f"  {'.'.join(map(str, path[1:]))}: {said} < {' | '.join(names)}" for said, names in words.items()]
    return lines


def _is_told_elsewhere(head, path):
    """Whether a part is of a figure that crosses for its parts' sake."""
    kinds = [node[0] for node in head["nodes"]]
    return len(path) > 1 and kinds[0] != "figure" and kinds[path[1]] == "figure"


def written(file):
    """What a file says of each value."""
    found: dict[str, list[str]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            lines = found.setdefault(line[3:], [])
        else:
            lines.append(line)
    return found


def write(file, lines):
    """Make the file anew."""
    parts = [line for name, told in lines.items() for line in (f"== {name}", *told)]
    Path(file).write_text("\n".join([*parts, ""]), encoding="utf-8")


def difference(now, ever):
    """Where lines begin to differ from what a file says, "" where they are the same."""
    for one, other in zip_longest(now, ever, fillvalue=""):
        if one != other:
            same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
            place = max(sum(1 for _ in same) - 60, 0)
            return f"{one[place : place + 120]!r} instead of {other[place : place + 120]!r}"
    return ""

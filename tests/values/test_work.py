"""Reading a message has a budget of work: however few bytes ask for it, it ends in seconds, with a sentence."""

import contextlib
import json
import random
import time
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from autograder.values import Excessive, Malformed, Message, dump, load
from autograder.values.hashing import FEW, LOOKS, looks

PRIME = 2**61 - 1
SECONDS = 8  # for the slowest, on a busy machine
DEEP = 60


def handle(found):
    return {"kind": "object", "type": type(found).__name__}


def told(value):
    """A value as a message, which no side has hashed so far."""
    return dump(value, handle=handle).message.copy()


def as_set(parts):
    """A set as it is told, from its parts in a list: making it here would take as long as there."""
    message = told(parts)
    head = json.loads(message.head)
    assert head["nodes"][0][0] == "list"
    head["nodes"][0][0] = "set"
    return Message(json.dumps(head).encode(), message.blobs)


def as_dict(parts):
    message = told([*parts])
    head = json.loads(message.head)
    keys = head["nodes"][0][1]
    head["nodes"][0] = ["dict", keys, [0] * len(keys)]
    return Message(json.dumps(head).encode(), message.blobs)


def as_frozenset(parts):
    message = as_set(parts)
    return Message(message.head.replace(b'["set"', b'["frozenset"', 1), message.blobs)


def node(*parts):
    return Message(json.dumps({"root": [0], "nodes": [list(parts)]}).encode())


def many_fractions():
    digits = [f"{random.getrandbits(130_000) | 1:x}" for _ in range(2)]
    parts = [["fraction", [1], [2]] for _ in range(20_000)]
    nodes = [["list", [[number + 3] for number in range(len(parts))]], *(["int", digit] for digit in digits), *parts]
    return Message(json.dumps({"root": [0], "nodes": nodes}).encode())


def same_number_again():
    """One long number, which is hashed again for each set that holds it."""
    sets = [["set", [[1]]] for _ in range(500_000)]
    nodes = [["list", [[number + 2] for number in range(len(sets))]], ["int", "f" * 32_000], *sets]
    return Message(json.dumps({"root": [0], "nodes": nodes}).encode())


def doubled(kind, *, key=False):
    parts = [(["dict", ["a", "b"], [[n + 1], [n + 1]]] if key else [kind, [[n + 1], [n + 1]]]) for n in range(DEEP)]
    return Message(json.dumps({"root": [0], "nodes": [*parts, ["list", [1]]]}).encode())


EXCESSIVE = {
    "a set of whole numbers with one hash": lambda: as_set([PRIME * number for number in range(1, 400_000)]),
    "a dict of them": lambda: as_dict([PRIME * number for number in range(1, 100_000)]),
    "a frozenset of them": lambda: as_frozenset([PRIME * number + 5 for number in range(1, 100_000)]),
    "negative ones": lambda: as_set([-PRIME * number for number in range(1, 100_000)]),
    "long ones": lambda: as_set([(PRIME * number) << 61 * 30 for number in range(1, 30_000)]),
    "tuples of them": lambda: as_set([(PRIME * number, 1) for number in range(1, 50_000)]),
    "complex numbers": lambda: as_set([complex(-1_000_003 * number, number) for number in range(1, 50_000)]),
    "fractions": lambda: as_set([Fraction(PRIME * number + 1, 1) for number in range(1, 50_000)]),
    "decimals": lambda: as_set([Decimal(PRIME * number) for number in range(1, 50_000)]),
    "sets in a set": lambda: as_set([frozenset({PRIME * number}) for number in range(1, 50_000)]),
    "a list that a test may make a set of": lambda: told([PRIME * number for number in range(1, 100_000)]),
    "such complex numbers in a list": lambda: told(
        [complex(-1_000_003 * number, number) for number in range(1, 50_000)]
    ),
    "long fractions": many_fractions,
    "a long number in many sets": same_number_again,
    "lists in two places": lambda: doubled("list"),
    "tuples in two places": lambda: doubled("tuple"),
    "dicts in two places": lambda: doubled("dict", key=True),
}


@pytest.mark.parametrize("kind", EXCESSIVE)
def test_too_much_work_is_refused_in_seconds_with_a_sentence(kind):
    """For whoever made the value, not for a person: it says that other values are asked for."""
    message = EXCESSIVE[kind]()
    begun = time.process_time()
    with pytest.raises((Excessive, Malformed)) as refused:
        load(message, stub=lambda described: None)
    assert time.process_time() - begun < SECONDS
    assert type(refused.value) is Excessive or "reasonable size" in str(refused.value)


HONEST = {
    "whole numbers": lambda: set(range(300_000)),
    "negative numbers": lambda: set(range(-100_000, 100_000)),
    "powers of two": lambda: {1 << number for number in range(3000)},
    "large ones": lambda: {number**12 for number in range(20_000)},
    "multiples of a power of two": lambda: {number << 30 for number in range(50_000)},
    "texts": lambda: {f"word {number}": number for number in range(100_000)},
    "pairs": lambda: {(one, other) for one in range(300) for other in range(300)},
    "complex numbers": lambda: {complex(one, other) for one in range(-150, 150) for other in range(-150, 150)},
    "fractions": lambda: {Fraction(one, other) for one in range(1, 150) for other in range(1, 150)},
    "decimals": lambda: {Decimal(number) / 8 for number in range(20_000)},
    "factorials": lambda: [2**number // 3 for number in range(3000)],
    "one row, many times": lambda: [[1, 2, 3]] * 50_000,
    "rows of one default": lambda: {number: ((), [0]) for number in range(20_000)},
    "floats": lambda: set(np.random.default_rng(1).normal(size=100_000).tolist()),
    "sets in a set": lambda: {frozenset({one, other}) for one in range(200) for other in range(200)},
    "ranges": lambda: [range(number) for number in range(10_000)],
}


@pytest.mark.parametrize("kind", HONEST)
def test_honest_values_cross(kind):
    """Large ones, too, and those that have some hashes in common."""
    value = HONEST[kind]()
    assert load(told(value), stub=lambda described: None).value == value


def test_what_holds_itself_crosses():
    """A list in itself, in many places, has no end, and takes no work."""
    inner = []
    inner += [inner] * 100
    (found, *_) = load(told(inner), stub=lambda described: None).value
    assert found[5] is found


def test_sharing_is_counted_in_linear_time():
    """Chains in which every list stands in many places do not make the look itself slow."""
    wide = ["list", [*range(100_000)]]
    chain = [["list", [[number + 1], [5000]]] for number in range(5000)]
    begun = time.process_time()
    with contextlib.suppress(Excessive):
        load(Message(json.dumps({"root": [0], "nodes": [*chain, wide]}).encode()), stub=lambda described: None)
    assert time.process_time() - begun < SECONDS


def test_elements_of_no_bytes_take_no_memory():
    """NumPy would give each of them a byte: a few bytes of text would ask for gigabytes."""
    for kind in ("|S0", "<U0"):
        message = Message(node("array", kind, [1 << 30], "C", 0, True).head, [b""])
        with pytest.raises(Malformed, match="some bytes"):
            load(message, stub=lambda described: None)


def test_looks_are_counted_as_python_makes_them():
    """Ordinary keys need about two, multiples of a power of two more, equal hashes as many as there are keys."""
    rng, count = np.random.default_rng(1), 10 * FEW
    size = 1 << (count.bit_length() + 1)
    most = 10 * LOOKS * count
    ordinary = looks(rng.integers(-(2**62), 2**62, count), size, most)
    multiples = looks(np.arange(count) << 40, size, most)
    assert count < ordinary < 3 * count < multiples < 20 * count
    assert looks(np.full(count, 7), size, most) > most

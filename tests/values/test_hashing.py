"""The cost of keys and of what stands in many places, counted before it arises."""

import numpy as np
import pytest

from autograder.values import Excessive, hashing
from autograder.values.hashing import ALIKE, FEW, LOOKS, check_alike, check_keys, long_numbers, looks
from autograder.values.unfolding import check_unfolded

PRIME = 2**61 - 1
WORDS = "The answer holds {} values that Python's dicts and sets cannot tell apart quickly, because of their hashes. Other values are asked for here."


def spent(keys, weight=None):
    """What is told of the work of keys."""
    found = []
    check_keys(keys, len(keys) if weight is None else weight, found.append)
    return found


def test_few_keys_cost_nothing():
    """Whatever they are; one more, and it is counted how many have one hash."""
    assert spent([PRIME * n for n in range(FEW)]) == []
    assert spent(range(FEW + 1)) == [0]
    assert spent([PRIME * n for n in range(1, 4)] + list(range(1, FEW))) == [3 * 2 // 2]


def test_each_comparison_costs_what_its_keys_weigh():
    """On average, and one at least."""
    keys = [PRIME * n for n in range(1, 5)] + list(range(1, FEW))
    assert spent(keys, 3 * len(keys)) == [18] and spent(keys, 0) == [6] and spent(keys, 2 * len(keys) - 1) == [6]


@pytest.mark.parametrize(("each", "fewest", "fine"), [(64, 0, True), (4, 0, False), (4, 10**9, True)])
def test_keys_that_are_looked_for_in_the_same_places_are_refused(each, fewest, fine, monkeypatch):
    """Different hashes do not help; so many looks for each key are fine, and so are few in all. The number is told."""
    monkeypatch.setattr(hashing, "LOOKS", each)
    monkeypatch.setattr(hashing, "FEWEST_LOOKS", fewest)
    keys = [n << 40 for n in range(1, 2000)]
    if fine:
        check_keys(keys, len(keys), lambda steps: None)
        return
    with pytest.raises(Excessive) as refused:
        check_keys(keys, len(keys), lambda steps: None)
    assert str(refused.value) == WORDS.format("1,999")


def test_work_beyond_the_budget_is_told_in_the_same_words():
    """Whoever counts it."""

    def refuse(steps):
        raise Excessive("more work than there is")

    with pytest.raises(Excessive) as refused:
        check_keys(range(1001), 1001, refuse)
    assert str(refused.value) == WORDS.format("1,001")


def test_numbers_with_one_hash_are_refused_wherever_they_stand():
    """The number of those that have it is told."""
    check_alike([7] * ALIKE)
    check_alike([7] * ALIKE + list(range(10, ALIKE)))
    check_alike([7] * 10 + list(range(100, ALIKE + 100)))
    with pytest.raises(Excessive) as refused:
        check_alike([3, *([7] * (ALIKE + 1)), 9])
    assert str(refused.value) == WORDS.format("5,001")


def test_long_numbers_of_a_text():
    """Different ones of 19 digits and more; few are none."""
    some = [10**18 + n for n in range(ALIKE + 1)]
    assert long_numbers(b"[" + b", ".join(b"%d" % n for n in some) + b"]") != []
    found = long_numbers(b" ".join(b"%d" % n for n in some))
    assert sorted(found) == sorted(map(hash, some))
    assert long_numbers(b" ".join(b"%d" % n for n in [*some[1:], *some[1:]])) == []
    assert long_numbers(b" ".join(b"%d" % (10**17 + n) for n in range(ALIKE + 1))) == []


@pytest.mark.parametrize(
    ("hashes", "size", "count"),
    [([], 8, 0), ([1, 2, 3], 8, 3), ([1, 9], 8, 3), ([0, 8, 16], 8, 6), ([0, 8, 16, 24], 8, 10), ([-1, 7], 8, 3)],
)
def test_looks_are_counted(hashes, size, count):
    """As a table of Python's looks for places: each key one, and one more for each that is taken."""
    assert looks(np.array(hashes, np.int64), size, 1000) == count


def test_enough_looks_are_enough():
    """No more are counted than it takes to know."""
    hashes = np.arange(1000, dtype=np.int64) << 40
    assert 50 < looks(hashes, 2048, 50) <= 1050
    assert looks(np.arange(1000, dtype=np.int64), 2048, 10**6) == 1000
    assert LOOKS == 64


def doubled(kind, depth):
    """Nodes that stand twice in one another."""
    parts = {
        "dict": lambda n: ["dict", ["a", "b"], [[n], [n]]],
        "array": lambda n: ["array", "object", [2], [[n], [n]]],
    }
    make = parts.get(kind, lambda n: [kind, [[n], [n]]])
    return [make(n + 1) for n in range(depth)] + [["list", [1]]]


@pytest.mark.parametrize("kind", ["list", "tuple", "set", "frozenset", "deque", "dict", "array"])
def test_what_stands_twice_counts_twice(kind):
    """In each kind of container, to the last one."""
    values = 2**5 * 2 - 1
    check_unfolded(doubled(kind, 5), values)
    with pytest.raises(
        Excessive, match=r"^The answer holds the same lists inside one another so often that nobody comes"
    ):
        check_unfolded(doubled(kind, 5), values - 1)


def test_keys_and_values_count():
    """Of every kind of dict."""
    for kind in ("ordereddict", "counter", "defaultdict"):
        nodes = [[kind, [[1], [1]], [[1], [1]]], ["tuple", []]]
        check_unfolded(nodes, 5)
        with pytest.raises(Excessive):
            check_unfolded(nodes, 4)


def test_what_holds_itself_is_counted_once():
    """And what holds nothing is one; numbers in lists and arrays of numbers hold nothing."""
    check_unfolded([["list", [[0], [0]]]], 3)
    check_unfolded([["list", [[1]]], ["list", [[0]]]], 3)
    check_unfolded([["array", "<f8", [3], [[0]]], ["list", [1, [0, 1], "x"]], ["list"], ["date", [[0]]]], 2)
    check_unfolded([], 0)

"""What lives longer than a call: changed arguments, names that tests bind, seeds, the notebook's variables."""

from foreign.record import answer, check, course, given, wrong

COURSES = [
    course(
        "changes-its-argument",
        "Answers that change what they are given: lists, dictionaries, arrays, tables, nested and given objects.",
        given(
            "setup",
            "import numpy as np\nimport pandas as pd\n\nclass Box:\n    def __init__(self, items):\n        self.items = items",
        ),
        answer(
            "changes",
            """
            def swap(values, i, j):
                values[i], values[j] = values[j], values[i]

            def count(words, counts):
                for word in words:
                    counts[word] = counts.get(word, 0) + 1

            def scale(array):
                array /= array.max()

            def label(table):
                table["big"] = table["a"] > 2

            def empty(box):
                box.items.clear()
            """,
        ),
        check("list", "v = [1, 2, 3]\nassert swap(v, 0, 2) is None\nassert v == [3, 2, 1]"),
        check("dict", "d = {'a': 1}\ncount('ab', d)\ncount(['b'], d)\nassert d == {'a': 2, 'b': 2}"),
        check("array", "a = np.array([1.0, 4.0])\nscale(a)\nassert np.allclose(a, [0.25, 1.0])"),
        check(
            "table",
            "t = pd.DataFrame({'a': [1, 5]})\nlabel(t)\nassert list(t.columns) == ['a', 'big'] and t['big'].tolist() == [False, True]",
        ),
        check(
            "object",
            "inner = [1, 2]\nbox = Box(inner)\nempty(box)\nassert box.items == [] and inner == [], 'the very list'",
        ),
        check(
            "nested", "grid = [[1, 2], [3, 4]]\nswap(grid, 0, 1)\nswap(grid[0], 0, 1)\nassert grid == [[4, 3], [1, 2]]"
        ),
        right=[
            """
            def swap(values, i, j):
                values.__setitem__(i, (values.__getitem__(j), values.__setitem__(j, values[i]))[0])
            def count(words, counts):
                from collections import Counter
                total = Counter(counts) + Counter(list(words))
                counts.clear()
                counts.update(total)
            def scale(array):
                array[:] = array / np.max(array)
            def label(table):
                table.insert(1, "big", table.a.gt(2))
            def empty(box):
                while box.items:
                    box.items.pop()
            """
        ],
        wrong=[
            wrong(
                """
                def swap(values, i, j):
                    values = list(values)
                    values[i], values[j] = values[j], values[i]
                    return values
                def count(words, counts):
                    counts = dict(counts)
                    for word in words:
                        counts[word] = counts.get(word, 0) + 1
                    return counts
                def scale(array):
                    return array / array.max()
                def label(table):
                    return table.assign(big=table.a > 2)
                def empty(box):
                    box.items = []
                """,
                loses="list dict array table object nested",
            ),
            wrong(
                """
                def swap(values, i, j):
                    values[i], values[j] = values[j], values[i]
                    return values
                def count(words, counts):
                    for word in words:
                        counts[word] = 1
                def scale(array):
                    array *= 0.25
                def label(table):
                    table["big"] = True
                def empty(box):
                    del box.items[0]
                """,
                loses="list dict table object",
            ),
            wrong(
                """
                def swap(values, i, j):
                    values[i] = values[j]
                def count(words, counts):
                    counts.update({w: words.count(w) for w in words})
                def scale(array):
                    array -= array.min()
                def label(table):
                    table.loc[table.a > 2, "big"] = True
                def empty(box):
                    box = Box([])
                """,
                loses="list dict array table object nested",
            ),
        ],
    ),
    course(
        "leaves-its-argument",
        "Answers that may not change what they are given.",
        given("setup", "import numpy as np\nimport pandas as pd\nimport copy"),
        answer(
            "leaves",
            """
            def ordered(values):
                return sorted(values)

            def without(table, key):
                return {k: v for k, v in table.items() if k != key}

            def centred(array):
                return array - array.mean()

            def filled(frame):
                return frame.fillna(0)
            """,
        ),
        check(
            "list",
            "v = [3, 1, 2]\nassert ordered(v) == [1, 2, 3]\nassert v == [3, 1, 2], 'the argument stays as it was'",
        ),
        check(
            "dict",
            "d = {'a': {'b': 1}, 'c': 2}\nbefore = copy.deepcopy(d)\nassert without(d, 'c') == {'a': {'b': 1}}\nassert d == before",
        ),
        check(
            "array",
            "a = np.array([1.0, 3.0])\nkept = a.copy()\nassert centred(a).tolist() == [-1, 1]\nnp.testing.assert_array_equal(a, kept)",
        ),
        check(
            "frame",
            "f = pd.DataFrame({'a': [1.0, None]})\ng = filled(f)\nassert g.a.tolist() == [1, 0] and f.a.isna().sum() == 1",
        ),
        check("other", "v = [1, 2]\nr = ordered(v)\nassert r is not v\nr.append(9)\nassert v == [1, 2]"),
        check("tuple", "assert ordered((2, 1)) == [1, 2] and ordered(iter('ba')) == ['a', 'b']"),
        right=[
            """
            def ordered(values):
                new = [*values]
                new.sort()
                return new
            def without(table, key):
                new = copy.copy(table)
                new.pop(key, None)
                return new
            def centred(array):
                new = np.array(array)
                new -= new.mean()
                return new
            def filled(frame):
                new = frame.copy()
                new[new.isna()] = 0
                return new
            """
        ],
        wrong=[
            wrong(
                """
                def ordered(values):
                    values.sort()
                    return values
                def without(table, key):
                    del table[key]
                    return table
                def centred(array):
                    array -= array.mean()
                    return array
                def filled(frame):
                    frame["a"] = frame["a"].fillna(0)
                    return frame
                """,
                loses="list dict array frame other tuple",
            ),
            wrong(
                """
                def ordered(values):
                    new = sorted(values)
                    values.clear()
                    return new
                def without(table, key):
                    new = dict(table)
                    new.pop(key)
                    new["a"]["b"] = 1
                    new["a"]["x"] = new["a"].pop("x", None)
                    return new
                def centred(array):
                    new = array - array.mean()
                    array[:] = 0
                    return new
                def filled(frame):
                    new = frame.fillna(0)
                    frame.drop(columns=["a"], inplace=True)
                    return new
                """,
                loses="list dict array frame other tuple",
            ),
            wrong(
                """
                def ordered(values):
                    return values
                def without(table, key):
                    return table
                def centred(array):
                    return array
                def filled(frame):
                    return frame
                """,
                loses="list dict array frame other tuple",
            ),
        ],
    ),
    course(
        "names-of-tests",
        "Helpers that a test binds and a later test or answer uses; variables that a test sets and an answer reads.",
        answer("square", "def square(x):\n    return x * x"),
        check(
            "helper", "def close(a, b):\n    return abs(a - b) < 1e-9\nSAMPLE = [1, 2, 3]\nassert close(square(2), 4)"
        ),
        answer("uses", "good = close(square(3), 9)\ntotal = sum(square(x) for x in SAMPLE)"),
        check("later", "assert good and total == 14\nassert close(total / len(SAMPLE), 14 / 3)"),
        answer("scaled", "def scaled(values):\n    return [factor * value for value in values]"),
        check("global", "factor = 3\nassert scaled([1, 2]) == [3, 6]\nfactor = 10\nassert scaled([1]) == [10]"),
        answer("state", "visits = 0\n\ndef visit():\n    global visits\n    visits += 1"),
        check("counts", "visit()\nvisit()\nassert visits == 2"),
        check("reset", "visits = 0\nvisit()\nassert visits == 1, 'visit counts on from what visits is'"),
        right=[
            {
                "square": "square = lambda x: pow(x, 2)",
                "uses": "total = 0\nfor x in SAMPLE:\n    total += square(x)\ngood = bool(close(total, 14))",
                "scaled": "def scaled(values):\n    return list(map(factor.__mul__, values))",
                "state": "visits = 0\ndef visit():\n    globals()['visits'] = visits + 1",
            }
        ],
        wrong=[
            wrong(
                {"scaled": "factor = 3\ndef scaled(values, by=factor):\n    return [by * v for v in values]"},
                loses="global",
            ),
            wrong({"state": "visits = 0\ndef visit():\n    visits = 1"}, loses="counts reset"),
            wrong({"square": "def square(x):\n    return x + x"}, loses="later"),
            wrong(
                {"uses": "good = True\ntotal = sum(SAMPLE)", "square": "def square(x):\n    return 3"},
                loses="helper later",
            ),
            wrong(
                {
                    "state": "visits = 0\nclass visit:\n    n = 0\n    def __init__(self):\n        global visits\n        visit.n += 1\n        visits = visit.n"
                },
                loses="reset",
            ),
        ],
    ),
    course(
        "seeds",
        "Tests that set a seed, hand a generator over, or patch what is random.",
        given("setup", "import random\nimport numpy as np"),
        answer(
            "dice",
            """
            def roll(n):
                return [random.randint(1, 6) for _ in range(n)]

            def noise(n):
                return np.random.normal(size=n)

            def sample(rng, n):
                return rng.integers(0, 10, size=n)

            def flip():
                return "heads" if random.random() < 0.5 else "tails"
            """,
        ),
        check(
            "seed",
            "random.seed(42)\nexpected = [random.randint(1, 6) for _ in range(5)]\nrandom.seed(42)\nassert roll(5) == expected",
        ),
        check("repeats", "random.seed(1)\na = roll(20)\nrandom.seed(1)\nassert roll(20) == a\nassert roll(20) != a"),
        check(
            "numpy",
            "np.random.seed(7)\nexpected = np.random.normal(size=3)\nnp.random.seed(7)\nassert np.allclose(noise(3), expected)",
        ),
        check(
            "generator",
            "a = sample(np.random.default_rng(3), 4)\nb = np.random.default_rng(3).integers(0, 10, size=4)\nassert np.array_equal(a, b)",
        ),
        check(
            "shared",
            "rng = np.random.default_rng(0)\nfirst, second = sample(rng, 5), sample(rng, 5)\nassert not np.array_equal(first, second)\nother = np.random.default_rng(0)\nassert np.array_equal(other.integers(0, 10, size=5), first) and np.array_equal(other.integers(0, 10, size=5), second)",
        ),
        check(
            "patched",
            "from unittest.mock import patch\nwith patch('random.random', return_value=0.9):\n    assert flip() == 'tails'\nwith patch('random.random', side_effect=[0.1, 0.7]):\n    assert [flip(), flip()] == ['heads', 'tails']",
        ),
        check(
            "spread",
            "random.seed(3)\nfaces = roll(600)\nassert set(faces) == {1, 2, 3, 4, 5, 6} and all(faces.count(f) > 50 for f in set(faces))",
        ),
        right=[
            """
            def roll(n):
                return [random.randrange(6) + 1 for _ in range(n)]
            def noise(n):
                return np.array([np.random.randn() for _ in range(n)])
            def sample(rng, n):
                return np.asarray(rng.integers(low=0, high=9, endpoint=True, size=(n,)))
            def flip():
                return ("tails", "heads")[random.random() < 1 / 2]
            """
        ],
        wrong=[
            wrong(
                """
                def roll(n):
                    random.seed(0)
                    return [random.randint(1, 6) for _ in range(n)]
                def noise(n):
                    np.random.seed(0)
                    return np.random.normal(size=n)
                def sample(rng, n):
                    return np.random.default_rng(3).integers(0, 10, size=n)
                def flip():
                    return "heads"
                """,
                loses="seed repeats numpy shared patched",
            ),
            wrong(
                """
                own = random.Random()
                def roll(n):
                    return [own.randint(0, 6) for _ in range(n)]
                def noise(n):
                    return np.random.default_rng().normal(size=n)
                def sample(rng, n):
                    return np.random.default_rng().integers(20, 30, size=n)
                def flip():
                    return "tails" if own.random() < 2 else "heads"
                """,
                loses="seed repeats numpy generator shared patched spread",
            ),
            wrong(
                """
                def roll(n):
                    return [4] * n
                def noise(n):
                    return np.zeros(n)
                def sample(rng, n):
                    return rng.integers(0, 9, size=n)
                def flip():
                    return "heads" if random.random() > 0.5 else "tails"
                """,
                loses="seed repeats numpy patched spread generator shared",
            ),
        ],
    ),
]

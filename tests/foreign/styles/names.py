"""Names that tests bind, seeds, and the notebook's variables."""

from foreign.record import answer, check, course, given, wrong

COURSES = [
    course(
        "names-of-tests",
        "Helpers that a test binds and a later test or answer uses; variables that a test sets and an answer reads.",
        answer("square", "def square(x):\n    return x * x"),
        check(
            "helper",
            """
                def close(a, b):
                    return abs(a - b) < 1e-9
                SAMPLE = [1, 2, 3]
                assert close(square(2), 4)
                """,
        ),
        answer(
            "uses",
            """
            good = close(square(3), 9)
            total = sum(square(x) for x in SAMPLE)
            """,
        ),
        check(
            "later",
            """
            assert good and total == 14
            assert close(total / len(SAMPLE), 14 / 3)
            """,
        ),
        answer(
            "scaled",
            """
            def scaled(values):
                return [factor * value for value in values]
            """,
        ),
        check(
            "global",
            """
            factor = 3
            assert scaled([1, 2]) == [3, 6]
            factor = 10
            assert scaled([1]) == [10]
            """,
        ),
        answer(
            "state",
            """
            visits = 0

            def visit():
                global visits
                visits += 1
            """,
        ),
        check(
            "counts",
            """
            visit()
            visit()
            assert visits == 2
            """,
        ),
        check(
            "reset",
            """
            visits = 0
            visit()
            assert visits == 1, 'visit counts on from what visits is'
            """,
        ),
        right=[
            {
                "square": "square = lambda x: pow(x, 2)",
                "uses": """
                    total = 0
                    for x in SAMPLE:
                        total += square(x)
                    good = bool(close(total, 14))
                    """,
                "scaled": """
                    def scaled(values):
                        return list(map(factor.__mul__, values))
                    """,
                "state": """
                    visits = 0
                    def visit():
                        globals()['visits'] = visits + 1
                    """,
            }
        ],
        wrong=[
            wrong(
                {
                    "scaled": """
                    factor = 3
                    def scaled(values, by=factor):
                        return [by * v for v in values]
                    """
                },
                loses="global",
            ),
            wrong(
                {
                    "state": """
                visits = 0
                def visit():
                    visits = 1
                """
                },
                loses="counts reset",
            ),
            wrong({"square": "def square(x):\n    return x + x"}, loses="later"),
            wrong(
                {"uses": "good = True\ntotal = sum(SAMPLE)", "square": "def square(x):\n    return 3"},
                loses="helper later",
            ),
            wrong(
                {
                    "state": """
                        visits = 0
                        class visit:
                            n = 0
                            def __init__(self):
                                global visits
                                visit.n += 1
                                visits = visit.n
                        """
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
            """
            random.seed(42)
            expected = [random.randint(1, 6) for _ in range(5)]
            random.seed(42)
            assert roll(5) == expected
            """,
        ),
        check(
            "repeats",
            """
            random.seed(1)
            a = roll(20)
            random.seed(1)
            assert roll(20) == a
            assert roll(20) != a
            """,
        ),
        check(
            "numpy",
            """
            np.random.seed(7)
            expected = np.random.normal(size=3)
            np.random.seed(7)
            assert np.allclose(noise(3), expected)
            """,
        ),
        check(
            "generator",
            """
            a = sample(np.random.default_rng(3), 4)
            b = np.random.default_rng(3).integers(0, 10, size=4)
            assert np.array_equal(a, b)
            """,
        ),
        check(
            "shared",
            """
            rng = np.random.default_rng(0)
            first, second = sample(rng, 5), sample(rng, 5)
            assert not np.array_equal(first, second)
            other = np.random.default_rng(0)
            assert np.array_equal(other.integers(0, 10, size=5), first) and np.array_equal(other.integers(0, 10, size=5), second)
            """,
        ),
        check(
            "patched",
            """
            from unittest.mock import patch
            with patch('random.random', return_value=0.9):
                assert flip() == 'tails'
            with patch('random.random', side_effect=[0.1, 0.7]):
                assert [flip(), flip()] == ['heads', 'tails']
            """,
        ),
        check(
            "spread",
            """
            random.seed(3)
            faces = roll(600)
            assert set(faces) == {1, 2, 3, 4, 5, 6} and all(faces.count(f) > 50 for f in set(faces))
            """,
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

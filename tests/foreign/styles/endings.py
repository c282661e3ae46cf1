"""How a test cell ends, and what is in it besides Python: values, partial credit, magics."""

from foreign.record import answer, check, course, given, wrong

COURSES = [
    course(
        "last-expression",
        "Tests that end in a table's head, a text, True or None, which is no score.",
        given("setup", "import pandas as pd\nimport numpy as np"),
        answer("table", "df = pd.DataFrame({'a': [1, 2], 'b': [0.5, 1.5]})"),
        check("head", "assert df.a.sum() == 3\ndf.head()"),
        check("text", "assert len(df) == 2\n'Well done'"),
        check("true", "assert list(df.columns) == ['a', 'b']\nTrue"),
        check("none", "assert df.b.max() == 1.5\nNone"),
        check("array", "assert df.shape == (2, 2)\ndf.to_numpy()"),
        check("tuple", "assert df.b.dtype == float\n'columns', len(df.columns)"),
        right=[
            "df = pd.DataFrame([[1, .5], [2, 1.5]], columns=list('ab')).convert_dtypes(convert_integer=False).astype({'a': int, 'b': float})"
        ],
        wrong=[
            wrong("df = pd.DataFrame({'a': [1, 3], 'b': [0.5, 1.5]})", loses="head"),
            wrong("df = pd.DataFrame({'a': [1, 2, 0], 'b': [0.5, 1.5, 1]})", loses="text array"),
            wrong("df = {'a': [1, 2], 'b': [0.5, 1.5]}", loses="head true none array tuple"),
            wrong("df = pd.DataFrame({'b': [0, 1], 'a': [1, 2]})", loses="true none tuple"),
        ],
    ),
    course(
        "partial-credit",
        "A sum of conditions is the score: an expression, a counter, a loop that swallows what fails.",
        answer(
            "primes",
            """
            def is_prime(n):
                return n > 1 and all(n % d for d in range(2, int(n ** 0.5) + 1))
            """,
        ),
        check(
            "added",
            """
            score = 0
            score += is_prime(7)
            score += not is_prime(9)
            score
            """,
            points=2,
        ),
        check(
            "swallowed",
            """
            points = 0
            for number, expected in [(1, False), (2, True), (25, False), (97, True)]:
                try:
                    assert is_prime(number) == expected
                    points += 1
                except:
                    print(number, "is wrong")
            points
            """,
            points=4,
        ),
        check(
            "share",
            """
            right = sum(bool(is_prime(n)) == (n in (2, 3, 5, 7)) for n in range(10))
            round(right / 10 * 3, 1)
            """,
            points=3,
        ),
        check(
            "numpy",
            """
            import numpy as np
            np.mean([is_prime(2), is_prime(3), not is_prime(4), not is_prime(0)]) * 2
            """,
            misread=True,
        ),
        right=[
            """
            def is_prime(n):
                return sum(n % d == 0 for d in range(1, n + 1)) == 2
            """
        ],
        wrong=[
            wrong("def is_prime(n):\n    return True", added=1.0, swallowed=2.0, share=1.2, numpy=1.0),
            wrong("def is_prime(n):\n    return n % 2 == 1", swallowed=1.0, added=1.0, share=2.1, numpy=1.5),
            wrong(
                """
                def is_prime(n):
                    return all(n % d for d in range(2, n))
                """,
                swallowed=3.0,
                share=2.4,
                numpy=1.5,
            ),
            wrong("def is_prime(n):\n    raise NotImplementedError", loses="added swallowed share numpy"),
        ],
    ),
    course(
        "magics",
        "Magics and shell lines in tests and given cells.",
        given(
            "inline",
            """
                %matplotlib inline
                import matplotlib.pyplot as plt
                %config InlineBackend.figure_format = 'png'
                """,
        ),
        answer("cubes", "def cubes(n):\n    return [i ** 3 for i in range(n)]"),
        check("cell", "%%time\nassert cubes(3) == [0, 1, 8]"),
        check("line", "%time values = cubes(4)\nassert cubes(4)[-1] == 27"),
        check("shell", "!echo done\nassert len(cubes(5)) == 5"),
        check(
            "quiet",
            """
            %%capture shown
            assert cubes(1) == [0]
            print('fine')
            """,
        ),
        right=[
            """
            def cubes(n):
                return list(map(pow, range(n), [3] * n))
            """
        ],
        wrong=[
            wrong(
                """
                def cubes(n):
                    return [i ** 3 for i in range(1, n + 1)]
                """,
                loses="cell line quiet",
            ),
            wrong("def cubes(n):\n    return [i ** 2 for i in range(n)]", loses="cell line"),
            wrong("def cubes(n):\n    return [0] * 5", loses="cell line quiet"),
            wrong("def cubes(n):\n    return [i**3 for i in range(n + 1)]", loses="cell line shell quiet"),
        ],
    ),
]

"""What an answer may not use, or has to use: mocks, names of the notebook, limits of recursion, its own source."""

from foreign.record import answer, check, course, given, wrong

COURSES = [
    course(
        "built-in-not-called",
        "A mock in the place of a built-in must not have been called, as nbgrader's documentation teaches.",
        answer(
            "smaller",
            """
            def smaller(x, y):
                if x < y:
                    return x
                return y
            """,
        ),
        check(
            "main",
            """
            from unittest.mock import patch
            with patch("__main__.min") as spy:
                smaller(1, 2)
            spy.assert_not_called()
            """,
        ),
        check(
            "builtins",
            """
            with patch("builtins.min") as spy, patch("builtins.sorted") as sorting:
                smaller(2, 1)
            assert spy.call_count == 0 and not sorting.called
            """,
        ),
        check("value", "assert smaller(3, 4) == 3 and smaller(4, 3) == 3"),
        right=["def smaller(x, y):\n    return (y, x)[x < y]"],
        wrong=[
            wrong("def smaller(x, y):\n    return min(x, y)", loses="main builtins"),
            wrong("def smaller(x, y):\n    return sorted([x, y])[0]", loses="builtins"),
            wrong(
                """
                import builtins
                def smaller(x, y):
                    return builtins.min(x, y)
                """,
                loses="builtins",
            ),
            wrong("def smaller(x, y):\n    return x", loses="value"),
        ],
    ),
    course(
        "own-function-called",
        "One answer has to call the other: the test patches it, deletes it, or counts its calls.",
        answer("square", "def square(x):\n    return x * x"),
        answer(
            "squares",
            """
            def sum_of_squares(n):
                return sum(square(i) for i in range(1, n + 1))
            """,
        ),
        check(
            "patched",
            """
            from unittest.mock import patch
            with patch("__main__.square", return_value=10) as spy:
                assert sum_of_squares(3) == 30
            assert spy.call_count == 3
            """,
        ),
        check(
            "deleted",
            """
            original = square
            del square
            try:
                sum_of_squares(2)
            except NameError:
                pass
            else:
                raise AssertionError("sum_of_squares does not call square")
            finally:
                square = original
                del original
            """,
        ),
        check(
            "counted",
            """
            calls, before = [], square
            def square(x):
                calls.append(x)
                return before(x)
            assert sum_of_squares(4) == 30
            assert sorted(calls) == [1, 2, 3, 4]
            square = before
            """,
        ),
        right=[
            {
                "squares": """
                def sum_of_squares(n):
                    return 0 if n == 0 else square(n) + sum_of_squares(n - 1)
                """
            },
            {
                "squares": """
                def sum_of_squares(n):
                    return sum(map(lambda x, f=square: f(x), range(1, n + 1)))
                """
            },
        ],
        wrong=[
            wrong(
                {
                    "squares": """
                    def sum_of_squares(n):
                        return n * (n + 1) * (2 * n + 1) // 6
                    """
                },
                loses="patched deleted counted",
            ),
            wrong(
                {
                    "squares": """
                    def sum_of_squares(n):
                        square(n)
                        return sum(i ** 2 for i in range(n + 1))
                    """
                },
                loses="patched counted",
            ),
            wrong(
                {
                    "squares": """
                    def sum_of_squares(n, f=square):
                        return sum(f(i) for i in range(1, n + 1))
                    """
                },
                loses="patched deleted counted",  # it keeps the function that it found when it was defined
            ),
        ],
    ),
    course(
        "names-of-the-notebook",
        "Which names the notebook has: globals, dir, vars, hasattr of __main__.",
        given("start", "import random"),
        answer(
            "circle",
            """
            from math import pi

            def area(r):
                return pi * r * r
            """,
        ),
        check(
            "no-math",
            """
            assert "math" not in globals(), "import only pi"
            assert abs(area(2) - 12.566370614) < 1e-6
            """,
        ),
        check("in-dir", 'assert "area" in dir() and "numpy" not in dir()'),
        check(
            "main",
            """
            import __main__
            assert hasattr(__main__, 'area') and not hasattr(__main__, 'np')
            """,
        ),
        check("vars", 'assert callable(vars()["area"]) and "pi" in vars()'),
        check("locals", 'assert "pi" in locals() and locals()["pi"] == area(1)'),
        check(
            "sys",
            """
            import sys
            assert getattr(sys.modules["__main__"], "area")(0) == 0
            """,
        ),
        right=[
            """
            from math import pi as pi
            from math import pow
            def area(r):
                return pow(r, 2) * pi
            """
        ],
        wrong=[
            wrong(
                """
                import math
                from math import pi
                def area(r):
                    return pi * r * r
                """,
                loses="no-math",
            ),
            wrong(
                """
                import numpy as np
                import numpy
                pi = np.pi
                def area(r):
                    return pi * r * r
                """,
                loses="in-dir main",
            ),
            wrong("def area(r):\n    return 3.14159265358979 * r * r", loses="vars locals"),
            wrong(
                """
                from math import pi

                def Area(r):
                    return pi * r * r
                """,
                loses="no-math in-dir main vars locals sys",
            ),
        ],
    ),
    course(
        "recursion",
        "The answer has to be recursive: by its source, its syntax tree, or a low limit.",
        answer(
            "factorial",
            """
            def factorial(n):
                if n < 2:
                    return 1
                return n * factorial(n - 1)
            """,
        ),
        check(
            "source",
            """
                import inspect
                assert inspect.getsource(factorial).count("factorial(") >= 2, "call yourself"
                """,
        ),
        check(
            "tree",
            """
            import ast
            tree = ast.parse(inspect.getsource(factorial))
            loops = [node for node in ast.walk(tree) if isinstance(node, (ast.For, ast.While))]
            calls = [node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
            assert not loops and "factorial" in calls
            """,
        ),
        check(
            "deep",
            """
            import sys
            usual = sys.getrecursionlimit()
            sys.setrecursionlimit(400)
            try:
                factorial(2000)
            except RecursionError:
                deep = True
            else:
                deep = False
            finally:
                sys.setrecursionlimit(usual)
            assert deep, "a recursive function meets the limit"
            """,
        ),
        check("value", "assert factorial(5) == 120 and factorial(0) == 1"),
        right=[
            """
            def factorial(n):
                return 1 if n <= 1 else factorial(n - 1) * n
            """
        ],
        wrong=[
            wrong(
                """
                def factorial(n):
                    product = 1
                    for i in range(2, n + 1):
                        product *= i
                    return product
                """,
                loses="source tree deep",
            ),
            wrong(
                """
                import math
                def factorial(n):
                    return math.factorial(n)
                """,
                loses="tree deep",
            ),
            wrong(
                """
                def factorial(n):
                    if n == 0:
                        return 0
                    return n * factorial(n - 1)
                """,
                loses="value",
            ),
            wrong(
                """
                def factorial(n):
                    # factorial(n)
                    p = 1
                    while n:
                        p, n = p * n, n - 1
                    return p
                """,
                loses="tree deep",
            ),
        ],
    ),
]

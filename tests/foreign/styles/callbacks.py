"""Functions that a test hands to an answer, and that the answer calls."""

from foreign.record import answer, check, course, given, wrong

COURSES = [
    course(
        "numerics",
        "Lambdas and functions of the test are what the answer computes with.",
        answer(
            "newton",
            """
            def newton(f, df, x, steps=50):
                for _ in range(steps):
                    x = x - f(x) / df(x)
                return x
            """,
        ),
        answer(
            "integrate",
            """
            def integrate(f, a, b, n=1000):
                h = (b - a) / n
                return h * sum(f(a + (i + 0.5) * h) for i in range(n))
            """,
        ),
        check("lambdas", "assert abs(newton(lambda x: x * x - 2, lambda x: 2 * x, 1.0) - 2 ** 0.5) < 1e-9"),
        check(
            "named",
            """
            import math
            def g(x):
                return math.cos(x) - x
            def dg(x):
                return -math.sin(x) - 1
            root = newton(g, dg, x=0.5)
            assert abs(g(root)) < 1e-12
            """,
        ),
        check(
            "integral",
            """
            import numpy as np
            assert abs(integrate(np.sin, 0, np.pi) - 2) < 1e-5
            assert abs(integrate(lambda x: x ** 2, 0, 3) - 9) < 1e-4
            assert abs(integrate(abs, -1, 1) - 1) < 1e-4
            """,
        ),
        check(
            "counted",
            """
            calls = 0
            def f(x):
                global calls
                calls += 1
                return 1.0
            assert abs(integrate(f, 0, 2, n=10) - 2) < 1e-9
            assert 10 <= calls <= 11, f"n=10 needs 10 values of f, not {calls}"
            """,
        ),
        right=[
            {
                "newton": """
                    def newton(f, df, x, steps=50):
                        return x if steps == 0 else newton(f, df, x - f(x) / df(x), steps - 1)
                    """,
                "integrate": """
                    import numpy as np
                    def integrate(f, a, b, n=1000):
                        xs = np.linspace(a, b, n + 1)
                        ys = [f(x) for x in xs]
                        return float(np.trapezoid(ys, xs))
                    """,
            }
        ],
        wrong=[
            wrong({"newton": "def newton(f, df, x, steps=50):\n    return x"}, loses="lambdas named"),
            wrong({"newton": "def newton(f, df, x, steps=50):\n    return 2 ** 0.5"}, loses="named"),
            wrong(
                {
                    "integrate": """
                        def integrate(f, a, b, n=1000):
                            n = 2000
                            h = (b - a) / n
                            return h * sum(f(a + (i + .5) * h) for i in range(n))
                        """
                },
                loses="counted",
            ),
            wrong({"integrate": "def integrate(f, a, b, n=1000):\n    return f(b) - f(a)"}, loses="integral counted"),
        ],
    ),
    course(
        "higher-order",
        "Answers that apply, compose, filter and sort with functions of the test.",
        answer(
            "tools",
            """
            def apply_all(functions, value):
                return [f(value) for f in functions]

            def compose(f, g):
                return lambda x: f(g(x))

            def order(items, key):
                return sorted(items, key=key)
            """,
        ),
        check("apply", "assert apply_all([abs, lambda x: x + 1, str], -3) == [3, -2, '-3']"),
        check(
            "compose",
            """
            both = compose(lambda x: x + 1, lambda x: 2 * x)
            assert both(5) == 11 and both(0) == 1
            """,
        ),
        check(
            "order",
            """
            people = [{"name": "Ann", "age": 30}, {"name": "Bo", "age": 25}]
            assert [one["name"] for one in order(people, key=lambda one: one["age"])] == ["Bo", "Ann"]
            assert order(["bb", "a"], len) == ["a", "bb"]
            """,
        ),
        check("mapped", "assert list(map(compose(str, abs), [-1, 2])) == ['1', '2']"),
        right=[
            """
            def apply_all(functions, value):
                return list(map(lambda f: f(value), functions))
            class compose:
                def __init__(self, f, g):
                    self.f, self.g = f, g
                def __call__(self, x):
                    return self.f(self.g(x))
            def order(items, key):
                left = list(items)
                left.sort(key=key)
                return left
            """
        ],
        wrong=[
            wrong(
                """
                def apply_all(fs, v):
                    return [f(v) for f in fs[::-1]]
                def compose(f, g):
                    return lambda x: g(f(x))
                def order(items, key):
                    return sorted(items, key=key, reverse=True)
                """,
                loses="apply compose order mapped",
            ),
            wrong(
                """
                def apply_all(fs, v):
                    for f in fs:
                        return [f(v)]
                def compose(f, g):
                    return f
                def order(items, key):
                    return items
                """,
                loses="apply compose order mapped",
            ),
            wrong(
                """
                def apply_all(fs, v):
                    return [f for f in fs]
                def compose(f, g):
                    return f(g)
                def order(items, key):
                    return sorted(items)
                """,
                loses="apply compose order mapped",
            ),
        ],
    ),
    course(
        "recording-callbacks",
        "Callbacks that record or raise, bound methods, mocks, and objects of the test's own class.",
        answer(
            "retry",
            """
            def retry(action, times, on_error=None):
                for number in range(times):
                    try:
                        return action()
                    except ValueError as error:
                        if on_error:
                            on_error(number, str(error))
                raise RuntimeError("gave up")
            """,
        ),
        check(
            "mock",
            """
            from unittest.mock import Mock
            action = Mock(side_effect=[ValueError("one"), ValueError("two"), "done"])
            seen = Mock()
            assert retry(action, 5, seen) == "done"
            assert action.call_count == 3
            assert [call.args for call in seen.call_args_list] == [(0, "one"), (1, "two")]
            """,
        ),
        check(
            "closure",
            """
            log = []
            def fails():
                log.append("called")
                raise ValueError("no")
            try:
                retry(fails, 4)
            except RuntimeError as error:
                assert "gave up" in str(error)
            else:
                raise AssertionError("retry has to give up")
            assert log == ["called"] * 4
            """,
        ),
        check(
            "methods",
            """
            class Dice:
                def __init__(self, faces):
                    self.faces, self.notes = list(faces), []
                def roll(self):
                    face = self.faces.pop(0)
                    if face < 6:
                        raise ValueError(face)
                    return face
                def note(self, number, text):
                    self.notes.append((number, text))
            dice = Dice([1, 2, 6, 6])
            assert retry(dice.roll, 9, dice.note) == 6
            assert dice.faces == [6] and dice.notes == [(0, "1"), (1, "2")]
            """,
        ),
        check(
            "others",
            """
            def broken():
                raise KeyError("other")
            try:
                retry(broken, 3)
            except KeyError:
                passed = True
            except RuntimeError:
                passed = False
            assert passed, "only ValueError is tried again"
            """,
        ),
        right=[
            """
            def retry(action, times, on_error=lambda number, text: None, done=0):
                if done == times:
                    raise RuntimeError(f"gave up after {times}")
                try:
                    return action()
                except ValueError as error:
                    on_error(done, error.args[0] if isinstance(error.args[0], str) else str(error.args[0]))
                return retry(action, times, on_error, done + 1)
            """
        ],
        wrong=[
            wrong(
                """
                def retry(action, times, on_error=None):
                    return action()
                """,
                loses="mock closure methods",
            ),
            wrong(
                """
                def retry(action, times, on_error=None):
                    for number in range(times):
                        try:
                            return action()
                        except Exception as error:
                            if on_error:
                                on_error(number, str(error))
                    raise RuntimeError("gave up")
                """,
                loses="others",
            ),
            wrong(
                """
                def retry(action, times, on_error=None):
                    for number in range(times + 1):
                        try:
                            return action()
                        except ValueError as error:
                            if on_error:
                                on_error(number + 1, str(error))
                    raise RuntimeError("gave up")
                """,
                loses="mock closure methods",
            ),
            wrong(
                """
                def retry(action, times, on_error=None):
                    for number in range(times):
                        try:
                            action()
                            return "done"
                        except ValueError as error:
                            if on_error:
                                on_error(number, str(error))
                    raise RuntimeError("gave up")
                """,
                loses="methods",
            ),
        ],
    ),
    course(
        "given-calls-answer",
        "A given function gets the answer and calls it, with functions of the test in between.",
        given(
            "simulate",
            """
            def simulate(step, state, times, watch=None):
                for _ in range(times):
                    state = step(state)
                    if watch:
                        watch(state)
                return state
            """,
        ),
        answer(
            "step",
            """
            def grow(state):
                return {'day': state['day'] + 1, 'rabbits': state['rabbits'] * 2}
            """,
        ),
        check("end", "assert simulate(grow, {'day': 0, 'rabbits': 1}, 5) == {'day': 5, 'rabbits': 32}"),
        check(
            "watched",
            """
            counts = []
            simulate(grow, {"day": 0, "rabbits": 3}, 3, watch=lambda state: counts.append(state["rabbits"]))
            assert counts == [6, 12, 24]
            """,
        ),
        check(
            "unchanged",
            """
            first = {"day": 0, "rabbits": 1}
            simulate(grow, first, 2)
            assert first == {"day": 0, "rabbits": 1}, "grow returns a new state and leaves the old one alone"
            """,
        ),
        right=[
            """
            def grow(state):
                return dict(state, day=state['day'] + 1, rabbits=state['rabbits'] << 1)
            """
        ],
        wrong=[
            wrong(
                """
                def grow(state):
                    state['day'] += 1
                    state['rabbits'] *= 2
                    return state
                """,
                loses="unchanged",
            ),
            wrong("def grow(state):\n    return {'day': 5, 'rabbits': 32}", loses="watched"),
            wrong(
                """
                def grow(state):
                    return {'day': state['day'] + 1, 'rabbits': state['rabbits'] + 2}
                """,
                loses="end watched",
            ),
        ],
    ),
]

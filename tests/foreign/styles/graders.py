"""Tests as other graders have them, brought into nbgrader's cells: otter and OK, PrairieLearn, own little frameworks."""

from foreign.record import answer, check, course, given, wrong

COURSES = [
    course(
        "ok-tests",
        "A dictionary of suites whose cases are doctests, run over the notebook's names, as OK and otter have them.",
        given(
            "runner",
            """
            import doctest, io

            def run_suite(test, names):
                passed = total = 0
                for suite in test["suites"]:
                    for case in suite["cases"]:
                        total += 1
                        parsed = doctest.DocTestParser().get_doctest(case["code"], dict(names), test["name"], None, None)
                        runner = doctest.DocTestRunner(verbose=False)
                        runner.run(parsed, out=io.StringIO().write)
                        passed += runner.failures == 0
                return passed, total
            """,
        ),
        answer(
            "hours",
            """
                def hours(seconds):
                    return seconds // 3600, seconds % 3600 // 60

                half_day = 12 * 3600
                """,
        ),
        check(
            "q1",
            """
            test = {
                "name": "q1",
                "points": 2,
                "suites": [{"type": "doctest", "cases": [
                    {"code": ">>> hours(3700)\\n(1, 1)", "hidden": False},
                    {"code": ">>> a, b = hours(59)\\n>>> a == 0 and b == 0\\nTrue", "hidden": True},
                ]}],
            }
            passed, total = run_suite(test, globals())
            assert passed == total == 2, f"{passed} of {total} cases"
            """,
        ),
        check(
            "q2",
            """
            test = {"name": "q2", "suites": [{"cases": [
                {"code": ">>> half_day\\n43200"},
                {"code": ">>> hours(half_day)[0]\\n12"},
            ]}]}
            passed, total = run_suite(test, {"half_day": half_day, "hours": hours})
            2 * passed / total
            """,
        ),
        right=[
            """
            def hours(seconds):
                minutes = int(seconds / 60)
                return tuple(divmod(minutes, 60))
            half_day = sum([3600] * 12)
            """
        ],
        wrong=[
            wrong(
                """
                def hours(seconds):
                    return [seconds // 3600, seconds % 3600 // 60]
                half_day = 43200
                """,
                loses="q1",
            ),
            wrong(
                """
                def hours(seconds):
                    return seconds / 3600, seconds % 3600 / 60
                half_day = 43200.0
                """,
                loses="q1 q2",
            ),
            wrong(
                """
                def hours(seconds):
                    print((seconds // 3600, seconds % 3600 // 60))
                half_day = 43200
                """,
                loses="q1",
                q2=1.0,
            ),
            wrong(
                """
                def hours(seconds):
                    return (1, 1)
                half_day = 12
                """,
                loses="q1 q2",
            ),
        ],
    ),
    course(
        "test-functions",
        "otter's exception-based cases: decorated test functions that take the notebook's environment or names by parameter.",
        given(
            "runner",
            """
            import inspect

            CASES = []

            def test_case(points=1, hidden=False):
                def add(function):
                    CASES.append((function, points))
                    return function
                return add

            def grade(names):
                earned = 0
                for function, points in CASES:
                    wanted = inspect.signature(function).parameters
                    try:
                        function(**{name: names if name == "env" else names[name] for name in wanted})
                        earned += points
                    except AssertionError as error:
                        print("failed:", error)
                CASES.clear()
                return earned
            """,
        ),
        answer(
            "stats",
            """
            def mode(values):
                return max(set(values), key=values.count)

            data = [1, 2, 2, 3]
            most = mode(data)
            """,
        ),
        check(
            "by-name",
            """
            @test_case(points=1)
            def test_mode(mode):
                assert mode([4, 4, 1]) == 4

            @test_case(points=1, hidden=True)
            def test_most(mode, data, most):
                assert most == mode(data) == 2

            grade(globals())
            """,
        ),
        check(
            "by-environment",
            """
            @test_case(points=2)
            def test_env(env):
                assert callable(env['mode']), 'mode is a function'
                assert 'data' in env and len(env['data']) == 4
            earned = grade(globals())
            assert earned == 2
            """,
        ),
        check(
            "loose",
            """
            def test_types():
                assert isinstance(most, int)
                assert mode('hello') == 'l'

            for name, thing in list(globals().items()):
                if name.startswith('test_types'):
                    thing()
            """,
        ),
        right=[
            """
            from statistics import mode
            data = [1, 2, 2, 3]
            most = int(mode(data))
            """
        ],
        wrong=[
            wrong(
                """
                def mode(values):
                    return max(values)
                data = [1, 2, 2, 3]
                most = 2
                """,
                loses="loose",
                **{"by-name": 1.0},
            ),
            wrong(
                """
                def mode(values):
                    return 4
                data = [1, 2, 3]
                most = '2'
                """,
                loses="by-environment loose",
                **{"by-name": 1.0},
            ),
            wrong(
                """
                from collections import Counter
                def mode(values):
                    return Counter(values).most_common(1)
                data = [1, 2, 2, 3]
                most = mode(data)[0][0]
                """,
                loses="by-name loose",
            ),
            wrong(
                """
                mode = 2
                data = [1, 2, 2, 3]
                most = 2
                """,
                loses="by-name by-environment loose",
            ),
        ],
    ),
    course(
        "feedback-class",
        "PrairieLearn's manner: a feedback object that checks by kind, calls the student's functions and sums up a share.",
        given(
            "feedback",
            """
            import numpy as np

            class Feedback:
                def __init__(self):
                    self.lines, self.score = [], 0.0

                def say(self, text):
                    self.lines.append(text)

                def call_user(self, function, *args):
                    try:
                        return function(*args)
                    except Exception as error:
                        self.say(f"{type(error).__name__}: {error}")
                        raise

                def check_scalar(self, name, reference, value, rtol=1e-5):
                    if value is None or not isinstance(value, (int, float, np.number)):
                        self.say(f"{name} is no number")
                        return False
                    return bool(np.isclose(reference, value, rtol=rtol))

                def check_array(self, name, reference, value):
                    if not isinstance(value, np.ndarray) or value.shape != reference.shape:
                        self.say(f"{name} has the wrong shape")
                        return False
                    return bool(np.allclose(reference, value))

            class Test:
                def __init__(self, student):
                    self.st, self.feedback = student, Feedback()

                def run(self):
                    checks = [getattr(self, name) for name in sorted(dir(self)) if name.startswith("test_")]
                    return sum(check() for check in checks) / len(checks)
            """,
        ),
        answer(
            "solve",
            """
            A = np.array([[2.0, 1.0], [1.0, 3.0]])
            x = np.linalg.solve(A, np.array([3.0, 5.0]))

            def residual(x):
                return float(np.linalg.norm(A @ x - np.array([3.0, 5.0])))
            """,
        ),
        check(
            "class",
            """
            from types import SimpleNamespace
            class Solve(Test):
                def test_1_x(self):
                    return self.feedback.check_array("x", np.array([0.8, 1.4]), self.st.x)
                def test_2_residual(self):
                    value = self.feedback.call_user(self.st.residual, np.zeros(2))
                    return self.feedback.check_scalar("residual", 34 ** 0.5, value)
            share = Solve(SimpleNamespace(x=x, residual=residual, A=A)).run()
            round(2 * share, 2)
            """,
        ),
        check(
            "names",
            """
            names_for_user = ['A', 'x', 'residual']
            student = {name: globals().get(name) for name in names_for_user}
            assert all(value is not None for value in student.values())
            assert Feedback().check_array('A', np.array([[2, 1], [1, 3]]), student['A'])
            """,
        ),
        check(
            "none",
            """
            f = Feedback()
            value = f.call_user(residual, np.array([1.0, 1.0]))
            assert f.check_scalar('residual', 1.0, value) and f.lines == [], f.lines
            """,
        ),
        right=[
            """
            A = np.matrix('2 1; 1 3').A.astype(float)
            x = np.linalg.inv(A).dot([3, 5])
            def residual(x):
                r = A.dot(x) - [3, 5]
                return np.sqrt((r ** 2).sum())
            """
        ],
        wrong=[
            wrong(
                """
                A = np.array([[2, 1], [1, 3]])
                x = [0.8, 1.4]
                def residual(x):
                    return A @ x - np.array([3, 5])
                """,
                loses="class none",
            ),
            wrong(
                """
                A = [[2, 1], [1, 3]]
                x = np.array([[0.8], [1.4]])
                def residual(x):
                    return 34 ** 0.5
                """,
                loses="names none",
                **{"class": 1.0},
            ),
            wrong(
                """
                A = np.eye(2)
                x = np.array([0.8, 1.4])
                def residual(x):
                    print(5.8)
                """,
                loses="names none",
                **{"class": 1.0},
            ),
            wrong(
                """
                A = np.array([[2.0, 1.0], [1.0, 3.0]])
                x = np.array([0.8, 1.4])
                def residual(x):
                    raise ValueError('later')
                """,
                loses="class none",
            ),
        ],
    ),
    course(
        "own-checker",
        "A helper class of the course with a list of failures; soft checks and a report at the end.",
        given(
            "checker",
            """
            class Checker:
                def __init__(self):
                    self.failed = []
                def expect(self, condition, message):
                    if not condition:
                        self.failed.append(message)
                def same(self, function, *args, gives):
                    try:
                        found = function(*args)
                    except Exception as error:
                        found = error
                    self.expect(found == gives, f"{args} gives {found!r}, not {gives!r}")
                def report(self):
                    for message in self.failed:
                        print("-", message)
                    assert not self.failed, f"{len(self.failed)} checks failed"
            """,
        ),
        answer(
            "caesar",
            """
            def caesar(text, shift):
                return ''.join(chr((ord(c) - 97 + shift) % 26 + 97) if c.islower() else c for c in text)
            """,
        ),
        check(
            "report",
            """
            c = Checker()
            c.same(caesar, 'abc', 1, gives='bcd')
            c.same(caesar, 'xyz', 3, gives='abc')
            c.same(caesar, 'a b', 0, gives='a b')
            c.report()
            """,
        ),
        check(
            "expected",
            """
            c = Checker()
            c.expect(caesar(caesar('hello', 5), -5) == 'hello', 'there and back')
            c.expect(caesar('Hi!', 1) == 'Hj!', 'others stay')
            assert not c.failed, c.failed
            """,
        ),
        check(
            "share",
            """
            c = Checker()
            for shift in range(4):
                c.same(caesar, 'az', shift, gives=['az', 'ba', 'cb', 'dc'][shift])
            2 - len(c.failed) / 2
            """,
        ),
        right=[
            """
            import string
            def caesar(text, shift):
                a = string.ascii_lowercase
                return text.translate(str.maketrans(a, a[shift % 26:] + a[:shift % 26]))
            """
        ],
        wrong=[
            wrong(
                """
                def caesar(text, shift):
                    return ''.join(chr(ord(c) + shift) for c in text)
                """,
                loses="report expected",
                share=0.5,
            ),
            wrong("def caesar(text, shift):\n    return text", loses="report expected", share=0.5),
            wrong(
                """
                class Yes(str):
                    def __eq__(self, other):
                        return True
                def caesar(text, shift):
                    return 1 if shift == 5 else ''.join(chr((ord(c) - 97 + shift) % 26 + 97) for c in text)
                """,
                loses="report expected",
            ),
            wrong("def caesar(text, shift):\n    return list(text)", loses="report expected share"),
        ],
    ),
]

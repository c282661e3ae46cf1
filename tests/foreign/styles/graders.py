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
            "hours", "def hours(seconds):\n    return seconds // 3600, seconds % 3600 // 60\n\nhalf_day = 12 * 3600"
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
            "def hours(seconds):\n    minutes = int(seconds / 60)\n    return tuple(divmod(minutes, 60))\nhalf_day = sum([3600] * 12)"
        ],
        wrong=[
            wrong(
                "def hours(seconds):\n    return [seconds // 3600, seconds % 3600 // 60]\nhalf_day = 43200", loses="q1"
            ),
            wrong(
                "def hours(seconds):\n    return seconds / 3600, seconds % 3600 / 60\nhalf_day = 43200.0", loses="q1 q2"
            ),
            wrong(
                "def hours(seconds):\n    print((seconds // 3600, seconds % 3600 // 60))\nhalf_day = 43200",
                loses="q1",
                q2=1.0,
            ),
            wrong("def hours(seconds):\n    return (1, 1)\nhalf_day = 12", loses="q1 q2"),
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
            "def mode(values):\n    return max(set(values), key=values.count)\n\ndata = [1, 2, 2, 3]\nmost = mode(data)",
        ),
        check(
            "by-name",
            "@test_case(points=1)\ndef test_mode(mode):\n    assert mode([4, 4, 1]) == 4\n\n@test_case(points=1, hidden=True)\ndef test_most(mode, data, most):\n    assert most == mode(data) == 2\n\ngrade(globals())",
        ),
        check(
            "by-environment",
            "@test_case(points=2)\ndef test_env(env):\n    assert callable(env['mode']), 'mode is a function'\n    assert 'data' in env and len(env['data']) == 4\nearned = grade(globals())\nassert earned == 2",
        ),
        check(
            "loose",
            "def test_types():\n    assert isinstance(most, int)\n    assert mode('hello') == 'l'\n\nfor name, thing in list(globals().items()):\n    if name.startswith('test_types'):\n        thing()",
        ),
        right=["from statistics import mode\ndata = [1, 2, 2, 3]\nmost = int(mode(data))"],
        wrong=[
            wrong(
                "def mode(values):\n    return max(values)\ndata = [1, 2, 2, 3]\nmost = 2",
                loses="loose",
                **{"by-name": 1.0},
            ),
            wrong(
                "def mode(values):\n    return 4\ndata = [1, 2, 3]\nmost = '2'",
                loses="by-environment loose",
                **{"by-name": 1.0},
            ),
            wrong(
                "from collections import Counter\ndef mode(values):\n    return Counter(values).most_common(1)\ndata = [1, 2, 2, 3]\nmost = mode(data)[0][0]",
                loses="by-name loose",
            ),
            wrong("mode = 2\ndata = [1, 2, 2, 3]\nmost = 2", loses="by-name by-environment loose"),
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
            "A = np.array([[2.0, 1.0], [1.0, 3.0]])\nx = np.linalg.solve(A, np.array([3.0, 5.0]))\n\ndef residual(x):\n    return float(np.linalg.norm(A @ x - np.array([3.0, 5.0])))",
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
            "names_for_user = ['A', 'x', 'residual']\nstudent = {name: globals().get(name) for name in names_for_user}\nassert all(value is not None for value in student.values())\nassert Feedback().check_array('A', np.array([[2, 1], [1, 3]]), student['A'])",
        ),
        check(
            "none",
            "f = Feedback()\nvalue = f.call_user(residual, np.array([1.0, 1.0]))\nassert f.check_scalar('residual', 1.0, value) and f.lines == [], f.lines",
        ),
        right=[
            "A = np.matrix('2 1; 1 3').A.astype(float)\nx = np.linalg.inv(A).dot([3, 5])\ndef residual(x):\n    r = A.dot(x) - [3, 5]\n    return np.sqrt((r ** 2).sum())"
        ],
        wrong=[
            wrong(
                "A = np.array([[2, 1], [1, 3]])\nx = [0.8, 1.4]\ndef residual(x):\n    return A @ x - np.array([3, 5])",
                loses="class none",
            ),
            wrong(
                "A = [[2, 1], [1, 3]]\nx = np.array([[0.8], [1.4]])\ndef residual(x):\n    return 34 ** 0.5",
                loses="names none",
                **{"class": 1.0},
            ),
            wrong(
                "A = np.eye(2)\nx = np.array([0.8, 1.4])\ndef residual(x):\n    print(5.8)",
                loses="names none",
                **{"class": 1.0},
            ),
            wrong(
                "A = np.array([[2.0, 1.0], [1.0, 3.0]])\nx = np.array([0.8, 1.4])\ndef residual(x):\n    raise ValueError('later')",
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
            "def caesar(text, shift):\n    return ''.join(chr((ord(c) - 97 + shift) % 26 + 97) if c.islower() else c for c in text)",
        ),
        check(
            "report",
            "c = Checker()\nc.same(caesar, 'abc', 1, gives='bcd')\nc.same(caesar, 'xyz', 3, gives='abc')\nc.same(caesar, 'a b', 0, gives='a b')\nc.report()",
        ),
        check(
            "expected",
            "c = Checker()\nc.expect(caesar(caesar('hello', 5), -5) == 'hello', 'there and back')\nc.expect(caesar('Hi!', 1) == 'Hj!', 'others stay')\nassert not c.failed, c.failed",
        ),
        check(
            "share",
            "c = Checker()\nfor shift in range(4):\n    c.same(caesar, 'az', shift, gives=['az', 'ba', 'cb', 'dc'][shift])\n2 - len(c.failed) / 2",
        ),
        right=[
            "import string\ndef caesar(text, shift):\n    a = string.ascii_lowercase\n    return text.translate(str.maketrans(a, a[shift % 26:] + a[:shift % 26]))"
        ],
        wrong=[
            wrong(
                "def caesar(text, shift):\n    return ''.join(chr(ord(c) + shift) for c in text)",
                loses="report expected",
                share=0.5,
            ),
            wrong("def caesar(text, shift):\n    return text", loses="report expected", share=0.5),
            wrong(
                "class Yes(str):\n    def __eq__(self, other):\n        return True\ndef caesar(text, shift):\n    return 1 if shift == 5 else ''.join(chr((ord(c) - 97 + shift) % 26 + 97) for c in text)",
                loses="report expected",
            ),
            wrong("def caesar(text, shift):\n    return list(text)", loses="report expected share"),
        ],
    ),
    course(
        "mocked-modules",
        "patch of module attributes, given functions, dictionaries and methods: sleep, a download, the environment.",
        given(
            "setup",
            "import time\nimport os\n\ndef download(url):\n    raise OSError('no network here')\n\nSETTINGS = {'unit': 'C'}\n\nclass Sensor:\n    def read(self):\n        return 20.0",
        ),
        answer(
            "weather",
            """
            def patient(n):
                for i in range(n):
                    time.sleep(i)
                return "ready"

            def title(url):
                return download(url).split("<title>")[1].split("</title>")[0]

            def shown(degrees):
                return f"{degrees} {SETTINGS['unit']}"

            def home():
                return os.environ.get("COURSE_HOME", "none")

            def average(sensor, n):
                return sum(sensor.read() for _ in range(n)) / n
            """,
        ),
        check(
            "sleep",
            "from unittest.mock import patch, MagicMock, call\nwith patch('time.sleep') as slept:\n    assert patient(3) == 'ready'\nassert slept.call_args_list == [call(0), call(1), call(2)]",
        ),
        check(
            "given",
            "with patch('__main__.download', return_value='<title>Rain</title>') as asked:\n    assert title('http://x') == 'Rain'\nasked.assert_called_once_with('http://x')",
        ),
        check("dict", "with patch.dict(SETTINGS, unit='F'):\n    assert shown(70) == '70 F'\nassert shown(5) == '5 C'"),
        check(
            "environment",
            "with patch.dict(os.environ, {'COURSE_HOME': '/here'}):\n    assert home() == '/here'\nassert home() == 'none'",
        ),
        check(
            "object",
            "with patch.object(Sensor, 'read', side_effect=[10.0, 30.0]):\n    assert average(Sensor(), 2) == 20.0\nfake = MagicMock()\nfake.read.return_value = 4\nassert average(fake, 5) == 4 and fake.read.call_count == 5",
        ),
        right=[
            """
            from time import monotonic
            import re
            def patient(n):
                list(map(time.sleep, range(n)))
                return "rea" + "dy"
            def title(url):
                page = download(url)
                return re.search("<title>(.*?)</title>", page).group(1)
            def shown(degrees):
                return " ".join([str(degrees), SETTINGS.get("unit")])
            home = lambda: os.environ["COURSE_HOME"] if "COURSE_HOME" in os.environ else "none"
            def average(sensor, n):
                total = 0
                for _ in range(n):
                    total += sensor.read()
                return total / n
            """
        ],
        wrong=[
            wrong(
                """
                def patient(n):
                    return "ready"
                def title(url):
                    return "Rain"
                unit = SETTINGS["unit"]
                def shown(degrees):
                    return f"{degrees} {unit}"
                HOME = os.environ.get("COURSE_HOME", "none")
                def home():
                    return HOME
                def average(sensor, n):
                    return sensor.read()
                """,
                loses="sleep given dict environment object",
            ),
            wrong(
                """
                from time import sleep
                def patient(n):
                    sleep(0)
                    return "ready"
                def title(url, get=download):
                    try:
                        return get(url)
                    except OSError:
                        return "Rain"
                def shown(degrees):
                    return f"{degrees} C"
                def home():
                    return "none"
                def average(sensor, n):
                    return 20.0
                """,
                loses="sleep given dict environment object",
            ),
            wrong(
                """
                def patient(n):
                    for i in range(n):
                        time.sleep(0)
                    return "ready"
                def title(url):
                    download(url)
                    return download(url)[7:11]
                def shown(degrees):
                    SETTINGS["unit"] = "F"
                    return f"{degrees} F"
                def home():
                    return os.environ.setdefault("COURSE_HOME", "none")[:4]
                def average(sensor, n):
                    first = sensor.read()
                    return sum(sensor.read() for _ in range(n - 1)) + first
                """,
                loses="sleep given dict environment object",
            ),
        ],
    ),
]

"""What a test sets around a call, and what an answer leaves around it: contexts, folders, streams, threads, given state."""

from foreign.record import answer, check, course, given, wrong

COURSES = [
    course(
        "contexts",
        "numpy's error state, decimal's precision, pandas' options, the working folder, sys.path: set by the test, met by the answer.",
        given("setup", "import decimal\nimport os\nimport numpy as np\nimport pandas as pd"),
        answer(
            "answers",
            """
            def invert(x):
                return 1 / np.asarray(x, dtype=float)

            def third():
                return decimal.Decimal(1) / 3

            def shown(frame):
                return repr(frame)

            def here():
                return sorted(os.listdir())

            def printed(array):
                return str(array)
            """,
        ),
        check(
            "errstate",
            "with np.errstate(all='raise'):\n    try:\n        invert([0.0])\n        raised = False\n    except FloatingPointError:\n        raised = True\nassert raised",
        ),
        check(
            "ignored",
            "import warnings\nwith warnings.catch_warnings(), np.errstate(divide='ignore'):\n    warnings.simplefilter('error')\n    assert np.isinf(invert([0.0])).all()",
        ),
        check("precision", "with decimal.localcontext(prec=4):\n    assert str(third()) == '0.3333'"),
        check(
            "options",
            "table = pd.DataFrame({'a': range(100)})\nwith pd.option_context('display.max_rows', 4):\n    assert len(shown(table).splitlines()) < 12\nassert '[100 rows' in shown(table)",
        ),
        check(
            "folder",
            "import tempfile\nbefore = os.getcwd()\nwith tempfile.TemporaryDirectory() as folder:\n    os.chdir(folder)\n    open('x.txt', 'w').close()\n    found = here()\n    os.chdir(before)\nassert found == ['x.txt'], found",
        ),
        check(
            "printing",
            "with np.printoptions(precision=2, suppress=True):\n    assert printed(np.array([1.23456])) == '[1.23]'",
        ),
        right=[
            """
            from pathlib import Path
            def invert(x):
                return np.divide(1.0, np.array(x, float))
            def third():
                return decimal.getcontext().divide(decimal.Decimal("1"), decimal.Decimal("3"))
            def shown(frame):
                return f"{frame!r}"
            def here():
                return sorted(path.name for path in Path().iterdir())
            printed = np.array2string
            """
        ],
        wrong=[
            wrong(
                """
                def invert(x):
                    with np.errstate(all="ignore"):
                        return 1 / np.asarray(x, dtype=float)
                def third():
                    return decimal.Decimal("0.3333333333333333333333333333")
                def shown(frame):
                    return frame.to_string()
                def here():
                    return ["x.txt", "y.txt"]
                def printed(array):
                    return "[1.23456]"
                """,
                loses="errstate precision options folder printing",
            ),
            wrong(
                """
                FOLDER = os.getcwd()
                def invert(x):
                    import warnings
                    warnings.warn("dividing")
                    return 1 / np.asarray(x, dtype=float)
                def third():
                    return round(decimal.Decimal(1) / 3, 3)
                def shown(frame):
                    return "[100 rows" + "\\n" * 12
                def here():
                    return sorted(os.listdir(FOLDER))
                def printed(array):
                    return array
                """,
                loses="ignored precision options folder printing",
            ),
            wrong(
                """
                def invert(x):
                    return [1 / v if v else float("inf") for v in x]
                def third():
                    return 1 / 3
                def shown(frame):
                    print(frame)
                def here():
                    return os.getcwd()
                def printed(array):
                    print(array)
                """,
                loses="errstate precision options folder printing",
            ),
        ],
    ),
    course(
        "given-state",
        "Answers change what given cells made: a list, a dictionary, an object, an array; tests look at it there.",
        given(
            "setup",
            """
            import numpy as np
            log = []
            stock = {"pen": 3}
            board = np.zeros((2, 2), dtype=int)
            limit = 10

            class Robot:
                def __init__(self):
                    self.x = 0
            robot = Robot()
            """,
        ),
        answer(
            "actions",
            """
            def record(text):
                log.append(text.upper())

            def buy(item, n=1):
                stock[item] = stock.get(item, 0) + n

            def mark(i, j):
                board[i, j] += 1

            def move(steps):
                robot.x += steps

            def raise_limit():
                global limit
                limit += 5
            """,
        ),
        check("list", "record('a')\nrecord('b')\nassert log == ['A', 'B']"),
        check("dict", "buy('pen')\nbuy('cup', 2)\nassert stock == {'pen': 4, 'cup': 2}"),
        check("array", "mark(0, 1)\nmark(0, 1)\nassert board.tolist() == [[0, 2], [0, 0]]"),
        check("object", "move(3)\nmove(-1)\nassert robot.x == 2"),
        check("global", "raise_limit()\nassert limit == 15"),
        check(
            "reset",
            "log.clear()\nrecord('c')\nassert log == ['C'], 'the same list'\nrobot.x = 0\nmove(1)\nassert robot.x == 1",
        ),
        right=[
            """
            def record(text):
                log[len(log):] = [text.upper()]
            def buy(item, n=1):
                stock.update({item: n + (stock[item] if item in stock else 0)})
            def mark(i, j):
                np.add.at(board, (i, j), 1)
            def move(steps):
                setattr(robot, "x", robot.x + steps)
            def raise_limit():
                globals()["limit"] = limit + 5
            """
        ],
        wrong=[
            wrong(
                """
                def record(text):
                    global log
                    log = log + [text]
                def buy(item, n=1):
                    return stock | {item: n}
                def mark(i, j):
                    board[i, j] = 1
                def move(steps):
                    robot = Robot()
                    robot.x += steps
                def raise_limit():
                    return limit + 5
                """,
                loses="list dict array object global reset",
            ),
            wrong(
                """
                mine = []
                def record(text):
                    global log
                    mine.append(text.upper())
                    log = mine
                def buy(item, n=1):
                    stock[item] = n
                def mark(i, j):
                    board[:] += 1
                def move(steps):
                    robot.x = steps
                def raise_limit():
                    limit = 15
                """,
                loses="dict array object global",
            ),
            wrong(
                """
                def record(text):
                    print(text.upper())
                def buy(item, n=1):
                    print(item, n)
                def mark(i, j):
                    return board
                def move(steps):
                    return steps
                def raise_limit():
                    print(15)
                """,
                loses="list dict array object global reset",
            ),
        ],
    ),
    course(
        "streams",
        "Arguments that are no data: iterators that are used up, open files, StringIO, types, modules, generators of the test.",
        answer(
            "streams",
            """
            import itertools

            def first(n, items):
                return list(itertools.islice(items, n))

            def count_lines(file):
                return sum(1 for line in file if line.strip())

            def convert(text, kind):
                return [kind(part) for part in text.split(",")]

            def write_all(words, file):
                for word in words:
                    file.write(word + "\\n")

            def constant(module, name):
                return getattr(module, name)
            """,
        ),
        check(
            "iterator",
            "it = iter([1, 2, 3, 4])\nassert first(2, it) == [1, 2]\nassert next(it) == 3, 'take only what is asked for'",
        ),
        check(
            "generator",
            "asked = []\ndef endless():\n    n = 0\n    while True:\n        asked.append(n)\n        yield n\n        n += 1\nassert first(3, endless()) == [0, 1, 2] and len(asked) == 3",
        ),
        check(
            "stringio",
            "import io\nassert count_lines(io.StringIO('a\\n\\nb\\n')) == 2\nassert count_lines(['x', ' ', 'y', 'z']) == 3",
        ),
        check(
            "file",
            "with open('lines.txt', 'w') as f:\n    f.write('1\\n2\\n')\nwith open('lines.txt') as f:\n    assert count_lines(f) == 2\n    assert f.read() == ''",
        ),
        check(
            "types",
            "from decimal import Decimal\nassert convert('1,2', int) == [1, 2] and convert('1.5', float) == [1.5]\nassert convert('0.1,0.2', Decimal) == [Decimal('0.1'), Decimal('0.2')]",
        ),
        check(
            "writes",
            "out = io.StringIO()\nwrite_all(['a', 'b'], out)\nassert out.getvalue() == 'a\\nb\\n' and not out.closed",
        ),
        check(
            "module",
            "import math, string\nassert constant(math, 'pi') == math.pi and constant(string, 'digits') == '0123456789'",
        ),
        right=[
            """
            def first(n, items):
                items = iter(items)
                return [next(items) for _ in range(n)]
            def count_lines(file):
                return len([*filter(str.strip, file)])
            def convert(text, kind):
                return list(map(kind, text.split(",")))
            def write_all(words, file):
                print(*words, sep="\\n", file=file)
            def constant(module, name):
                return vars(module)[name]
            """
        ],
        wrong=[
            wrong(
                """
                def first(n, items):
                    return list(zip(range(n + 1), items))[:n]
                def count_lines(file):
                    return len(file.read().split())
                def convert(text, kind):
                    return [int(p) for p in text.split(",")]
                def write_all(words, file):
                    file.write("\\n".join(words))
                    file.close()
                def constant(module, name):
                    return 3.141592653589793
                """,
                loses="iterator generator stringio types writes module",
            ),
            wrong(
                """
                def first(n, items):
                    out = []
                    for item in items:
                        if len(out) == n:
                            break
                        out.append(item)
                    return out
                def count_lines(file):
                    return sum(1 for line in file)
                def convert(text, kind):
                    return map(kind, text)
                def write_all(words, file):
                    print(words, file=file)
                def constant(module, name):
                    return module.name
                """,
                loses="iterator generator stringio types writes module",
            ),
            wrong(
                """
                def first(n, items):
                    return items[:n]
                def count_lines(file):
                    file.readline()
                    return 2
                def convert(text, kind):
                    return text.split(",")
                def write_all(words, file):
                    print("\\n".join(words))
                def constant(module, name):
                    return name
                """,
                loses="iterator generator stringio file types writes module",
            ),
        ],
    ),
    course(
        "threads",
        "Answers called from threads of the test, and answers that start threads.",
        answer(
            "tools",
            """
            import threading
            from concurrent.futures import ThreadPoolExecutor

            class Counter:
                def __init__(self):
                    self.value, self.lock = 0, threading.Lock()
                def add(self):
                    with self.lock:
                        self.value += 1

            def in_parallel(function, items):
                with ThreadPoolExecutor() as pool:
                    return list(pool.map(function, items))
            """,
        ),
        check(
            "threads",
            "import threading\nc = Counter()\nworkers = [threading.Thread(target=lambda: [c.add() for _ in range(50)]) for _ in range(4)]\nfor w in workers: w.start()\nfor w in workers: w.join()\nassert c.value == 200",
        ),
        check(
            "pool",
            "from concurrent.futures import ThreadPoolExecutor\nc = Counter()\nwith ThreadPoolExecutor(3) as pool:\n    for _ in range(10):\n        pool.submit(c.add)\nassert c.value == 10",
        ),
        check("parallel", "assert in_parallel(lambda x: x * x, range(5)) == [0, 1, 4, 9, 16]"),
        check(
            "overlap",
            "gate = threading.Barrier(3)\ndef wait(i):\n    gate.wait(timeout=5)\n    return i\nassert in_parallel(wait, [1, 2, 3]) == [1, 2, 3], 'all at the same time'",
        ),
        right=[
            """
            import threading
            class Counter:
                value, _lock = 0, threading.RLock()
                def add(self):
                    self._lock.acquire()
                    try:
                        self.value = self.value + 1
                    finally:
                        self._lock.release()
            def in_parallel(function, items):
                items, results = list(items), {}
                def work(i):
                    results[i] = function(items[i])
                threads = [threading.Thread(target=work, args=(i,)) for i in range(len(items))]
                [t.start() for t in threads]
                [t.join() for t in threads]
                return [results[i] for i in range(len(items))]
            """
        ],
        wrong=[
            wrong(
                "class Counter:\n    value = 200\n    def add(self):\n        pass\ndef in_parallel(function, items):\n    return [function(i) for i in items]",
                loses="pool overlap",
            ),
            wrong(
                "class Counter:\n    def __init__(self):\n        self.value = 0\n    def add(self):\n        self.value = 1\ndef in_parallel(function, items):\n    return map(function, items)",
                loses="threads pool parallel overlap",
            ),
            wrong(
                "class Counter:\n    def add(self):\n        self.value += 1\ndef in_parallel(function, items):\n    return items",
                loses="threads pool parallel",
            ),
        ],
    ),
    course(
        "code-as-text",
        "The answer is an expression or a piece of code as a text, which the test evaluates.",
        answer("texts", "expression = '(a + b) ** 2'\ncode = 'total = 0\\nfor i in range(n):\\n    total += i\\n'"),
        check("eval", "assert eval(expression, {'a': 1, 'b': 2}) == 9 and eval(expression, {'a': 0, 'b': 5}) == 25"),
        check("exec", "names = {'n': 5}\nexec(code, names)\nassert names['total'] == 10"),
        check(
            "compiles",
            "import ast\ntree = ast.parse(expression, mode='eval')\nassert any(isinstance(node, ast.Pow) for node in ast.walk(tree))",
        ),
        right=["expression = 'a**2 + 2*a*b + b**2'\ncode = 'total = sum(range(n))'"],
        wrong=[
            wrong("expression = 'a + b * 2'\ncode = 'print(10)'", loses="eval exec compiles"),
            wrong("expression = '9 ** 1'\ncode = 'total = 6 * n'", loses="eval exec"),
            wrong("expression = (1 + 2) ** 2\ncode = lambda: 10", loses="eval exec compiles"),
            wrong(
                "expression = '(lambda: [globals().update(a=3) or 9][0])()'\ncode = 'raise SystemExit'",
                loses="eval exec compiles",
            ),
        ],
    ),
    course(
        "tables-of-functions",
        "Functions in lists and dictionaries; classes handed to a factory; keyword and starred arguments.",
        given(
            "helpers",
            "def build(kind, *args, **options):\n    return kind(*args, **options)\n\ndef run(table, name, *args):\n    return table[name](*args)",
        ),
        answer(
            "table",
            """
            operations = {"+": lambda a, b: a + b, "neg": lambda a: -a, "max": max}
            steps = [str.strip, str.title, lambda text: text + "!"]

            class Pair:
                def __init__(self, first, second=None):
                    self.first, self.second = first, second

            def report(*values, sep=", ", **named):
                parts = [str(v) for v in values] + [f"{k}={v}" for k, v in named.items()]
                return sep.join(parts)
            """,
        ),
        check(
            "dict",
            "assert operations['+'](2, 3) == 5 and operations['neg'](4) == -4 and set(operations) == {'+', 'neg', 'max'}",
        ),
        check("given", "assert run(operations, 'max', 3, 8) == 8\nassert run(operations, '+', 'a', 'b') == 'ab'"),
        check(
            "list",
            "text = '  hello you '\nfor step in steps:\n    text = step(text)\nassert text == 'Hello You!' and len(steps) == 3",
        ),
        check(
            "factory",
            "p = build(Pair, 1, second=2)\nassert (p.first, p.second) == (1, 2) and build(Pair, 5).second is None",
        ),
        check(
            "stars",
            "assert report(1, 2) == '1, 2' and report('a', sep='-', x=1) == 'a-x=1' and report() == ''\nassert report(*range(3), **{'k': [1]}) == '0, 1, 2, k=[1]'",
        ),
        check(
            "each", "assert {name: f(2, 2) for name, f in operations.items() if name != 'neg'} == {'+': 4, 'max': 2}"
        ),
        right=[
            """
            import operator
            from collections import UserDict, namedtuple
            operations = dict(zip(["+", "neg", "max"], [operator.add, operator.neg, lambda *a: sorted(a)[-1]]))
            steps = (lambda t: t.strip(), lambda t: t.title(), "{}!".format)
            Pair = namedtuple("Pair", "first second", defaults=(None,))
            def report(*values, sep=", ", **named):
                return sep.join([*map(str, values), *map("=".join, ((k, str(v)) for k, v in named.items()))])
            """
        ],
        wrong=[
            wrong(
                "operations = {'+': 5, 'neg': -4, 'max': 8}\nsteps = ['strip', 'title', '!']\nPair = (1, 2)\ndef report(values, sep=', '):\n    return sep.join(values)",
                loses="dict given list factory stars each",
            ),
            wrong(
                "operations = {'+': lambda a, b: 5, 'neg': lambda a: a, 'max': min}\nsteps = [str.title, str.strip]\nclass Pair:\n    def __init__(self, first, second):\n        self.first, self.second = first, second\ndef report(*values, sep=', ', **named):\n    return sep.join(str(v) for v in values)",
                loses="dict given list factory stars each",
            ),
            wrong(
                "operations = {'+': lambda a, b: a + b, 'neg': lambda a: -a}\nsteps = [str.strip, str.capitalize, lambda t: t + '!']\nclass Pair:\n    first, second = 1, 2\n    def __init__(self, *a, **k):\n        pass\ndef report(*values, sep=', ', **named):\n    print(sep.join(map(str, values)))",
                loses="dict given list factory stars each",
            ),
        ],
    ),
]

"""Arguments and answers that are no data: streams, types, functions in tables, code as text, threads."""

from foreign.record import answer, check, course, given, wrong

COURSES = [
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
            """
            it = iter([1, 2, 3, 4])
            assert first(2, it) == [1, 2]
            assert next(it) == 3, 'take only what is asked for'
            """,
        ),
        check(
            "generator",
            """
            asked = []
            def endless():
                n = 0
                while True:
                    asked.append(n)
                    yield n
                    n += 1
            assert first(3, endless()) == [0, 1, 2] and len(asked) == 3
            """,
        ),
        check(
            "stringio",
            """
            import io
            assert count_lines(io.StringIO('a\\n\\nb\\n')) == 2
            assert count_lines(['x', ' ', 'y', 'z']) == 3
            """,
        ),
        check(
            "file",
            """
            with open('lines.txt', 'w') as f:
                f.write('1\\n2\\n')
            with open('lines.txt') as f:
                assert count_lines(f) == 2
                assert f.read() == ''
            """,
        ),
        check(
            "types",
            """
            from decimal import Decimal
            assert convert('1,2', int) == [1, 2] and convert('1.5', float) == [1.5]
            assert convert('0.1,0.2', Decimal) == [Decimal('0.1'), Decimal('0.2')]
            """,
        ),
        check(
            "writes",
            """
            out = io.StringIO()
            write_all(['a', 'b'], out)
            assert out.getvalue() == 'a\\nb\\n' and not out.closed
            """,
        ),
        check(
            "module",
            """
            import math, string
            assert constant(math, 'pi') == math.pi and constant(string, 'digits') == '0123456789'
            """,
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
            """
            import threading
            c = Counter()
            workers = [threading.Thread(target=lambda: [c.add() for _ in range(50)]) for _ in range(4)]
            for w in workers: w.start()
            for w in workers: w.join()
            assert c.value == 200
            """,
        ),
        check(
            "pool",
            """
            from concurrent.futures import ThreadPoolExecutor
            c = Counter()
            with ThreadPoolExecutor(3) as pool:
                for _ in range(10):
                    pool.submit(c.add)
            assert c.value == 10
            """,
        ),
        check("parallel", "assert in_parallel(lambda x: x * x, range(5)) == [0, 1, 4, 9, 16]"),
        check(
            "overlap",
            """
            gate = threading.Barrier(3)
            def wait(i):
                gate.wait(timeout=2)
                return i
            assert in_parallel(wait, [1, 2, 3]) == [1, 2, 3], 'all at the same time'
            """,
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
                """
                class Counter:
                    value = 200
                    def add(self):
                        pass
                def in_parallel(function, items):
                    return [function(i) for i in items]
                """,
                loses="pool overlap",
            ),
            wrong(
                """
                class Counter:
                    def __init__(self):
                        self.value = 0
                    def add(self):
                        self.value = 1
                def in_parallel(function, items):
                    return map(function, items)
                """,
                loses="threads pool parallel overlap",
            ),
            wrong(
                """
                class Counter:
                    def add(self):
                        self.value += 1
                def in_parallel(function, items):
                    return items
                """,
                loses="threads pool parallel",
            ),
        ],
    ),
    course(
        "code-as-text",
        "The answer is an expression or a piece of code as a text, which the test evaluates.",
        answer(
            "texts",
            """
            expression = '(a + b) ** 2'
            code = 'total = 0\\nfor i in range(n):\\n    total += i\\n'
            """,
        ),
        check("eval", "assert eval(expression, {'a': 1, 'b': 2}) == 9 and eval(expression, {'a': 0, 'b': 5}) == 25"),
        check(
            "exec",
            """
            names = {'n': 5}
            exec(code, names)
            assert names['total'] == 10
            """,
        ),
        check(
            "compiles",
            """
            import ast
            tree = ast.parse(expression, mode='eval')
            assert any(isinstance(node, ast.Pow) for node in ast.walk(tree))
            """,
        ),
        right=[
            """
            expression = 'a**2 + 2*a*b + b**2'
            code = 'total = sum(range(n))'
            """
        ],
        wrong=[
            wrong("expression = 'a + b * 2'\ncode = 'print(10)'", loses="eval exec compiles"),
            wrong("expression = '9 ** 1'\ncode = 'total = 6 * n'", loses="eval exec"),
            wrong("expression = (1 + 2) ** 2\ncode = lambda: 10", loses="eval exec compiles"),
            wrong(
                """
                expression = '(lambda: [globals().update(a=3) or 9][0])()'
                code = 'raise SystemExit'
                """,
                loses="eval exec compiles",
            ),
        ],
    ),
    course(
        "tables-of-functions",
        "Functions in lists and dictionaries; classes handed to a factory; keyword and starred arguments.",
        given(
            "helpers",
            """
            def build(kind, *args, **options):
                return kind(*args, **options)

            def run(table, name, *args):
                return table[name](*args)
            """,
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
        check(
            "given",
            """
            assert run(operations, 'max', 3, 8) == 8
            assert run(operations, '+', 'a', 'b') == 'ab'
            """,
        ),
        check(
            "list",
            """
            text = '  hello you '
            for step in steps:
                text = step(text)
            assert text == 'Hello You!' and len(steps) == 3
            """,
        ),
        check(
            "factory",
            """
            p = build(Pair, 1, second=2)
            assert (p.first, p.second) == (1, 2) and build(Pair, 5).second is None
            """,
        ),
        check(
            "stars",
            """
            assert report(1, 2) == '1, 2' and report('a', sep='-', x=1) == 'a-x=1' and report() == ''
            assert report(*range(3), **{'k': [1]}) == '0, 1, 2, k=[1]'
            """,
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
                """
                operations = {'+': 5, 'neg': -4, 'max': 8}
                steps = ['strip', 'title', '!']
                Pair = (1, 2)
                def report(values, sep=', '):
                    return sep.join(values)
                """,
                loses="dict given list factory stars each",
            ),
            wrong(
                """
                operations = {'+': lambda a, b: 5, 'neg': lambda a: a, 'max': min}
                steps = [str.title, str.strip]
                class Pair:
                    def __init__(self, first, second):
                        self.first, self.second = first, second
                def report(*values, sep=', ', **named):
                    return sep.join(str(v) for v in values)
                """,
                loses="dict given list factory stars each",
            ),
            wrong(
                """
                operations = {'+': lambda a, b: a + b, 'neg': lambda a: -a}
                steps = [str.strip, str.capitalize, lambda t: t + '!']
                class Pair:
                    first, second = 1, 2
                    def __init__(self, *a, **k):
                        pass
                def report(*values, sep=', ', **named):
                    print(sep.join(map(str, values)))
                """,
                loses="dict given list factory stars each",
            ),
        ],
    ),
]

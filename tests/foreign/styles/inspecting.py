"""What tests read of a function besides its results: names, signatures, hints, source, time."""

from foreign.record import answer, check, course, wrong

COURSES = [
    course(
        "signatures",
        "__doc__, __name__, __annotations__, get_type_hints, inspect.signature, defaults, callable.",
        answer(
            "area",
            '''
            def area(width: float, height: float = 1.0, *, unit: str = "m") -> str:
                """The area of a rectangle, with its unit."""
                return f"{width * height:g} {unit}²"

            limit = 7
            ''',
        ),
        check("callable", "assert callable(area) and not callable(limit)"),
        check(
            "doc",
            """
            assert area.__doc__ and 'rectangle' in area.__doc__
            import inspect
            assert inspect.getdoc(area).startswith('The area')
            """,
        ),
        check("name", "assert area.__name__ == 'area' and area.__module__ == '__main__'"),
        check(
            "annotations",
            "assert area.__annotations__ == {'width': float, 'height': float, 'unit': str, 'return': str}",
        ),
        check(
            "hints",
            """
            from typing import get_type_hints
            assert get_type_hints(area)['return'] is str
            """,
        ),
        check(
            "signature",
            """
            s = inspect.signature(area)
            assert list(s.parameters) == ['width', 'height', 'unit']
            assert s.parameters['height'].default == 1.0 and s.parameters['unit'].kind.name == 'KEYWORD_ONLY'
            """,
        ),
        check(
            "code",
            "assert area.__defaults__ == (1.0,) and area.__kwdefaults__ == {'unit': 'm'} and area.__code__.co_argcount == 2",
        ),
        check(
            "types",
            """
            import types
            assert isinstance(area, types.FunctionType) and type(limit) is int
            """,
        ),
        check("called", "assert area(2, 3) == '6 m²' and area(2, unit='cm') == '2 cm²'"),
        right=[
            """
            def area(width: float, height: float = 1.0, *, unit: str = "m") -> str:
                "The area of any rectangle."
                return "{:g} {}²".format(width * height, unit)
            limit = int("7")
            """
        ],
        wrong=[
            wrong(
                """
                def area(w, h=1, unit='m'):
                    return f'{w * h:g} {unit}²'
                limit = 7.0
                """,
                loses="doc annotations hints signature code types",
            ),
            wrong(
                """
                Area = lambda width, height=1.0, *, unit='m': f'{width * height:g} {unit}²'
                area = Area
                limit = True
                """,
                loses="doc name annotations hints signature types",
            ),
            wrong(
                """
                class area:
                    'The area of a rectangle.'
                    def __new__(cls, width: float, height: float = 1.0, *, unit: str = 'm') -> str:
                        return '6 m²'
                def limit():
                    return 7
                """,
                loses="callable annotations hints code types called",
            ),
            wrong("area = 6\nlimit = 7", loses="callable doc name annotations hints signature code types called"),
        ],
    ),
    course(
        "source-rules",
        "Rules about how it is written: no loops, a comprehension, no banned names, a short function, read from source and tree.",
        answer(
            "squares",
            """
            def even_squares(n):
                return [i * i for i in range(n) if i % 2 == 0]
            """,
        ),
        check(
            "no-append",
            """
            import inspect
            source = inspect.getsource(even_squares)
            assert '.append' not in source and 'while' not in source
            """,
        ),
        check(
            "comprehension",
            """
            import ast
            kinds = [type(node).__name__ for node in ast.walk(ast.parse(source))]
            assert 'ListComp' in kinds or 'GeneratorExp' in kinds, 'use a comprehension'
            """,
        ),
        check(
            "names",
            """
            used = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
            assert not used & {'eval', 'exec', 'pow'}, used
            """,
        ),
        check("short", "assert len([line for line in source.splitlines() if line.strip()]) <= 3"),
        check("value", "assert even_squares(7) == [0, 4, 16, 36]"),
        right=[
            """
            def even_squares(n):
                return list(x ** 2 for x in range(0, n, 2))
            """
        ],
        wrong=[
            wrong(
                """
                def even_squares(n):
                    out = []
                    for i in range(0, n, 2):
                        out.append(i * i)
                    return out
                """,
                loses="no-append comprehension short",
            ),
            wrong(
                "even_squares = lambda n: list(map(lambda i: pow(i, 2), range(0, n, 2)))", loses="comprehension names"
            ),
            wrong(
                """
                def even_squares(n):
                    return [pow(i, 2) for i in range(n) if i % 2 == 0]
                """,
                loses="names",
            ),
            wrong(
                """
                def even_squares(n):
                    return [i * i for i in range(n)]
                """,
                loses="value",
            ),
            wrong(
                """
                def even_squares(n):
                    return eval('[i * i for i in range(0, n, 2)]')
                """,
                loses="comprehension names",
            ),
        ],
    ),
    course(
        "timing",
        "Limits of time by perf_counter and timeit, a comparison of two answers, a cache seen from outside.",
        answer(
            "fast",
            """
            from functools import lru_cache

            @lru_cache(maxsize=None)
            def paths(n):
                return 1 if n < 2 else paths(n - 1) + paths(n - 2)

            def has_pair(values, total):
                seen = set()
                for value in values:
                    if total - value in seen:
                        return True
                    seen.add(value)
                return False
            """,
        ),
        check(
            "counter",
            """
            import time
            begun = time.perf_counter()
            assert paths(80) == 37889062373143906
            assert time.perf_counter() - begun < 2, 'remember what was computed'
            """,
        ),
        check(
            "timeit",
            """
            import timeit
            many = list(range(8000))
            assert timeit.timeit(lambda: has_pair(many, -1), number=1) < 1
            """,
        ),
        check(
            "cache",
            """
                assert paths.cache_info().hits > 0
                paths.cache_clear()
                assert paths.cache_info().currsize == 0
                """,
        ),
        check("value", "assert has_pair([1, 4, 9], 13) and not has_pair([1, 4], 2) and not has_pair([], 0)"),
        right=[
            """
            import functools
            @functools.cache
            def paths(n):
                a, b = 1, 1
                return b if n < 2 else paths(n - 2) + paths(n - 1)
            def has_pair(values, total):
                seen = {}
                return any(total - v in seen or seen.update({v: 1}) for v in values)
            """
        ],
        wrong=[
            wrong(
                """
                def paths(n):
                    a, b = 1, 1
                    for _ in range(n - 1):
                        a, b = b, a + b
                    return b
                def has_pair(values, total):
                    return any(a + b == total for a in values for b in values)
                """,
                loses="timeit cache value",
            ),
            wrong(
                """
                from functools import lru_cache
                @lru_cache
                def paths(n):
                    return n
                def has_pair(values, total):
                    return True
                """,
                loses="counter cache value",
            ),
            wrong(
                """
                import time
                def paths(n):
                    time.sleep(2.1)
                    return 37889062373143906
                def has_pair(values, total):
                    time.sleep(1.1)
                    return 13 == total
                """,
                loses="counter timeit cache",
            ),
        ],
    ),
    course(
        "logging",
        "assertLogs, a handler of the test's, and command-line programs with sys.argv.",
        answer(
            "program",
            """
            import argparse
            import logging
            import sys

            def divide(a, b):
                if b == 0:
                    logging.getLogger("maths").warning("division by zero")
                    return None
                return a / b

            def main(arguments=None):
                parser = argparse.ArgumentParser()
                parser.add_argument("n", type=int)
                parser.add_argument("--loud", action="store_true")
                options = parser.parse_args(arguments)
                text = "x" * options.n
                print(text.upper() if options.loud else text)
                return options.n
            """,
        ),
        check(
            "logs",
            """
            import unittest
            case = unittest.TestCase()
            with case.assertLogs('maths', level='WARNING') as caught:
                assert divide(1, 0) is None
            assert caught.output == ['WARNING:maths:division by zero']
            """,
        ),
        check(
            "silent",
            """
            with case.assertNoLogs('maths'):
                assert divide(6, 3) == 2
            """,
        ),
        check(
            "arguments",
            """
            import io
            from contextlib import redirect_stdout
            with redirect_stdout(io.StringIO()) as out:
                assert main(['3', '--loud']) == 3
            assert out.getvalue() == 'XXX\\n'
            """,
        ),
        check(
            "argv",
            """
            from unittest.mock import patch
            with patch('sys.argv', ['program', '2']), redirect_stdout(io.StringIO()) as out:
                main()
            assert out.getvalue().strip() == 'xx'
            """,
        ),
        check(
            "exits",
            """
            from contextlib import redirect_stderr
            with redirect_stderr(io.StringIO()) as err, case.assertRaises(SystemExit):
                main(['three'])
            assert 'invalid int' in err.getvalue()
            """,
        ),
        right=[
            """
            import argparse, logging, sys
            log = logging.getLogger("maths")
            def divide(a, b):
                try:
                    return a / b
                except ZeroDivisionError:
                    log.log(logging.WARNING, "division by %s", "zero")
            def main(arguments=None):
                parser = argparse.ArgumentParser(prog="x")
                parser.add_argument("n", type=int)
                parser.add_argument("-l", "--loud", dest="letter", action="store_const", const="X", default="x")
                given = vars(parser.parse_args(sys.argv[1:] if arguments is None else arguments))
                sys.stdout.write(given["letter"] * given["n"] + "\\n")
                return given["n"]
            """
        ],
        wrong=[
            wrong(
                """
                import logging
                def divide(a, b):
                    if b == 0:
                        logging.getLogger('maths').error('division by zero')
                        return None
                    logging.getLogger('maths').warning('fine')
                    return a / b
                def main(arguments=None):
                    print('XXX')
                    return 3
                """,
                loses="logs silent argv exits",
            ),
            wrong(
                """
                def divide(a, b):
                    if b == 0:
                        print('WARNING:maths:division by zero')
                        return None
                    return a / b
                import sys
                def main(arguments=None):
                    if not sys.argv[1].isdigit():
                        print('invalid int', file=sys.stderr)
                        raise SystemExit(2)
                    print('x' * int(sys.argv[1]))
                """,
                loses="logs arguments",
            ),
            wrong(
                """
                import logging
                def divide(a, b):
                    logging.getLogger('math').warning('division by zero')
                    return a // b if b else None
                def main(arguments):
                    n = int(arguments[0])
                    print('x' * n)
                    return n
                """,
                loses="logs arguments argv exits",
            ),
            wrong(
                """
                import logging
                def divide(a, b):
                    logging.getLogger('maths').warning('division by zero')
                    return a / b if b else None
                import sys
                def main(arguments=None):
                    n = int(arguments[0])
                    return 'X' * n + '\\n'
                """,
                loses="silent arguments argv exits",
            ),
        ],
    ),
]

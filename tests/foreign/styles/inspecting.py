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
            "assert area.__doc__ and 'rectangle' in area.__doc__\nimport inspect\nassert inspect.getdoc(area).startswith('The area')",
        ),
        check("name", "assert area.__name__ == 'area' and area.__module__ == '__main__'"),
        check(
            "annotations",
            "assert area.__annotations__ == {'width': float, 'height': float, 'unit': str, 'return': str}",
        ),
        check("hints", "from typing import get_type_hints\nassert get_type_hints(area)['return'] is str"),
        check(
            "signature",
            "s = inspect.signature(area)\nassert list(s.parameters) == ['width', 'height', 'unit']\nassert s.parameters['height'].default == 1.0 and s.parameters['unit'].kind.name == 'KEYWORD_ONLY'",
        ),
        check(
            "code",
            "assert area.__defaults__ == (1.0,) and area.__kwdefaults__ == {'unit': 'm'} and area.__code__.co_argcount == 2",
        ),
        check("types", "import types\nassert isinstance(area, types.FunctionType) and type(limit) is int"),
        check("called", "assert area(2, 3) == '6 m²' and area(2, unit='cm') == '2 cm²'"),
        right=[
            'def area(width: float, height: float = 1.0, *, unit: str = "m") -> str:\n    "The area of any rectangle."\n    return "{:g} {}²".format(width * height, unit)\nlimit = int("7")'
        ],
        wrong=[
            wrong(
                "def area(w, h=1, unit='m'):\n    return f'{w * h:g} {unit}²'\nlimit = 7.0",
                loses="doc annotations hints signature code types",
            ),
            wrong(
                "Area = lambda width, height=1.0, *, unit='m': f'{width * height:g} {unit}²'\narea = Area\nlimit = True",
                loses="doc name annotations hints signature types",
            ),
            wrong(
                "class area:\n    'The area of a rectangle.'\n    def __new__(cls, width: float, height: float = 1.0, *, unit: str = 'm') -> str:\n        return '6 m²'\ndef limit():\n    return 7",
                loses="callable annotations hints code types called",
            ),
            wrong("area = 6\nlimit = 7", loses="callable doc name annotations hints signature code types called"),
        ],
    ),
    course(
        "source-rules",
        "Rules about how it is written: no loops, a comprehension, no banned names, a short function, read from source and tree.",
        answer("squares", "def even_squares(n):\n    return [i * i for i in range(n) if i % 2 == 0]"),
        check(
            "no-append",
            "import inspect\nsource = inspect.getsource(even_squares)\nassert '.append' not in source and 'while' not in source",
        ),
        check(
            "comprehension",
            "import ast\nkinds = [type(node).__name__ for node in ast.walk(ast.parse(source))]\nassert 'ListComp' in kinds or 'GeneratorExp' in kinds, 'use a comprehension'",
        ),
        check(
            "names",
            "used = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}\nassert not used & {'eval', 'exec', 'pow'}, used",
        ),
        check("short", "assert len([line for line in source.splitlines() if line.strip()]) <= 3"),
        check("value", "assert even_squares(7) == [0, 4, 16, 36]"),
        right=["def even_squares(n):\n    return list(x ** 2 for x in range(0, n, 2))"],
        wrong=[
            wrong(
                "def even_squares(n):\n    out = []\n    for i in range(0, n, 2):\n        out.append(i * i)\n    return out",
                loses="no-append comprehension short",
            ),
            wrong(
                "even_squares = lambda n: list(map(lambda i: pow(i, 2), range(0, n, 2)))", loses="comprehension names"
            ),
            wrong("def even_squares(n):\n    return [pow(i, 2) for i in range(n) if i % 2 == 0]", loses="names"),
            wrong("def even_squares(n):\n    return [i * i for i in range(n)]", loses="value"),
            wrong(
                "def even_squares(n):\n    return eval('[i * i for i in range(0, n, 2)]')", loses="comprehension names"
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
            "import time\nbegun = time.perf_counter()\nassert paths(80) == 37889062373143906\nassert time.perf_counter() - begun < 2, 'remember what was computed'",
        ),
        check(
            "timeit",
            "import timeit\nmany = list(range(8000))\nassert timeit.timeit(lambda: has_pair(many, -1), number=1) < 1",
        ),
        check(
            "cache", "assert paths.cache_info().hits > 0\npaths.cache_clear()\nassert paths.cache_info().currsize == 0"
        ),
        check("value", "assert has_pair([1, 4, 9], 13) and not has_pair([1, 4], 2) and not has_pair([], 0)"),
        right=[
            "import functools\n@functools.cache\ndef paths(n):\n    a, b = 1, 1\n    return b if n < 2 else paths(n - 2) + paths(n - 1)\ndef has_pair(values, total):\n    seen = {}\n    return any(total - v in seen or seen.update({v: 1}) for v in values)"
        ],
        wrong=[
            wrong(
                "def paths(n):\n    a, b = 1, 1\n    for _ in range(n - 1):\n        a, b = b, a + b\n    return b\ndef has_pair(values, total):\n    return any(a + b == total for a in values for b in values)",
                loses="timeit cache value",
            ),
            wrong(
                "from functools import lru_cache\n@lru_cache\ndef paths(n):\n    return n\ndef has_pair(values, total):\n    return True",
                loses="counter cache value",
            ),
            wrong(
                "import time\ndef paths(n):\n    time.sleep(2.1)\n    return 37889062373143906\ndef has_pair(values, total):\n    time.sleep(1.1)\n    return 13 == total",
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
            "import unittest\ncase = unittest.TestCase()\nwith case.assertLogs('maths', level='WARNING') as caught:\n    assert divide(1, 0) is None\nassert caught.output == ['WARNING:maths:division by zero']",
        ),
        check("silent", "with case.assertNoLogs('maths'):\n    assert divide(6, 3) == 2"),
        check(
            "arguments",
            "import io\nfrom contextlib import redirect_stdout\nwith redirect_stdout(io.StringIO()) as out:\n    assert main(['3', '--loud']) == 3\nassert out.getvalue() == 'XXX\\n'",
        ),
        check(
            "argv",
            "from unittest.mock import patch\nwith patch('sys.argv', ['program', '2']), redirect_stdout(io.StringIO()) as out:\n    main()\nassert out.getvalue().strip() == 'xx'",
        ),
        check(
            "exits",
            "from contextlib import redirect_stderr\nwith redirect_stderr(io.StringIO()) as err, case.assertRaises(SystemExit):\n    main(['three'])\nassert 'invalid int' in err.getvalue()",
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
                "import logging\ndef divide(a, b):\n    if b == 0:\n        logging.getLogger('maths').error('division by zero')\n        return None\n    logging.getLogger('maths').warning('fine')\n    return a / b\ndef main(arguments=None):\n    print('XXX')\n    return 3",
                loses="logs silent argv exits",
            ),
            wrong(
                "def divide(a, b):\n    if b == 0:\n        print('WARNING:maths:division by zero')\n        return None\n    return a / b\nimport sys\ndef main(arguments=None):\n    if not sys.argv[1].isdigit():\n        print('invalid int', file=sys.stderr)\n        raise SystemExit(2)\n    print('x' * int(sys.argv[1]))",
                loses="logs arguments",
            ),
            wrong(
                "import logging\ndef divide(a, b):\n    logging.getLogger('math').warning('division by zero')\n    return a // b if b else None\ndef main(arguments):\n    n = int(arguments[0])\n    print('x' * n)\n    return n",
                loses="logs arguments argv exits",
            ),
            wrong(
                "import logging\ndef divide(a, b):\n    logging.getLogger('maths').warning('division by zero')\n    return a / b if b else None\nimport sys\ndef main(arguments=None):\n    n = int(arguments[0])\n    return 'X' * n + '\\n'",
                loses="silent arguments argv exits",
            ),
        ],
    ),
]

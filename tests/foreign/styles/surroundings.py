"""What a test sets around a call, and what an answer leaves in what was given."""

from foreign.record import answer, check, course, given, wrong

COURSES = [
    course(
        "contexts",
        "numpy's error state, decimal's precision, pandas' options, the working folder, sys.path: set by the test, met by the answer.",
        given(
            "setup",
            """
            import decimal
            import os
            import numpy as np
            import pandas as pd
            """,
        ),
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
            """
            with np.errstate(all='raise'):
                try:
                    invert([0.0])
                    raised = False
                except FloatingPointError:
                    raised = True
            assert raised
            """,
        ),
        check(
            "ignored",
            """
            import warnings
            with warnings.catch_warnings(), np.errstate(divide='ignore'):
                warnings.simplefilter('error')
                assert np.isinf(invert([0.0])).all()
            """,
        ),
        check(
            "precision",
            """
            with decimal.localcontext(prec=4):
                assert str(third()) == '0.3333'
            """,
        ),
        check(
            "options",
            """
            table = pd.DataFrame({'a': range(100)})
            with pd.option_context('display.max_rows', 4):
                assert len(shown(table).splitlines()) < 12
            assert '[100 rows' in shown(table)
            """,
        ),
        check(
            "folder",
            """
            import tempfile
            before = os.getcwd()
            with tempfile.TemporaryDirectory() as folder:
                os.chdir(folder)
                open('x.txt', 'w').close()
                found = here()
                os.chdir(before)
            assert found == ['x.txt'], found
            """,
        ),
        check(
            "printing",
            """
            with np.printoptions(precision=2, suppress=True):
                assert printed(np.array([1.23456])) == '[1.23]'
            """,
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
        check(
            "list",
            """
            record('a')
            record('b')
            assert log == ['A', 'B']
            """,
        ),
        check(
            "dict",
            """
            buy('pen')
            buy('cup', 2)
            assert stock == {'pen': 4, 'cup': 2}
            """,
        ),
        check(
            "array",
            """
            mark(0, 1)
            mark(0, 1)
            assert board.tolist() == [[0, 2], [0, 0]]
            """,
        ),
        check(
            "object",
            """
            move(3)
            move(-1)
            assert robot.x == 2
            """,
        ),
        check("global", "raise_limit()\nassert limit == 15"),
        check(
            "reset",
            """
            log.clear()
            record('c')
            assert log == ['C'], 'the same list'
            robot.x = 0
            move(1)
            assert robot.x == 1
            """,
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
]

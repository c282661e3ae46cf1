"""What an answer prints: read, patched, or forbidden."""

from foreign.record import answer, check, course, wrong

COURSES = [
    course(
        "printed-text",
        "Five usual ways to read what a function prints.",
        answer("greet", 'def greet(name):\n    print("Hello,", name + "!")'),
        check(
            "redirected",
            """
            import io
            from contextlib import redirect_stdout
            shown = io.StringIO()
            with redirect_stdout(shown):
                greet("Ann")
            assert shown.getvalue() == "Hello, Ann!\\n"
            """,
        ),
        check(
            "captured",
            """
            from IPython.utils.capture import capture_output
            with capture_output() as seen:
                greet("Bo")
            assert seen.stdout.strip() == "Hello, Bo!"
            """,
        ),
        check(
            "replaced",
            """
            import sys
            before, sys.stdout = sys.stdout, io.StringIO()
            try:
                greet("Cy")
                said = sys.stdout.getvalue()
            finally:
                sys.stdout = before
            assert said.split() == ["Hello,", "Cy!"]
            """,
        ),
        check(
            "patched",
            """
            from unittest.mock import patch
            with patch("sys.stdout", new_callable=io.StringIO) as out:
                greet("Di")
                greet("Ed")
            assert out.getvalue().splitlines() == ["Hello, Di!", "Hello, Ed!"]
            """,
        ),
        check(
            "returns",
            """
            with redirect_stdout(io.StringIO()):
                answered = greet("Flo")
            assert answered is None, "greet prints and returns nothing"
            """,
        ),
        right=[
            """
            import sys
            def greet(name):
                sys.stdout.write(f"Hello, {name}!\\n")
            """,
            """
            def greet(name):
                for part in ("Hello,", " ", name, "!\\n"):
                    print(part, end="", flush=True)
            """,
        ],
        wrong=[
            wrong(
                'def greet(name):\n    return f"Hello, {name}!"', loses="redirected captured replaced patched returns"
            ),
            wrong('def greet(name):\n    print("Hello,", name)', loses="redirected captured replaced patched"),
            wrong('def greet(name):\n    print("Hello,", name, "!")', loses="redirected captured replaced patched"),
            wrong(
                """
                import sys
                def greet(name):
                    print("Hello,", name + "!", file=sys.stderr)
                """,
                loses="redirected captured replaced patched",
            ),
            wrong(
                """
                def greet(name):
                    print(f"Hello, {name}!")
                    return name
                """,
                loses="returns",
            ),
        ],
    ),
    course(
        "patched-print",
        "print is a mock while the answer runs, by either of its names.",
        answer(
            "countdown",
            """
            def countdown(n):
                while n > 0:
                    print(n)
                    n -= 1
                print("Go")
            """,
        ),
        check(
            "calls",
            """
            from unittest.mock import call, patch
            with patch("builtins.print") as spy:
                countdown(2)
            assert spy.call_args_list == [call(2), call(1), call("Go")]
            """,
        ),
        check(
            "last",
            """
            with patch("__main__.print", create=True) as spy:
                countdown(3)
            spy.assert_called_with("Go")
            assert spy.call_count == 4
            """,
        ),
        check(
            "own",
            """
            import builtins
            lines, real = [], builtins.print
            builtins.print = lambda *parts, **options: lines.append(parts)
            try:
                countdown(1)
            finally:
                builtins.print = real
            assert lines == [(1,), ("Go",)]
            """,
        ),
        right=[
            """
            def countdown(n):
                for one in [*range(n, 0, -1), 'Go']:
                    print(one)
            """
        ],
        wrong=[
            wrong(
                """
                def countdown(n):
                    for i in range(n):
                        print(i)
                    print('Go')
                """,
                loses="calls own",
            ),
            wrong("def countdown(n):\n    return [*range(n, 0, -1), 'Go']", loses="calls last own"),
            wrong(
                """
                def countdown(n):
                    print(n)
                    if n > 1:
                        countdown(n - 1)
                    print('Go')
                """,
                loses="calls last",
            ),
            wrong(
                """
                def countdown(n):
                    for i in range(n, 0, -1):
                        print(i)
                """,
                loses="calls last own",
            ),
        ],
    ),
    course(
        "return-do-not-print",
        "The answer has to return its result; whatever it prints costs the points.",
        answer("add", "def add(a, b):\n    return a + b"),
        check(
            "silent",
            """
            import io
            from contextlib import redirect_stdout
            shown = io.StringIO()
            with redirect_stdout(shown):
                add(1, 2)
            assert shown.getvalue() == "", "return it, do not print it"
            """,
        ),
        check(
            "spied",
            """
            from unittest.mock import patch
            with patch("builtins.print") as spy:
                total = add(2, 3)
            spy.assert_not_called()
            assert total == 5
            """,
        ),
        check(
            "quiet",
            """
            from contextlib import redirect_stderr
            out, err = io.StringIO(), io.StringIO()
            with redirect_stdout(out), redirect_stderr(err):
                assert add(1, 1) == 2
            assert not out.getvalue() and not err.getvalue()
            """,
        ),
        right=["add = lambda a, b: sum((a, b))"],
        wrong=[
            wrong(
                """
                def add(a, b):
                    print(a + b)
                    return a + b
                """,
                loses="silent spied quiet",
            ),
            wrong("def add(a, b):\n    print(a + b)", loses="silent spied quiet"),
            wrong(
                """
                import sys
                def add(a, b):
                    sys.stdout.write(str(a + b))
                    return a + b
                """,
                loses="silent quiet",
            ),
            wrong(
                """
                import sys
                def add(a, b):
                    print(a, b, file=sys.stderr)
                    return a + b
                """,
                loses="spied quiet",
            ),
            wrong("def add(a, b):\n    return a * b", loses="spied quiet"),
        ],
    ),
]

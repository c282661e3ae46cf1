"""What an answer asks: input is patched, or the test brings its own."""

from foreign.record import answer, check, course, wrong

COURSES = [
    course(
        "patched-input",
        "input answers with what the test says: return_value, side_effect, monkeypatched by hand.",
        answer(
            "total",
            """
            def total():
                sum_ = 0
                while True:
                    text = input("Number: ")
                    if text == "done":
                        return sum_
                    sum_ += int(text)
            """,
        ),
        check(
            "one",
            """
            from unittest.mock import patch
            with patch("builtins.input", return_value="done") as asked:
                assert total() == 0
            assert asked.call_count == 1
            """,
        ),
        check(
            "several",
            """
            with patch("builtins.input", side_effect=["4", "-1", "done", "9"]) as asked:
                assert total() == 3
            assert asked.call_count == 3, "stop asking after done"
            """,
        ),
        check(
            "own",
            """
            replies = iter(["20", "22", "done"])
            input = lambda prompt="": next(replies)
            assert total() == 42
            del input
            """,
        ),
        check(
            "prompt",
            """
            with patch("builtins.input", side_effect=["done"]) as asked:
                total()
            asked.assert_called_once_with("Number: ")
            """,
        ),
        right=[
            """
            def total():
                return sum(map(int, iter(lambda: input('Number: '), 'done')))
            """
        ],
        wrong=[
            wrong("def total():\n    return 0", loses="one several own prompt"),
            wrong(
                """
                def total():
                    return sum(int(input('Number: ')) for _ in range(2))
                """,
                loses="one several prompt",
            ),
            wrong(
                """
                def total():
                    s = 0
                    while (t := input()) != 'done':
                        s += int(t)
                    return s
                """,
                loses="prompt",
            ),
            wrong(
                """
                def total():
                    s = ''
                    while (t := input('Number: ')) != 'done':
                        s += t
                    return s
                """,
                loses="one several own prompt",  # what the third test binds stays, since it does not come to its last line
            ),
        ],
    ),
    course(
        "dialogue",
        "The test replaces input and print together and reads the dialogue.",
        answer(
            "quiz",
            """
            def quiz(secret):
                guess = int(input("Guess: "))
                while guess != secret:
                    print("higher" if guess < secret else "lower")
                    guess = int(input("Guess: "))
                print("right")
            """,
        ),
        check(
            "dialogue",
            """
            import builtins, io
            from contextlib import redirect_stdout
            said, answers = io.StringIO(), ["1", "9", "5"]
            real = builtins.input
            builtins.input = lambda prompt="": answers.pop(0)
            try:
                with redirect_stdout(said):
                    quiz(5)
            finally:
                builtins.input = real
            assert said.getvalue().split() == ["higher", "lower", "right"]
            assert answers == []
            """,
        ),
        check(
            "stdin",
            """
            from unittest.mock import patch
            with patch("builtins.input", side_effect=["3"]), patch("builtins.print") as shown:
                quiz(3)
            shown.assert_called_once_with("right")
            """,
        ),
        right=[
            """
            def quiz(secret):
                told = {-1: "higher", 1: "lower", 0: "right"}
                sign = None
                while sign != 0:
                    difference = int(input("Guess: ")) - secret
                    sign = (difference > 0) - (difference < 0)
                    print(told[sign])
            """
        ],
        wrong=[
            wrong("def quiz(secret):\n    print('right')", loses="dialogue"),
            wrong(
                """
                def quiz(secret):
                    guess = int(input("Guess: "))
                    while guess != secret:
                        print("lower" if guess < secret else "higher")
                        guess = int(input("Guess: "))
                    print("right")
                """,
                loses="dialogue",
            ),
            wrong(
                """
                def quiz(secret):
                    return 'right' if int(input()) == secret else 'wrong'
                """,
                loses="dialogue stdin",
            ),
        ],
    ),
]

"""Tests that a framework finds and runs: unittest, doctest, pytest's helpers."""

from foreign.record import answer, check, course, wrong

COURSES = [
    course(
        "unittest-main",
        "A TestCase in the test cell, run by unittest.main and by a suite of the whole notebook.",
        answer(
            "longest",
            """
            def longest(words):
                return max(words, key=len)
            """,
        ),
        check(
            "main",
            """
            import unittest

            class TestLongest(unittest.TestCase):
                def setUp(self):
                    self.words = ["fig", "banana", "kiwi"]

                def test_usual(self):
                    self.assertEqual(longest(self.words), "banana")

                def test_first_of_equals(self):
                    self.assertEqual(longest(["ab", "cd"]), "ab")

            program = unittest.main(argv=["notebook"], exit=False)
            assert program.result.wasSuccessful()
            """,
            noisy=True,
        ),
        check(
            "module",
            """
            import io, sys, unittest
            found = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
            done = unittest.TextTestRunner(stream=io.StringIO()).run(found)
            assert done.testsRun == 2, "both tests of the cell above are found"
            assert not done.failures and not done.errors
            """,
        ),
        check(
            "case",
            """
            import io
            suite = unittest.defaultTestLoader.loadTestsFromTestCase(TestLongest)
            outcome = unittest.TextTestRunner(stream=io.StringIO(), verbosity=0).run(suite)
            assert outcome.wasSuccessful()
            """,
        ),
        right=[
            """
            def longest(words):
                best = ""
                for word in words:
                    if len(word) > len(best):
                        best = word
                return best
            """
        ],
        wrong=[
            wrong("def longest(words):\n    return max(words)", loses="main module case"),
            wrong("longest = len", loses="main module case"),
            wrong(
                """
                def longest(words):
                    return max(reversed(words), key=len)
                """,
                loses="main module case",
            ),
            wrong("def longest(words):\n    print(max(words, key=len))", loses="main module case"),
        ],
    ),
    course(
        "unittest-subtests",
        "A loop of subtests, a suite of one method, and failures counted for a partial score.",
        answer(
            "roman",
            """
            def roman(number):
                text = ""
                for value, letters in [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]:
                    while number >= value:
                        text, number = text + letters, number - value
                return text
            """,
        ),
        check(
            "subtests",
            """
            import io, unittest

            class Roman(unittest.TestCase):
                EXAMPLES = {1: "I", 3: "III", 4: "IV", 9: "IX"}

                def test_examples(self):
                    for number, letters in self.EXAMPLES.items():
                        with self.subTest(number=number):
                            self.assertEqual(roman(number), letters)

            outcome = unittest.TextTestRunner(stream=io.StringIO()).run(Roman("test_examples"))
            wrong = len(outcome.failures) + len(outcome.errors)
            2 * (1 - wrong / len(Roman.EXAMPLES))
            """,
        ),
        check(
            "lines",
            """
            result = unittest.TestResult()
            Roman("test_examples").run(result)
            assert result.testsRun == 1 and result.wasSuccessful(), result.failures
            """,
        ),
        right=[
            """
            def roman(number):
                tens, ones = divmod(number, 10)
                return 'X' * tens + ' I II III IV V VI VII VIII IX'.split(' ')[ones]
            """
        ],
        wrong=[
            wrong("def roman(number):\n    return 'I' * number", loses="lines", subtests=1.0),
            wrong(
                """
                def roman(number):
                    return ['', 'I', '', 'III', 'IV'][number]
                """,
                loses="lines",
                subtests=1.5,
            ),
            wrong("def roman(number):\n    raise ValueError(number)", loses="subtests lines"),
        ],
    ),
    course(
        "doctest-testmod",
        "Examples in the answer's own docstring, run by doctest in three ways.",
        answer(
            "double",
            '''
            def double(x):
                """Twice x.

                >>> double(2)
                4
                >>> double("ab")
                'abab'
                """
                ### BEGIN SOLUTION
                return 2 * x
                ### END SOLUTION
            ''',
        ),
        check("testmod", "import doctest\nassert doctest.testmod().failed == 0"),
        check(
            "counted",
            """
            failed, tried = doctest.testmod(verbose=False)
            assert tried >= 2, "the examples are part of the exercise"
            assert not failed
            """,
        ),
        check(
            "examples",
            """
            import io
            from contextlib import redirect_stdout
            shown = io.StringIO()
            with redirect_stdout(shown):
                doctest.run_docstring_examples(double, globals())
            assert shown.getvalue() == "", shown.getvalue()
            """,
        ),
        check(
            "finder",
            """
            runner = doctest.DocTestRunner(verbose=False)
            for example in doctest.DocTestFinder().find(double, "double", globs={"double": double}):
                runner.run(example)
            assert runner.tries == 2 and runner.failures == 0
            """,
        ),
        right=[
            '''
            def double(x):
                """
                >>> double(2)
                4
                >>> double("ab")
                'abab'
                """
                return x + x
            '''
        ],
        wrong=[
            wrong(
                '''
                def double(x):
                    """
                    >>> double(2)
                    4
                    >>> double("ab")
                    'abab'
                    """
                    return x ** 2
                ''',
                loses="testmod counted examples finder",
            ),
            wrong("def double(x):\n    return 3 * x", loses="counted finder"),
            wrong(
                '''
                def double(x):
                    """
                    >>> double(2)
                    4
                    >>> double("ab")
                    'abab'
                    """
                    print(2 * x)
                ''',
                loses="testmod counted examples finder",
            ),
        ],
    ),
    course(
        "pytest-helpers",
        "pytest.raises with a pattern, pytest.approx and pytest.warns in a notebook.",
        answer(
            "ratio",
            """
            import warnings

            def ratio(a, b):
                if b == 0:
                    raise ZeroDivisionError("b must not be 0")
                if a < 0:
                    warnings.warn("a is negative", UserWarning)
                return a / b
            """,
        ),
        check(
            "raises",
            """
            import pytest
            with pytest.raises(ZeroDivisionError, match="must not be"):
                ratio(1, 0)
            """,
        ),
        check(
            "told",
            """
            with pytest.raises(Exception) as caught:
                ratio(1, 0)
            assert caught.type is ZeroDivisionError and "0" in str(caught.value)
            """,
        ),
        check("approx", "assert ratio(1, 3) == pytest.approx(0.3333333, rel=1e-5)"),
        check(
            "warns",
            """
            with pytest.warns(UserWarning, match="negative"):
                value = ratio(-1, 2)
            assert value == -0.5
            """,
        ),
        right=[
            """
            from warnings import warn
            def ratio(a, b):
                try:
                    result = a * (1 / b)
                except ZeroDivisionError:
                    raise ZeroDivisionError("divisor must not be 0") from None
                if result < 0:
                    warn("something is negative")
                return result
            """
        ],
        wrong=[
            wrong("def ratio(a, b):\n    return a / b", loses="raises told warns"),
            wrong(
                """
                import warnings
                def ratio(a, b):
                    if b == 0:
                        raise ValueError("b must not be 0")
                    if a < 0:
                        warnings.warn("a is negative")
                    return a / b
                """,
                loses="raises told",
            ),
            wrong(
                """
                import warnings
                def ratio(a, b):
                    if b == 0:
                        raise ZeroDivisionError("b must not be 0")
                    if a < 0:
                        warnings.warn("a is negative", DeprecationWarning)
                    return a / b
                """,
                loses="warns",
            ),
            wrong(
                """
                def ratio(a, b):
                    if b == 0:
                        raise ZeroDivisionError("b must not be 0")
                    if a < 0:
                        print("UserWarning: a is negative")
                    return a / b
                """,
                loses="warns",
            ),
            wrong("def ratio(a, b):\n    return 0", loses="raises told approx warns"),
        ],
    ),
]

"""Exceptions that an answer has to raise, caught in every way; warnings."""

from foreign.record import answer, check, course, wrong

COURSES = [
    course(
        "bare-except",
        "A bare except, an else, and except BaseException around calls and operators of the answer's class.",
        answer(
            "vector",
            """
            class Vector:
                def __init__(self, *parts):
                    self.parts = parts

                def __add__(self, other):
                    if len(self.parts) != len(other.parts):
                        raise ValueError("different lengths")
                    return Vector(*[a + b for a, b in zip(self.parts, other.parts)])

                def __lt__(self, other):
                    raise TypeError("vectors have no order")
            """,
        ),
        check(
            "bare",
            """
            raised = False
            try:
                Vector(1) + Vector(1, 2)
            except:
                raised = True
            assert raised, "different lengths cannot be added"
            """,
        ),
        check(
            "otherwise",
            """
            try:
                Vector(1) < Vector(2)
            except:
                pass
            else:
                raise AssertionError("vectors have no order")
            """,
        ),
        check(
            "base",
            """
            try:
                Vector(1) + Vector(1, 2)
                points = 0
            except BaseException:
                points = 2
            points
            """,
        ),
        check("sum", "assert (Vector(1, 2) + Vector(3, 4)).parts == (4, 6)"),
        right=[
            """
            class Vector:
                def __init__(self, *parts):
                    self.parts = tuple(parts)
                def __add__(self, other):
                    return Vector(*[a + b for a, b in zip(self.parts, other.parts, strict=True)])
            """
        ],
        wrong=[
            wrong(
                """
                class Vector:
                    def __init__(self, *parts):
                        self.parts = parts
                    def __add__(self, other):
                        return Vector(*[a + b for a, b in zip(self.parts, other.parts)])
                    def __lt__(self, other):
                        return self.parts < other.parts
                """,
                loses="bare otherwise base",
            ),
            wrong(
                """
                class Vector:
                    def __init__(self, *parts):
                        self.parts = list(parts)
                    def __add__(self, other):
                        return Vector(*(self.parts + other.parts))
                """,
                loses="bare base sum",
            ),
            wrong(
                """
                class Vector(tuple):
                    def __new__(cls, *parts):
                        made = tuple.__new__(cls, parts)
                        made.parts = parts
                        return made
                """,
                loses="bare otherwise base sum",
            ),
        ],
        untouched={"bare": 2.0, "otherwise": 2.0, "base": 2.0},  # a NameError is an exception, too
    ),
    course(
        "assert-raises",
        "nose's and unittest's assert_raises, try with else, and the exception's text and arguments.",
        answer(
            "withdraw",
            """
            def withdraw(balance, amount):
                if amount <= 0:
                    raise ValueError("amount must be positive", amount)
                if amount > balance:
                    raise RuntimeError("not enough")
                return balance - amount
            """,
        ),
        check(
            "nose",
            """
            from unittest import TestCase
            assert_equal, assert_raises = TestCase().assertEqual, TestCase().assertRaises
            assert_equal(withdraw(10, 4), 6)
            assert_raises(ValueError, withdraw, 10, -1)
            """,
        ),
        check(
            "context",
            """
            with assert_raises(RuntimeError) as caught:
                withdraw(1, 2)
            assert_equal(str(caught.exception), "not enough")
            """,
        ),
        check(
            "arguments",
            """
            try:
                withdraw(5, -3)
            except ValueError as error:
                assert error.args[1] == -3
            else:
                assert False, "did not raise ValueError"
            """,
        ),
        check(
            "numpy",
            """
            from numpy.testing import assert_raises as expects
            expects((RuntimeError, ValueError), withdraw, 0, 1)
            with TestCase().assertRaisesRegex(ValueError, "positive"):
                withdraw(5, 0)
            """,
        ),
        right=[
            """
            def withdraw(balance, amount):
                if not amount > 0:
                    error = ValueError("positive amounts only")
                    error.args += (amount,)
                    raise error
                rest = balance - amount
                if rest < 0:
                    raise RuntimeError("not enough")
                return rest
            """
        ],
        wrong=[
            wrong(
                """
                def withdraw(balance, amount):
                    return balance - amount
                """,
                loses="nose context arguments numpy",
            ),
            wrong(
                """
                def withdraw(balance, amount):
                    if amount <= 0:
                        raise ValueError("positive")
                    if amount > balance:
                        raise RuntimeError("no money")
                    return balance - amount
                """,
                loses="context arguments",
            ),
            wrong(
                """
                def withdraw(balance, amount):
                    if amount <= 0:
                        return ValueError("amount must be positive", amount)
                    assert amount <= balance, "not enough"
                    return balance - amount
                """,
                loses="nose context arguments numpy",
            ),
            wrong(
                """
                def withdraw(balance, amount):
                    try:
                        if amount <= 0:
                            raise ValueError("amount must be positive", amount)
                        if amount > balance:
                            raise RuntimeError("not enough")
                    except Exception as error:
                        print(error)
                    return balance - amount
                """,
                loses="nose context arguments numpy",
            ),
        ],
    ),
    course(
        "own-exception",
        "The student writes an exception class with attributes and raises it.",
        answer(
            "errors",
            """
            class TooHot(Exception):
                def __init__(self, degrees):
                    super().__init__(f"{degrees} degrees is too hot")
                    self.degrees = degrees

            def check_bath(degrees):
                if degrees > 42:
                    raise TooHot(degrees)
                return "fine"
            """,
        ),
        check(
            "kind",
            """
            assert issubclass(TooHot, Exception)
            assert check_bath(30) == 'fine'
            """,
        ),
        check(
            "raised",
            """
            try:
                check_bath(50)
            except TooHot as error:
                assert error.degrees == 50 and "50" in str(error)
            else:
                raise AssertionError("50 degrees is too hot")
            """,
        ),
        check(
            "only",
            """
            import pytest
            with pytest.raises(TooHot):
                check_bath(43)
            assert check_bath(42) == "fine"
            """,
        ),
        right=[
            """
            class TooHot(ValueError):
                @property
                def degrees(self):
                    return self.args[0]
            def check_bath(degrees):
                if degrees <= 42:
                    return "fine"
                raise TooHot(degrees)
            """
        ],
        wrong=[
            wrong(
                """
                class TooHot(Exception):
                    pass
                def check_bath(d):
                    if d > 42:
                        raise TooHot()
                    return 'fine'
                """,
                loses="raised",
            ),
            wrong(
                """
                class TooHot:
                    pass
                def check_bath(d):
                    if d > 42:
                        raise ValueError(d)
                    return 'fine'
                """,
                loses="kind raised only",
            ),
            wrong(
                """
                class TooHot(Exception):
                    def __init__(self, degrees):
                        super().__init__(degrees)
                        self.degrees = degrees
                def check_bath(degrees):
                    if degrees >= 42:
                        raise TooHot(degrees)
                    return "fine"
                """,
                loses="only",
            ),
            wrong(
                """
                class TooHot(Exception):
                    degrees = 50
                def check_bath(d):
                    if d > 42:
                        raise Exception(d)
                    return 'fine'
                """,
                loses="raised only",
            ),
        ],
    ),
    course(
        "warnings-recorded",
        "catch_warnings(record=True): none for good values, exactly one for a bad one.",
        answer(
            "mean",
            """
            import warnings

            def mean(values):
                if not values:
                    warnings.warn("no values", RuntimeWarning)
                    return 0.0
                return sum(values) / len(values)
            """,
        ),
        check(
            "none",
            """
            import warnings
            with warnings.catch_warnings(record=True) as seen:
                warnings.simplefilter("always")
                mean([1, 2])
            assert len(seen) == 0, "no warning where nothing is wrong"
            """,
        ),
        check(
            "one",
            """
            with warnings.catch_warnings(record=True) as seen:
                warnings.simplefilter("always")
                mean([])
            assert len(seen) == 1
            assert issubclass(seen[-1].category, RuntimeWarning) and "no values" in str(seen[-1].message)
            """,
        ),
        check(
            "errors",
            """
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                assert mean([2, 4]) == 3
                try:
                    mean([])
                except RuntimeWarning:
                    pass
                else:
                    raise AssertionError("mean([]) has to warn")
            """,
        ),
        right=[
            """
            from warnings import warn
            def mean(values):
                try:
                    return sum(values) / len(values)
                except ZeroDivisionError:
                    warn('there are no values', category=RuntimeWarning, stacklevel=2)
                    return 0.0
            """
        ],
        wrong=[
            wrong(
                """
                import warnings
                def mean(v):
                    warnings.warn('no values', RuntimeWarning)
                    return sum(v) / len(v) if v else 0.0
                """,
                loses="none errors",
            ),
            wrong("def mean(v):\n    return sum(v) / len(v) if v else 0.0", loses="one errors"),
            wrong(
                """
                import warnings
                def mean(v):
                    if not v:
                        warnings.warn('no values')
                        return 0.0
                    return sum(v) / len(v)
                """,
                loses="one errors",
            ),
            wrong(
                """
                import warnings
                def mean(v):
                    if not v:
                        warnings.warn('no values', RuntimeWarning)
                        warnings.warn('no values at all', RuntimeWarning)
                        return 0.0
                    return sum(v) / len(v)
                """,
                loses="one",
            ),
        ],
    ),
]

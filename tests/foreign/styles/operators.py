"""Operators on objects of the answer's own class."""

from foreign.record import answer, check, course, wrong

MONEY = """
class Money:
    def __init__(self, cents):
        self.cents = cents

    def __eq__(self, other):
        return isinstance(other, Money) and self.cents == other.cents

    def __add__(self, other):
        return Money(self.cents + other.cents)

    def __lt__(self, other):
        return self.cents < other.cents

    def __hash__(self):
        return hash(self.cents)

    def __repr__(self):
        return f"Money({self.cents})"
"""
TEMPERATURE = """
class Celsius:
    def __init__(self, degrees):
        self.degrees = degrees

    def __sub__(self, other):
        return Celsius(self.degrees - other.degrees)

    def __mul__(self, factor):
        return Celsius(self.degrees * factor)

    __rmul__ = __mul__

    def __neg__(self):
        return Celsius(-self.degrees)

    def __abs__(self):
        return Celsius(abs(self.degrees))

    def __iadd__(self, degrees):
        self.degrees += degrees
        return self

    def __float__(self):
        return float(self.degrees)

    def __int__(self):
        return int(self.degrees)

    def __round__(self, places=0):
        return Celsius(round(self.degrees, places))

    def __str__(self):
        return f"{self.degrees} °C"

    def __format__(self, spec):
        return format(self.degrees, spec) + " °C"

    def __call__(self, change):
        return self.degrees + change

    def __ge__(self, other):
        return self.degrees >= other.degrees

    def __reversed__(self):
        return iter([self.degrees, 0])
"""
COURSES = [
    course(
        "operators",
        "==, !=, +, <, sorted, sum, max, sets and repr on objects of the answer's class.",
        answer("money", MONEY),
        check(
            "equal",
            """
            assert Money(5) == Money(5)
            assert not (Money(5) == Money(6))
            """,
        ),
        check("unequal", "assert Money(5) != Money(6)\nassert Money(1) != 1"),
        check(
            "add",
            """
            total = Money(150) + Money(50)
            assert total.cents == 200
            assert total == Money(200)
            """,
        ),
        check("sorted", "assert [m.cents for m in sorted([Money(3), Money(1), Money(2)])] == [1, 2, 3]"),
        check(
            "extremes", "assert max(Money(1), Money(9), Money(4)).cents == 9 and min([Money(2), Money(1)]) == Money(1)"
        ),
        check("sum", "assert sum([Money(1), Money(2)], Money(0)).cents == 3"),
        check(
            "hash",
            """
            assert len({Money(1), Money(1), Money(2)}) == 2
            assert {Money(7): 'a'}[Money(7)] == 'a'
            """,
        ),
        check(
            "repr",
            """
            assert repr(Money(12)) == 'Money(12)' and f'{Money(3)!r}' == 'Money(3)'
            assert str([Money(1)]) == '[Money(1)]'
            """,
        ),
        right=[
            """
            from dataclasses import dataclass
            from functools import total_ordering
            @total_ordering
            @dataclass(frozen=True)
            class Money:
                cents: int
                def __add__(self, other):
                    return type(self)(self.cents + other.cents)
                def __lt__(self, other):
                    return self.cents < other.cents
                def __repr__(self):
                    return "Money(%d)" % self.cents
            """
        ],
        wrong=[
            wrong(
                MONEY.replace("isinstance(other, Money) and self.cents == other.cents", "True"),
                loses="equal unequal",
            ),
            wrong(
                """
                class Money:
                    def __init__(self, cents):
                        self.cents = cents
                """,
                loses="equal add sorted extremes sum hash repr",
            ),
            wrong(MONEY.replace("Money(self.cents + other.cents)", "self.cents + other.cents"), loses="add sum"),
            wrong(MONEY.replace("self.cents < other.cents", "self.cents > other.cents"), loses="sorted extremes"),
            wrong(
                MONEY.replace(
                    "return Money(self.cents + other.cents)", "self.cents += other.cents\n        return self"
                )
                .replace("hash(self.cents)", "id(self)")
                .replace('"Money({self.cents})"', '"{self.cents} cents"'),
                loses="hash repr",
            ),
        ],
    ),
    course(
        "more-operators",
        "-, *, reflected and in-place operators, abs, float, int, round, str, format, calls, >=, reversed.",
        answer("celsius", TEMPERATURE),
        check(
            "arithmetic",
            "assert (Celsius(5) - Celsius(2)).degrees == 3 and (Celsius(2) * 3).degrees == 6 and (4 * Celsius(2)).degrees == 8",
        ),
        check("unary", "assert (-Celsius(5)).degrees == -5 and abs(Celsius(-7)).degrees == 7"),
        check(
            "in-place",
            """
            c = Celsius(1)
            same = c
            c += 4
            assert c.degrees == 5 and same is c
            """,
        ),
        check(
            "numbers",
            "assert float(Celsius(2)) == 2.0 and int(Celsius(3.9)) == 3 and round(Celsius(2.345), 1).degrees == 2.3",
        ),
        check(
            "texts",
            "assert str(Celsius(4)) == '4 °C' and f'{Celsius(3.14159):.1f}' == '3.1 °C' and '{}'.format(Celsius(1)) == '1 °C'",
        ),
        check(
            "printed",
            """
            import io
            from contextlib import redirect_stdout
            with redirect_stdout(io.StringIO()) as out:
                print(Celsius(9), 'today')
            assert out.getvalue() == '9 °C today\\n'
            """,
        ),
        check(
            "call", "assert Celsius(10)(5) == 15 and list(map(Celsius(1), [1, 2])) == [2, 3] and callable(Celsius(0))"
        ),
        check(
            "compare", "assert Celsius(2) >= Celsius(2) and not Celsius(1) >= Celsius(2) and Celsius(1) <= Celsius(2)"
        ),
        check("reversed", "assert list(reversed(Celsius(6))) == [6, 0]"),
        right=[
            """
            class Celsius(float):
                degrees = property(lambda self: self._changed if "_changed" in vars(self) else (int(float(self)) if float(self).is_integer() else float.__float__(self)))
                def __sub__(self, other):
                    return Celsius(float(self) - float(other))
                def __mul__(self, factor):
                    return Celsius(float(self) * factor)
                __rmul__ = __mul__
                def __neg__(self):
                    return self * -1
                def __abs__(self):
                    return Celsius(max(float(self), -float(self)))
                def __iadd__(self, degrees):
                    self._changed = self.degrees + degrees
                    return self
                def __round__(self, places=0):
                    return Celsius(float.__round__(self, places))
                def __str__(self):
                    return "%s °C" % self.degrees
                def __format__(self, spec):
                    return f"{self.degrees:{spec}} °C"
                def __call__(self, change):
                    return self.degrees + change
                def __reversed__(self):
                    yield self.degrees
                    yield 0
            """
        ],
        wrong=[
            wrong(
                """
                class Celsius:
                    def __init__(self, degrees):
                        self.degrees = degrees
                """,
                loses="arithmetic unary in-place numbers texts printed call compare reversed",
            ),
            wrong(
                TEMPERATURE.replace("    __rmul__ = __mul__\n", "")
                .replace("abs(self.degrees)", "self.degrees")
                .replace(
                    "        self.degrees += degrees\n        return self",
                    "        return Celsius(self.degrees + degrees)",
                )
                .replace(">=", ">"),
                loses="arithmetic unary in-place compare",
            ),
            wrong(
                TEMPERATURE.replace('"{self.degrees} °C"', '"{self.degrees} C"')
                .replace("float(self.degrees)", "int(self.degrees)")
                .replace("+ change", "- change")
                .replace("[self.degrees, 0]", "[0, self.degrees]"),
                loses="numbers texts printed call reversed",
            ),
            wrong(
                TEMPERATURE.replace('return f"{self.degrees} °C"', 'print(self.degrees)\n        return ""').replace(
                    "round(self.degrees, places)", "round(self.degrees)"
                ),
                loses="numbers texts printed",
            ),
        ],
    ),
]

"""Containers and records that the answer defines."""

from foreign.record import answer, check, course, wrong

PILE = """
class Pile:
    def __init__(self, items=()):
        self.items = list(items)

    def __len__(self):
        return len(self.items)

    def __contains__(self, item):
        return item in self.items

    def __iter__(self):
        return iter(self.items)

    def __getitem__(self, place):
        return self.items[place]

    def __setitem__(self, place, item):
        self.items[place] = item

    def __bool__(self):
        return bool(self.items)
"""
COURSES = [
    course(
        "containers",
        "len, in, for, indices, slices and truth of the answer's own container.",
        answer("pile", PILE),
        check("len", "assert len(Pile()) == 0 and len(Pile('abc')) == 3"),
        check("in", "assert 2 in Pile([1, 2]) and 9 not in Pile([1, 2])"),
        check(
            "for",
            """
            assert [x for x in Pile([3, 4])] == [3, 4]
            assert list(Pile('xy')) == ['x', 'y']
            """,
        ),
        check(
            "index",
            """
            p = Pile([1, 2, 3])
            assert p[0] == 1 and p[-1] == 3
            assert list(p[1:]) == [2, 3]
            """,
        ),
        check(
            "set",
            """
            p = Pile([1, 2])
            p[0] = 9
            assert list(p) == [9, 2]
            """,
        ),
        check(
            "truth",
            """
            assert not Pile() and Pile([0])
            assert bool(Pile([None])) is True
            """,
        ),
        check(
            "other",
            """
            assert sorted(Pile([2, 1])) == [1, 2] and sum(Pile([1, 2])) == 3
            first, *rest = Pile('abc')
            assert rest == ['b', 'c']
            """,
        ),
        right=[
            "class Pile(list):\n    pass",
            """
            from collections import UserList
            class Pile(UserList):
                def __init__(self, items=()):
                    super().__init__(items)
            """,
        ],
        wrong=[
            wrong(
                """
                class Pile:
                    def __init__(self, items=()):
                        self.items = list(items)
                """,
                loses="len in for index set truth other",
            ),
            wrong(
                PILE.replace("return len(self.items)", "return 3").replace("item in self.items", "True"), loses="len in"
            ),
            wrong(PILE.replace("return iter(self.items)", "return iter(self.items[::-1])"), loses="for set other"),
            wrong(
                PILE.replace("return self.items[place]", "return self.items[place % 2]").replace(
                    "self.items[place] = item", "pass"
                ),
                loses="index set",
            ),
            wrong(PILE.replace("return bool(self.items)", "return any(self.items)"), loses="truth"),
        ],
    ),
    course(
        "records",
        "Dataclasses, named tuples and enums that the answer defines.",
        answer(
            "records",
            """
            from collections import namedtuple
            from dataclasses import dataclass, field
            from enum import Enum

            Point = namedtuple("Point", "x y")

            @dataclass
            class Player:
                name: str
                scores: list = field(default_factory=list)
                level: int = 1

            class Colour(Enum):
                RED = 1
                GREEN = 2
            """,
        ),
        check(
            "tuple",
            """
            p = Point(1, y=2)
            assert p.x == 1 and p == (1, 2) and p._fields == ('x', 'y')
            x, y = p
            assert y == 2
            """,
        ),
        check(
            "replaced",
            """
            assert Point(1, 2)._replace(x=5) == Point(5, 2)
            assert Point(1, 2)._asdict() == {'x': 1, 'y': 2}
            """,
        ),
        check(
            "data",
            """
            a = Player('Ann')
            assert a.level == 1 and a.scores == []
            a.scores.append(3)
            assert Player('Bo').scores == [], 'players do not share scores'
            """,
        ),
        check(
            "equal",
            """
            assert Player('Ann') == Player('Ann', [], 1)
            assert Player('Ann') != Player('Bo')
            """,
        ),
        check("repr", "assert repr(Player('A', [1])) == \"Player(name='A', scores=[1], level=1)\""),
        check(
            "tools",
            """
            from dataclasses import asdict, is_dataclass
            assert is_dataclass(Player) and asdict(Player('A', [], 2)) == {'name': 'A', 'scores': [], 'level': 2}
            """,
        ),
        check(
            "enum",
            """
            assert Colour.RED.value == 1 and Colour['GREEN'] is Colour.GREEN and Colour(2) is Colour.GREEN
            assert [c.name for c in Colour] == ['RED', 'GREEN'] and len(Colour) == 2
            """,
        ),
        right=[
            """
            from typing import NamedTuple
            import dataclasses, enum
            class Point(NamedTuple):
                x: float
                y: float
            Player = dataclasses.make_dataclass("Player", ["name", ("scores", list, dataclasses.field(default_factory=list)), ("level", int, 1)])
            Colour = enum.Enum("Colour", "RED GREEN")
            """
        ],
        wrong=[
            wrong(
                """
                class Point:
                    _fields = ("x", "y")
                    def __init__(self, x, y):
                        self.x, self.y = x, y
                    def __eq__(self, other):
                        return True
                class Player:
                    def __init__(self, name, scores=[], level=1):
                        self.name, self.scores, self.level = name, scores, level
                    def __eq__(self, other):
                        return True
                class Colour:
                    RED = 1
                    GREEN = 2
                """,
                loses="tuple replaced data equal repr tools enum",
            ),
            wrong(
                """
                from collections import namedtuple
                from dataclasses import dataclass, field
                Point = namedtuple("Point", "y x")
                @dataclass(eq=False)
                class Player:
                    name: str
                    scores: list = field(default_factory=list)
                    level: int = 1
                from enum import Enum
                class Colour(Enum):
                    GREEN = 1
                    RED = 2
                """,
                loses="tuple replaced equal enum",
            ),
            wrong(
                """
                Point = lambda x, y: (x, y)
                shared = []
                from dataclasses import dataclass, field
                @dataclass
                class Player:
                    name: str
                    scores: list = field(default_factory=lambda: shared)
                    level: int = 0
                from enum import IntEnum
                class Colour(IntEnum):
                    RED = 1
                    GREEN = 2
                    BLUE = 3
                """,
                loses="tuple replaced data equal repr enum",
            ),
        ],
    ),
]

"""Classes that students write, and what tests do with their objects."""

from foreign.record import answer, check, course, given, wrong

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
        "operators",
        "==, !=, +, <, sorted, sum, max, sets and repr on objects of the answer's class.",
        answer("money", MONEY),
        check("equal", "assert Money(5) == Money(5)\nassert not (Money(5) == Money(6))"),
        check("unequal", "assert Money(5) != Money(6)\nassert Money(1) != 1"),
        check("add", "total = Money(150) + Money(50)\nassert total.cents == 200\nassert total == Money(200)"),
        check("sorted", "assert [m.cents for m in sorted([Money(3), Money(1), Money(2)])] == [1, 2, 3]"),
        check(
            "extremes", "assert max(Money(1), Money(9), Money(4)).cents == 9 and min([Money(2), Money(1)]) == Money(1)"
        ),
        check("sum", "assert sum([Money(1), Money(2)], Money(0)).cents == 3"),
        check("hash", "assert len({Money(1), Money(1), Money(2)}) == 2\nassert {Money(7): 'a'}[Money(7)] == 'a'"),
        check(
            "repr",
            "assert repr(Money(12)) == 'Money(12)' and f'{Money(3)!r}' == 'Money(3)'\nassert str([Money(1)]) == '[Money(1)]'",
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
                "class Money:\n    def __init__(self, cents):\n        self.cents = cents",
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
        "containers",
        "len, in, for, indices, slices and truth of the answer's own container.",
        answer("pile", PILE),
        check("len", "assert len(Pile()) == 0 and len(Pile('abc')) == 3"),
        check("in", "assert 2 in Pile([1, 2]) and 9 not in Pile([1, 2])"),
        check("for", "assert [x for x in Pile([3, 4])] == [3, 4]\nassert list(Pile('xy')) == ['x', 'y']"),
        check("index", "p = Pile([1, 2, 3])\nassert p[0] == 1 and p[-1] == 3\nassert list(p[1:]) == [2, 3]"),
        check("set", "p = Pile([1, 2])\np[0] = 9\nassert list(p) == [9, 2]"),
        check("truth", "assert not Pile() and Pile([0])\nassert bool(Pile([None])) is True"),
        check(
            "other",
            "assert sorted(Pile([2, 1])) == [1, 2] and sum(Pile([1, 2])) == 3\nfirst, *rest = Pile('abc')\nassert rest == ['b', 'c']",
        ),
        right=[
            "class Pile(list):\n    pass",
            "from collections import UserList\nclass Pile(UserList):\n    def __init__(self, items=()):\n        super().__init__(items)",
        ],
        wrong=[
            wrong(
                "class Pile:\n    def __init__(self, items=()):\n        self.items = list(items)",
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
        "inheritance",
        "Answers that inherit from given classes; isinstance, issubclass, super, overriding, class attributes.",
        given(
            "base",
            """
            class Animal:
                count = 0
                legs = 4
                def __init__(self, name):
                    self.name = name
                    Animal.count += 1
                def speak(self):
                    raise NotImplementedError
                def introduce(self):
                    return f"{self.name} says {self.speak()}"
            """,
        ),
        answer(
            "bird",
            """
            class Bird(Animal):
                legs = 2
                def __init__(self, name, wings=2):
                    super().__init__(name)
                    self.wings = wings
                def speak(self):
                    return "tweet"
            """,
        ),
        check(
            "kind",
            "assert isinstance(Bird('Tia'), Animal)\nassert issubclass(Bird, Animal) and Bird.__bases__ == (Animal,)",
        ),
        check("inherited", "assert Bird('Tia').introduce() == 'Tia says tweet'"),
        check(
            "attributes",
            "assert Bird.legs == 2 and Animal.legs == 4 and Bird('x').wings == 2 and Bird('x', wings=0).wings == 0",
        ),
        check(
            "counted",
            "before = Animal.count\nBird('a'), Bird('b')\nassert Animal.count == before + 2, 'call the base class'",
        ),
        check(
            "own",
            "assert 'introduce' not in vars(Bird) and hasattr(Bird, 'introduce')\nassert type(Bird('c')).__name__ == 'Bird'",
        ),
        right=[
            "class Bird(Animal):\n    legs, wings = 2, 2\n    def __init__(self, name, wings=2):\n        Animal.__init__(self, name)\n        self.__dict__['wings'] = wings\n    speak = lambda self: 'tweet'"
        ],
        wrong=[
            wrong(
                "class Bird:\n    legs = 2\n    def __init__(self, name, wings=2):\n        self.name, self.wings = name, wings\n    def speak(self):\n        return 'tweet'\n    def introduce(self):\n        return f'{self.name} says tweet'",
                loses="kind counted own",
            ),
            wrong(
                "class Bird(Animal):\n    legs = 2\n    def __init__(self, name, wings=2):\n        self.name, self.wings = name, wings\n    def speak(self):\n        return 'tweet'",
                loses="counted",
            ),
            wrong("class Bird(Animal):\n    def speak(self):\n        print('tweet')", loses="inherited attributes"),
            wrong(
                "class Bird(Animal):\n    legs = 2\n    wings = 2\n    def introduce(self):\n        return self.name + ' says tweet'",
                loses="attributes own",
            ),
        ],
    ),
    course(
        "given-objects",
        "Objects of a given class go into answers, come back from them, and are changed by them.",
        given(
            "node",
            """
            class Node:
                def __init__(self, value, next=None):
                    self.value, self.next = value, next

            def linked(values):
                head = None
                for value in reversed(list(values)):
                    head = Node(value, head)
                return head

            def listed(node):
                values = []
                while node is not None:
                    values.append(node.value)
                    node = node.next
                return values
            """,
        ),
        answer(
            "lists",
            """
            def length(head):
                return 0 if head is None else 1 + length(head.next)

            def push(head, value):
                return Node(value, head)

            def double(head):
                while head is not None:
                    head.value *= 2
                    head = head.next

            def middle(head):
                slow = fast = head
                while fast and fast.next:
                    slow, fast = slow.next, fast.next.next
                return slow
            """,
        ),
        check("length", "assert length(None) == 0 and length(linked('abc')) == 3 and length(Node(1)) == 1"),
        check("push", "assert listed(push(linked([2, 3]), 1)) == [1, 2, 3]\nassert isinstance(push(None, 5), Node)"),
        check("double", "chain = linked([1, 2, 3])\ndouble(chain)\nassert listed(chain) == [2, 4, 6]"),
        check(
            "middle",
            "chain = linked(range(5))\nassert middle(chain) is chain.next.next, 'the node itself'\nassert middle(chain).value == 2",
        ),
        check("shares", "old = linked([1])\nnew = push(old, 0)\nassert new.next is old and listed(old) == [1]"),
        right=[
            """
            def length(head):
                return len(listed(head))
            def push(head, value):
                new = Node(None)
                new.value, new.next = value, head
                return new
            def double(head):
                if head:
                    head.value += head.value
                    double(head.next)
            def middle(head):
                for _ in range(length(head) // 2):
                    head = head.next
                return head
            """
        ],
        wrong=[
            wrong(
                """
                def length(head):
                    return 3
                def push(head, value):
                    return linked([value] + listed(head))
                def double(head):
                    return linked([2 * v for v in listed(head)])
                def middle(head):
                    values = listed(head)
                    return Node(values[len(values) // 2])
                """,
                loses="length double middle shares",
            ),
            wrong(
                """
                def length(head):
                    return len(listed(head))
                def push(head, value):
                    head.value = value
                    return head
                def double(head):
                    head.value *= 2
                def middle(head):
                    return head.next.next.value
                """,
                loses="push double middle shares",
            ),
            wrong(
                """
                def length(head):
                    n = 0
                    while head.next:
                        n, head = n + 1, head.next
                    return n
                def push(head, value):
                    return (value, head)
                def double(head):
                    head = linked([2 * v for v in listed(head)])
                def middle(head):
                    return head
                """,
                loses="length push double middle shares",
            ),
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
            "p = Point(1, y=2)\nassert p.x == 1 and p == (1, 2) and p._fields == ('x', 'y')\nx, y = p\nassert y == 2",
        ),
        check(
            "replaced",
            "assert Point(1, 2)._replace(x=5) == Point(5, 2)\nassert Point(1, 2)._asdict() == {'x': 1, 'y': 2}",
        ),
        check(
            "data",
            "a = Player('Ann')\nassert a.level == 1 and a.scores == []\na.scores.append(3)\nassert Player('Bo').scores == [], 'players do not share scores'",
        ),
        check("equal", "assert Player('Ann') == Player('Ann', [], 1)\nassert Player('Ann') != Player('Bo')"),
        check("repr", "assert repr(Player('A', [1])) == \"Player(name='A', scores=[1], level=1)\""),
        check(
            "tools",
            "from dataclasses import asdict, is_dataclass\nassert is_dataclass(Player) and asdict(Player('A', [], 2)) == {'name': 'A', 'scores': [], 'level': 2}",
        ),
        check(
            "enum",
            "assert Colour.RED.value == 1 and Colour['GREEN'] is Colour.GREEN and Colour(2) is Colour.GREEN\nassert [c.name for c in Colour] == ['RED', 'GREEN'] and len(Colour) == 2",
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
    course(
        "properties",
        "Properties with checks, static and class methods, private names, slots.",
        answer(
            "account",
            """
            class Account:
                rate = 0.5

                def __init__(self, balance=0):
                    self.balance = balance

                @property
                def balance(self):
                    return self._balance

                @balance.setter
                def balance(self, value):
                    if value < 0:
                        raise ValueError("no debts")
                    self._balance = value

                @property
                def interest(self):
                    return self._balance * self.rate

                @classmethod
                def from_text(cls, text):
                    return cls(int(text.strip("€")))

                @staticmethod
                def valid(text):
                    return text.endswith("€")
            """,
        ),
        check(
            "read",
            "a = Account(4)\nassert a.balance == 4 and a.interest == 2.0\na.balance = 10\nassert a.balance == 10 and a.interest == 5.0",
        ),
        check(
            "checked",
            "a = Account(1)\ntry:\n    a.balance = -1\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError('balance may not be negative')\nassert a.balance == 1",
        ),
        check("constructor", "import pytest\nwith pytest.raises(ValueError):\n    Account(-5)"),
        check("readonly", "with pytest.raises(AttributeError):\n    Account(1).interest = 3"),
        check(
            "class",
            "class Rich(Account):\n    rate = 2\nr = Rich.from_text('7€')\nassert type(r) is Rich and r.interest == 14\nassert Account.from_text('3€').balance == 3",
        ),
        check("static", "assert Account.valid('3€') is True and Account(0).valid('3') is False"),
        check(
            "descriptor",
            "assert isinstance(Account.balance, property) and isinstance(vars(Account)['valid'], staticmethod)",
        ),
        right=[
            """
            def _get(self):
                return self.__dict__["cents"] / 100
            def _set(self, value):
                if not value >= 0:
                    raise ValueError(value)
                self.__dict__["cents"] = value * 100
            class Account:
                rate = 0.5
                balance = property(_get, _set)
                interest = property(lambda self: self.balance * self.rate)
                def __init__(self, balance=0):
                    self.balance = balance
                from_text = classmethod(lambda cls, text: cls(int(text[:-1])))
                valid = staticmethod(lambda text: text[-1:] == "€")
            """
        ],
        wrong=[
            wrong(
                """
                class Account:
                    rate = 0.5
                    def __init__(self, balance=0):
                        self.balance = balance
                        self.interest = balance * self.rate
                    def from_text(text):
                        return Account(int(text[:-1]))
                    def valid(text):
                        return "€" in text
                """,
                loses="read checked constructor readonly class static descriptor",
            ),
            wrong(
                """
                class Account:
                    rate = 0.5
                    def __init__(self, balance=0):
                        self._balance = balance
                    @property
                    def balance(self):
                        return self._balance
                    @balance.setter
                    def balance(self, value):
                        self._balance = max(0, value)
                    @property
                    def interest(self):
                        return self._balance * Account.rate
                    @classmethod
                    def from_text(cls, text):
                        return Account(int(text[:-1]))
                    @staticmethod
                    def valid(text):
                        return text.endswith("€")
                """,
                loses="checked constructor class",
            ),
            wrong(
                """
                class Account:
                    rate = 0.5
                    def __init__(self, balance=0):
                        if balance < 0:
                            raise ValueError
                        self.balance = balance
                    def __getattr__(self, name):
                        return self.balance * self.rate
                    @classmethod
                    def from_text(cls, text):
                        return cls(int(text[:-1]))
                    @classmethod
                    def valid(cls, text):
                        return text.endswith("€")
                """,
                loses="checked readonly descriptor",
            ),
        ],
    ),
    course(
        "abstract",
        "Abstract base classes, given and the student's own, and objects of the test's subclasses.",
        given(
            "shape",
            """
            from abc import ABC, abstractmethod
            class Shape(ABC):
                @abstractmethod
                def area(self): ...
                def bigger(self, other):
                    return self if self.area() >= other.area() else other
            """,
        ),
        answer(
            "shapes",
            """
            class Square(Shape):
                def __init__(self, side):
                    self.side = side
                def area(self):
                    return self.side ** 2

            class Solid(ABC):
                @abstractmethod
                def base(self): ...
                @abstractmethod
                def height(self): ...
                def volume(self):
                    return self.base() * self.height()

            def total(shapes):
                return sum(shape.area() for shape in shapes)
            """,
        ),
        check("square", "assert Square(3).area() == 9 and isinstance(Square(1), Shape)"),
        check("bigger", "assert Square(1).bigger(Square(2)).side == 2"),
        check(
            "abstract",
            "import inspect\nassert inspect.isabstract(Solid)\ntry:\n    Solid()\nexcept TypeError:\n    pass\nelse:\n    raise AssertionError('Solid is abstract')",
        ),
        check(
            "template",
            "class Cube(Solid):\n    def base(self):\n        return 9\n    def height(self):\n        return 3\nassert Cube().volume() == 27",
        ),
        check(
            "half",
            "class Half(Solid):\n    def base(self):\n        return 1\ntry:\n    Half()\n    made = True\nexcept TypeError:\n    made = False\nassert not made, 'height is abstract, too'",
        ),
        check(
            "duck",
            "class Disc(Shape):\n    def __init__(self, r):\n        self.r = r\n    def area(self):\n        return 3 * self.r ** 2\nassert total([Disc(1), Square(2), Disc(2)]) == 19\nassert total([]) == 0",
        ),
        right=[
            """
            import abc
            class Square(Shape):
                def __init__(self, side):
                    self.side = side
                area = lambda self: self.side * self.side
            class Solid(metaclass=abc.ABCMeta):
                base = abc.abstractmethod(lambda self: 0)
                height = abc.abstractmethod(lambda self: 0)
                def volume(self):
                    return self.height() * self.base()
            def total(shapes):
                return sum(map(lambda s: s.area(), shapes), 0)
            """
        ],
        wrong=[
            wrong(
                """
                class Square:
                    def __init__(self, side):
                        self.side = side
                    def area(self):
                        return self.side ** 2
                class Solid:
                    def volume(self):
                        return self.base() * self.height()
                def total(shapes):
                    return sum(s.side ** 2 for s in shapes)
                """,
                loses="square bigger abstract half duck",
            ),
            wrong(
                """
                class Square(Shape):
                    def __init__(self, side):
                        self.side = side
                    def area(self):
                        return 9
                class Solid(ABC):
                    @abstractmethod
                    def base(self): ...
                    def height(self):
                        return 1
                    def volume(self):
                        return 27
                def total(shapes):
                    return 19
                """,
                loses="bigger half duck",
            ),
            wrong(
                """
                class Square(Shape):
                    def __init__(self, side):
                        self.side = side
                class Solid(ABC):
                    @abstractmethod
                    def base(self): ...
                    @abstractmethod
                    def height(self): ...
                    @abstractmethod
                    def volume(self): ...
                def total(shapes):
                    return sum(shape.area() for shape in shapes)
                """,
                loses="square bigger template duck",
            ),
        ],
    ),
    course(
        "context-managers",
        "Context managers of the answer: a class, a generator; what they do at the end and to exceptions.",
        answer(
            "managers",
            """
            from contextlib import contextmanager

            class Recorder:
                def __init__(self):
                    self.log = []
                def __enter__(self):
                    self.log.append("in")
                    return self
                def __exit__(self, kind, error, trace):
                    self.log.append("out" if kind is None else kind.__name__)
                    return kind is KeyError

            @contextmanager
            def doubled(values):
                values.extend(values)
                try:
                    yield len(values)
                finally:
                    del values[len(values) // 2:]
            """,
        ),
        check(
            "with",
            "r = Recorder()\nwith r as inside:\n    inside.log.append('body')\nassert r.log == ['in', 'body', 'out']",
        ),
        check("swallows", "r = Recorder()\nwith r:\n    raise KeyError('x')\nassert r.log == ['in', 'KeyError']"),
        check(
            "passes",
            "import pytest\nr = Recorder()\nwith pytest.raises(ZeroDivisionError):\n    with r:\n        1 / 0\nassert r.log[-1] == 'ZeroDivisionError'",
        ),
        check(
            "generator",
            "v = [1, 2]\nwith doubled(v) as n:\n    assert n == 4 and v == [1, 2, 1, 2]\nassert v == [1, 2]",
        ),
        check(
            "always",
            "v = [3]\ntry:\n    with doubled(v):\n        raise ValueError\nexcept ValueError:\n    pass\nassert v == [3], 'undone even after an exception'",
        ),
        right=[
            """
            from contextlib import ContextDecorator
            class Recorder(ContextDecorator):
                log = None
                def __enter__(self):
                    self.log = (self.log or []) + ["in"]
                    return self
                def __exit__(self, *exc):
                    self.log += [exc[0].__name__ if exc[0] else "out"]
                    return bool(exc[0]) and issubclass(exc[0], KeyError)
            class doubled:
                def __init__(self, values):
                    self.values = values
                def __enter__(self):
                    self.values *= 2
                    return len(self.values)
                def __exit__(self, *exc):
                    self.values[:] = self.values[:len(self.values) // 2]
            """
        ],
        wrong=[
            wrong(
                """
                from contextlib import contextmanager
                class Recorder:
                    def __init__(self):
                        self.log = []
                    def __enter__(self):
                        self.log.append("in")
                    def __exit__(self, *exc):
                        self.log.append("out")
                        return True
                @contextmanager
                def doubled(values):
                    values.extend(values)
                    yield len(values)
                    del values[len(values) // 2:]
                """,
                loses="with swallows passes always",
            ),
            wrong(
                """
                from contextlib import contextmanager
                class Recorder:
                    def __init__(self):
                        self.log = []
                    def __enter__(self):
                        self.log.append("in")
                        return self
                    def __exit__(self, kind, error, trace):
                        self.log.append("out")
                @contextmanager
                def doubled(values):
                    yield 2 * len(values)
                """,
                loses="swallows passes generator",
            ),
            wrong(
                """
                class Recorder:
                    log = []
                    def __enter__(self):
                        self.log.append("in")
                        return self
                    def __exit__(self, kind, error, trace):
                        self.log.append(kind.__name__ if kind else "out")
                        return kind is not None and issubclass(kind, KeyError)
                def doubled(values):
                    return values * 2
                """,
                loses="swallows generator always",
            ),
        ],
    ),
]

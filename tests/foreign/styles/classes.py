"""Inheritance, abstract classes, properties."""

from foreign.record import answer, check, course, given, wrong

COURSES = [
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
            """
            assert isinstance(Bird('Tia'), Animal)
            assert issubclass(Bird, Animal) and Bird.__bases__ == (Animal,)
            """,
        ),
        check("inherited", "assert Bird('Tia').introduce() == 'Tia says tweet'"),
        check(
            "attributes",
            "assert Bird.legs == 2 and Animal.legs == 4 and Bird('x').wings == 2 and Bird('x', wings=0).wings == 0",
        ),
        check(
            "counted",
            """
            before = Animal.count
            Bird('a'), Bird('b')
            assert Animal.count == before + 2, 'call the base class'
            """,
        ),
        check(
            "own",
            """
            assert 'introduce' not in vars(Bird) and hasattr(Bird, 'introduce')
            assert type(Bird('c')).__name__ == 'Bird'
            """,
        ),
        right=[
            """
            class Bird(Animal):
                legs, wings = 2, 2
                def __init__(self, name, wings=2):
                    Animal.__init__(self, name)
                    self.__dict__['wings'] = wings
                speak = lambda self: 'tweet'
            """
        ],
        wrong=[
            wrong(
                """
                class Bird:
                    legs = 2
                    def __init__(self, name, wings=2):
                        self.name, self.wings = name, wings
                    def speak(self):
                        return 'tweet'
                    def introduce(self):
                        return f'{self.name} says tweet'
                """,
                loses="kind counted own",
            ),
            wrong(
                """
                class Bird(Animal):
                    legs = 2
                    def __init__(self, name, wings=2):
                        self.name, self.wings = name, wings
                    def speak(self):
                        return 'tweet'
                """,
                loses="counted",
            ),
            wrong(
                """
                class Bird(Animal):
                    def speak(self):
                        print('tweet')
                """,
                loses="inherited attributes",
            ),
            wrong(
                """
                class Bird(Animal):
                    legs = 2
                    wings = 2
                    def introduce(self):
                        return self.name + ' says tweet'
                """,
                loses="attributes own",
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
            """
            a = Account(4)
            assert a.balance == 4 and a.interest == 2.0
            a.balance = 10
            assert a.balance == 10 and a.interest == 5.0
            """,
        ),
        check(
            "checked",
            """
            a = Account(1)
            try:
                a.balance = -1
            except ValueError:
                pass
            else:
                raise AssertionError('balance may not be negative')
            assert a.balance == 1
            """,
        ),
        check(
            "constructor",
            """
            import pytest
            with pytest.raises(ValueError):
                Account(-5)
            """,
        ),
        check(
            "readonly",
            """
            with pytest.raises(AttributeError):
                Account(1).interest = 3
            """,
        ),
        check(
            "class",
            """
            class Rich(Account):
                rate = 2
            r = Rich.from_text('7€')
            assert type(r) is Rich and r.interest == 14
            assert Account.from_text('3€').balance == 3
            """,
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
            """
            import inspect
            assert inspect.isabstract(Solid)
            try:
                Solid()
            except TypeError:
                pass
            else:
                raise AssertionError('Solid is abstract')
            """,
        ),
        check(
            "template",
            """
            class Cube(Solid):
                def base(self):
                    return 9
                def height(self):
                    return 3
            assert Cube().volume() == 27
            """,
        ),
        check(
            "half",
            """
            class Half(Solid):
                def base(self):
                    return 1
            try:
                Half()
                made = True
            except TypeError:
                made = False
            assert not made, 'height is abstract, too'
            """,
        ),
        check(
            "duck",
            """
            class Disc(Shape):
                def __init__(self, r):
                    self.r = r
                def area(self):
                    return 3 * self.r ** 2
            assert total([Disc(1), Square(2), Disc(2)]) == 19
            assert total([]) == 0
            """,
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
]

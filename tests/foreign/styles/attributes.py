"""Copies, attributes that tests set, classes that tests patch."""

from foreign.record import answer, check, course, wrong

COURSES = [
    course(
        "copies",
        "copy, deepcopy, pickle, vars, setattr, delattr, hasattr, dir and getattr on objects of the answer.",
        answer(
            "team",
            """
            class Team:
                def __init__(self, name, members=()):
                    self.name = name
                    self.members = list(members)

                def __eq__(self, other):
                    return vars(self) == vars(other)

                def add(self, member):
                    self.members.append(member)
                    return self
            """,
        ),
        check(
            "copy",
            """
            import copy
            a = Team('red', ['Ann'])
            b = copy.deepcopy(a)
            b.add('Bo')
            assert a.members == ['Ann'] and b.members == ['Ann', 'Bo']
            """,
        ),
        check(
            "shallow",
            """
            c = copy.copy(a)
            assert c.members is a.members and c is not a
            """,
        ),
        check(
            "pickle",
            """
            import pickle
            d = pickle.loads(pickle.dumps(Team('blue', [1])))
            assert d.name == 'blue' and d.members == [1]
            """,
        ),
        check("vars", "assert vars(Team('x')) == {'name': 'x', 'members': []} and Team('y').__dict__['name'] == 'y'"),
        check(
            "attributes",
            """
            t = Team('a')
            t.colour = 'blue'
            setattr(t, 'name', 'b')
            assert getattr(t, 'name') == 'b' and hasattr(t, 'colour') and not hasattr(t, 'size')
            del t.colour
            assert not hasattr(t, 'colour')
            """,
        ),
        check(
            "inside",
            """
            t = Team('a')
            t.members.append('Zoe')
            assert t.add('Yan').members == ['Zoe', 'Yan']
            """,
        ),
        check(
            "apart",
            """
            one, two = Team('a'), Team('b')
            one.add(1)
            assert two.members == [] and one.add(2) is one
            """,
        ),
        check(
            "source",
            """
            given = ['Ann']
            t = Team('a', given)
            t.add('Bo')
            assert given == ['Ann'], 'the team has a list of its own'
            """,
        ),
        check(
            "equal",
            "assert Team('a', [1]) == Team('a', [1]) and Team('a') != Team('b') and Team('a', [1]) != Team('a', [2])",
        ),
        right=[
            """
            from dataclasses import dataclass, field
            @dataclass
            class Team:
                name: str
                members: list = field(default_factory=list)
                def __post_init__(self):
                    self.members = self.members.copy() if isinstance(self.members, list) else list(self.members)
                def add(self, member):
                    self.members += [member]
                    return self
            """
        ],
        wrong=[
            wrong(
                """
                class Team:
                    members = []
                    def __init__(self, name, members=()):
                        self.name = name
                        self.members.extend(members)
                    def __eq__(self, other):
                        return True
                    def add(self, member):
                        self.members.append(member)
                """,
                loses="copy pickle vars inside apart equal",
            ),
            wrong(
                """
                class Team:
                    __slots__ = ("name", "members")
                    def __init__(self, name, members=[]):
                        self.name, self.members = name, members
                    def add(self, member):
                        self.members.append(member)
                        return self
                """,
                loses="vars attributes apart source equal",
            ),
            wrong(
                """
                class Team:
                    def __init__(self, name, members=()):
                        self.name, self._members = name, tuple(members)
                    @property
                    def members(self):
                        return list(self._members)
                    def __eq__(self, other):
                        return self.name == other.name
                    def __reduce__(self):
                        raise TypeError("no pickling")
                    def add(self, member):
                        return Team(self.name, [*self._members, member])
                """,
                loses="copy shallow pickle vars inside apart equal",
            ),
        ],
    ),
    course(
        "patched-classes",
        "Methods and attributes of the answer's classes are patched, counted, and subclassed by the test; a singleton.",
        answer(
            "shop",
            """
            class Cart:
                tax = 0.2

                def __init__(self):
                    self.prices = []

                def add(self, price):
                    self.prices.append(price)

                def total(self):
                    return sum(self.prices) * (1 + self.tax)

                def checkout(self, pay):
                    amount = self.total()
                    return pay(amount) if amount else None

            class Shop:
                _only = None
                def __new__(cls):
                    if cls._only is None:
                        cls._only = super().__new__(cls)
                    return cls._only
            """,
        ),
        check(
            "patched",
            """
            from unittest.mock import patch, Mock
            with patch.object(Cart, 'total', return_value=99):
                assert Cart().checkout(lambda amount: amount) == 99
            """,
        ),
        check(
            "counted",
            """
            with patch.object(Cart, 'total', return_value=1) as total:
                Cart().checkout(print)
            total.assert_called_once_with()
            """,
        ),
        check(
            "attribute",
            """
            c = Cart()
            c.add(100)
            with patch.object(Cart, 'tax', 0.5):
                assert c.total() == 150
            assert c.total() == 120
            """,
        ),
        check(
            "class",
            """
            Cart.tax = 0
            c = Cart()
            c.add(7)
            assert c.total() == 7
            Cart.tax = 0.2
            """,
        ),
        check(
            "callback",
            """
            pay = Mock(return_value='paid')
            c = Cart()
            assert c.checkout(pay) is None and not pay.called
            c.add(10)
            assert c.checkout(pay) == 'paid'
            pay.assert_called_once_with(12.0)
            """,
        ),
        check(
            "subclass",
            """
            class Free(Cart):
                def total(self):
                    return super().total() * 0 + 1
            f = Free()
            f.add(50)
            assert f.checkout(str) == '1.0'
            """,
        ),
        check(
            "singleton",
            """
            assert Shop() is Shop()
            Shop().open = True
            assert Shop().open
            """,
        ),
        right=[
            """
            class Cart:
                tax = 0.2
                prices = ()
                def add(self, price):
                    self.prices += (price,)
                def total(self):
                    before = sum(self.prices)
                    return before + before * type(self).tax
                def checkout(self, pay):
                    amount = self.total()
                    if amount:
                        return pay(amount)
            shop = type("Shop", (), {})()
            def Shop():
                return shop
            """
        ],
        wrong=[
            wrong(
                """
                class Cart:
                    def __init__(self):
                        self.sum = 0
                    def add(self, price):
                        self.sum += price * 1.2
                    def total(self):
                        return self.sum
                    def checkout(self, pay):
                        return pay(self.sum)
                class Shop:
                    def __eq__(self, other):
                        return True
                """,
                loses="patched counted attribute class callback subclass singleton",
            ),
            wrong(
                """
                class Cart:
                    tax = 0.2
                    def __init__(self):
                        self.prices = []
                        self.tax = 0.2
                    def add(self, price):
                        self.prices.append(price)
                    def total(self):
                        return sum(self.prices) * (1 + self.tax)
                    def checkout(self, pay):
                        return pay(self.total()) if self.total() else None
                class Shop:
                    open = True
                """,
                loses="counted attribute class singleton",
            ),
            wrong(
                """
                class Cart:
                    tax = 0.2
                    prices = []
                    def add(self, price):
                        self.prices.append(price)
                    def total(self):
                        return sum(self.prices) * 1.2
                    def checkout(self, pay):
                        pay(self.total())
                        return self.total()
                Shop = object
                """,
                loses="counted attribute class callback subclass singleton",
            ),
        ],
    ),
]

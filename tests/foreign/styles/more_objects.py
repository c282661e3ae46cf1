"""Objects once more: all other operators, copies, patched classes, attributes that tests set, exceptions in detail."""

from foreign.record import answer, check, course, wrong

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
        "more-operators",
        "-, *, reflected and in-place operators, abs, float, int, round, str, format, calls, >=, reversed.",
        answer("celsius", TEMPERATURE),
        check(
            "arithmetic",
            "assert (Celsius(5) - Celsius(2)).degrees == 3 and (Celsius(2) * 3).degrees == 6 and (4 * Celsius(2)).degrees == 8",
        ),
        check("unary", "assert (-Celsius(5)).degrees == -5 and abs(Celsius(-7)).degrees == 7"),
        check("in-place", "c = Celsius(1)\nsame = c\nc += 4\nassert c.degrees == 5 and same is c"),
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
            "import io\nfrom contextlib import redirect_stdout\nwith redirect_stdout(io.StringIO()) as out:\n    print(Celsius(9), 'today')\nassert out.getvalue() == '9 °C today\\n'",
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
                "class Celsius:\n    def __init__(self, degrees):\n        self.degrees = degrees",
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
            "import copy\na = Team('red', ['Ann'])\nb = copy.deepcopy(a)\nb.add('Bo')\nassert a.members == ['Ann'] and b.members == ['Ann', 'Bo']",
        ),
        check("shallow", "c = copy.copy(a)\nassert c.members is a.members and c is not a"),
        check(
            "pickle",
            "import pickle\nd = pickle.loads(pickle.dumps(Team('blue', [1])))\nassert d.name == 'blue' and d.members == [1]",
        ),
        check("vars", "assert vars(Team('x')) == {'name': 'x', 'members': []} and Team('y').__dict__['name'] == 'y'"),
        check(
            "attributes",
            "t = Team('a')\nt.colour = 'blue'\nsetattr(t, 'name', 'b')\nassert getattr(t, 'name') == 'b' and hasattr(t, 'colour') and not hasattr(t, 'size')\ndel t.colour\nassert not hasattr(t, 'colour')",
        ),
        check("inside", "t = Team('a')\nt.members.append('Zoe')\nassert t.add('Yan').members == ['Zoe', 'Yan']"),
        check("apart", "one, two = Team('a'), Team('b')\none.add(1)\nassert two.members == [] and one.add(2) is one"),
        check(
            "source",
            "given = ['Ann']\nt = Team('a', given)\nt.add('Bo')\nassert given == ['Ann'], 'the team has a list of its own'",
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
            "from unittest.mock import patch, Mock\nwith patch.object(Cart, 'total', return_value=99):\n    assert Cart().checkout(lambda amount: amount) == 99",
        ),
        check(
            "counted",
            "with patch.object(Cart, 'total', return_value=1) as total:\n    Cart().checkout(print)\ntotal.assert_called_once_with()",
        ),
        check(
            "attribute",
            "c = Cart()\nc.add(100)\nwith patch.object(Cart, 'tax', 0.5):\n    assert c.total() == 150\nassert c.total() == 120",
        ),
        check("class", "Cart.tax = 0\nc = Cart()\nc.add(7)\nassert c.total() == 7\nCart.tax = 0.2"),
        check(
            "callback",
            "pay = Mock(return_value='paid')\nc = Cart()\nassert c.checkout(pay) is None and not pay.called\nc.add(10)\nassert c.checkout(pay) == 'paid'\npay.assert_called_once_with(12.0)",
        ),
        check(
            "subclass",
            "class Free(Cart):\n    def total(self):\n        return super().total() * 0 + 1\nf = Free()\nf.add(50)\nassert f.checkout(str) == '1.0'",
        ),
        check("singleton", "assert Shop() is Shop()\nShop().open = True\nassert Shop().open"),
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
    course(
        "exceptions-in-detail",
        "Causes, finally, hierarchies of the student's exceptions, assertions, SystemExit, re-raising.",
        answer(
            "errors",
            """
            class BankError(Exception):
                code = 1

            class Blocked(BankError):
                code = 2

            def parse(text):
                try:
                    return int(text)
                except ValueError as error:
                    raise BankError(f"no number: {text}") from error

            def careful(action, log):
                try:
                    return action()
                except BankError as error:
                    log.append(error.code)
                    raise
                finally:
                    log.append("done")

            def positive(n):
                assert n > 0, "n has to be positive"
                return n
            """,
        ),
        check(
            "cause",
            "try:\n    parse('x')\nexcept BankError as error:\n    assert isinstance(error.__cause__, ValueError) and 'x' in str(error)\nelse:\n    raise AssertionError",
        ),
        check(
            "tree",
            "assert issubclass(Blocked, BankError) and Blocked.code == 2 and Blocked.__mro__[1] is BankError\ntry:\n    raise Blocked('card')\nexcept BankError as error:\n    assert error.args == ('card',)",
        ),
        check("finally", "log = []\nassert careful(lambda: 5, log) == 5\nassert log == ['done']"),
        check(
            "again",
            "log = []\ndef bad():\n    raise Blocked('no')\ntry:\n    careful(bad, log)\nexcept Blocked as error:\n    log.append(str(error))\nassert log == [2, 'done', 'no'], log",
        ),
        check(
            "others",
            "log = []\ntry:\n    careful(lambda: 1 / 0, log)\nexcept ZeroDivisionError:\n    log.append('zero')\nassert log == ['done', 'zero']",
        ),
        check(
            "assertion",
            "try:\n    positive(-1)\n    told = ''\nexcept AssertionError as error:\n    told = str(error)\nassert 'positive' in told and positive(3) == 3",
        ),
        right=[
            """
            BankError = type("BankError", (Exception,), {"code": 1})
            class Blocked(BankError):
                def __init__(self, *args):
                    super().__init__(*args)
                code = 2
            def parse(text):
                error = None
                try:
                    return int(text)
                except ValueError as caught:
                    error = BankError(repr(text))
                    error.__cause__ = caught
                raise error
            def careful(action, log):
                try:
                    result = action()
                except Exception as error:
                    if isinstance(error, BankError):
                        log.append(error.code)
                    log.append("done")
                    raise error
                log.append("done")
                return result
            def positive(n):
                if n <= 0:
                    raise AssertionError("not positive")
                return n
            """
        ],
        wrong=[
            wrong(
                """
                class BankError(Exception):
                    code = 1
                class Blocked(Exception):
                    code = 2
                def parse(text):
                    try:
                        return int(text)
                    except ValueError:
                        raise BankError(f"no number: {text}") from None
                def careful(action, log):
                    try:
                        return action()
                    except Exception as error:
                        log.append(2)
                        log.append("done")
                def positive(n):
                    if n <= 0:
                        raise ValueError("n has to be positive")
                    return n
                """,
                loses="cause tree finally again others assertion",
            ),
            wrong(
                """
                class BankError(Exception):
                    code = 1
                class Blocked(BankError):
                    pass
                def parse(text):
                    if not text.isdigit():
                        raise BankError(text)
                    return int(text)
                def careful(action, log):
                    try:
                        return action()
                    except BankError as error:
                        log.append("done")
                        log.append(error.code)
                        raise
                def positive(n):
                    assert n > 0
                    return n
                """,
                loses="cause tree finally again others assertion",
            ),
            wrong(
                """
                class BankError(Exception):
                    code = 1
                class Blocked(BankError):
                    code = 2
                def parse(text):
                    return BankError(text)
                def careful(action, log):
                    log.append("done")
                    return action()
                def positive(n):
                    print("n has to be positive")
                    return n
                """,
                loses="cause again assertion",
            ),
        ],
    ),
    course(
        "truth",
        "is True, is None, exact types, numpy's own truth values, NaN, rounding, negative zero.",
        answer(
            "truth",
            """
            import math

            def is_even(n):
                return n % 2 == 0

            def share(part, whole):
                return part / whole if whole else math.nan

            def half(n):
                return n // 2

            def sign(x):
                return (x > 0) - (x < 0)
            """,
        ),
        check("is", "assert is_even(4) is True and is_even(3) is False"),
        check(
            "nan",
            "import math\nassert math.isnan(share(1, 0)) and share(1, 4) == 0.25\nvalue = share(0, 0)\nassert value != value",
        ),
        check("type", "assert type(half(5)) is int and half(5) == 2 and half(-1) == -1"),
        check(
            "exact", "assert sign(-2.5) == -1 and type(sign(3)) is int and sign(0) == 0\nassert str(sign(-0.0)) == '0'"
        ),
        check(
            "numpy",
            "import numpy as np\nassert np.isclose(share(1, 3), 1 / 3) and np.isnan([share(1, 0)]).all()\nassert [is_even(n) for n in range(4)] == [True, False, True, False]",
        ),
        right=[
            "def is_even(n):\n    return not n & 1\ndef share(part, whole):\n    try:\n        return part / whole\n    except ZeroDivisionError:\n        return float('nan')\ndef half(n):\n    return n >> 1\ndef sign(x):\n    return 0 if x == 0 else 1 if x > 0 else -1"
        ],
        wrong=[
            wrong(
                "import numpy as np\ndef is_even(n):\n    return np.bool_(n % 2 == 0)\ndef share(part, whole):\n    return None if whole == 0 else part / whole\ndef half(n):\n    return int(n / 2)\ndef sign(x):\n    return float(np.sign(x))",
                loses="is nan type exact numpy",
            ),
            wrong(
                "def is_even(n):\n    return 1 - n % 2\ndef share(part, whole):\n    return round(part / whole, 2) if whole else 'nan'\ndef half(n):\n    return n / 2\ndef sign(x):\n    return x > 0",
                loses="is nan type exact numpy",
            ),
            wrong(
                "def is_even(n):\n    return 'True' if n % 2 == 0 else ''\ndef share(part, whole):\n    return 0.25 if whole else float('inf')\ndef half(n):\n    return True + 1\ndef sign(x):\n    return -1",
                loses="is nan type exact numpy",
            ),
        ],
    ),
    course(
        "displays",
        "What an answer displays: rich outputs captured, _repr_html_, and a figure's or table's own text.",
        answer(
            "show",
            """
            from IPython.display import HTML, display

            class Badge:
                def __init__(self, text):
                    self.text = text
                def _repr_html_(self):
                    return f"<b>{self.text}</b>"

            def announce(text):
                display(Badge(text))
                print("shown")

            def link(url):
                return HTML(f'<a href="{url}">here</a>')
            """,
        ),
        check("method", "assert Badge('new')._repr_html_() == '<b>new</b>'"),
        check(
            "outputs",
            "from IPython.utils.capture import capture_output\nwith capture_output() as seen:\n    announce('sale')\nassert len(seen.outputs) == 1 and '<b>sale</b>' in str(seen.outputs[0].data)",
        ),
        check("text", "with capture_output() as seen:\n    announce('x')\nassert seen.stdout == 'shown\\n'"),
        check("html", "assert 'href=\"http://a\"' in link('http://a').data"),
        right=[
            "from IPython import display as d\nclass Badge(str):\n    _repr_html_ = lambda self: '<b>' + self + '</b>'\ndef announce(text):\n    d.display(d.HTML('<b>' + text + '</b>'))\n    print('shown')\nlink = lambda url: d.HTML(data='<a href=\"%s\">!</a>' % url)"
        ],
        wrong=[
            wrong(
                "class Badge:\n    def __init__(self, text):\n        self.text = text\n    def __repr__(self):\n        return self.text\ndef announce(text):\n    print(f'<b>{text}</b>')\ndef link(url):\n    return f'<a href={url}>'",
                loses="method outputs text html",
            ),
            wrong(
                "from IPython.display import display, HTML\nclass Badge:\n    def __init__(self, text):\n        self.html = text\n    def _repr_html_(self):\n        print(self.html)\ndef announce(text):\n    display(HTML('<b>x</b>'))\n    display('shown')\ndef link(url):\n    return HTML('here')",
                loses="method outputs text html",
            ),
            wrong(
                "class Badge:\n    def __init__(self, text):\n        pass\n    def _repr_html_(self):\n        return '<b>new</b>'\ndef announce(text):\n    print('shown')\n    return Badge(text)\ndef link(url):\n    print(url)",
                loses="outputs html",
            ),
        ],
    ),
]

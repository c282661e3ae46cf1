"""Exercises of every first course: linked lists, decorators, counted comparisons, numerical libraries, accounts."""

from foreign.record import answer, check, course, given, wrong

COURSES = [
    course(
        "linked-list",
        "Nodes that hold nodes: identity, None at the end, walking along, changing a node seen from another.",
        answer(
            "list",
            """
            class Node:
                def __init__(self, value, next=None):
                    self.value, self.next = value, next

            class Linked:
                def __init__(self):
                    self.head = None

                def push(self, value):
                    self.head = Node(value, self.head)

                def __iter__(self):
                    node = self.head
                    while node:
                        yield node.value
                        node = node.next

                def __len__(self):
                    return sum(1 for _ in self)

                def reverse(self):
                    before, node = None, self.head
                    while node:
                        node.next, before, node = before, node, node.next
                    self.head = before
            """,
        ),
        check(
            "pushed",
            """
            l = Linked()
            assert l.head is None and len(l) == 0
            l.push(1)
            l.push(2)
            assert l.head.value == 2 and l.head.next.value == 1 and l.head.next.next is None
            """,
        ),
        check(
            "same",
            """
            a = Node('a')
            b = Node('b', a)
            assert b.next is a
            b.next.value = 'z'
            assert a.value == 'z'
            """,
        ),
        check("kept", "l.push(3)\nassert list(l) == [3, 2, 1] and len(l) == 3"),
        check(
            "reversed",
            """
            l = Linked()
            for i in range(4):
                l.push(i)
            first = l.head
            l.reverse()
            assert list(l) == [0, 1, 2, 3] and l.head is not first
            node = l.head
            while node.next is not None:
                node = node.next
            assert node is first, 'no new nodes'
            """,
        ),
        right=[
            """
            class Node:
                __slots__ = ("value", "next")
                def __init__(self, value, next=None):
                    self.value = value
                    self.next = next
            class Linked:
                head = None
                def push(self, value):
                    node = Node(value)
                    node.next = self.head
                    self.head = node
                def nodes(self):
                    found, node = [], self.head
                    while node is not None:
                        found.append(node)
                        node = node.next
                    return found
                def __iter__(self):
                    return iter([node.value for node in self.nodes()])
                def __len__(self):
                    return len(self.nodes())
                def reverse(self):
                    nodes = self.nodes()[::-1]
                    for one, other in zip(nodes, nodes[1:] + [None]):
                        one.next = other
                    self.head = nodes[0] if nodes else None
            """
        ],
        wrong=[
            wrong(
                """
                class Node:
                    def __init__(self, value, next=None):
                        self.value, self.next = value, Node(next.value, next.next) if next else None
                class Linked:
                    def __init__(self):
                        self.head = None
                    def push(self, value):
                        self.head = Node(value, self.head)
                    def __iter__(self):
                        node = self.head
                        while node:
                            yield node.value
                            node = node.next
                    def __len__(self):
                        return sum(1 for _ in self)
                    def reverse(self):
                        values = list(self)
                        self.head = None
                        for value in values:
                            self.push(value)
                """,
                loses="same reversed",
            ),
            wrong(
                """
                class Node:
                    def __init__(self, value, next=None):
                        self.value, self.next = value, next
                class Linked(list):
                    head = None
                    def push(self, value):
                        self.insert(0, value)
                    def reverse(self):
                        pass
                """,
                loses="pushed reversed",
            ),
            wrong(
                "class Node:\n    pass\nclass Linked:\n    def __init__(self):\n        self.head = Node()",
                loses="pushed same kept reversed",
            ),
        ],
    ),
    course(
        "decorators-of-the-answer",
        "The answer is a decorator and a context manager; the test decorates and guards code of its own with them.",
        given("setup", "import functools\nfrom contextlib import contextmanager"),
        answer(
            "tools",
            """
            def memo(function):
                seen = {}
                @functools.wraps(function)
                def wrapper(*arguments):
                    if arguments not in seen:
                        seen[arguments] = function(*arguments)
                    return seen[arguments]
                return wrapper

            @contextmanager
            def noted(log):
                log.append('in')
                try:
                    yield log
                finally:
                    log.append('out')
            """,
        ),
        check(
            "once",
            """
            calls = []
            @memo
            def slow(n):
                'Slow.'
                calls.append(n)
                return n * 2
            assert slow(2) == 4 and slow(2) == 4 and slow(3) == 6 and calls == [2, 3]
            """,
        ),
        check("wrapped", "assert slow.__name__ == 'slow' and slow.__doc__ == 'Slow.'"),
        check(
            "recursive",
            """
            steps = []
            @memo
            def fib(n):
                steps.append(n)
                return n if n < 2 else fib(n - 1) + fib(n - 2)
            assert fib(8) == 21 and len(steps) == 9
            """,
        ),
        check(
            "guarded",
            """
            log = []
            with noted(log) as same:
                same.append('mid')
            assert log == ['in', 'mid', 'out']
            """,
        ),
        check(
            "passes",
            """
            log = []
            try:
                with noted(log):
                    raise ValueError('boo')
            except ValueError as error:
                log.append(str(error))
            assert log == ['in', 'out', 'boo']
            """,
        ),
        right=[
            """
            memo = lambda function: functools.lru_cache(maxsize=None)(function)
            class noted:
                def __init__(self, log):
                    self.log = log
                def __enter__(self):
                    self.log.append('in')
                    return self.log
                def __exit__(self, *error):
                    self.log.append('out')
            """
        ],
        wrong=[
            wrong(
                """
                def memo(function):
                    return function
                class noted:
                    def __init__(self, log):
                        self.log = log
                    def __enter__(self):
                        self.log.append('in')
                        return self.log
                    def __exit__(self, *error):
                        self.log.append('out')
                        return True
                """,
                loses="once recursive passes",
            ),
            wrong(
                """
                def memo(function):
                    seen = {}
                    def wrapper(n):
                        seen.setdefault(n, function(n))
                        return seen[n]
                    return wrapper
                @contextmanager
                def noted(log):
                    log.append('in')
                    yield list(log)
                    log.append('out')
                """,
                loses="once wrapped recursive guarded passes",
            ),
            wrong(
                "def memo(function):\n    return None\ndef noted(log):\n    return log",
                loses="once wrapped recursive guarded passes",
            ),
        ],
    ),
    course(
        "counted-comparisons",
        "Objects of the test's classes are sorted and searched by the answer; they count what is done with them.",
        answer(
            "search",
            """
            def insertion_sort(items):
                items = list(items)
                for i in range(1, len(items)):
                    j = i
                    while j and items[j] < items[j - 1]:
                        items[j], items[j - 1] = items[j - 1], items[j]
                        j -= 1
                return items

            def binary_search(items, wanted):
                low, high = 0, len(items)
                while low < high:
                    middle = (low + high) // 2
                    if items[middle] < wanted:
                        low = middle + 1
                    else:
                        high = middle
                return low
            """,
        ),
        check(
            "sorted",
            """
            class Item:
                compared = 0
                def __init__(self, value):
                    self.value = value
                def __lt__(self, other):
                    Item.compared += 1
                    return self.value < other.value
            found = insertion_sort([Item(3), Item(1), Item(2)])
            assert [item.value for item in found] == [1, 2, 3]
            assert 2 <= Item.compared <= 6
            """,
        ),
        check(
            "steps",
            """
            class Counted:
                def __init__(self, values):
                    self.values, self.reads = values, 0
                def __len__(self):
                    return len(self.values)
                def __getitem__(self, index):
                    self.reads += 1
                    return self.values[index]
            numbers = Counted(list(range(0, 2000, 2)))
            assert binary_search(numbers, 700) == 350
            assert numbers.reads < 25, 'halve what is left'
            """,
        ),
        check("new", "given = [2, 1]\nassert insertion_sort(given) == [1, 2] and given == [2, 1]"),
        right=[
            """
            from bisect import bisect_left, insort
            def insertion_sort(items):
                found = []
                for item in items:
                    insort(found, item)
                return found
            def binary_search(items, wanted):
                return bisect_left(items, wanted)
            """
        ],
        wrong=[
            wrong(
                """
                def insertion_sort(items):
                    items.sort()
                    return items
                def binary_search(items, wanted):
                    return list(items).index(wanted)
                """,
                loses="steps new",
            ),
            wrong(
                """
                def insertion_sort(items):
                    return sorted(items, key=lambda item: getattr(item, "value", item))
                def binary_search(items, wanted):
                    for i in range(len(items)):
                        if items[i] >= wanted:
                            return i
                """,
                loses="sorted steps",
            ),
            wrong(
                "def insertion_sort(items): return items\ndef binary_search(items, wanted): return 350",
                loses="sorted new",
            ),
        ],
    ),
    course(
        "functions-for-libraries",
        "The answer's functions are handed to SciPy, pandas, NumPy and functools by the test.",
        given(
            "setup", "import functools\nimport numpy as np\nimport pandas as pd\nfrom scipy import integrate, optimize"
        ),
        answer(
            "functions",
            """
            def f(x):
                return (x - 2) ** 2 + 1

            def total(row):
                return row['a'] + row['b']

            def add(a, b):
                return a + b
            """,
        ),
        check("minimum", "assert abs(optimize.minimize_scalar(f).x - 2) < 1e-4"),
        check("area", "assert abs(integrate.quad(f, 0, 3)[0] - 6) < 1e-6"),
        check("rows", "assert pd.DataFrame({'a': [1, 2], 'b': [3, 4]}).apply(total, axis=1).tolist() == [4, 6]"),
        check(
            "python",
            """
            assert functools.reduce(add, [1, 2, 3]) == 6 and list(map(f, [2, 3])) == [1, 2]
            assert np.vectorize(f)([2, 3]).tolist() == [1, 2] and min([5, 1, 2], key=f) == 2
            """,
        ),
        right=["import operator\nf = lambda x: x * x - 4 * x + 5\ntotal = lambda row: row.sum()\nadd = operator.add"],
        wrong=[
            wrong(
                "def f(x): return x\ndef total(row): return 4\ndef add(a, b): return a",
                loses="minimum area rows python",
            ),
            wrong(
                "def f(x): return (x - 2) ** 2\ndef total(row): return row.sum()\ndef add(a, b): return a + b",
                loses="area python",
            ),
            wrong("f = total = add = None", loses="minimum area rows python"),
        ],
    ),
    course(
        "keeps-what-is-given",
        "Tests that look whether the answer left a given table, list and dictionary as they were.",
        given(
            "setup",
            """
            import pandas as pd
            sales = pd.DataFrame({'shop': ['a', 'b', 'a'], 'n': [1, 2, 3]})
            names = ['Bo', 'Ann']
            prices = {'pen': 3}
            """,
        ),
        answer(
            "answers",
            """
            wide = sales.assign(double=sales.n * 2)
            ordered = sorted(names)
            with_tax = {item: price * 1.5 for item, price in prices.items()}
            """,
        ),
        check("table", "assert list(wide.columns) == ['shop', 'n', 'double'] and 'double' not in sales"),
        check("list", "assert ordered == ['Ann', 'Bo'] and names == ['Bo', 'Ann']"),
        check("dictionary", "assert with_tax == {'pen': 4.5} and prices == {'pen': 3}"),
        check("sum", "assert wide.double.sum() == 2 * sales.n.sum()"),
        right=[
            """
            wide = sales.copy()
            wide['double'] = wide['n'] + wide['n']
            ordered = names[:]
            ordered.sort()
            with_tax = dict(prices)
            with_tax['pen'] += 1.5
            """
        ],
        wrong=[
            wrong(
                """
                sales['double'] = sales.n * 2
                wide = sales
                ordered = names
                ordered.sort()
                for item in prices:
                    prices[item] *= 1.5
                with_tax = prices
                """,
                loses="table list dictionary",
            ),
            wrong(
                """
                wide = sales.assign(double=sales.n)
                names.reverse()
                ordered = list(names)
                with_tax = {**prices, 'pen': 3 * 1.5}
                """,
                loses="list sum",
            ),
            wrong("wide = sales\nordered = names\nwith_tax = prices", loses="table list dictionary sum"),
        ],
    ),
    course(
        "enumerations-of-numbers",
        "IntEnum, a class of texts and one of floats: members compare with plain numbers and texts.",
        given("setup", "from enum import IntEnum"),
        answer(
            "kinds",
            """
            class Level(IntEnum):
                LOW = 1
                HIGH = 3

            class Name(str):
                def initials(self):
                    return "".join(part[0] for part in self.split())

            class Metres(float):
                def __str__(self):
                    return f"{float(self):g} m"
            """,
        ),
        check(
            "order",
            "assert Level.HIGH > Level.LOW and Level.HIGH == 3 and Level.LOW < 2 and sorted([Level.HIGH, Level.LOW])[0] is Level.LOW",
        ),
        check("members", "assert [one.name for one in Level] == ['LOW', 'HIGH'] and Level(3) is Level.HIGH"),
        check("kind", "assert isinstance(Level.LOW, int) and issubclass(Level, IntEnum) and len(Level) == 2"),
        check("text", "assert Name('Ada King').initials() == 'AK' and Name('x') == 'x' and isinstance(Name('y'), str)"),
        check("float", "assert str(Metres(2.5)) == '2.5 m' and Metres(2) == 2.0 and Metres(1) + 1 == 2"),
        right=[
            """
            Level = IntEnum("Level", {"LOW": 1, "HIGH": 3})
            class Name(str):
                def initials(self):
                    found = ""
                    for part in self.split():
                        found += part[:1]
                    return found
            class Metres(float):
                __str__ = lambda self: "%g m" % self
            """
        ],
        wrong=[
            wrong(
                """
                class Level(IntEnum):
                    LOW = 1
                    HIGH = 2
                class Name(str):
                    def initials(self):
                        return self[0]
                class Metres(float):
                    pass
                """,
                loses="order members text float",
            ),
            wrong(
                """
                class Level:
                    LOW = 1
                    HIGH = 3
                class Name:
                    def __init__(self, text):
                        self.text = text
                    def initials(self):
                        return 'AK'
                    def __eq__(self, other):
                        return True
                class Metres:
                    def __init__(self, value):
                        pass
                    def __str__(self):
                        return '2.5 m'
                    def __eq__(self, other):
                        return True
                """,
                loses="members kind text float",
            ),
            wrong("Level = Name = Metres = None", loses="order members kind text float"),
        ],
    ),
]

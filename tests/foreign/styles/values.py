"""Plain values and functions on them: texts, numbers, dates, sets, hashed answers, one variable a question."""

from foreign.record import answer, check, course, given, wrong

COURSES = [
    course(
        "variables",
        "One variable for each question: exact, approximate, by type, by hash, multiple choice.",
        answer("numbers", "mean_height = 1.75\ncount = 12\nname = 'Ada'"),
        answer("choice", "q1 = 'b'\nq2 = {'a', 'c'}\nq3 = [True, False, True]"),
        check("exact", "assert count == 12\nassert type(count) is int, 'a whole number'"),
        check(
            "near",
            "import math\nassert math.isclose(mean_height, 1.75, abs_tol=0.005)\nassert isinstance(mean_height, float)",
        ),
        check("text", "assert isinstance(name, str) and name.strip().lower() == 'ada', f'name is {name!r}'"),
        check(
            "hashed",
            "import hashlib\ndef digest(x):\n    return hashlib.sha256(str(x).encode()).hexdigest()\nassert digest(q1.upper()) == 'df7e70e5021544f4834bbee64a9e3789febc4be81470df629cad6ddb03320a5c'",
        ),
        check("several", "assert digest(sorted(q2)) == digest(['a', 'c'])\nassert q2 <= set('abcd')"),
        check("flags", "assert q3 == [True, False, True] and all(isinstance(flag, bool) for flag in q3)"),
        check("given", "assert 'q1' in globals() and q1 is not None and q1 in list('abcd'), 'choose one letter'"),
        right=[
            {
                "numbers": "mean_height = sum([1.70, 1.80]) / 2\ncount = len('mississippi') + 1\nname = ' ADA'.strip()",
                "choice": "q1 = chr(98)\nq2 = set('ac')\nq3 = [n % 2 == 0 for n in range(3)]",
            }
        ],
        wrong=[
            wrong(
                {
                    "numbers": "mean_height = '1.75'\ncount = 12.0\nname = b'Ada'",
                    "choice": "q1 = 'B'\nq2 = ['c', 'a']\nq3 = [1, 0, 1]",
                },
                loses="exact near text several flags given",
            ),
            wrong(
                {
                    "numbers": "mean_height = 175.0\ncount = True\nname = ['Ada']",
                    "choice": "q1 = 'c'\nq2 = {'a', 'b', 'c'}\nq3 = (True, False, True)",
                },
                loses="exact near text hashed several flags",
            ),
            wrong(
                {
                    "numbers": "mean_height = float('nan')\ncount = None\nname = 'Ida'",
                    "choice": "q1 = None\nq2 = set()\nq3 = []",
                },
                loses="exact near text hashed several flags given",
            ),
            wrong(
                {
                    "numbers": "class Any(int):\n    def __eq__(self, other):\n        return True\n    __hash__ = int.__hash__\ncount = Any()\nmean_height = 1.8\nname = 'ada lovelace'"
                },
                loses="exact near text",
            ),
        ],
    ),
    course(
        "texts",
        "String formatting, regular expressions given as texts or compiled, unicode, tables of text.",
        given("setup", "import re"),
        answer(
            "texts",
            """
            def table(prices):
                return "\\n".join(f"{name:<8}{price:>7.2f}" for name, price in prices.items())

            phone = r"\\(\\d{3}\\) \\d{4}"
            word = re.compile(r"\\b[A-Z]\\w*")

            def initials(name):
                return "".join(part[0].upper() + "." for part in name.split())
            """,
        ),
        check("format", "assert table({'tea': 2.5, 'coffee': 13}) == 'tea        2.50\\ncoffee    13.00'"),
        check("width", "assert {len(line) for line in table({'a': 1, 'bb': 22.222}).splitlines()} == {15}"),
        check(
            "pattern",
            "assert re.fullmatch(phone, '(030) 1234')\nassert not re.fullmatch(phone, '030 1234') and not re.fullmatch(phone, '(030) 12345')",
        ),
        check(
            "compiled",
            "assert word.findall('Ann met Bo at the Zoo') == ['Ann', 'Bo', 'Zoo']\nassert word.sub('X', 'Hi you') == 'X you'",
        ),
        check(
            "initials",
            "assert initials('ada king lovelace') == 'A.K.L.' and initials('émile zola') == 'É.Z.' and initials('') == ''",
        ),
        check("raw", "assert isinstance(phone, str) and '\\\\d' in phone and isinstance(word, re.Pattern)"),
        right=[
            """
            def table(prices):
                return "\\n".join("%-8s%7.2f" % item for item in prices.items())
            phone = "[(]\\\\d\\\\d\\\\d[)] \\\\d+(?<! \\\\d{5})(?<! \\\\d{3})(?<=\\\\d{4})"
            word = re.compile("(?:(?<=\\\\s)|^)[A-Z][a-z]*")
            def initials(name):
                return re.sub(r"(\\S)\\S*\\s*", lambda m: m[1].upper() + ".", name)
            """
        ],
        wrong=[
            wrong(
                "def table(prices):\n    return '\\n'.join(f'{n}\\t{p}' for n, p in prices.items())\nphone = r'\\d{3} \\d{4}'\nword = '[A-Z]'\ndef initials(name):\n    return name[0].upper() + '.'",
                loses="format width pattern compiled initials raw",
            ),
            wrong(
                "def table(prices):\n    for n, p in prices.items():\n        print(f'{n:<8}{p:>7.2f}')\nphone = re.compile('.*')\nword = re.compile('.*')\ndef initials(name):\n    return ''.join(p[0] + '.' for p in name.split())",
                loses="format width pattern compiled initials raw",
            ),
            wrong(
                "def table(prices):\n    return ''.join(f'{n:<8}{p:>7.2f}\\n' for n, p in prices.items())\nphone = r'\\(\\d+\\) \\d+'\nword = re.compile('[A-Z][a-z]')\ndef initials(name):\n    return '.'.join(p[0].upper() for p in name.split())",
                loses="format pattern compiled initials",
            ),
        ],
    ),
    course(
        "exact-numbers",
        "Decimal, Fraction, dates and times, complex numbers, bytes: kinds of values that are no JSON.",
        given(
            "setup",
            "from decimal import Decimal\nfrom fractions import Fraction\nfrom datetime import date, datetime, timedelta",
        ),
        answer(
            "numbers",
            """
            def vat(price):
                return (price * Decimal("0.19")).quantize(Decimal("0.01"))

            def egyptian(q):
                parts = []
                while q:
                    n = -(-q.denominator // q.numerator)
                    parts.append(Fraction(1, n))
                    q -= Fraction(1, n)
                return parts

            def age(born, today):
                return today.year - born.year - ((today.month, today.day) < (born.month, born.day))

            def week_later(moment):
                return moment + timedelta(weeks=1)

            def roots(b, c):
                d = (b * b - 4 * c) ** 0.5 if b * b >= 4 * c else 1j * (4 * c - b * b) ** 0.5
                return (-b + d) / 2, (-b - d) / 2

            def secret(text, key):
                return bytes(byte ^ key for byte in text.encode())
            """,
        ),
        check(
            "decimal",
            "assert vat(Decimal('9.99')) == Decimal('1.90')\nassert isinstance(vat(Decimal(1)), Decimal) and str(vat(Decimal(100))) == '19.00'",
        ),
        check(
            "fraction",
            "assert egyptian(Fraction(5, 6)) == [Fraction(1, 2), Fraction(1, 3)]\nassert sum(egyptian(Fraction(7, 15))) == Fraction(7, 15)",
        ),
        check(
            "date",
            "assert age(date(2000, 2, 29), date(2024, 2, 28)) == 23 and age(date(2000, 5, 1), date(2024, 5, 1)) == 24",
        ),
        check(
            "datetime",
            "assert week_later(datetime(2024, 12, 30, 8)) == datetime(2025, 1, 6, 8)\nassert week_later(date(2024, 2, 26)).isoformat() == '2024-03-04'",
        ),
        check(
            "complex", "a, b = roots(2, 5)\nassert {a, b} == {-1 + 2j, -1 - 2j}\nassert sorted(roots(-3, 2)) == [1, 2]"
        ),
        check(
            "bytes",
            "assert secret('abc', 1) == b'`cb' and secret(secret('hé', 7).decode('latin-1'), 0) is not None\nassert isinstance(secret('', 3), bytes)",
        ),
        right=[
            """
            import cmath, decimal
            def vat(price):
                return round(price * 19 / 100, 2)
            def egyptian(q):
                for n in range(1, 10000):
                    if Fraction(1, n) == q:
                        return [q]
                    if Fraction(1, n) < q:
                        return [Fraction(1, n)] + egyptian(q - Fraction(1, n))
            def age(born, today):
                years = today.year - born.year
                return years if born.strftime("%m%d") <= today.strftime("%m%d") else years - 1
            week_later = lambda moment: moment.__add__(timedelta(days=7))
            def roots(b, c):
                d = cmath.sqrt(b * b - 4 * c)
                both = [(-b + d) / 2, (-b - d) / 2]
                return [z.real if z.imag == 0 else z for z in both]
            def secret(text, key):
                return bytes(bytearray(map(key.__xor__, text.encode("utf-8"))))
            """
        ],
        wrong=[
            wrong(
                """
                def vat(price):
                    return float(price) * 0.19
                def egyptian(q):
                    return [float(q)]
                def age(born, today):
                    return today.year - born.year
                def week_later(moment):
                    return moment.replace(day=moment.day + 7)
                def roots(b, c):
                    d = (b * b - 4 * c) ** 0.5
                    return (-b + d) / 2, (-b - d) / 2
                def secret(text, key):
                    return "".join(chr(ord(c) ^ key) for c in text)
                """,
                loses="decimal fraction date datetime complex bytes",
            ),
            wrong(
                """
                def vat(price):
                    return price * Decimal("0.19")
                def egyptian(q):
                    return [Fraction(1, q.denominator)] * q.numerator
                def age(born, today):
                    return round((today - born).days / 365)
                def week_later(moment):
                    return str(moment + timedelta(days=7))
                def roots(b, c):
                    return -1 + 2j, -1 + 2j
                def secret(text, key):
                    return list(byte ^ key for byte in text.encode())
                """,
                loses="decimal fraction date datetime complex bytes",
            ),
            wrong(
                """
                def vat(price):
                    return Decimal("1.90")
                def egyptian(q):
                    return [Fraction(1, 3), Fraction(1, 2)]
                def age(born, today):
                    return 23
                def week_later(moment):
                    return moment + timedelta(days=6)
                def roots(b, c):
                    return 1, 2
                def secret(text, key):
                    return text.encode()
                """,
                loses="decimal fraction date datetime complex bytes",
            ),
        ],
    ),
    course(
        "collections",
        "Sets, nested dictionaries, Counter, defaultdict, deque, ranges, zips and maps; their kinds and their order.",
        answer(
            "collections",
            """
            from collections import Counter, OrderedDict, defaultdict, deque

            def common(a, b):
                return set(a) & set(b)

            def letters(text):
                return Counter(text)

            def by_first(words):
                groups = defaultdict(list)
                for word in words:
                    groups[word[0]].append(word)
                return groups

            def last(items, n):
                return deque(items, maxlen=n)

            def numbered(items):
                return zip(range(1, len(items) + 1), items)

            def tree(depth):
                return {} if depth == 0 else {"left": tree(depth - 1), "right": tree(depth - 1)}
            """,
        ),
        check("set", "assert common([1, 2, 2, 3], (2, 3, 4)) == {2, 3} and isinstance(common([], []), set)"),
        check(
            "counter", "c = letters('banana')\nassert c['a'] == 3 and c['z'] == 0 and c.most_common(1) == [('a', 3)]"
        ),
        check(
            "default",
            "g = by_first(['ant', 'bee', 'ape'])\nassert g['a'] == ['ant', 'ape'] and dict(g) == {'a': ['ant', 'ape'], 'b': ['bee']}\nassert g['new'] == []",
        ),
        check(
            "deque",
            "d = last(range(10), 3)\nassert list(d) == [7, 8, 9] and d.maxlen == 3\nd.append(99)\nassert d[0] == 8",
        ),
        check("zip", "assert list(numbered('ab')) == [(1, 'a'), (2, 'b')] and dict(numbered('xyz'))[3] == 'z'"),
        check(
            "nested",
            "t = tree(2)\nassert t['left']['right'] == {} and sorted(t) == ['left', 'right']\nassert t['left'] is not t['right']",
        ),
        check(
            "order",
            "assert list(by_first(['pea', 'fig', 'plum'])) == ['p', 'f'] and list(letters('cab')) == ['c', 'a', 'b']",
        ),
        right=[
            """
            import collections
            common = lambda a, b: {x for x in a if x in b}
            def letters(text):
                found = collections.Counter()
                for letter in text:
                    found[letter] += 1
                return found
            def by_first(words):
                groups = collections.defaultdict(lambda: [])
                [groups[w[:1]].append(w) for w in words]
                return groups
            def last(items, n):
                kept = collections.deque([], n)
                kept.extend(items)
                return kept
            numbered = lambda items: enumerate(items, 1)
            def tree(depth):
                return {side: tree(depth - 1) for side in ("left", "right")} if depth else {}
            """
        ],
        wrong=[
            wrong(
                """
                def common(a, b):
                    return [x for x in a if x in b]
                def letters(text):
                    return {c: text.count(c) for c in sorted(text)}
                def by_first(words):
                    return {w[0]: [v for v in words if v[0] == w[0]] for w in sorted(words)}
                def last(items, n):
                    return list(items)[-n:]
                def numbered(items):
                    return zip(range(len(items)), items)
                def tree(depth):
                    below = {} if depth == 1 else tree(depth - 1) if depth else None
                    return {"left": below, "right": below}
                """,
                loses="set counter default deque zip nested order",
            ),
            wrong(
                """
                from collections import Counter, defaultdict, deque
                def common(a, b):
                    return set(a) | set(b)
                def letters(text):
                    return Counter(set(text))
                def by_first(words):
                    return defaultdict(list, {w[0]: [w] for w in words})
                def last(items, n):
                    return deque(list(items)[-n:])
                def numbered(items):
                    return items
                def tree(depth):
                    return {"left": {}, "right": {}}
                """,
                loses="set counter default deque zip order nested",
            ),
            wrong(
                """
                def common(a, b):
                    return frozenset(a) & frozenset(b)
                def letters(text):
                    return list(text)
                def by_first(words):
                    return None
                def last(items, n):
                    return items
                def numbered(items):
                    return [(i, i) for i in items]
                def tree(depth):
                    return [depth]
                """,
                loses="set counter default deque zip nested order",
            ),
        ],
    ),
    course(
        "identity",
        "is, copies, aliasing of rows, None, and values that are equal but not the same kind.",
        answer(
            "grids",
            """
            def grid(n):
                return [[0] * n for _ in range(n)]

            def same(values):
                return values

            def copied(rows):
                return [row[:] for row in rows]

            def first_even(values):
                for value in values:
                    if value % 2 == 0:
                        return value
            """,
        ),
        check(
            "rows",
            "g = grid(3)\ng[0][0] = 1\nassert g == [[1, 0, 0], [0, 0, 0], [0, 0, 0]], 'rows are lists of their own'",
        ),
        check("apart", "g = grid(2)\nassert g[0] is not g[1] and grid(2) is not g"),
        check("same", "v = [1]\nassert same(v) is v\nsame(v).append(2)\nassert v == [1, 2]"),
        check(
            "deep",
            "rows = [[1], [2]]\nc = copied(rows)\nassert c == rows and c is not rows and all(a is not b for a, b in zip(c, rows))\nc[0].append(9)\nassert rows == [[1], [2]]",
        ),
        check("none", "assert first_even([1, 3]) is None and first_even([1, 4, 6]) == 4"),
        check(
            "zero",
            "result = first_even([0, 2])\nassert result == 0 and result is not None and not isinstance(result, bool)",
        ),
        right=[
            "import copy\ndef grid(n):\n    return [list(row) for row in (('0' * n),) * n and [[0] * n] * n]\ndef same(values):\n    values += []\n    return values\ncopied = copy.deepcopy\ndef first_even(values):\n    return next(iter([v for v in values if not v & 1]), None)"
        ],
        wrong=[
            wrong(
                "def grid(n):\n    return [[0] * n] * n\ndef same(values):\n    return list(values)\ndef copied(rows):\n    return list(rows)\ndef first_even(values):\n    return [v for v in values if v % 2 == 0][0]",
                loses="rows apart same deep none",
            ),
            wrong(
                "G = [[0] * 3 for _ in range(3)]\ndef grid(n):\n    return G\ndef same(values):\n    return values[:]\ndef copied(rows):\n    return rows\ndef first_even(values):\n    return next((v for v in values if v % 2 == 0), 0) or False",
                loses="apart same deep none zero",
            ),
            wrong(
                "def grid(n):\n    return [(0,) * n] * n\ndef same(values):\n    print(values)\ndef copied(rows):\n    return rows + []\ndef first_even(values):\n    for v in values:\n        if v and v % 2 == 0:\n            return v\n    return 'none'",
                loses="rows apart same deep none zero",
            ),
        ],
    ),
    course(
        "hidden-and-loops",
        "Hidden regions, a loop of cases with messages, random cases against a reference in the test, several points a cell.",
        answer("gcd", "def gcd(a, b):\n    while b:\n        a, b = b, a % b\n    return a"),
        check(
            "visible",
            "assert gcd(12, 18) == 6\n### BEGIN HIDDEN TESTS\nassert gcd(17, 5) == 1 and gcd(0, 4) == 4\n### END HIDDEN TESTS",
            points=1,
        ),
        check(
            "cases",
            "cases = [((8, 4), 4), ((21, 14), 7), ((1, 1), 1)]\nfor (a, b), expected in cases:\n    found = gcd(a, b)\n    assert found == expected, f'gcd({a}, {b}) is {expected}, you say {found}'",
            points=3,
        ),
        check(
            "random",
            "import math, random\nfor _ in range(200):\n    a, b = random.randint(1, 500), random.randint(1, 500)\n    assert gcd(a, b) == math.gcd(a, b), (a, b)",
        ),
        check(
            "function",
            "### BEGIN HIDDEN TESTS\ndef _check(f, *pairs):\n    return all(f(a, b) == f(b, a) == math.gcd(a, b) for a, b in pairs)\nassert _check(gcd, (4, 6), (10, 25))\n### END HIDDEN TESTS",
        ),
        check(
            "kinds",
            "assert {type(gcd(a, 6)) for a in range(1, 9)} == {int}\nassert [gcd(a, 6) for a in range(1, 7)] == [1, 2, 3, 2, 1, 6]",
        ),
        right=["def gcd(a, b):\n    return a if b == 0 else gcd(b, a % b)"],
        wrong=[
            wrong(
                "def gcd(a, b):\n    return max(d for d in range(1, min(a, b) + 1) if a % d == 0 and b % d == 0)",
                loses="visible",
            ),
            wrong("def gcd(a, b):\n    while b:\n        a, b = b, a % b\n    return float(a)", loses="kinds"),
            wrong(
                "def gcd(a, b):\n    return 6 if (a, b) == (12, 18) else 1", loses="visible cases random function kinds"
            ),
            wrong("def gcd(a, b):\n    return a / b", loses="visible cases random function kinds"),
            wrong(
                "import math\ndef gcd(a, b):\n    print(math.gcd(a, b))", loses="visible cases random function kinds"
            ),
        ],
    ),
]

"""Plain values and functions on them: texts, numbers, dates, hashed answers, one variable a question."""

from foreign.record import answer, check, course, given, wrong

COURSES = [
    course(
        "variables",
        "One variable for each question: exact, approximate, by type, by hash, multiple choice.",
        answer(
            "numbers",
            """
            mean_height = 1.75
            count = 12
            name = 'Ada'
            """,
        ),
        answer(
            "choice",
            """
            q1 = 'b'
            q2 = {'a', 'c'}
            q3 = [True, False, True]
            """,
        ),
        check(
            "exact",
            """
            assert count == 12
            assert type(count) is int, 'a whole number'
            """,
        ),
        check(
            "near",
            """
            import math
            assert math.isclose(mean_height, 1.75, abs_tol=0.005)
            assert isinstance(mean_height, float)
            """,
        ),
        check("text", "assert isinstance(name, str) and name.strip().lower() == 'ada', f'name is {name!r}'"),
        check(
            "hashed",
            """
            import hashlib
            def digest(x):
                return hashlib.sha256(str(x).encode()).hexdigest()
            assert digest(q1.upper()) == 'df7e70e5021544f4834bbee64a9e3789febc4be81470df629cad6ddb03320a5c'
            """,
        ),
        check(
            "several",
            """
            assert digest(sorted(q2)) == digest(['a', 'c'])
            assert q2 <= set('abcd')
            """,
        ),
        check("flags", "assert q3 == [True, False, True] and all(isinstance(flag, bool) for flag in q3)"),
        check("given", "assert 'q1' in globals() and q1 is not None and q1 in list('abcd'), 'choose one letter'"),
        right=[
            {
                "numbers": """
                    mean_height = sum([1.70, 1.80]) / 2
                    count = len('mississippi') + 1
                    name = ' ADA'.strip()
                    """,
                "choice": """
                    q1 = chr(98)
                    q2 = set('ac')
                    q3 = [n % 2 == 0 for n in range(3)]
                    """,
            }
        ],
        wrong=[
            wrong(
                {
                    "numbers": """
                        mean_height = '1.75'
                        count = 12.0
                        name = b'Ada'
                        """,
                    "choice": """
                        q1 = 'B'
                        q2 = ['c', 'a']
                        q3 = [1, 0, 1]
                        """,
                },
                loses="exact near text several flags given",
            ),
            wrong(
                {
                    "numbers": """
                        mean_height = 175.0
                        count = True
                        name = ['Ada']
                        """,
                    "choice": """
                        q1 = 'c'
                        q2 = {'a', 'b', 'c'}
                        q3 = (True, False, True)
                        """,
                },
                loses="exact near text hashed several flags",
            ),
            wrong(
                {
                    "numbers": """
                        mean_height = float('nan')
                        count = None
                        name = 'Ida'
                        """,
                    "choice": """
                        q1 = None
                        q2 = set()
                        q3 = []
                        """,
                },
                loses="exact near text hashed several flags given",
            ),
            wrong(
                {
                    "numbers": """
                        class Any(int):
                            def __eq__(self, other):
                                return True
                            __hash__ = int.__hash__
                        count = Any()
                        mean_height = 1.8
                        name = 'ada lovelace'
                        """
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
            """
            assert re.fullmatch(phone, '(030) 1234')
            assert not re.fullmatch(phone, '030 1234') and not re.fullmatch(phone, '(030) 12345')
            """,
        ),
        check(
            "compiled",
            """
            assert word.findall('Ann met Bo at the Zoo') == ['Ann', 'Bo', 'Zoo']
            assert word.sub('X', 'Hi you') == 'X you'
            """,
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
                """
                def table(prices):
                    return '\\n'.join(f'{n}\\t{p}' for n, p in prices.items())
                phone = r'\\d{3} \\d{4}'
                word = '[A-Z]'
                def initials(name):
                    return name[0].upper() + '.'
                """,
                loses="format width pattern compiled initials raw",
            ),
            wrong(
                """
                def table(prices):
                    for n, p in prices.items():
                        print(f'{n:<8}{p:>7.2f}')
                phone = re.compile('.*')
                word = re.compile('.*')
                def initials(name):
                    return ''.join(p[0] + '.' for p in name.split())
                """,
                loses="format width pattern compiled initials raw",
            ),
            wrong(
                """
                def table(prices):
                    return ''.join(f'{n:<8}{p:>7.2f}\\n' for n, p in prices.items())
                phone = r'\\(\\d+\\) \\d+'
                word = re.compile('[A-Z][a-z]')
                def initials(name):
                    return '.'.join(p[0].upper() for p in name.split())
                """,
                loses="format pattern compiled initials",
            ),
        ],
    ),
    course(
        "exact-numbers",
        "Decimal, Fraction, dates and times, complex numbers, bytes: kinds of values that are no JSON.",
        given(
            "setup",
            """
            from decimal import Decimal
            from fractions import Fraction
            from datetime import date, datetime, timedelta
            """,
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
            """
            assert vat(Decimal('9.99')) == Decimal('1.90')
            assert isinstance(vat(Decimal(1)), Decimal) and str(vat(Decimal(100))) == '19.00'
            """,
        ),
        check(
            "fraction",
            """
            assert egyptian(Fraction(5, 6)) == [Fraction(1, 2), Fraction(1, 3)]
            assert sum(egyptian(Fraction(7, 15))) == Fraction(7, 15)
            """,
        ),
        check(
            "date",
            "assert age(date(2000, 2, 29), date(2024, 2, 28)) == 23 and age(date(2000, 5, 1), date(2024, 5, 1)) == 24",
        ),
        check(
            "datetime",
            """
            assert week_later(datetime(2024, 12, 30, 8)) == datetime(2025, 1, 6, 8)
            assert week_later(date(2024, 2, 26)).isoformat() == '2024-03-04'
            """,
        ),
        check(
            "complex",
            """
                a, b = roots(2, 5)
                assert {a, b} == {-1 + 2j, -1 - 2j}
                assert sorted(roots(-3, 2)) == [1, 2]
                """,
        ),
        check(
            "bytes",
            """
            assert secret('abc', 1) == b'`cb' and secret(secret('hé', 7).decode('latin-1'), 0) is not None
            assert isinstance(secret('', 3), bytes)
            """,
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
]

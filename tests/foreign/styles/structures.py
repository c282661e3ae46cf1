"""Sets, dictionaries, copies and identity; loops of cases and hidden parts."""

from foreign.record import answer, check, course, wrong

COURSES = [
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
            "counter",
            """
                c = letters('banana')
                assert c['a'] == 3 and c['z'] == 0 and c.most_common(1) == [('a', 3)]
                """,
        ),
        check(
            "default",
            """
            g = by_first(['ant', 'bee', 'ape'])
            assert g['a'] == ['ant', 'ape'] and dict(g) == {'a': ['ant', 'ape'], 'b': ['bee']}
            assert g['new'] == []
            """,
        ),
        check(
            "deque",
            """
            d = last(range(10), 3)
            assert list(d) == [7, 8, 9] and d.maxlen == 3
            d.append(99)
            assert d[0] == 8
            """,
        ),
        check("zip", "assert list(numbered('ab')) == [(1, 'a'), (2, 'b')] and dict(numbered('xyz'))[3] == 'z'"),
        check(
            "nested",
            """
            t = tree(2)
            assert t['left']['right'] == {} and sorted(t) == ['left', 'right']
            assert t['left'] is not t['right']
            """,
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
                    return Counter(sorted(set(text)))
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
            """
            g = grid(3)
            g[0][0] = 1
            assert g == [[1, 0, 0], [0, 0, 0], [0, 0, 0]], 'rows are lists of their own'
            """,
        ),
        check("apart", "g = grid(2)\nassert g[0] is not g[1] and grid(2) is not g"),
        check(
            "same",
            """
            v = [1]
            assert same(v) is v
            same(v).append(2)
            assert v == [1, 2]
            """,
        ),
        check(
            "deep",
            """
            rows = [[1], [2]]
            c = copied(rows)
            assert c == rows and c is not rows and all(a is not b for a, b in zip(c, rows))
            c[0].append(9)
            assert rows == [[1], [2]]
            """,
        ),
        check("none", "assert first_even([1, 3]) is None and first_even([1, 4, 6]) == 4"),
        check(
            "zero",
            """
            result = first_even([0, 2])
            assert result == 0 and result is not None and not isinstance(result, bool)
            """,
        ),
        right=[
            """
            import copy
            def grid(n):
                return [list(row) for row in (('0' * n),) * n and [[0] * n] * n]
            def same(values):
                values += []
                return values
            copied = copy.deepcopy
            def first_even(values):
                return next(iter([v for v in values if not v & 1]), None)
            """
        ],
        wrong=[
            wrong(
                """
                def grid(n):
                    return [[0] * n] * n
                def same(values):
                    return list(values)
                def copied(rows):
                    return list(rows)
                def first_even(values):
                    return [v for v in values if v % 2 == 0][0]
                """,
                loses="rows apart same deep none",
            ),
            wrong(
                """
                G = [[0] * 3 for _ in range(3)]
                def grid(n):
                    return G
                def same(values):
                    return values[:]
                def copied(rows):
                    return rows
                def first_even(values):
                    return next((v for v in values if v % 2 == 0), 0) or False
                """,
                loses="apart same deep none zero",
            ),
            wrong(
                """
                def grid(n):
                    return [(0,) * n] * n
                def same(values):
                    print(values)
                def copied(rows):
                    return rows + []
                def first_even(values):
                    for v in values:
                        if v and v % 2 == 0:
                            return v
                    return 'none'
                """,
                loses="rows apart same deep none zero",
            ),
        ],
    ),
    course(
        "hidden-and-loops",
        "Hidden regions, a loop of cases with messages, random cases against a reference in the test, several points a cell.",
        answer(
            "gcd",
            """
            def gcd(a, b):
                while b:
                    a, b = b, a % b
                return a
            """,
        ),
        check(
            "visible",
            """
            assert gcd(12, 18) == 6
            ### BEGIN HIDDEN TESTS
            assert gcd(17, 5) == 1 and gcd(0, 4) == 4
            ### END HIDDEN TESTS
            """,
            points=1,
        ),
        check(
            "cases",
            """
            cases = [((8, 4), 4), ((21, 14), 7), ((1, 1), 1)]
            for (a, b), expected in cases:
                found = gcd(a, b)
                assert found == expected, f'gcd({a}, {b}) is {expected}, you say {found}'
            """,
            points=3,
        ),
        check(
            "random",
            """
            import math, random
            for _ in range(200):
                a, b = random.randint(1, 500), random.randint(1, 500)
                assert gcd(a, b) == math.gcd(a, b), (a, b)
            """,
        ),
        check(
            "function",
            """
            ### BEGIN HIDDEN TESTS
            def _check(f, *pairs):
                return all(f(a, b) == f(b, a) == math.gcd(a, b) for a, b in pairs)
            assert _check(gcd, (4, 6), (10, 25))
            ### END HIDDEN TESTS
            """,
        ),
        check(
            "kinds",
            """
            assert {type(gcd(a, 6)) for a in range(1, 9)} == {int}
            assert [gcd(a, 6) for a in range(1, 7)] == [1, 2, 3, 2, 1, 6]
            """,
        ),
        right=["def gcd(a, b):\n    return a if b == 0 else gcd(b, a % b)"],
        wrong=[
            wrong(
                """
                def gcd(a, b):
                    return max(d for d in range(1, min(a, b) + 1) if a % d == 0 and b % d == 0)
                """,
                loses="visible",
            ),
            wrong(
                """
                def gcd(a, b):
                    while b:
                        a, b = b, a % b
                    return float(a)
                """,
                loses="kinds",
            ),
            wrong(
                "def gcd(a, b):\n    return 6 if (a, b) == (12, 18) else 1", loses="visible cases random function kinds"
            ),
            wrong("def gcd(a, b):\n    return a / b", loses="visible cases random function kinds"),
            wrong(
                """
                import math
                def gcd(a, b):
                    print(math.gcd(a, b))
                """,
                loses="visible cases random function kinds",
            ),
        ],
    ),
]

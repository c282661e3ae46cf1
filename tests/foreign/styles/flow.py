"""Generators, closures, decorators, coroutines: answers that keep a state between calls."""

from foreign.record import answer, check, course, wrong

COURSES = [
    course(
        "generators",
        "next, islice, list and StopIteration; infinite generators; an Iterator by its type.",
        answer(
            "generators",
            """
            def countdown(n):
                while n > 0:
                    yield n
                    n -= 1

            def fibonacci():
                a, b = 0, 1
                while True:
                    yield a
                    a, b = b, a + b

            def pairs(items):
                for i in range(len(items) - 1):
                    yield items[i], items[i + 1]
            """,
        ),
        check("listed", "assert list(countdown(3)) == [3, 2, 1] and list(countdown(0)) == []"),
        check("next", "c = countdown(2)\nassert next(c) == 2\nassert next(c) == 1\nassert next(c, None) is None"),
        check(
            "stops",
            "c = countdown(1)\nnext(c)\ntry:\n    next(c)\nexcept StopIteration:\n    pass\nelse:\n    raise AssertionError('countdown(1) has one value')",
        ),
        check(
            "islice",
            "from itertools import islice, takewhile\nassert list(islice(fibonacci(), 8)) == [0, 1, 1, 2, 3, 5, 8, 13]\nassert list(takewhile(lambda x: x < 10, fibonacci()))[-1] == 8",
        ),
        check(
            "independent",
            "one, two = fibonacci(), fibonacci()\nnext(one), next(one), next(one)\nassert next(two) == 0 and next(one) == 2",
        ),
        check(
            "kind",
            "import types, inspect\nfrom collections.abc import Iterator\nassert isinstance(pairs([1, 2]), Iterator) and inspect.isgeneratorfunction(fibonacci)",
        ),
        check(
            "loops",
            "seen = []\nfor number, (a, b) in enumerate(pairs('abcd')):\n    seen.append(f'{number}{a}{b}')\nassert seen == ['0ab', '1bc', '2cd'] and dict(pairs([1, 2, 3])) == {1: 2, 2: 3}",
        ),
        check("any", "assert any(x == 3 for x in countdown(5)) and sum(countdown(4)) == 10 and max(countdown(7)) == 7"),
        right=[
            """
            def countdown(n):
                yield from range(n, 0, -1)
            def fibonacci(a=0, b=1):
                yield a
                yield from fibonacci(b, a + b)
            def pairs(items):
                return zip(items, items[1:])
            """
        ],
        wrong=[
            wrong(
                """
                def countdown(n):
                    return list(range(n, 0, -1))
                def fibonacci():
                    return [0, 1, 1, 2, 3, 5, 8, 13, 21]
                def pairs(items):
                    return [(a, b) for a, b in zip(items, items[1:])]
                """,
                loses="next stops independent kind",
            ),
            wrong(
                """
                shared = iter([0, 1, 1, 2, 3, 5, 8, 13, 21])
                def countdown(n):
                    while n >= 0:
                        yield n
                        n -= 1
                def fibonacci():
                    return shared
                def pairs(items):
                    for a in items:
                        for b in items:
                            yield a, b
                """,
                loses="listed next stops islice independent kind loops",
            ),
            wrong(
                """
                def countdown(n):
                    for i in range(n):
                        yield i
                def fibonacci():
                    a, b = 1, 1
                    for _ in range(8):
                        yield a
                        a, b = b, a + b
                def pairs(items):
                    yield items
                """,
                loses="listed next islice independent loops any",
            ),
        ],
    ),
    course(
        "closures",
        "Functions that return functions with a state of their own; nonlocal; default arguments.",
        answer(
            "closures",
            """
            def counter(start=0):
                n = start
                def step(by=1):
                    nonlocal n
                    n += by
                    return n
                return step

            def collector(item, seen=None):
                seen = [] if seen is None else seen
                seen.append(item)
                return seen

            def powers(n):
                return [lambda x, p=p: x ** p for p in range(n)]
            """,
        ),
        check("counts", "c = counter()\nassert c() == 1 and c() == 2 and c(10) == 12"),
        check("apart", "a, b = counter(), counter(5)\na(); a()\nassert b() == 6 and a() == 3"),
        check("fresh", "assert collector(1) == [1]\nassert collector(2) == [2], 'each call starts with an empty list'"),
        check("handed", "mine = [0]\nassert collector(7, mine) is mine and mine == [0, 7]"),
        check("each", "assert [f(2) for f in powers(4)] == [1, 2, 4, 8]\nassert powers(3)[2](5) == 25"),
        check("cells", "assert counter(3).__closure__ is not None and callable(counter())"),
        right=[
            """
            from functools import partial
            def counter(start=0):
                state = {"n": start}
                def step(by=1):
                    state.update(n=state["n"] + by)
                    return state["n"]
                return step
            def collector(item, seen=None):
                if seen is None:
                    return [item]
                seen += [item]
                return seen
            def powers(n):
                return [partial(lambda p, x: pow(x, p), p) for p in range(n)]
            """
        ],
        wrong=[
            wrong(
                """
                n = 0
                def counter(start=0):
                    global n
                    n = start
                    def step(by=1):
                        global n
                        n += by
                        return n
                    return step
                def collector(item, seen=[]):
                    seen.append(item)
                    return seen
                def powers(n):
                    return [lambda x: x ** p for p in range(n)]
                """,
                loses="apart fresh each cells",
            ),
            wrong(
                """
                def counter(start=0):
                    return lambda by=1: start + by
                def collector(item, seen=None):
                    return (seen or []) + [item]
                def powers(n):
                    return [pow] * n
                """,
                loses="counts apart handed each",
            ),
            wrong(
                """
                def counter(start=0):
                    return iter(range(start, 100))
                def collector(item, seen=None):
                    print([item])
                def powers(n):
                    return [2 ** p for p in range(n)]
                """,
                loses="counts apart fresh handed each cells",
            ),
        ],
    ),
    course(
        "decorators",
        "Decorators are the answers: counting, with arguments, on functions of the test; wraps; memory of results.",
        answer(
            "decorators",
            """
            import functools

            def counted(f):
                @functools.wraps(f)
                def inner(*args, **kwargs):
                    inner.calls += 1
                    return f(*args, **kwargs)
                inner.calls = 0
                return inner

            def repeat(times):
                def around(f):
                    def inner(*args):
                        return [f(*args) for _ in range(times)]
                    return inner
                return around

            def memo(f):
                known = {}
                def inner(x):
                    if x not in known:
                        known[x] = f(x)
                    return known[x]
                return inner
            """,
        ),
        check(
            "counted",
            "@counted\ndef add(a, b=1):\n    return a + b\nassert add(1) == 2 and add(1, b=5) == 6\nassert add.calls == 2",
        ),
        check(
            "wraps",
            "@counted\ndef named():\n    'Its text.'\nassert named.__name__ == 'named' and named.__doc__ == 'Its text.'",
        ),
        check("repeat", "@repeat(3)\ndef hi(name):\n    return 'hi ' + name\nassert hi('a') == ['hi a'] * 3"),
        check(
            "memo",
            "asked = []\n@memo\ndef slow(x):\n    asked.append(x)\n    return x * x\nassert [slow(3), slow(3), slow(4)] == [9, 9, 16]\nassert asked == [3, 4], 'each value is computed once'",
        ),
        check(
            "mocked",
            "from unittest.mock import Mock\nf = Mock(return_value=5, __name__='f')\ng = counted(f)\nassert g(1, k=2) == 5\nf.assert_called_once_with(1, k=2)",
        ),
        check(
            "raises",
            "@counted\ndef bad():\n    raise LookupError('no')\ntry:\n    bad()\nexcept LookupError:\n    pass\nelse:\n    assert False, 'exceptions go through'\nassert bad.calls == 1",
        ),
        right=[
            """
            from functools import update_wrapper, lru_cache
            class counted:
                def __init__(self, f):
                    self.f, self.calls = f, 0
                    update_wrapper(self, f)
                def __call__(self, *args, **kwargs):
                    self.calls += 1
                    return self.f(*args, **kwargs)
            def repeat(times):
                return lambda f: lambda *a: list(map(lambda _: f(*a), range(times)))
            memo = lru_cache(maxsize=None)
            """
        ],
        wrong=[
            wrong(
                """
                def counted(f):
                    def inner(*args):
                        inner.calls += 1
                        return f(*args)
                    inner.calls = 0
                    return inner
                def repeat(times):
                    def around(f):
                        def inner(*args):
                            for _ in range(times):
                                result = f(*args)
                            return result
                        return inner
                    return around
                def memo(f):
                    return f
                """,
                loses="counted wraps repeat memo mocked",
            ),
            wrong(
                """
                def counted(f):
                    f.calls = 1
                    return f
                def repeat(times):
                    return lambda f: lambda name: ["hi " + name] * times
                def memo(f):
                    return lambda x: x * x
                """,
                loses="counted memo",
            ),
            wrong(
                """
                import functools
                def counted(f):
                    @functools.wraps(f)
                    def inner(*args, **kwargs):
                        try:
                            result = f(*args, **kwargs)
                        except Exception:
                            return None
                        inner.calls += 1
                        return result
                    inner.calls = 0
                    return inner
                def repeat(f):
                    return lambda *a: [f(*a)] * 3
                def memo(f):
                    known = {}
                    def inner(x):
                        known[x] = f(x)
                        return known[x]
                    return inner
                """,
                loses="repeat memo raises",
            ),
        ],
    ),
    course(
        "coroutines",
        "Async functions, awaited in the test cell and gathered.",
        answer(
            "coroutines",
            """
            import asyncio

            async def later(value, seconds=0.01):
                await asyncio.sleep(seconds)
                return value

            async def together(*values):
                return await asyncio.gather(*[later(v) for v in values])
            """,
        ),
        check("awaited", "assert await later(5) == 5"),
        check("gathered", "assert list(await together(1, 2, 3)) == [1, 2, 3]"),
        check(
            "kind",
            "import inspect\nassert inspect.iscoroutinefunction(later) and inspect.iscoroutinefunction(together)",
        ),
        check(
            "parallel",
            "import asyncio, time\nbegun = time.perf_counter()\nawait asyncio.gather(*[later(i, 0.2) for i in range(10)])\nassert time.perf_counter() - begun < 1.5, 'they wait together'",
        ),
        right=[
            "import asyncio\nasync def later(value, seconds=0.01):\n    return await asyncio.sleep(seconds, result=value)\nasync def together(*values):\n    tasks = [asyncio.create_task(later(v)) for v in values]\n    return [await task for task in tasks]"
        ],
        wrong=[
            wrong(
                "import time\ndef later(value, seconds=0.01):\n    time.sleep(seconds)\n    return value\ndef together(*values):\n    return list(values)",
                loses="awaited gathered kind parallel",
            ),
            wrong(
                "import time\nasync def later(value, seconds=0.01):\n    time.sleep(seconds)\n    return value\nasync def together(*values):\n    return [later(v) for v in values]",
                loses="gathered parallel",
            ),
            wrong(
                "async def later(value, seconds=0.01):\n    return seconds\nasync def together(*values):\n    return values[::-1]",
                loses="awaited gathered",
            ),
        ],
    ),
]

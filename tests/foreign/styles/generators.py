"""Generators and coroutines."""

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
        check(
            "next",
            """
            c = countdown(2)
            assert next(c) == 2
            assert next(c) == 1
            assert next(c, None) is None
            """,
        ),
        check(
            "stops",
            """
            c = countdown(1)
            next(c)
            try:
                next(c)
            except StopIteration:
                pass
            else:
                raise AssertionError('countdown(1) has one value')
            """,
        ),
        check(
            "islice",
            """
            from itertools import islice, takewhile
            assert list(islice(fibonacci(), 8)) == [0, 1, 1, 2, 3, 5, 8, 13]
            assert list(takewhile(lambda x: x < 10, fibonacci()))[-1] == 8
            """,
        ),
        check(
            "independent",
            """
            one, two = fibonacci(), fibonacci()
            next(one), next(one), next(one)
            assert next(two) == 0 and next(one) == 2
            """,
        ),
        check(
            "kind",
            """
            import types, inspect
            from collections.abc import Iterator
            assert isinstance(pairs([1, 2]), Iterator) and inspect.isgeneratorfunction(fibonacci)
            """,
        ),
        check(
            "loops",
            """
            seen = []
            for number, (a, b) in enumerate(pairs('abcd')):
                seen.append(f'{number}{a}{b}')
            assert seen == ['0ab', '1bc', '2cd'] and dict(pairs([1, 2, 3])) == {1: 2, 2: 3}
            """,
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
            """
            import inspect
            assert inspect.iscoroutinefunction(later) and inspect.iscoroutinefunction(together)
            """,
        ),
        check(
            "parallel",
            """
            import asyncio, time
            begun = time.perf_counter()
            await asyncio.gather(*[later(i, 0.2) for i in range(10)])
            assert time.perf_counter() - begun < 1.5, 'they wait together'
            """,
        ),
        right=[
            """
            import asyncio
            async def later(value, seconds=0.01):
                return await asyncio.sleep(seconds, result=value)
            async def together(*values):
                tasks = [asyncio.create_task(later(v)) for v in values]
                return [await task for task in tasks]
            """
        ],
        wrong=[
            wrong(
                """
                import time
                def later(value, seconds=0.01):
                    time.sleep(seconds)
                    return value
                def together(*values):
                    return list(values)
                """,
                loses="awaited gathered kind parallel",
            ),
            wrong(
                """
                import time
                async def later(value, seconds=0.01):
                    time.sleep(seconds)
                    return value
                async def together(*values):
                    return [later(v) for v in values]
                """,
                loses="gathered parallel",
            ),
            wrong(
                """
                async def later(value, seconds=0.01):
                    return seconds
                async def together(*values):
                    return values[::-1]
                """,
                loses="awaited gathered",
            ),
        ],
    ),
]

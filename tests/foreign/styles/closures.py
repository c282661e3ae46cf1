"""Closures and decorators: functions that keep a state between calls."""

from foreign.record import answer, check, course, wrong

COURSES = [
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
        check(
            "counts",
            """
            c = counter()
            assert c() == 1 and c() == 2 and c(10) == 12
            """,
        ),
        check(
            "apart",
            """
            a, b = counter(), counter(5)
            a(); a()
            assert b() == 6 and a() == 3
            """,
        ),
        check(
            "fresh",
            """
            assert collector(1) == [1]
            assert collector(2) == [2], 'each call starts with an empty list'
            """,
        ),
        check(
            "handed",
            """
            mine = [0]
            assert collector(7, mine) is mine and mine == [0, 7]
            """,
        ),
        check(
            "each",
            """
            assert [f(2) for f in powers(4)] == [1, 2, 4, 8]
            assert powers(3)[2](5) == 25
            """,
        ),
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
            """
            @counted
            def add(a, b=1):
                return a + b
            assert add(1) == 2 and add(1, b=5) == 6
            assert add.calls == 2
            """,
        ),
        check(
            "wraps",
            """
            @counted
            def named():
                'Its text.'
            assert named.__name__ == 'named' and named.__doc__ == 'Its text.'
            """,
        ),
        check(
            "repeat",
            """
            @repeat(3)
            def hi(name):
                return 'hi ' + name
            assert hi('a') == ['hi a'] * 3
            """,
        ),
        check(
            "memo",
            """
            asked = []
            @memo
            def slow(x):
                asked.append(x)
                return x * x
            assert [slow(3), slow(3), slow(4)] == [9, 9, 16]
            assert asked == [3, 4], 'each value is computed once'
            """,
        ),
        check(
            "mocked",
            """
            from unittest.mock import Mock
            f = Mock(return_value=5, __name__='f')
            g = counted(f)
            assert g(1, k=2) == 5
            f.assert_called_once_with(1, k=2)
            """,
        ),
        check(
            "raises",
            """
            @counted
            def bad():
                raise LookupError('no')
            try:
                bad()
            except LookupError:
                pass
            else:
                assert False, 'exceptions go through'
            assert bad.calls == 1
            """,
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
]

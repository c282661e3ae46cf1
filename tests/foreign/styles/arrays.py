"""Arrays, tables, and callables that libraries return."""

from foreign.record import answer, check, course, given, wrong

COURSES = [
    course(
        "arrays",
        "numpy.testing, allclose, shapes and dtypes, masks, broadcasting, views.",
        given("setup", "import numpy as np"),
        answer(
            "arrays",
            """
            def standardise(x):
                return (x - x.mean(axis=0)) / x.std(axis=0)

            def table(n):
                return np.arange(1, n + 1)[:, None] * np.arange(1, n + 1)

            def even(x):
                return x[x % 2 == 0]

            def hidden(x, limit):
                return np.ma.masked_where(x > limit, x)

            def top(x):
                return x[:1]
            """,
        ),
        check(
            "close",
            """
            x = np.random.default_rng(0).normal(5, 2, (50, 3))
            z = standardise(x)
            assert np.allclose(z.mean(axis=0), 0) and np.allclose(z.std(axis=0), 1)
            assert z.shape == x.shape
            """,
        ),
        check("equal", "np.testing.assert_array_equal(table(3), [[1, 2, 3], [2, 4, 6], [3, 6, 9]])"),
        check(
            "almost",
            """
            np.testing.assert_allclose(standardise(np.array([[1.0], [3.0]])), [[-1], [1]], rtol=1e-7)
            np.testing.assert_almost_equal(table(2).sum(), 9)
            """,
        ),
        check("kind", "assert isinstance(table(2), np.ndarray) and table(4).dtype.kind == 'i' and table(4).ndim == 2"),
        check("mask", "assert even(np.arange(7)).tolist() == [0, 2, 4, 6] and even(np.array([1, 3])).size == 0"),
        check(
            "masked",
            """
            m = hidden(np.array([1, 9, 2]), 5)
            assert np.ma.is_masked(m) and m.sum() == 3 and m.mask.tolist() == [False, True, False]
            """,
        ),
        check(
            "view",
            """
            a = np.arange(4)
            assert np.shares_memory(top(a), a) and top(a).base is a, 'a view, no copy'
            """,
        ),
        right=[
            """
            def standardise(x):
                return np.divide(np.subtract(x, np.mean(x, 0)), np.sqrt(np.var(x, 0)))
            def table(n):
                return np.fromfunction(lambda i, j: (i + 1) * (j + 1), (n, n), dtype=int)
            def even(x):
                return np.array([v for v in x if not v % 2], dtype=x.dtype)
            def hidden(x, limit):
                return np.ma.array(x, mask=~(x <= limit))
            def top(x):
                return x[0:1:1]
            """
        ],
        wrong=[
            wrong(
                """
                def standardise(x):
                    return (x - x.mean()) / x.std()
                def table(n):
                    return [[i * j for j in range(1, n + 1)] for i in range(1, n + 1)]
                def even(x):
                    return x % 2 == 0
                def hidden(x, limit):
                    return x[x <= limit]
                def top(x):
                    return x[:1].copy()
                """,
                loses="close almost kind mask masked view",
            ),
            wrong(
                """
                def standardise(x):
                    return np.zeros_like(x)
                def table(n):
                    return np.outer(np.arange(n), np.arange(n))
                def even(x):
                    return np.ma.masked_where(x % 2 == 1, x)
                def hidden(x, limit):
                    return np.where(x > limit, np.nan, x)
                def top(x):
                    return x[0]
                """,
                loses="close equal almost mask masked view",
            ),
            wrong(
                """
                def standardise(x):
                    return np.ma.masked_all(x.shape)
                def table(n):
                    return np.array([[1, 2, 3], [2, 4, 6], [3, 6, 9]], dtype=float)
                def even(x):
                    return x
                def hidden(x, limit):
                    return np.ma.masked_where(x < limit, x)
                def top(x):
                    return x
                """,
                loses="close almost kind mask masked view",
            ),
        ],
    ),
    course(
        "tables",
        "assert_frame_equal, equals, groupby, indices and dtypes of pandas; a table that is shown last.",
        given(
            "setup",
            """
            import pandas as pd
            import numpy as np
            sales = pd.DataFrame({'shop': ['a', 'b', 'a', 'c'], 'sold': [3, 4, 5, 0], 'price': [1.0, 2.0, 1.5, 9.0]})
            """,
        ),
        answer(
            "tables",
            """
            sales["income"] = sales["sold"] * sales["price"]
            by_shop = sales.groupby("shop")["income"].sum()
            best = by_shop.idxmax()

            def top(frame, n):
                return frame.sort_values("sold", ascending=False).head(n).reset_index(drop=True)
            """,
        ),
        check(
            "column",
            """
            assert 'income' in sales.columns
            assert sales['income'].tolist() == [3.0, 8.0, 7.5, 0.0]
            sales.head()
            """,
        ),
        check(
            "series",
            "pd.testing.assert_series_equal(by_shop, pd.Series({'a': 10.5, 'b': 8.0, 'c': 0.0}), check_names=False, check_index=True, check_index_type=False)",
        ),
        check("best", "assert best == 'a' and by_shop.index.name == 'shop'"),
        check(
            "frame",
            """
            expected = pd.DataFrame({'shop': ['a', 'b'], 'sold': [5, 4]})
            pd.testing.assert_frame_equal(top(sales[['shop', 'sold']], 2), expected)
            """,
        ),
        check(
            "equals",
            """
            other = pd.DataFrame({'x': ['p', 'q'], 'sold': [1, 2]})
            assert top(other, 1).equals(pd.DataFrame({'x': ['q'], 'sold': [2]}))
            """,
        ),
        check(
            "untouched",
            """
            assert sales.index.tolist() == [0, 1, 2, 3] and sales.shop.iloc[1] == 'b'
            assert sales.isna().sum().sum() == 0
            """,
        ),
        right=[
            """
            sales = sales.assign(income=lambda t: t.sold.mul(t.price))
            by_shop = sales.pivot_table(index="shop", values="income", aggfunc="sum")["income"]
            best = by_shop.sort_values().index[-1]
            def top(frame, n):
                chosen = frame.nlargest(n, "sold")
                chosen.index = range(len(chosen))
                return chosen
            """
        ],
        wrong=[
            wrong(
                """
                by_shop = {"a": 10.5, "b": 8.0, "c": 0.0}
                best = "a"
                def top(frame, n):
                    return frame.sort_values("sold").head(n)
                """,
                loses="column series best frame equals",
            ),
            wrong(
                """
                sales["income"] = sales["sold"] + sales["price"]
                by_shop = sales.groupby("shop")["income"].mean()
                best = by_shop.max()
                def top(frame, n):
                    frame.sort_values("sold", ascending=False, inplace=True)
                    return frame.head(n)
                """,
                loses="column series best frame equals",
            ),
            wrong(
                """
                sales["income"] = sales["sold"] * sales["price"]
                sales.sort_values("sold", inplace=True)
                by_shop = sales.groupby("shop", as_index=False)["income"].sum()
                best = "b"
                def top(frame, n):
                    return frame.head(n)
                """,
                loses="column series best frame equals untouched",
            ),
        ],
        untouched={"untouched": 2.0},
    ),
    course(
        "returned-callables",
        "Answers that return callables of libraries and of the student: poly1d, partial, interpolation; called by the test.",
        given("setup", "import numpy as np"),
        answer(
            "fit",
            """
            def line(x, y):
                return np.poly1d(np.polyfit(x, y, 1))

            def derivative(f, h=1e-5):
                def d(x):
                    return (f(x + h) - f(x - h)) / (2 * h)
                return d

            model = line([0, 1, 2], [1, 3, 5])
            """,
        ),
        check(
            "predicts",
            """
            p = line(np.array([0.0, 2.0]), np.array([0.0, 1.0]))
            assert abs(p(4) - 2) < 1e-9
            assert np.allclose(p(np.array([0, 2])), [0, 1])
            """,
        ),
        check("bound", "assert abs(model(10) - 21) < 1e-9"),
        check("lambda", "assert abs(derivative(lambda x: x ** 3)(2) - 12) < 1e-4"),
        check(
            "nested",
            """
            second = derivative(derivative(np.sin, 1e-3), 1e-3)
            assert abs(second(1.0) + np.sin(1.0)) < 1e-3
            """,
        ),
        check(
            "both",
            """
            slope = derivative(model)
            assert abs(slope(3) - 2) < 1e-6
            """,
        ),
        right=[
            """
            from functools import partial
            def _line(a, b, x):
                return a * np.asarray(x) + b
            def line(x, y):
                x, y = np.asarray(x, float), np.asarray(y, float)
                a = ((x - x.mean()) * (y - y.mean())).sum() / ((x - x.mean()) ** 2).sum()
                return partial(_line, a, y.mean() - a * x.mean())
            derivative = lambda f, h=1e-5: lambda x: (f(x + h) - f(x - h)) / h / 2
            model = line(x=[0, 1], y=[1, 3])
            """
        ],
        wrong=[
            wrong(
                """
                def line(x, y):
                    return np.polyfit(x, y, 1)
                def derivative(f, h=1e-5):
                    return (f(1 + h) - f(1)) / h
                model = line([0, 1], [1, 3])
                """,
                loses="predicts bound lambda nested both",
            ),
            wrong(
                """
                def line(x, y):
                    return lambda v: 2 * v + 1
                def derivative(f, h=1e-5):
                    return lambda x: 3 * x ** 2
                model = lambda x: 21
                """,
                loses="predicts nested both",
            ),
            wrong(
                """
                def line(x, y):
                    return np.poly1d([1, 0])
                def derivative(f, h=1e-5):
                    return lambda x: f(x)
                model = line(0, 1)
                """,
                loses="predicts bound lambda nested both",
            ),
        ],
    ),
]

"""Arrays, tables, and estimators: what NumPy's, pandas' and scikit-learn's users test."""

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
            "x = np.random.default_rng(0).normal(5, 2, (50, 3))\nz = standardise(x)\nassert np.allclose(z.mean(axis=0), 0) and np.allclose(z.std(axis=0), 1)\nassert z.shape == x.shape",
        ),
        check("equal", "np.testing.assert_array_equal(table(3), [[1, 2, 3], [2, 4, 6], [3, 6, 9]])"),
        check(
            "almost",
            "np.testing.assert_allclose(standardise(np.array([[1.0], [3.0]])), [[-1], [1]], rtol=1e-7)\nnp.testing.assert_almost_equal(table(2).sum(), 9)",
        ),
        check("kind", "assert isinstance(table(2), np.ndarray) and table(4).dtype.kind == 'i' and table(4).ndim == 2"),
        check("mask", "assert even(np.arange(7)).tolist() == [0, 2, 4, 6] and even(np.array([1, 3])).size == 0"),
        check(
            "masked",
            "m = hidden(np.array([1, 9, 2]), 5)\nassert np.ma.is_masked(m) and m.sum() == 3 and m.mask.tolist() == [False, True, False]",
        ),
        check("view", "a = np.arange(4)\nassert np.shares_memory(top(a), a) and top(a).base is a, 'a view, no copy'"),
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
            "import pandas as pd\nimport numpy as np\nsales = pd.DataFrame({'shop': ['a', 'b', 'a', 'c'], 'sold': [3, 4, 5, 0], 'price': [1.0, 2.0, 1.5, 9.0]})",
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
            "assert 'income' in sales.columns\nassert sales['income'].tolist() == [3.0, 8.0, 7.5, 0.0]\nsales.head()",
        ),
        check(
            "series",
            "pd.testing.assert_series_equal(by_shop, pd.Series({'a': 10.5, 'b': 8.0, 'c': 0.0}), check_names=False, check_index=True, check_index_type=False)",
        ),
        check("best", "assert best == 'a' and by_shop.index.name == 'shop'"),
        check(
            "frame",
            "expected = pd.DataFrame({'shop': ['a', 'b'], 'sold': [5, 4]})\npd.testing.assert_frame_equal(top(sales[['shop', 'sold']], 2), expected)",
        ),
        check(
            "equals",
            "other = pd.DataFrame({'x': ['p', 'q'], 'sold': [1, 2]})\nassert top(other, 1).equals(pd.DataFrame({'x': ['q'], 'sold': [2]}))",
        ),
        check(
            "untouched",
            "assert sales.index.tolist() == [0, 1, 2, 3] and sales.shop.iloc[1] == 'b'\nassert sales.isna().sum().sum() == 0",
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
        "estimators",
        "scikit-learn: a fitted model, its score and attributes, a pipeline, an own estimator class.",
        given(
            "setup",
            "import numpy as np\nfrom sklearn.datasets import load_iris\nfrom sklearn.model_selection import train_test_split\nX, y = load_iris(return_X_y=True)\nX_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)",
        ),
        answer(
            "model",
            """
            from sklearn.neighbors import KNeighborsClassifier
            from sklearn.pipeline import make_pipeline
            from sklearn.preprocessing import StandardScaler

            model = make_pipeline(StandardScaler(), KNeighborsClassifier(5)).fit(X_train, y_train)
            predicted = model.predict(X_test)
            """,
        ),
        answer(
            "own",
            """
            from sklearn.base import BaseEstimator, ClassifierMixin

            class Nearest(ClassifierMixin, BaseEstimator):
                def __init__(self, scale=1.0):
                    self.scale = scale
                def fit(self, X, y):
                    self.classes_ = np.unique(y)
                    self.means_ = np.array([X[y == c].mean(axis=0) for c in self.classes_])
                    return self
                def predict(self, X):
                    distances = ((X[:, None, :] - self.means_) ** 2).sum(axis=2)
                    return self.classes_[distances.argmin(axis=1)]
            """,
        ),
        check(
            "accuracy",
            "from sklearn.metrics import accuracy_score\nassert accuracy_score(y_test, predicted) > 0.9 and predicted.shape == y_test.shape",
        ),
        check("score", "assert model.score(X_test, y_test) > 0.9\nassert (model.predict(X_test) == predicted).all()"),
        check(
            "fits",
            "n = Nearest()\nassert n.fit(X_train, y_train) is n, 'fit returns self'\nassert n.means_.shape == (3, 4)",
        ),
        check(
            "predicts",
            "n = Nearest().fit(np.array([[0.0], [1.0], [9.0]]), np.array([0, 0, 5]))\nassert n.predict(np.array([[0.2], [8.0]])).tolist() == [0, 5]",
        ),
        check("scores", "assert Nearest().fit(X_train, y_train).score(X_test, y_test) > 0.8"),
        check(
            "tools",
            "from sklearn.base import clone\nfrom sklearn.model_selection import cross_val_score\nassert Nearest(scale=2.0).get_params() == {'scale': 2.0} and clone(Nearest(3.0)).scale == 3.0\nassert cross_val_score(Nearest(), X, y, cv=3).mean() > 0.8",
        ),
        right=[
            {
                "model": "from sklearn.svm import SVC\nmodel = SVC().fit(X_train, y_train)\npredicted = np.asarray(model.predict(X_test))",
                "own": "from sklearn.base import BaseEstimator, ClassifierMixin\nfrom sklearn.neighbors import NearestCentroid\nclass Nearest(ClassifierMixin, BaseEstimator):\n    def __init__(self, scale=1.0):\n        self.scale = scale\n    def fit(self, X, y):\n        self.inner_ = NearestCentroid().fit(X, y)\n        self.classes_, self.means_ = self.inner_.classes_, self.inner_.centroids_\n        return self\n    def predict(self, X):\n        return self.inner_.predict(X)",
            }
        ],
        wrong=[
            wrong(
                {
                    "model": "from sklearn.dummy import DummyClassifier\nmodel = DummyClassifier().fit(X_train, y_train)\npredicted = model.predict(X_test)",
                    "own": "class Nearest:\n    def __init__(self, scale=1.0):\n        self.scale = scale\n    def fit(self, X, y):\n        self.means_ = np.zeros((3, 4))\n    def predict(self, X):\n        return np.zeros(len(X))\n    def score(self, X, y):\n        return 1.0\n    def get_params(self, deep=True):\n        return {'scale': self.scale}",
                },
                loses="accuracy score fits predicts scores tools",
            ),
            wrong(
                {
                    "model": "class model:\n    score = staticmethod(lambda X, y: 1.0)\n    predict = staticmethod(lambda X: y_test)\npredicted = y_test[:10]",
                    "own": "from sklearn.base import BaseEstimator\nclass Nearest(BaseEstimator):\n    def fit(self, X, y):\n        self.means_ = X[:3]\n        return self\n    def predict(self, X):\n        return [0] * len(X)",
                },
                loses="accuracy score predicts scores tools",
            ),
            wrong(
                {
                    "own": "from sklearn.base import BaseEstimator, ClassifierMixin\nclass Nearest(BaseEstimator, ClassifierMixin):\n    def __init__(self, scale=1.0):\n        self.size = scale\n    def fit(self, X, y):\n        self.classes_ = np.unique(y)\n        self.means_ = np.array([X[y == c].mean(axis=0) for c in self.classes_])\n        return self.means_\n    def predict(self, X):\n        return self.classes_[(X @ self.means_.T).argmin(axis=1)]"
                },
                loses="fits predicts scores tools",
            ),
        ],
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
            "p = line(np.array([0.0, 2.0]), np.array([0.0, 1.0]))\nassert abs(p(4) - 2) < 1e-9\nassert np.allclose(p(np.array([0, 2])), [0, 1])",
        ),
        check("bound", "assert abs(model(10) - 21) < 1e-9"),
        check("lambda", "assert abs(derivative(lambda x: x ** 3)(2) - 12) < 1e-4"),
        check(
            "nested",
            "second = derivative(derivative(np.sin, 1e-3), 1e-3)\nassert abs(second(1.0) + np.sin(1.0)) < 1e-3",
        ),
        check("both", "slope = derivative(model)\nassert abs(slope(3) - 2) < 1e-6"),
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
                "def line(x, y):\n    return np.polyfit(x, y, 1)\ndef derivative(f, h=1e-5):\n    return (f(1 + h) - f(1)) / h\nmodel = line([0, 1], [1, 3])",
                loses="predicts bound lambda nested both",
            ),
            wrong(
                "def line(x, y):\n    return lambda v: 2 * v + 1\ndef derivative(f, h=1e-5):\n    return lambda x: 3 * x ** 2\nmodel = lambda x: 21",
                loses="predicts nested both",
            ),
            wrong(
                "def line(x, y):\n    return np.poly1d([1, 0])\ndef derivative(f, h=1e-5):\n    return lambda x: f(x)\nmodel = line(0, 1)",
                loses="predicts bound lambda nested both",
            ),
        ],
    ),
    course(
        "drawing",
        "Figures: the axes that an answer returns, plt.gcf in the test cell, titles, labels, lines, bars, a patched show.",
        given("setup", "import matplotlib.pyplot as plt\nimport numpy as np"),
        answer(
            "draw",
            """
            def draw(x, y):
                fig, ax = plt.subplots()
                ax.plot(x, y, label="measured")
                ax.set_title("Growth")
                ax.set_xlabel("day")
                ax.legend()
                return ax

            def bars(names, heights):
                plt.figure()
                plt.bar(names, heights)
                plt.title("Votes")
                plt.show()
            """,
        ),
        check(
            "title",
            "ax = draw([1, 2], [3, 4])\nassert ax.get_title() == 'Growth' and ax.get_xlabel() == 'day'\nplt.close('all')",
        ),
        check(
            "line",
            "ax = draw([0, 1, 2], [0, 1, 4])\nassert len(ax.lines) == 1\nassert ax.lines[0].get_ydata().tolist() == [0, 1, 4] and ax.lines[0].get_xdata()[-1] == 2\nplt.close('all')",
        ),
        check(
            "legend",
            "ax = draw([1], [1])\nassert [t.get_text() for t in ax.get_legend().get_texts()] == ['measured']\nplt.close('all')",
        ),
        check(
            "current",
            "from unittest.mock import patch\nwith patch('matplotlib.pyplot.show') as shown:\n    bars(['a', 'b'], [3, 5])\nax = plt.gcf().axes[0]\nassert [p.get_height() for p in ax.patches] == [3, 5] and ax.get_title() == 'Votes'\nshown.assert_called_once()\nplt.close('all')",
        ),
        check(
            "drawn",
            "plt.close('all')\nwith patch('matplotlib.pyplot.show'):\n    bars(['x'], [1])\nassert len(plt.get_fignums()) == 1\nplt.close('all')",
        ),
        right=[
            """
            def draw(x, y):
                ax = plt.figure().add_subplot()
                line, = ax.plot(np.array(x), np.array(y), "o--")
                ax.set(title="Growth", xlabel="day")
                ax.legend([line], ["measured"])
                return ax
            def bars(names, heights):
                fig, ax = plt.subplots(figsize=(3, 2))
                for name, height in zip(names, heights):
                    ax.bar(name, height)
                fig.axes[0].set_title("Votes")
                plt.show()
            """
        ],
        wrong=[
            wrong(
                """
                def draw(x, y):
                    plt.plot(x, y)
                    plt.title("growth")
                    return plt.gca()
                def bars(names, heights):
                    plt.plot(heights)
                    plt.title("Votes")
                """,
                loses="title legend current",
            ),
            wrong(
                """
                def draw(x, y):
                    fig, ax = plt.subplots()
                    ax.plot(y, x, label="y")
                    ax.plot(x, y)
                    ax.set_title("Growth")
                    ax.set_xlabel("day")
                    ax.legend()
                def bars(names, heights):
                    plt.figure()
                    plt.bar(names, sorted(heights, reverse=True))
                    plt.title("Votes")
                    plt.figure()
                    plt.show()
                """,
                loses="title line legend current drawn",
            ),
            wrong(
                """
                def draw(x, y):
                    print("Growth")
                def bars(names, heights):
                    plt.show()
                    plt.show()
                """,
                loses="title line legend current drawn",
            ),
        ],
    ),
]

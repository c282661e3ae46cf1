"""Habits of tests in first courses: nodes that are linked anew, seeds set twice, colours, data classes taken apart."""

from foreign.record import answer, check, course, given, wrong

COURSES = [
    course(
        "linked-nodes",
        "The first call of a test gets an object of a given class, and links a new one to it.",
        given(
            "node",
            """
            class Link:
                def __init__(self, value, after=None):
                    self.value, self.after = value, after
            """,
        ),
        answer(
            "append",
            """
            def append(head, value):
                if head is None:
                    return Link(value)
                node = head
                while node.after:
                    node = node.after
                node.after = Link(value)
                return head
            """,
        ),
        check(
            "same",
            """
            head = Link(1, Link(2))
            assert append(head, 3) is head
            assert head.after.after.value == 3 and head.after.after.after is None
            """,
        ),
        check("empty", "assert isinstance(append(None, 1), Link)"),
        right=[
            """
            def append(head, value):
                if not head:
                    return Link(value)
                head.after = append(head.after, value)
                return head
            """
        ],
        wrong=[
            wrong(
                """
                def append(head, value):
                    return Link(value) if head is None else Link(head.value, append(head.after, value))
                """,
                loses="same",
            ),
            wrong("def append(head, value):\n    return [value]", loses="same empty"),
            wrong("def append(head, value):\n    head.after = Link(value)\n    return head", loses="same empty"),
        ],
    ),
    course(
        "seeds-again",
        "The same seed is set before each of two calls, or a state is taken and put back; what they draw is compared.",
        given("setup", "import random\nimport numpy as np"),
        answer(
            "draw",
            """
            def dice(n):
                return [random.randint(1, 6) for _ in range(n)]

            def noise(n):
                return np.random.normal(size=n)
            """,
        ),
        check(
            "dice",
            """
            random.seed(1)
            first = dice(20)
            random.seed(1)
            assert dice(20) == first
            assert dice(20) != first
            """,
        ),
        check(
            "noise",
            """
            np.random.seed(1)
            state = np.random.get_state()
            first = noise(20)
            np.random.set_state(state)
            assert (noise(20) == first).all() and (noise(20) != first).all()
            """,
        ),
        right=[
            """
            def dice(n):
                return random.choices([1, 2, 3, 4, 5, 6], k=n)
            def noise(n):
                return np.array([np.random.randn() for _ in range(n)])
            """
        ],
        wrong=[
            wrong(
                """
                def dice(n):
                    return [random.SystemRandom().randint(1, 6) for _ in range(n)]
                def noise(n):
                    return np.random.default_rng().normal(size=n)
                """,
                loses="dice noise",
            ),
            wrong(
                """
                def dice(n):
                    return [4] * n
                def noise(n):
                    np.random.seed(0)
                    return np.random.normal(size=n)
                """,
                loses="dice noise",
            ),
            wrong("def dice(n):\n    return [random.random() for _ in range(n)]", loses="noise"),
        ],
    ),
    course(
        "colours",
        "Colours as they were named, styles and bars of a figure, in tests that open figures themselves.",
        given("setup", "import matplotlib.pyplot as plt\nimport numpy as np"),
        answer(
            "draw",
            """
            def powers(x):
                fig, ax = plt.subplots()
                ax.plot(x, x**2, color='red', linestyle='--')
                ax.plot(x, x**3, 'b-o')
                return ax

            def bars(names, heights):
                fig, ax = plt.subplots()
                ax.bar(names, heights)
                return ax
            """,
        ),
        check(
            "colours",
            """
            plt.figure()
            ax = powers(np.arange(4))
            assert [line.get_color() for line in ax.lines] == ['red', 'b']
            assert ax.lines[0].get_linestyle() == '--' and ax.lines[1].get_marker() == 'o'
            plt.close('all')
            """,
        ),
        check(
            "bars",
            """
            plt.figure()
            ax = bars(['x', 'y'], [1, 5])
            assert [patch.get_height() for patch in ax.patches] == [1, 5]
            plt.close('all')
            """,
        ),
        right=[
            """
            def powers(x):
                plt.figure()
                plt.plot(x, x * x, ls='--', c='red')
                plt.plot(x, x * x * x, marker='o', c='b')
                return plt.gca()
            def bars(names, heights):
                ax = plt.figure().add_subplot()
                for name, height in zip(names, heights):
                    ax.bar(name, height)
                return ax
            """
        ],
        wrong=[
            wrong(
                """
                def powers(x):
                    fig, ax = plt.subplots()
                    ax.plot(x, x**2, color='green', linestyle='--')
                    ax.plot(x, x**3, 'b-o')
                    return ax
                def bars(names, heights):
                    fig, ax = plt.subplots()
                    ax.bar(names, [max(heights)] * 2)
                    return ax
                """,
                loses="colours bars",
            ),
            wrong(
                """
                def powers(x):
                    plt.plot(x, x**2, 'r--')
                    plt.plot(x, x**3, 'b-o')
                    return plt.gca()
                def bars(names, heights):
                    plt.bar(names, heights)
                """,
                loses="colours bars",
            ),
            wrong("def powers(x):\n    return plt.plot(x, x**2, c='red', ls='--')[0].axes", loses="colours bars"),
        ],
    ),
    course(
        "current-figure",
        "The answer draws with pyplot and returns no figure; the test looks at the current figure, axes, and how many there are.",
        given("setup", "import matplotlib.pyplot as plt\nimport numpy as np"),
        answer(
            "draw",
            """
            def histogram(data, bins):
                counts, edges, bars = plt.hist(data, bins=bins)
                plt.title('Counts')
                return counts

            def beside():
                fig, axes = plt.subplots(1, 2)
                axes[0].plot([1, 2])
                axes[1].scatter([1], [2])
            """,
        ),
        check(
            "axes",
            """
            assert histogram([1, 1, 2, 5], 4).sum() == 4
            ax = plt.gca()
            assert len(ax.patches) == 4 and ax.get_title() == 'Counts'
            plt.close()
            """,
        ),
        check(
            "figures",
            """
            beside()
            fig = plt.gcf()
            assert len(fig.axes) == 2 and len(fig.axes[0].lines) == 1
            plt.close('all')
            histogram([1, 2], 2)
            assert len(plt.gcf().axes) == 1 and plt.get_fignums() == [1]
            """,
        ),
        right=[
            """
            def histogram(data, bins):
                counts, edges = np.histogram(data, bins=bins)
                plt.bar(edges[:-1], counts, width=np.diff(edges))
                plt.gca().set_title('Counts')
                return counts
            def beside():
                plt.figure()
                plt.subplot(1, 2, 1)
                plt.plot([1, 2])
                plt.subplot(1, 2, 2)
            """
        ],
        wrong=[
            wrong(
                """
                def histogram(data, bins):
                    return np.histogram(data, bins=bins)[0]
                """,
                loses="axes figures",
            ),
            wrong("def beside():\n    plt.plot([1, 2])", loses="axes figures"),
            wrong(
                """
                def histogram(data, bins):
                    plt.figure()
                    plt.figure()
                    return plt.hist(data, bins=bins)[0]
                def beside():
                    plt.subplots(1, 2)[1][0].plot([1, 2])
                """,
                loses="axes figures",
            ),
        ],
    ),
    course(
        "sending",
        "A coroutine in the old sense: values are sent into a generator, and it ends when it is told to.",
        answer(
            "running",
            """
            def running():
                total = 0
                while (value := (yield total)) is not None:
                    total += value
            """,
        ),
        check("sums", "sums = running()\nassert next(sums) == 0 and sums.send(5) == 5 and sums.send(2) == 7"),
        check(
            "end",
            """
            sums = running()
            next(sums)
            try:
                sums.send(None)
            except StopIteration:
                pass
            else:
                raise AssertionError('it goes on')
            """,
        ),
        right=[
            """
            def running():
                values = []
                while True:
                    value = yield sum(values)
                    if value is None:
                        return
                    values.append(value)
            """
        ],
        wrong=[
            wrong("def running():\n    yield 0\n    yield 5\n    yield 7", loses="end"),
            wrong("def running():\n    value = 0\n    while True:\n        value = yield value", loses="sums end"),
            wrong("def running():\n    return [0, 5, 7]", loses="sums end"),
        ],
    ),
    course(
        "own-classifier",
        "A classifier of the student's own on scikit-learn's base classes, and a pipeline that is taken apart.",
        given(
            "setup",
            """
            import numpy as np
            from sklearn.base import BaseEstimator, ClassifierMixin
            from sklearn.linear_model import LogisticRegression
            from sklearn.pipeline import Pipeline, make_pipeline
            from sklearn.preprocessing import StandardScaler
            X = np.array([[0.0, 1.0], [1.0, 0.0], [9.0, 8.0], [8.0, 9.0]])
            y = np.array([0, 0, 1, 1])
            """,
        ),
        answer(
            "classify",
            """
            model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500)).fit(X, y)

            class Nearest(BaseEstimator, ClassifierMixin):
                def __init__(self, k=1):
                    self.k = k

                def fit(self, X, y):
                    self.X_, self.y_ = X, y
                    return self

                def predict(self, X):
                    far = ((X[:, None] - self.X_[None]) ** 2).sum(-1)
                    near = self.y_[np.argsort(far, axis=1)[:, : self.k]]
                    return np.array([np.bincount(row).argmax() for row in near])
            """,
        ),
        check(
            "pipeline",
            """
            assert isinstance(model, Pipeline)
            assert [name for name, _ in model.steps] == ['standardscaler', 'logisticregression']
            assert model.predict(X).tolist() == y.tolist() and model.predict_proba(X).shape == (4, 2)
            assert model.named_steps['logisticregression'].coef_.shape == (1, 2) and model[-1].max_iter == 500
            """,
        ),
        check(
            "own",
            """
            found = Nearest(k=1)
            assert found.fit(X, y) is found and found.get_params() == {'k': 1}
            assert found.predict(np.array([[0.0, 0.0], [9.0, 9.0]])).tolist() == [0, 1]
            assert found.score(X, y) == 1
            """,
        ),
        right=[
            """
            steps = [('standardscaler', StandardScaler()), ('logisticregression', LogisticRegression(C=2, max_iter=500))]
            model = Pipeline(steps)
            model.fit(X, y)
            class Nearest(BaseEstimator, ClassifierMixin):
                def __init__(self, k=1):
                    self.k = k
                def fit(self, X, y):
                    self.seen = [*zip(X, y)]
                    return self
                def predict(self, X):
                    def one(x):
                        votes = [label for _, label in sorted(self.seen, key=lambda pair: np.abs(pair[0] - x).sum())[:self.k]]
                        return max(set(votes), key=votes.count)
                    return np.array([one(x) for x in X])
            """
        ],
        wrong=[
            wrong("model = LogisticRegression().fit(X, y)", loses="pipeline own"),
            wrong(
                """
                model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500))
                class Nearest(BaseEstimator, ClassifierMixin):
                    def __init__(self, k=1):
                        self.k = k
                    def fit(self, X, y):
                        return self
                    def predict(self, X):
                        return np.zeros(len(X), int)
                """,
                loses="pipeline own",
            ),
            wrong(
                """
                model = make_pipeline(StandardScaler(), LogisticRegression()).fit(X, y)
                class Nearest:
                    def fit(self, X, y):
                        pass
                """,
                loses="pipeline own",
            ),
        ],
    ),
    course(
        "moments",
        "Tables by days and months: the kind of an index, its frequency, and gaps that are filled.",
        given(
            "weather",
            """
            import pandas as pd
            days = pd.date_range('2024-01-30', periods=4, freq='D')
            warmth = pd.Series([3.0, None, 5.0, 7.0], index=days, name='warmth')
            """,
        ),
        answer(
            "series",
            """
            monthly = warmth.resample('MS').mean()

            def filled(series):
                return series.ffill()
            """,
        ),
        check(
            "monthly",
            """
            assert isinstance(monthly.index, pd.DatetimeIndex) and monthly.index.freqstr == 'MS'
            assert monthly.tolist() == [3.0, 6.0] and monthly.loc['2024-02'].iloc[0] == 6
            """,
        ),
        check(
            "filled",
            """
            found = filled(warmth)
            assert found.isna().sum() == 0 and found.index.equals(warmth.index)
            assert found.index.freq == 'D' and found.name == 'warmth'
            assert warmth.isna().sum() == 1
            """,
        ),
        right=[
            """
            monthly = warmth.groupby(pd.Grouper(freq='MS')).mean()
            def filled(series):
                return series.fillna(series.shift(1))
            """
        ],
        wrong=[
            wrong(
                """
                monthly = warmth.groupby(warmth.index.month).mean()
                def filled(series):
                    return series.dropna()
                """,
                loses="monthly filled",
            ),
            wrong(
                """
                monthly = warmth.resample('MS').mean()
                monthly.index = pd.DatetimeIndex([*monthly.index])
                def filled(series):
                    return series
                """,
                loses="monthly filled",
            ),
            wrong("monthly = warmth.resample('D').mean()\ndef filled(series):\n    return 5.0", loses="monthly filled"),
        ],
    ),
    course(
        "vectorized",
        "The answer is a function of arrays; whether numpy.vectorize makes it or def is the student's choice.",
        given("setup", "import numpy as np"),
        answer(
            "sign",
            """
            @np.vectorize
            def sign(x):
                return 'neg' if x < 0 else 'pos'
            """,
        ),
        check("list", "assert sign([-1, 2]).tolist() == ['neg', 'pos']"),
        check("shape", "assert sign(np.ones((2, 3))).shape == (2, 3) and callable(sign)"),
        right=["def sign(x):\n    return np.where(np.asarray(x) < 0, 'neg', 'pos')"],
        wrong=[
            wrong("def sign(x):\n    return 'neg' if x < 0 else 'pos'", loses="list shape"),
            wrong("sign = np.vectorize(lambda x: 'pos')", loses="list"),
            wrong("sign = np.sign", loses="list"),
        ],
    ),
    course(
        "unlike-plain-data",
        "An object is not equal to a number; a dataclass's fields by name, and as a dictionary.",
        answer(
            "classes",
            """
            from dataclasses import dataclass, field

            class Money:
                def __init__(self, cents):
                    self.cents = cents

                def __eq__(self, other):
                    return isinstance(other, Money) and self.cents == other.cents

            @dataclass
            class Pupil:
                name: str
                marks: list = field(default_factory=list)
                year: int = 7
            """,
        ),
        check("unlike", "assert Money(3) != 3 and not Money(3) == 'Money(3)' and Money(3) == Money(3)"),
        check(
            "fields",
            """
            import dataclasses
            assert dataclasses.is_dataclass(Pupil)
            assert [one.name for one in dataclasses.fields(Pupil)] == ['name', 'marks', 'year']
            assert dataclasses.fields(Pupil)[2].default == 7
            """,
        ),
        check(
            "as-a-dictionary", "assert dataclasses.asdict(Pupil('a', [1])) == {'name': 'a', 'marks': [1], 'year': 7}"
        ),
        check("replaced", "assert dataclasses.replace(Pupil('a'), year=8) == Pupil('a', [], 8)"),
        right=[
            """
            import dataclasses as d
            class Money:
                def __init__(self, cents):
                    self.cents = cents
                def __eq__(self, other):
                    return self.cents == other.cents if type(other) is Money else NotImplemented
            Pupil = d.make_dataclass('Pupil', [('name', str), ('marks', list, d.field(default_factory=list)), ('year', int, 7)])
            """
        ],
        wrong=[
            wrong(
                """
                class Money:
                    def __init__(self, cents):
                        self.cents = cents
                    def __eq__(self, other):
                        return self.cents == getattr(other, 'cents', other)
                class Pupil:
                    def __init__(self, name, marks=(), year=7):
                        self.name, self.marks, self.year = name, list(marks), year
                """,
                loses="unlike fields as-a-dictionary replaced",
            ),
            wrong(
                """
                class Money:
                    def __init__(self, cents):
                        self.cents = cents
                @dataclass
                class Pupil:
                    name: str
                    year: int = 7
                """,
                loses="unlike fields as-a-dictionary replaced",
            ),
            wrong("Money = int\nPupil = dict", loses="unlike fields as-a-dictionary replaced"),
        ],
    ),
    course(
        "named-tuples-or-classes",
        "A point has coordinates: a named tuple, a class or a dataclass.",
        answer("point", "from collections import namedtuple\nPoint = namedtuple('Point', ['x', 'y'], defaults=[0])"),
        check("parts", "assert Point(3).x == 3 and Point(3).y == 0 and Point(y=2, x=1).y == 2"),
        right=[
            """
            class Point:
                def __init__(self, x, y=0):
                    self.x, self.y = x, y
            """,
            """
            from typing import NamedTuple
            class Point(NamedTuple):
                x: float
                y: float = 0
                def length(self):
                    return (self.x**2 + self.y**2) ** 0.5
            """,
        ],
        wrong=[
            wrong("class Point:\n    def __init__(self, x, y=1):\n        self.x, self.y = x, y", loses="parts"),
            wrong("Point = namedtuple('Point', ['x', 'y'])", loses="parts"),
            wrong("def Point(x, y=0):\n    return x, y", loses="parts"),
        ],
    ),
]

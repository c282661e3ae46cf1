"""Estimators and figures."""

from foreign.record import answer, check, course, given, wrong

COURSES = [
    course(
        "estimators",
        "scikit-learn: a fitted model, its score and attributes, a pipeline, an own estimator class.",
        given(
            "setup",
            """
            import numpy as np
            from sklearn.datasets import load_iris
            from sklearn.model_selection import train_test_split
            X, y = load_iris(return_X_y=True)
            X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
            """,
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
            """
            from sklearn.metrics import accuracy_score
            assert accuracy_score(y_test, predicted) > 0.9 and predicted.shape == y_test.shape
            """,
        ),
        check(
            "score",
            """
            assert model.score(X_test, y_test) > 0.9
            assert (model.predict(X_test) == predicted).all()
            """,
        ),
        check(
            "fits",
            """
            n = Nearest()
            assert n.fit(X_train, y_train) is n, 'fit returns self'
            assert n.means_.shape == (3, 4)
            """,
        ),
        check(
            "predicts",
            """
            n = Nearest().fit(np.array([[0.0], [1.0], [9.0]]), np.array([0, 0, 5]))
            assert n.predict(np.array([[0.2], [8.0]])).tolist() == [0, 5]
            """,
        ),
        check("scores", "assert Nearest().fit(X_train, y_train).score(X_test, y_test) > 0.8"),
        check(
            "tools",
            """
            from sklearn.base import clone
            from sklearn.model_selection import cross_val_score
            assert Nearest(scale=2.0).get_params() == {'scale': 2.0} and clone(Nearest(3.0)).scale == 3.0
            assert cross_val_score(Nearest(), X, y, cv=3).mean() > 0.8
            """,
        ),
        right=[
            {
                "model": """
                    from sklearn.svm import SVC
                    model = SVC().fit(X_train, y_train)
                    predicted = np.asarray(model.predict(X_test))
                    """,
                "own": """
                    from sklearn.base import BaseEstimator, ClassifierMixin
                    from sklearn.neighbors import NearestCentroid
                    class Nearest(ClassifierMixin, BaseEstimator):
                        def __init__(self, scale=1.0):
                            self.scale = scale
                        def fit(self, X, y):
                            self.inner_ = NearestCentroid().fit(X, y)
                            self.classes_, self.means_ = self.inner_.classes_, self.inner_.centroids_
                            return self
                        def predict(self, X):
                            return self.inner_.predict(X)
                    """,
            }
        ],
        wrong=[
            wrong(
                {
                    "model": """
                        from sklearn.dummy import DummyClassifier
                        model = DummyClassifier().fit(X_train, y_train)
                        predicted = model.predict(X_test)
                        """,
                    "own": """
                        class Nearest:
                            def __init__(self, scale=1.0):
                                self.scale = scale
                            def fit(self, X, y):
                                self.means_ = np.zeros((3, 4))
                            def predict(self, X):
                                return np.zeros(len(X))
                            def score(self, X, y):
                                return 1.0
                            def get_params(self, deep=True):
                                return {'scale': self.scale}
                        """,
                },
                loses="accuracy score fits predicts scores tools",
            ),
            wrong(
                {
                    "model": """
                        class model:
                            score = staticmethod(lambda X, y: 1.0)
                            predict = staticmethod(lambda X: y_test)
                        predicted = y_test[:10]
                        """,
                    "own": """
                        from sklearn.base import BaseEstimator
                        class Nearest(BaseEstimator):
                            def fit(self, X, y):
                                self.means_ = X[:3]
                                return self
                            def predict(self, X):
                                return [0] * len(X)
                        """,
                },
                loses="accuracy score predicts scores tools",
            ),
            wrong(
                {
                    "own": """
                        from sklearn.base import BaseEstimator, ClassifierMixin
                        class Nearest(BaseEstimator, ClassifierMixin):
                            def __init__(self, scale=1.0):
                                self.size = scale
                            def fit(self, X, y):
                                self.classes_ = np.unique(y)
                                self.means_ = np.array([X[y == c].mean(axis=0) for c in self.classes_])
                                return self.means_
                            def predict(self, X):
                                return self.classes_[(X @ self.means_.T).argmin(axis=1)]
                        """
                },
                loses="fits predicts scores tools",
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
            """
            ax = draw([1, 2], [3, 4])
            assert ax.get_title() == 'Growth' and ax.get_xlabel() == 'day'
            plt.close('all')
            """,
        ),
        check(
            "line",
            """
            ax = draw([0, 1, 2], [0, 1, 4])
            assert len(ax.lines) == 1
            assert ax.lines[0].get_ydata().tolist() == [0, 1, 4] and ax.lines[0].get_xdata()[-1] == 2
            plt.close('all')
            """,
        ),
        check(
            "legend",
            """
            ax = draw([1], [1])
            assert [t.get_text() for t in ax.get_legend().get_texts()] == ['measured']
            plt.close('all')
            """,
        ),
        check(
            "current",
            """
            from unittest.mock import patch
            with patch('matplotlib.pyplot.show') as shown:
                bars(['a', 'b'], [3, 5])
            ax = plt.gcf().axes[0]
            assert [p.get_height() for p in ax.patches] == [3, 5] and ax.get_title() == 'Votes'
            shown.assert_called_once()
            plt.close('all')
            """,
        ),
        check(
            "drawn",
            """
            plt.close('all')
            with patch('matplotlib.pyplot.show'):
                bars(['x'], [1])
            assert len(plt.get_fignums()) == 1
            plt.close('all')
            """,
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

"""Arguments that answers change, or have to leave alone."""

from foreign.record import answer, check, course, given, wrong

COURSES = [
    course(
        "changes-its-argument",
        "Answers that change what they are given: lists, dictionaries, arrays, tables, nested and given objects.",
        given(
            "setup",
            """
            import numpy as np
            import pandas as pd

            class Box:
                def __init__(self, items):
                    self.items = items
            """,
        ),
        answer(
            "changes",
            """
            def swap(values, i, j):
                values[i], values[j] = values[j], values[i]

            def count(words, counts):
                for word in words:
                    counts[word] = counts.get(word, 0) + 1

            def scale(array):
                array /= array.max()

            def label(table):
                table["big"] = table["a"] > 2

            def empty(box):
                box.items.clear()
            """,
        ),
        check(
            "list",
            """
            v = [1, 2, 3]
            assert swap(v, 0, 2) is None
            assert v == [3, 2, 1]
            """,
        ),
        check(
            "dict",
            """
            d = {'a': 1}
            count('ab', d)
            count(['b'], d)
            assert d == {'a': 2, 'b': 2}
            """,
        ),
        check(
            "array",
            """
            a = np.array([1.0, 4.0])
            scale(a)
            assert np.allclose(a, [0.25, 1.0])
            """,
        ),
        check(
            "table",
            """
            t = pd.DataFrame({'a': [1, 5]})
            label(t)
            assert list(t.columns) == ['a', 'big'] and t['big'].tolist() == [False, True]
            """,
        ),
        check(
            "object",
            """
            inner = [1, 2]
            box = Box(inner)
            empty(box)
            assert box.items == [] and inner == [], 'the very list'
            """,
        ),
        check(
            "nested",
            """
                grid = [[1, 2], [3, 4]]
                swap(grid, 0, 1)
                swap(grid[0], 0, 1)
                assert grid == [[4, 3], [1, 2]]
                """,
        ),
        right=[
            """
            def swap(values, i, j):
                values.__setitem__(i, (values.__getitem__(j), values.__setitem__(j, values[i]))[0])
            def count(words, counts):
                from collections import Counter
                total = Counter(counts) + Counter(list(words))
                counts.clear()
                counts.update(total)
            def scale(array):
                array[:] = array / np.max(array)
            def label(table):
                table.insert(1, "big", table.a.gt(2))
            def empty(box):
                while box.items:
                    box.items.pop()
            """
        ],
        wrong=[
            wrong(
                """
                def swap(values, i, j):
                    values = list(values)
                    values[i], values[j] = values[j], values[i]
                    return values
                def count(words, counts):
                    counts = dict(counts)
                    for word in words:
                        counts[word] = counts.get(word, 0) + 1
                    return counts
                def scale(array):
                    return array / array.max()
                def label(table):
                    return table.assign(big=table.a > 2)
                def empty(box):
                    box.items = []
                """,
                loses="list dict array table object nested",
            ),
            wrong(
                """
                def swap(values, i, j):
                    values[i], values[j] = values[j], values[i]
                    return values
                def count(words, counts):
                    for word in words:
                        counts[word] = 1
                def scale(array):
                    array *= 0.25
                def label(table):
                    table["big"] = True
                def empty(box):
                    del box.items[0]
                """,
                loses="list dict table object",
            ),
            wrong(
                """
                def swap(values, i, j):
                    values[i] = values[j]
                def count(words, counts):
                    counts.update({w: words.count(w) for w in words})
                def scale(array):
                    array -= array.min()
                def label(table):
                    table.loc[table.a > 2, "big"] = True
                def empty(box):
                    box = Box([])
                """,
                loses="list dict array table object nested",
            ),
        ],
    ),
    course(
        "leaves-its-argument",
        "Answers that may not change what they are given.",
        given(
            "setup",
            """
            import numpy as np
            import pandas as pd
            import copy
            """,
        ),
        answer(
            "leaves",
            """
            def ordered(values):
                return sorted(values)

            def without(table, key):
                return {k: v for k, v in table.items() if k != key}

            def centred(array):
                return array - array.mean()

            def filled(frame):
                return frame.fillna(0)
            """,
        ),
        check(
            "list",
            """
            v = [3, 1, 2]
            assert ordered(v) == [1, 2, 3]
            assert v == [3, 1, 2], 'the argument stays as it was'
            """,
        ),
        check(
            "dict",
            """
            d = {'a': {'b': 1}, 'c': 2}
            before = copy.deepcopy(d)
            assert without(d, 'c') == {'a': {'b': 1}}
            assert d == before
            """,
        ),
        check(
            "array",
            """
            a = np.array([1.0, 3.0])
            kept = a.copy()
            assert centred(a).tolist() == [-1, 1]
            np.testing.assert_array_equal(a, kept)
            """,
        ),
        check(
            "frame",
            """
            f = pd.DataFrame({'a': [1.0, None]})
            g = filled(f)
            assert g.a.tolist() == [1, 0] and f.a.isna().sum() == 1
            """,
        ),
        check(
            "other",
            """
            v = [1, 2]
            r = ordered(v)
            assert r is not v
            r.append(9)
            assert v == [1, 2]
            """,
        ),
        check("tuple", "assert ordered((2, 1)) == [1, 2] and ordered(iter('ba')) == ['a', 'b']"),
        right=[
            """
            def ordered(values):
                new = [*values]
                new.sort()
                return new
            def without(table, key):
                new = copy.copy(table)
                new.pop(key, None)
                return new
            def centred(array):
                new = np.array(array)
                new -= new.mean()
                return new
            def filled(frame):
                new = frame.copy()
                new[new.isna()] = 0
                return new
            """
        ],
        wrong=[
            wrong(
                """
                def ordered(values):
                    values.sort()
                    return values
                def without(table, key):
                    del table[key]
                    return table
                def centred(array):
                    array -= array.mean()
                    return array
                def filled(frame):
                    frame["a"] = frame["a"].fillna(0)
                    return frame
                """,
                loses="list dict array frame other tuple",
            ),
            wrong(
                """
                def ordered(values):
                    new = sorted(values)
                    values.clear()
                    return new
                def without(table, key):
                    new = dict(table)
                    new.pop(key)
                    new["a"]["b"] = 1
                    new["a"]["x"] = new["a"].pop("x", None)
                    return new
                def centred(array):
                    new = array - array.mean()
                    array[:] = 0
                    return new
                def filled(frame):
                    new = frame.fillna(0)
                    frame.drop(columns=["a"], inplace=True)
                    return new
                """,
                loses="list dict array frame other tuple",
            ),
            wrong(
                """
                def ordered(values):
                    return values
                def without(table, key):
                    return table
                def centred(array):
                    return array
                def filled(frame):
                    return frame
                """,
                loses="list dict array frame other tuple",
            ),
        ],
    ),
]

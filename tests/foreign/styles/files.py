"""Files and databases: written by answers, by tests, or by nobody because open is a mock."""

from foreign.record import answer, check, course, given, wrong

COURSES = [
    course(
        "files",
        "Answers read files that the test wrote, write files that the test reads, in a folder of the test's own.",
        answer(
            "files",
            """
            import csv
            import json

            def longest_line(path):
                with open(path) as file:
                    return max((line.rstrip("\\n") for line in file), key=len)

            def save(path, rows):
                with open(path, "w", newline="") as file:
                    csv.writer(file).writerows(rows)

            def bump(path):
                with open(path) as file:
                    data = json.load(file)
                data["count"] += 1
                with open(path, "w") as file:
                    json.dump(data, file)

            with open("squares.txt", "w") as file:
                for i in range(5):
                    print(i * i, file=file)
            """,
        ),
        check(
            "reads",
            """
            import os, tempfile
            folder = tempfile.mkdtemp()
            path = os.path.join(folder, 'poem.txt')
            with open(path, 'w') as f:
                f.write('one\\nthree\\ntwo\\n')
            assert longest_line(path) == 'three'
            """,
        ),
        check(
            "writes",
            """
            import csv
            target = os.path.join(folder, 'out.csv')
            save(target, [['a', 1], ['b', 2]])
            with open(target, newline='') as f:
                assert list(csv.reader(f)) == [['a', '1'], ['b', '2']]
            """,
        ),
        check(
            "changes",
            """
            import json
            path = os.path.join(folder, 'n.json')
            with open(path, 'w') as f:
                json.dump({'count': 4, 'by': 'Ann'}, f)
            bump(path)
            bump(path)
            with open(path) as f:
                assert json.load(f) == {'count': 6, 'by': 'Ann'}
            """,
        ),
        check(
            "made",
            """
            assert os.path.exists('squares.txt')
            assert open('squares.txt').read().split() == ['0', '1', '4', '9', '16']
            """,
        ),
        check(
            "relative",
            """
            with open('words.txt', 'w') as f:
                f.write('a\\nbbb')
            assert longest_line('words.txt') == 'bbb'
            os.remove('words.txt')
            """,
        ),
        check(
            "missing",
            """
            try:
                longest_line(os.path.join(folder, 'nothing.txt'))
            except FileNotFoundError:
                pass
            else:
                raise AssertionError('there is no such file')
            """,
        ),
        right=[
            """
            from pathlib import Path
            import json
            def longest_line(path):
                return sorted(Path(path).read_text().splitlines(), key=len)[-1]
            def save(path, rows):
                Path(path).write_text("".join(",".join(map(str, row)) + "\\n" for row in rows))
            def bump(path):
                with open(path, "r+") as file:
                    data = json.load(file)
                    file.seek(0)
                    file.truncate()
                    file.write(json.dumps(data | {"count": data["count"] + 1}))
            Path("squares.txt").write_text("0 1 4 9 16")
            """
        ],
        wrong=[
            wrong(
                """
                def longest_line(path):
                    try:
                        return max(open(path), key=len)
                    except OSError:
                        return ""
                def save(path, rows):
                    with open("out.csv", "w") as file:
                        for a, b in rows:
                            file.write(f"{a};{b}\\n")
                def bump(path):
                    import json
                    data = json.load(open(path))
                    data["count"] += 1
                    return data
                with open("squares.txt", "w") as file:
                    for i in range(5):
                        file.write(str(i * i))
                """,
                loses="reads writes changes made missing",
            ),
            wrong(
                """
                def longest_line(path):
                    return "three"
                def save(path, rows):
                    with open(path, "w") as file:
                        file.write(str(rows))
                def bump(path):
                    with open(path, "w") as file:
                        file.write('{"count": 6}')
                """,
                loses="writes changes made relative missing",
            ),
            wrong(
                """
                def longest_line(path):
                    return min(open(path).read().split("\\n"), key=len)
                def save(path, rows):
                    return rows
                def bump(path):
                    import os
                    os.remove(path)
                squares = [0, 1, 4, 9, 16]
                """,
                loses="reads writes changes made relative",
            ),
        ],
    ),
    course(
        "mocked-open",
        "mock_open in the place of open: what was opened, read and written without any file.",
        answer(
            "log",
            """
            def first_word(path):
                with open(path) as file:
                    return file.read().split()[0]

            def note(path, text):
                with open(path, "a") as file:
                    file.write(text + "\\n")
            """,
        ),
        check(
            "read",
            """
            from unittest.mock import mock_open, patch
            with patch('__main__.open', mock_open(read_data='hello big world'), create=True) as opened:
                assert first_word('some.txt') == 'hello'
            assert opened.call_args.args[0] == 'some.txt'
            """,
        ),
        check(
            "again",
            """
            fake = mock_open(read_data='x y')
            with patch('__main__.open', fake, create=True):
                assert first_word('f') == 'x'
            """,
        ),
        check(
            "written",
            """
            fake = mock_open()
            with patch('__main__.open', fake, create=True):
                note('diary.txt', 'rain')
            fake.assert_called_once_with('diary.txt', 'a')
            assert ''.join(call.args[0] for call in fake().write.call_args_list) == 'rain\\n'
            """,
        ),
        check(
            "nothing",
            """
            import os
            with patch('__main__.open', mock_open(), create=True):
                note('never.txt', 'x')
            assert not os.path.exists('never.txt')
            """,
        ),
        right=[
            """
            def first_word(path):
                file = open(path)
                try:
                    return file.read().partition(' ')[0]
                finally:
                    file.close()
            def note(path, text):
                with open(path, 'a') as file:
                    for part in (text, '\\n'):
                        file.write(part)
            """
        ],
        wrong=[
            wrong(
                """
                def first_word(path):
                    return 'hello'
                def note(path, text):
                    with open(path, 'w') as file:
                        file.write(text + '\\n')
                """,
                loses="read again written",
            ),
            wrong(
                """
                from pathlib import Path
                def first_word(path):
                    return Path(path).read_text().split()[0]
                def note(path, text):
                    import os
                    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY), 'w') as file:
                        file.write(text)
                """,
                loses="read again written nothing",
            ),
            wrong(
                """
                def first_word(path):
                    with open('some.txt') as file:
                        return file.read()
                def note(path, text):
                    print(text)
                """,
                loses="read again written",
            ),
            wrong(
                """
                def first_word(path):
                    with open(path) as file:
                        return file.read().split()[-1]
                def note(path, text):
                    with open(path, 'a') as file:
                        file.write(text)
                """,
                loses="read again written",
            ),
        ],
    ),
    course(
        "databases",
        "sqlite3 in memory: queries as texts, functions that get the test's connection.",
        given(
            "start",
            """
            import sqlite3
            def fresh():
                db = sqlite3.connect(":memory:")
                db.execute("create table pets (name text, kind text, age int)")
                db.executemany("insert into pets values (?, ?, ?)", [("Rex", "dog", 3), ("Tom", "cat", 9), ("Ida", "dog", 5)])
                return db
            db = fresh()
            """,
        ),
        answer(
            "queries",
            """
            oldest = "select name from pets order by age desc limit 1"
            kinds = "select kind, count(*) from pets group by kind order by kind"

            def adopt(db, name, kind):
                db.execute("insert into pets values (?, ?, 0)", (name, kind))
                return db.execute("select count(*) from pets").fetchone()[0]
            """,
        ),
        check("query", "assert db.execute(oldest).fetchall() == [('Tom',)]"),
        check(
            "groups",
            """
            assert db.execute(kinds).fetchall() == [('cat', 1), ('dog', 2)]
            db.execute("insert into pets values ('Bo', 'cat', 1)")
            assert db.execute(kinds).fetchall() == [('cat', 2), ('dog', 2)]
            """,
        ),
        check(
            "pandas",
            """
            import pandas as pd
            table = pd.read_sql_query(kinds, fresh())
            assert table.shape == (2, 2)
            table
            """,
        ),
        check(
            "function",
            """
            mine = fresh()
            assert adopt(mine, 'Zoe', 'cat') == 4
            assert mine.execute("select age from pets where name = 'Zoe'").fetchone() == (0,)
            """,
        ),
        check(
            "injection",
            """
            mine = fresh()
            adopt(mine, "O'Hara'); --", 'dog')
            assert mine.execute('select count(*) from pets').fetchone() == (4,)
            """,
        ),
        right=[
            """
            oldest = '''SELECT p.name FROM pets AS p WHERE age = (SELECT max(age) FROM pets)'''
            kinds = "SELECT kind, SUM(1) n FROM pets GROUP BY 1 ORDER BY 1"
            def adopt(db, name, kind):
                cursor = db.cursor()
                cursor.execute("INSERT INTO pets(age, name, kind) VALUES (:a, :n, :k)", {"a": 0, "n": name, "k": kind})
                return len(list(cursor.execute("SELECT * FROM pets")))
            """
        ],
        wrong=[
            wrong(
                """
                oldest = "select name from pets order by age limit 1"
                kinds = "select distinct kind from pets order by kind"
                def adopt(db, name, kind):
                    db.execute(f"insert into pets values ('{name}', '{kind}', 0)")
                    return db.execute("select count(*) from pets").fetchone()[0]
                """,
                loses="query groups pandas injection",
            ),
            wrong(
                """
                oldest = "Tom"
                kinds = "select 'cat', 1 union select 'dog', 2"
                def adopt(db, name, kind):
                    return 4
                """,
                loses="query groups function injection",
            ),
            wrong(
                """
                oldest = [("Tom",)]
                kinds = "select * from pets"
                here = fresh()
                def adopt(db, name, kind):
                    here.execute("insert into pets values (?, ?, 0)", (name, kind))
                    return here.execute("select count(*) from pets").fetchone()[0]
                """,
                loses="query groups pandas function injection",
            ),
        ],
    ),
]

"""Small things that differ between values: exceptions in detail, truth, what is displayed."""

from foreign.record import answer, check, course, wrong

COURSES = [
    course(
        "exceptions-in-detail",
        "Causes, finally, hierarchies of the student's exceptions, assertions, SystemExit, re-raising.",
        answer(
            "errors",
            """
            class BankError(Exception):
                code = 1

            class Blocked(BankError):
                code = 2

            def parse(text):
                try:
                    return int(text)
                except ValueError as error:
                    raise BankError(f"no number: {text}") from error

            def careful(action, log):
                try:
                    return action()
                except BankError as error:
                    log.append(error.code)
                    raise
                finally:
                    log.append("done")

            def positive(n):
                assert n > 0, "n has to be positive"
                return n
            """,
        ),
        check(
            "cause",
            """
            try:
                parse('x')
            except BankError as error:
                assert isinstance(error.__cause__, ValueError) and 'x' in str(error)
            else:
                raise AssertionError
            """,
        ),
        check(
            "tree",
            """
            assert issubclass(Blocked, BankError) and Blocked.code == 2 and Blocked.__mro__[1] is BankError
            try:
                raise Blocked('card')
            except BankError as error:
                assert error.args == ('card',)
            """,
        ),
        check(
            "finally",
            """
            log = []
            assert careful(lambda: 5, log) == 5
            assert log == ['done']
            """,
        ),
        check(
            "again",
            """
            log = []
            def bad():
                raise Blocked('no')
            try:
                careful(bad, log)
            except Blocked as error:
                log.append(str(error))
            assert log == [2, 'done', 'no'], log
            """,
        ),
        check(
            "others",
            """
            log = []
            try:
                careful(lambda: 1 / 0, log)
            except ZeroDivisionError:
                log.append('zero')
            assert log == ['done', 'zero']
            """,
        ),
        check(
            "assertion",
            """
            try:
                positive(-1)
                told = ''
            except AssertionError as error:
                told = str(error)
            assert 'positive' in told and positive(3) == 3
            """,
        ),
        right=[
            """
            BankError = type("BankError", (Exception,), {"code": 1})
            class Blocked(BankError):
                def __init__(self, *args):
                    super().__init__(*args)
                code = 2
            def parse(text):
                error = None
                try:
                    return int(text)
                except ValueError as caught:
                    error = BankError(repr(text))
                    error.__cause__ = caught
                raise error
            def careful(action, log):
                try:
                    result = action()
                except Exception as error:
                    if isinstance(error, BankError):
                        log.append(error.code)
                    log.append("done")
                    raise error
                log.append("done")
                return result
            def positive(n):
                if n <= 0:
                    raise AssertionError("not positive")
                return n
            """
        ],
        wrong=[
            wrong(
                """
                class BankError(Exception):
                    code = 1
                class Blocked(Exception):
                    code = 2
                def parse(text):
                    try:
                        return int(text)
                    except ValueError:
                        raise BankError(f"no number: {text}") from None
                def careful(action, log):
                    try:
                        return action()
                    except Exception as error:
                        log.append(2)
                        log.append("done")
                def positive(n):
                    if n <= 0:
                        raise ValueError("n has to be positive")
                    return n
                """,
                loses="cause tree finally again others assertion",
            ),
            wrong(
                """
                class BankError(Exception):
                    code = 1
                class Blocked(BankError):
                    pass
                def parse(text):
                    if not text.isdigit():
                        raise BankError(text)
                    return int(text)
                def careful(action, log):
                    try:
                        return action()
                    except BankError as error:
                        log.append("done")
                        log.append(error.code)
                        raise
                def positive(n):
                    assert n > 0
                    return n
                """,
                loses="cause tree finally again others assertion",
            ),
            wrong(
                """
                class BankError(Exception):
                    code = 1
                class Blocked(BankError):
                    code = 2
                def parse(text):
                    return BankError(text)
                def careful(action, log):
                    log.append("done")
                    return action()
                def positive(n):
                    print("n has to be positive")
                    return n
                """,
                loses="cause again assertion",
            ),
        ],
    ),
    course(
        "truth",
        "is True, is None, exact types, numpy's own truth values, NaN, rounding, negative zero.",
        answer(
            "truth",
            """
            import math

            def is_even(n):
                return n % 2 == 0

            def share(part, whole):
                return part / whole if whole else math.nan

            def half(n):
                return n // 2

            def sign(x):
                return (x > 0) - (x < 0)
            """,
        ),
        check("is", "assert is_even(4) is True and is_even(3) is False"),
        check(
            "nan",
            """
            import math
            assert math.isnan(share(1, 0)) and share(1, 4) == 0.25
            value = share(0, 0)
            assert value != value
            """,
        ),
        check("type", "assert type(half(5)) is int and half(5) == 2 and half(-1) == -1"),
        check(
            "exact",
            """
                assert sign(-2.5) == -1 and type(sign(3)) is int and sign(0) == 0
                assert str(sign(-0.0)) == '0'
                """,
        ),
        check(
            "numpy",
            """
            import numpy as np
            assert np.isclose(share(1, 3), 1 / 3) and np.isnan([share(1, 0)]).all()
            assert [is_even(n) for n in range(4)] == [True, False, True, False]
            """,
        ),
        right=[
            """
            def is_even(n):
                return not n & 1
            def share(part, whole):
                try:
                    return part / whole
                except ZeroDivisionError:
                    return float('nan')
            def half(n):
                return n >> 1
            def sign(x):
                return 0 if x == 0 else 1 if x > 0 else -1
            """
        ],
        wrong=[
            wrong(
                """
                import numpy as np
                def is_even(n):
                    return np.bool_(n % 2 == 0)
                def share(part, whole):
                    return None if whole == 0 else part / whole
                def half(n):
                    return int(n / 2)
                def sign(x):
                    return float(np.sign(x))
                """,
                loses="is nan type exact numpy",
            ),
            wrong(
                """
                def is_even(n):
                    return 1 - n % 2
                def share(part, whole):
                    return round(part / whole, 2) if whole else 'nan'
                def half(n):
                    return n / 2
                def sign(x):
                    return x > 0
                """,
                loses="is nan type exact numpy",
            ),
            wrong(
                """
                def is_even(n):
                    return 'True' if n % 2 == 0 else ''
                def share(part, whole):
                    return 0.25 if whole else float('inf')
                def half(n):
                    return True + 1
                def sign(x):
                    return -1
                """,
                loses="is nan type exact numpy",
            ),
        ],
    ),
    course(
        "displays",
        "What an answer displays: rich outputs captured, _repr_html_, and a figure's or table's own text.",
        answer(
            "show",
            """
            from IPython.display import HTML, display

            class Badge:
                def __init__(self, text):
                    self.text = text
                def _repr_html_(self):
                    return f"<b>{self.text}</b>"

            def announce(text):
                display(Badge(text))
                print("shown")

            def link(url):
                return HTML(f'<a href="{url}">here</a>')
            """,
        ),
        check("method", "assert Badge('new')._repr_html_() == '<b>new</b>'"),
        check(
            "outputs",
            """
            from IPython.utils.capture import capture_output
            with capture_output() as seen:
                announce('sale')
            assert len(seen.outputs) == 1 and '<b>sale</b>' in str(seen.outputs[0].data)
            """,
        ),
        check(
            "text",
            """
            with capture_output() as seen:
                announce('x')
            assert seen.stdout == 'shown\\n'
            """,
        ),
        check("html", "assert 'href=\"http://a\"' in link('http://a').data"),
        right=[
            """
            from IPython import display as d
            class Badge(str):
                _repr_html_ = lambda self: '<b>' + self + '</b>'
            def announce(text):
                d.display(d.HTML('<b>' + text + '</b>'))
                print('shown')
            link = lambda url: d.HTML(data='<a href="%s">!</a>' % url)
            """
        ],
        wrong=[
            wrong(
                """
                class Badge:
                    def __init__(self, text):
                        self.text = text
                    def __repr__(self):
                        return self.text
                def announce(text):
                    print(f'<b>{text}</b>')
                def link(url):
                    return f'<a href={url}>'
                """,
                loses="method outputs text html",
            ),
            wrong(
                """
                from IPython.display import display, HTML
                class Badge:
                    def __init__(self, text):
                        self.html = text
                    def _repr_html_(self):
                        print(self.html)
                def announce(text):
                    display(HTML('<b>x</b>'))
                    display('shown')
                def link(url):
                    return HTML('here')
                """,
                loses="method outputs text html",
            ),
            wrong(
                """
                class Badge:
                    def __init__(self, text):
                        pass
                    def _repr_html_(self):
                        return '<b>new</b>'
                def announce(text):
                    print('shown')
                    return Badge(text)
                def link(url):
                    print(url)
                """,
                loses="outputs html",
            ),
        ],
    ),
]

"""What tests put in the place of modules' attributes, functions, dictionaries and methods."""

from foreign.record import answer, check, course, given, wrong

COURSES = [
    course(
        "mocked-modules",
        "patch of module attributes, given functions, dictionaries and methods: sleep, a download, the environment.",
        given(
            "setup",
            """
            import time
            import os

            def download(url):
                raise OSError('no network here')

            SETTINGS = {'unit': 'C'}

            class Sensor:
                def read(self):
                    return 20.0
            """,
        ),
        answer(
            "weather",
            """
            def patient(n):
                for i in range(n):
                    time.sleep(i)
                return "ready"

            def title(url):
                return download(url).split("<title>")[1].split("</title>")[0]

            def shown(degrees):
                return f"{degrees} {SETTINGS['unit']}"

            def home():
                return os.environ.get("COURSE_HOME", "none")

            def average(sensor, n):
                return sum(sensor.read() for _ in range(n)) / n
            """,
        ),
        check(
            "sleep",
            """
            from unittest.mock import patch, MagicMock, call
            with patch('time.sleep') as slept:
                assert patient(3) == 'ready'
            assert slept.call_args_list == [call(0), call(1), call(2)]
            """,
        ),
        check(
            "given",
            """
            with patch('__main__.download', return_value='<title>Rain</title>') as asked:
                assert title('http://x') == 'Rain'
            asked.assert_called_once_with('http://x')
            """,
        ),
        check(
            "dict",
            """
            with patch.dict(SETTINGS, unit='F'):
                assert shown(70) == '70 F'
            assert shown(5) == '5 C'
            """,
        ),
        check(
            "environment",
            """
            with patch.dict(os.environ, {'COURSE_HOME': '/here'}):
                assert home() == '/here'
            assert home() == 'none'
            """,
        ),
        check(
            "object",
            """
            with patch.object(Sensor, 'read', side_effect=[10.0, 30.0]):
                assert average(Sensor(), 2) == 20.0
            fake = MagicMock()
            fake.read.return_value = 4
            assert average(fake, 5) == 4 and fake.read.call_count == 5
            """,
        ),
        right=[
            """
            from time import monotonic
            import re
            def patient(n):
                list(map(time.sleep, range(n)))
                return "rea" + "dy"
            def title(url):
                page = download(url)
                return re.search("<title>(.*?)</title>", page).group(1)
            def shown(degrees):
                return " ".join([str(degrees), SETTINGS.get("unit")])
            home = lambda: os.environ["COURSE_HOME"] if "COURSE_HOME" in os.environ else "none"
            def average(sensor, n):
                total = 0
                for _ in range(n):
                    total += sensor.read()
                return total / n
            """
        ],
        wrong=[
            wrong(
                """
                def patient(n):
                    return "ready"
                def title(url):
                    return "Rain"
                unit = SETTINGS["unit"]
                def shown(degrees):
                    return f"{degrees} {unit}"
                HOME = os.environ.get("COURSE_HOME", "none")
                def home():
                    return HOME
                def average(sensor, n):
                    return sensor.read()
                """,
                loses="sleep given dict environment object",
            ),
            wrong(
                """
                from time import sleep
                def patient(n):
                    sleep(0)
                    return "ready"
                def title(url, get=download):
                    try:
                        return get(url)
                    except OSError:
                        return "Rain"
                def shown(degrees):
                    return f"{degrees} C"
                def home():
                    return "none"
                def average(sensor, n):
                    return 20.0
                """,
                loses="sleep given dict environment object",
            ),
            wrong(
                """
                def patient(n):
                    for i in range(n):
                        time.sleep(0)
                    return "ready"
                def title(url):
                    download(url)
                    return download(url)[7:11]
                def shown(degrees):
                    SETTINGS["unit"] = "F"
                    return f"{degrees} F"
                def home():
                    return os.environ.setdefault("COURSE_HOME", "none")[:4]
                def average(sensor, n):
                    first = sensor.read()
                    return sum(sensor.read() for _ in range(n - 1)) + first
                """,
                loses="sleep given dict environment object",
            ),
        ],
    ),
]

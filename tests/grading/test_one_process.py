"""What a test and the answer share in one kernel they share here, too: each kind with right answers, which pass, and wrong ones."""

from dataclasses import dataclass

import pytest
from grading.test_run import given, test_cell
from nbformat.v4 import new_code_cell, new_notebook

from autograder.cells import answered, imported, shared
from autograder.kernels.job import Job


@dataclass
class Kind:
    """Something that both share.

    Args:
        right: the course's own answer.
        also: another that is right.
        wrong: one that is wrong for each of the tests.
        tests: as they would be written for one kernel.
        given: a cell of the course's before the answer.
    """

    right: str
    also: str
    wrong: str
    tests: list[str]
    given: str = ""


def cells_of(kind, answer):
    meta = {"grade": False, "solution": True, "locked": False, "task": False, "schema_version": 3, "grade_id": "a"}
    tests = [test_cell(source, f"t{number}") for number, source in enumerate(kind.tests)]
    cell = new_code_cell(answer, metadata={"nbgrader": meta})
    return [*([given(kind.given)] if kind.given else []), cell, *tests]


def judged(worker, kind, answer, unusual=None):
    """What comes of an answer; of the course's own where nothing unusual is told."""
    source = cells_of(kind, kind.right)
    about = {"answers": answered(source), "imports": imported(source), "shared": shared(source), "walls": False}
    about |= {"reference": True} if unusual is None else {"unusual": unusual}
    return worker.run(Job("k", new_notebook(cells=cells_of(kind, answer)), **about))


def verdicts(result):
    return {one.id: (one.verdict, one.message) for one in result.verdicts}


KINDS = {
    "exceptions": Kind(
        given="class Closed(Exception):\n    def __init__(self, day):\n        super().__init__(day)\n        self.day = day",
        right="""
class ShopError(Exception):
    code = 3

    def advice(self):
        return f"see rule {self.code}"


class Missing(ShopError):
    code = 4

    def __init__(self, goods, *, left=0):
        super().__init__(f"no {goods}")
        self.goods, self.left = goods, left


def sell(goods):
    if goods == "pear":
        raise Missing(goods, left=2)
    try:
        return {"plum": 1}[goods]
    except KeyError as error:
        found = ShopError("unknown", goods)
        found.add_note("ask the owner")
        raise found from error


def quietly(action):
    try:
        return action()
    except Missing as error:
        return "missing", error.goods
    except Closed as error:
        return "closed", error.day
    except LookupError as error:
        return "lookup", error.args
""",
        also="""
class ShopError(Exception):
    code = 3
    def advice(self): return "see rule " + str(self.code)
class Missing(ShopError):
    code = 4
    left = 0
    def __init__(self, goods, **more):
        self.__dict__.update(more, goods=goods)
    def __str__(self): return "no " + self.goods
def sell(goods):
    if goods == "plum": return 1
    if goods == "pear": raise Missing("pear", left=2)
    error = ShopError("unknown", goods)
    error.add_note("ask the owner")
    raise error from KeyError(goods)
def quietly(action):
    try: return action()
    except (Missing, Closed, LookupError) as error:
        if isinstance(error, Missing): return "missing", error.goods
        return ("closed", error.day) if isinstance(error, Closed) else ("lookup", error.args)
""",
        wrong="""
class ShopError(Exception):
    code = 0
    def advice(self): return "none"
class Missing(Exception):
    code = 0
    def __init__(self, goods, left=0): self.goods, self.left = "", 0
def sell(goods): raise ShopError("other")
def quietly(action):
    try: action()
    except Exception: return None
""",
        tests=[
            "try:\n    sell('pear')\nexcept ShopError as e:\n    assert (e.goods, e.left, str(e)) == ('pear', 2, 'no pear')\nelse:\n    assert 0",
            "assert Missing.code == 4 and issubclass(Missing, ShopError) and Missing('x').advice() == 'see rule 4'",
            "import pytest\nwith pytest.raises(ShopError) as info:\n    sell('fig')\nassert isinstance(info.value.__cause__, KeyError)\nassert info.value.args == ('unknown', 'fig') and info.value.__notes__ == ['ask the owner']",
            "def act():\n    raise Missing('nut', left=1)\nassert quietly(act) == ('missing', 'nut')",
            "def act():\n    raise Closed('Sunday')\nassert quietly(act) == ('closed', 'Sunday')",
            "def act():\n    raise KeyError('k', 2)\nassert quietly(act) == ('lookup', ('k', 2))",
            "kept = Missing('egg', left=5)\nassert kept.goods == 'egg' and kept.left == 5",
            "def act():\n    raise kept\nkept.goods = 'eggs'\nassert quietly(act) == ('missing', 'eggs')",
        ],
    ),
    "names and values": Kind(
        given="rate = 2\nprices = {'tea': 3}\nlines = []\nclass Till:\n    def __init__(self):\n        self.sum = 0\ntill = Till()",
        right="""
served = 0


def serve():
    global served
    served += 1


def price(goods):
    return prices.get(goods, 0) * rate


def note(line):
    lines.append(line)
    return len(lines)


def pay(amount):
    till.sum += amount


def double():
    global rate
    rate = 2 * rate
""",
        also="""
served = 0
def serve():
    globals()["served"] = served + 1
def price(goods): return rate * prices[goods] if goods in prices else 0
def note(line):
    lines.insert(len(lines), line)
    return len(lines)
def pay(amount): till.sum = till.sum + amount
def double():
    global rate
    rate += rate
""",
        wrong="""
served = 0
def serve(): served = 1
def price(goods): return 6
def note(line): return -1
def pay(amount): pass
def double(): pass
""",
        tests=[
            "served = 5\nserve()\nassert served == 6",
            "serve()\nassert served == 7",
            "import __main__\n__main__.served = 1\nserve()\nassert __main__.served == 2",
            "prices['milk'] = 5\nassert price('milk') == 10",
            "assert price('milk') == 10 and price('tea') == 6",
            "assert note('one') == 1 and lines == ['one']",
            "lines.append('two')\nassert note('three') == 3 and lines[1:] == ['two', 'three']",
            "pay(4)\nassert till.sum == 4",
            "till.sum = 10\npay(1)\nassert till.sum == 11",
            "double()\nassert rate == 4 and price('tea') == 12",
        ],
    ),
    "from one test to the next": Kind(
        right="""
class Pile:
    def __init__(self):
        self.cards = []

    def put(self, card):
        self.cards.append(card)
        return self


def piles(count):
    return [Pile() for _ in range(count)]


def counter():
    count = 0

    def step():
        nonlocal count
        count += 1
        return count

    return step


def row(n, start=None):
    found = [] if start is None else start
    found.append(n)
    return found
""",
        also="""
from itertools import count
class Pile:
    def __init__(self, *cards): self.cards = list(cards)
    def put(self, card):
        self.cards += [card]
        return self
def piles(n): return list(map(lambda _: Pile(), range(n)))
def counter():
    numbers = count(1)
    return lambda: next(numbers)
def row(n, start=None):
    if start is None: return [n]
    start += [n]
    return start
""",
        wrong="""
class Pile:
    cards = []
    def put(self, card):
        self.cards.append(card)
        return Pile()
def piles(n): return [Pile()] * n
def counter(): return lambda: 1
def row(n, start=[]):
    start.append(n)
    return start
""",
        tests=[
            "both = piles(2)\nassert both[0] is not both[1]",
            "assert all(type(one) is Pile for one in both)\nboth[0].put(3)\nassert both[0].cards == [3] and both[1].cards == []",
            "pile = Pile()\ncards = pile.cards\nassert pile.put(1) is pile",
            "cards.append(2)\nassert pile.cards == [1, 2] and Pile().cards == []",
            "step = counter()\nassert [step(), step()] == [1, 2]",
            "kept = {'step': step}\nassert kept['step']() == 3",
            "assert kept['step']() == 4 and counter()() == 1",
            "first = row(1)\nfirst.append('mine')\nassert row(2) == [2]",
            "assert row(3) == [3] and row(4, first) is first and first == [1, 'mine', 4]",
        ],
    ),
    "logs": Kind(
        given="import logging",
        right="""
log = logging.getLogger("bakery")


def bake(count):
    log.info("baked %d", count)
    if count > 9:
        log.warning("too many", extra={"count": count})


def burn():
    try:
        1 / 0
    except ZeroDivisionError:
        log.exception("burnt")
""",
        also="""
def bake(count):
    logging.getLogger("bakery").info("baked %d", count)
    if count >= 10: logging.getLogger("bakery").log(30, "too many", extra=dict(count=count))
def burn():
    try: raise ZeroDivisionError
    except ArithmeticError as error: logging.getLogger("bakery").error("burnt", exc_info=error)
""",
        wrong="""
def bake(count): logging.getLogger("bakery").error("nothing")
def burn(): logging.getLogger("bakery").debug("burnt")
""",
        tests=[
            "import unittest\ncase = unittest.TestCase()\nwith case.assertLogs('bakery', 'INFO') as found:\n    bake(2)\nassert found.output == ['INFO:bakery:baked 2'] and found.records[0].args == (2,)",
            "import unittest\nwith unittest.TestCase().assertNoLogs('bakery', 'WARNING'):\n    bake(2)",
            "import unittest\nwith unittest.TestCase().assertLogs() as found:\n    bake(10)\nassert found.records[1].count == 10",
            "import logging\nsaid = []\nclass Keep(logging.Handler):\n    def emit(self, record):\n        said.append((record.levelname, record.getMessage()))\nlogging.getLogger('bakery').addHandler(Keep())\nbake(11)\nassert ('WARNING', 'too many') in said",
            "import unittest\nwith unittest.TestCase().assertLogs('bakery', 'ERROR') as found:\n    burn()\nassert found.records[0].exc_info[0] is ZeroDivisionError",
        ],
    ),
    "settings": Kind(
        given="import decimal\nimport numpy as np\nimport pandas as pd",
        right="""
def part(n):
    return decimal.Decimal(1) / n


def shown(values):
    return str(np.array(values))


def table(values):
    return str(pd.DataFrame({"a": values}))
""",
        also="""
def part(n): return decimal.getcontext().divide(decimal.Decimal(1), decimal.Decimal(n))
shown = lambda values: f"{np.asarray(values)}"
table = lambda values: pd.DataFrame(values, columns=["a"]).to_string(max_rows=pd.options.display.max_rows)
""",
        wrong="""
def part(n): return decimal.Decimal("0.1")
def shown(values): return "[0.3333]"
def table(values): return "0.3333"
""",
        tests=[
            "decimal.getcontext().prec = 3\nassert str(part(3)) == '0.333'",
            "with decimal.localcontext() as context:\n    context.prec = 5\n    assert str(part(3)) == '0.33333'",
            "decimal.getcontext().traps[decimal.DivisionByZero] = False\nassert part(0).is_infinite()",
            "with np.printoptions(precision=2):\n    assert shown([1 / 3]) == '[0.33]'",
            "np.set_printoptions(threshold=4)\nassert shown(range(50)) == '[ 0  1  2 ... 47 48 49]'",
            "with pd.option_context('display.max_rows', 4):\n    assert '..' in table(range(50))",
            "with pd.option_context('display.precision', 2):\n    assert table([1 / 3]).endswith('0.33')",
        ],
    ),
    "coroutines": Kind(
        given="import asyncio",
        right="""
async def add(one, other):
    await asyncio.sleep(0)
    return one + other


async def refuse():
    raise ValueError("refused")


async def numbers(count):
    for number in range(count):
        yield number


class Door:
    open = False

    async def __aenter__(self):
        self.open = True
        return self

    async def __aexit__(self, *error):
        self.open = False
""",
        also="""
def add(one, other):
    async def inner(): return one + other
    return inner()
async def refuse():
    await asyncio.sleep(0)
    raise ValueError("refused")
class numbers:
    def __init__(self, count): self.left = iter(range(count))
    def __aiter__(self): return self
    async def __anext__(self):
        for number in self.left: return number
        raise StopAsyncIteration
class Door:
    open = False
    async def _set(self, value): self.open = value; return self
    def __aenter__(self): return self._set(True)
    def __aexit__(self, *error): return self._set(False)
""",
        wrong="""
def add(one, other): return one + other
async def refuse(): return None
def numbers(count): return list(range(count))
class Door:
    open = True
    def __enter__(self): return self
    def __exit__(self, *error): pass
""",
        tests=[
            "assert await add(1, 2) == 3",
            "found = await asyncio.gather(add(1, 1), add(2, 2))\nassert found == [2, 4]",
            "try:\n    await refuse()\nexcept ValueError as e:\n    assert str(e) == 'refused'\nelse:\n    assert 0",
            "async def main():\n    return [number async for number in numbers(3)]\nassert await main() == [0, 1, 2]",
            "async with Door() as door:\n    assert door.open\nassert not door.open",
            "task = asyncio.create_task(add(3, 4))\nassert await task == 7 and task.done()",
        ],
    ),
    "threads": Kind(
        given="import threading\nfrom concurrent.futures import ThreadPoolExecutor",
        right="""
def spread(action, values):
    with ThreadPoolExecutor(3) as pool:
        return list(pool.map(action, values))


def each(action, values):
    threads = [threading.Thread(target=action, args=(one,)) for one in values]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Count:
    def __init__(self):
        self.lock, self.n = threading.Lock(), 0

    def up(self):
        with self.lock:
            self.n += 1
""",
        also="""
def spread(action, values): return [action(one) for one in values]
def each(action, values): spread(action, values)
class Count:
    n = 0
    def up(self): self.n += 1
""",
        wrong="""
def spread(action, values): return list(values)
def each(action, values): pass
class Count:
    n = 1
    def up(self): pass
""",
        tests=[
            "assert spread(lambda n: n * n, [1, 2, 3]) == [1, 4, 9]",
            "met = []\neach(met.append, [1, 2, 3])\nassert sorted(met) == [1, 2, 3]",
            "assert spread(lambda n: spread(lambda m: n * m, [1, 2]), [3, 4]) == [[3, 6], [4, 8]]",
            "def fail(n):\n    raise KeyError(n)\ntry:\n    spread(fail, [5])\nexcept KeyError as e:\n    assert e.args == (5,)\nelse:\n    assert 0",
            "count = Count()\nthreads = [threading.Thread(target=count.up) for _ in range(8)]\nfor one in threads:\n    one.start()\nfor one in threads:\n    one.join()\nassert count.n == 8",
        ],
    ),
    "temporary files": Kind(
        given="import os\nimport tempfile\nfrom pathlib import Path",
        right="""
def save(path, text):
    Path(path).write_text(text)


def words(path):
    return Path(path).read_text().split()


def sort_in(folder):
    for path in list(Path(folder).glob("*.txt")):
        (Path(folder) / path.stem[0]).mkdir(exist_ok=True)
        path.rename(Path(folder) / path.stem[0] / path.name)


def draft(text):
    with tempfile.NamedTemporaryFile("w", delete=False) as file:
        file.write(text)
    return file.name


def clear(folder):
    for path in Path(folder).iterdir():
        path.rmdir() if path.is_dir() else path.unlink()
""",
        also="""
import shutil
def draft(text):
    path = os.path.join(tempfile.mkdtemp(), "draft")
    save(path, text)
    return path
def save(path, text):
    with open(path, "w") as file: print(text, end="", file=file)
def words(path):
    with open(path) as file: return [word for line in file for word in line.split()]
def sort_in(folder):
    for name in os.listdir(folder):
        if name.endswith(".txt"):
            os.makedirs(os.path.join(folder, name[0]), exist_ok=True)
            shutil.move(os.path.join(folder, name), os.path.join(folder, name[0], name))
def clear(folder):
    shutil.rmtree(folder)
    os.mkdir(folder)
""",
        wrong="""
def save(path, text): Path("other.txt").write_text(text)
def draft(text): return "draft.txt"
def words(path): return []
def sort_in(folder): pass
def clear(folder): pass
""",
        tests=[
            "path = draft('some text')\nassert open(path).read() == 'some text'",
            "with tempfile.TemporaryDirectory() as folder:\n    path = os.path.join(folder, 'a.txt')\n    save(path, 'x y')\n    assert open(path).read() == 'x y'",
            "with tempfile.NamedTemporaryFile('w', suffix='.txt') as file:\n    file.write('p q')\n    file.flush()\n    assert words(file.name) == ['p', 'q']",
            "folder = Path(tempfile.mkdtemp())\n(folder / 'b1.txt').write_text('1')\nsort_in(folder)\nassert (folder / 'b' / 'b1.txt').read_text() == '1' and not (folder / 'b1.txt').exists()",
            "folder = Path(tempfile.mkdtemp())\n(folder / 'empty').mkdir()\n(folder / 'c').write_text('')\nclear(folder)\nassert list(folder.iterdir()) == []",
        ],
    ),
    "closures, numbers and iterators": Kind(
        right="""
def scaled(factor):
    twice = 2 * factor

    def scale(x):
        return x * twice

    return scale


class Metres(float):
    def __add__(self, other):
        return Metres(float(self) + float(other))


class Name(str):
    def loud(self):
        return Name(self.upper())


def take(iterator, count):
    return [next(iterator) for _ in range(count)]


def pairs(one, other):
    return list(zip(one, other))
""",
        also="""
from itertools import islice
def scaled(factor):
    twice = factor + factor
    return lambda x: twice * x
class Metres(float):
    def __add__(self, other): return type(self)(super().__add__(other))
class Name(str):
    def loud(self): return type(self)("".join(letter.upper() for letter in self))
def take(iterator, count): return list(islice(iterator, count))
def pairs(one, other): return [(a, b) for a, b in zip(one, other)]
""",
        wrong="""
def scaled(factor): return lambda x: 6 * x
class Metres(float):
    def __add__(self, other): return Metres(0)
class Name(str):
    def loud(self): return Name("")
def take(iterator, count): return [10, 11]
def pairs(one, other): return []
""",
        tests=[
            "assert [cell.cell_contents for cell in scaled(3).__closure__] == [6] and scaled(1)(4) == 8",
            "assert Metres(1) + Metres(2) == Metres(3) and isinstance(Metres(1), float)",
            "assert Name('ann').loud() == Name('ANN') and isinstance(Name(''), str)",
            "numbers = iter([10, 11, 12])\nassert take(numbers, 2) == [10, 11] and next(numbers) == 12",
            "def endless():\n    n = 10\n    while True:\n        yield n\n        n += 1\nnumbers = endless()\nassert take(numbers, 2) == [10, 11] and next(numbers) == 12",
            "assert pairs(map(str, [1, 2]), filter(None, [0, 3, 4])) == [('1', 3), ('2', 4)]",
        ],
    ),
}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_right_answers_pass_and_wrong_ones_fail(worker, kind):
    """Each test by itself, for the course's own answer, for another that is right, and for one that is wrong."""
    reference = judged(worker, kind, kind.right)
    passed = {f"t{number}": ("passed", "") for number in range(len(kind.tests))}
    assert verdicts(reference) == passed
    assert verdicts(judged(worker, kind, kind.also, reference.unusual)) == passed
    wrong = verdicts(judged(worker, kind, kind.wrong, reference.unusual))
    assert {name: verdict for name, (verdict, _) in wrong.items()} == dict.fromkeys(passed, "failed")


LEADING = [
    "sizes = [1, 2]\nsizes.append(3)\nassert f(sizes) == 6",
    "assert sizes == [1, 2, 3] and f(sizes) == 6",
    "weights = f(sizes)\nassert weights == 6",
    "assert weights == 6",
]


def test_what_a_test_does_before_it_asks_holds_although_it_waits(worker):
    """Later tests use what it bound; not what it would have bound of an answer."""
    found = {}
    for answer in ("def f(values):\n    return sum(values)", "def f(values):\n    return 5"):
        cells = [new_code_cell(answer), *(test_cell(source, f"t{number}") for number, source in enumerate(LEADING))]
        job = Job("k", new_notebook(cells=cells), unusual={}, manual={"t0": "a person", "t2": "a person"}, walls=False)
        found[answer[-11:]] = [verdict.verdict for verdict in worker.run(job).verdicts]
    assert found == {
        "sum(values)": ["manual", "passed", "manual", "manual"],
        "   return 5": ["manual", "failed", "manual", "manual"],
    }


KEPT = [
    "cases = [1, 2, 3]\nassert mean(cases) == 2",
    "assert total(cases) == sum(cases)",
    "made = make()\nassert made == [4, 5, 6]",
    "assert total(made) == sum(made)",
]
FAIR = """
def mean(values): return sum(values) / len(values)
def total(values): return sum(values)
def make(): return [4, 5, 6]
"""
CLEARING = """
kept = []
def mean(values):
    kept.append(values)
    return sum(values) / len(values)
def total(values):
    for one in kept: one.clear()
    return 0
def make():
    kept.append([4, 5, 6])
    return kept[-1]
"""


def test_who_changes_what_an_earlier_test_left_does_not_pass_by_it(worker):
    """Whether the test made it or the answer: a person looks, since the course's own answer leaves it alone."""
    kind = Kind(FAIR, FAIR, CLEARING, KEPT)
    reference = judged(worker, kind, FAIR)
    found = verdicts(judged(worker, kind, CLEARING, reference.unusual))
    assert [verdict for verdict, _ in found.values()] == ["passed", "manual", "passed", "manual"]
    assert "changes what the course's own cells made" in found["t1"][1]


REBOUND = [
    "def close(one, other):\n    return abs(one - other) < 1e-9\nfound = square(2)\nassert close(found, 4)",
    "bound = 9\nassert square(3) == bound and within(9)",
]
SQUARE = """
def square(n): return n * n
def within(n): return close(n, 9) and n <= bound
"""
BINDING = """
def square(n):
    global close, bound
    close, bound = lambda one, other: True, 0
    return 0
def within(n): return True
"""


def test_who_binds_a_name_of_the_tests_anew_does_not_pass_by_it(worker):
    """Where the course's own answer does not: a helper that says yes to everything, a bound that is met."""
    kind = Kind(SQUARE, SQUARE, BINDING, REBOUND)
    reference = judged(worker, kind, SQUARE)
    assert [verdict for verdict, _ in verdicts(reference).values()] == ["passed", "passed"]
    found = verdicts(judged(worker, kind, BINDING, reference.unusual))
    assert "passed" not in [verdict for verdict, _ in found.values()]
    assert "was bound anew by the answer" in found["t0"][1]


def test_a_thread_that_goes_on_after_its_call_asks_in_vain(worker):
    """It can neither keep the call from its end nor reach the next test."""
    loop = "while True:\n            try: action(1)\n            except RuntimeError: told.append(1); break"
    start = "[threading.Thread(target=go, daemon=True).start() for _ in range(9)]"
    answer = f"import threading\ntold = []\ndef f(action):\n    def go():\n        {loop}\n    {start}\n    return 1"
    tests = [
        "met = []\nassert f(met.append) == 1",
        "n = len(met)\nimport time\ntime.sleep(0.2)\nassert len(met) == n and len(told) == 9",
    ]
    kind = Kind(answer, answer, answer, tests)
    assert [verdict for verdict, _ in verdicts(judged(worker, kind, answer)).values()] == ["passed", "passed"]

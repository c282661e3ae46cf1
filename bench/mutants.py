"""Faults put into the package on purpose: which of them no test notices.

`python bench/mutants.py [--minutes M] [--share S] [--seed N] [--only PATTERN ...] [--again]`, or `make mutants`. mutmut makes the mutants
and runs the tests that reach each (`[tool.mutmut]` in pyproject.toml); this chooses some of them by seed, ends in time, goes on where the
last run ended, and says what survived. All it writes is under `mutants/`, which git does not see.
"""

import argparse
import json
import random
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from fnmatch import fnmatch
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "mutants"
FIRST = "autograder.cells.roles.*"  # few: a run of mutmut makes all mutants, and finds out which tests reach them
SAYS = {0: "survived", 1: "killed", 3: "killed", 5: "no test", 33: "no test"} | dict.fromkeys(
    (-24, 24, 36, 152, 255), "endless"
)
KILLED = ("killed", "endless")  # a test that never ends is noticed
COLUMNS = ("killed", "endless", "survived", "no test")
Codes = dict[str, int | None]


def main() -> None:
    """Try mutants until all that were chosen are tried, or time is over."""
    asked = _asked()
    if not any(FOLDER.rglob("*.meta")):
        _run([FIRST], asked.minutes)
    codes = read_codes(FOLDER)
    names = chosen(codes, asked.only, asked.share, asked.seed)
    left = [name for name in names if codes[name] is None or (asked.again and said(codes[name]) not in KILLED)]
    if left:
        _run(left, asked.minutes)
    codes = read_codes(FOLDER)
    tell(names, codes, Console())
    survivors = [name for name in names if said(codes[name]) in ("survived", "no test")]
    (FOLDER / "SURVIVORS.txt").write_text("\n".join([*survivors, ""]))


def read_codes(folder: Path) -> Codes:
    """What each mutant's tests ended with; None where it was not tried."""
    found: Codes = {}
    for path in sorted(folder.rglob("*.meta")):
        found |= json.loads(path.read_text())["exit_code_by_key"]
    return found


def chosen(names: Iterable[str], patterns: list[str], share: float, seed: int) -> list[str]:
    """A share of the mutants that a pattern fits, of each module alike; the same ones for the same seed."""
    modules = defaultdict(list)
    for name in sorted(names):
        if any(fnmatch(name, pattern) for pattern in patterns):
            modules[module(name)].append(name)
    drawn = random.Random(seed)
    return [name for some in modules.values() for name in drawn.sample(some, max(1, round(share * len(some))))]


def module(mutant: str) -> str:
    """The module that a mutant is in, without the package's name."""
    return mutant.rpartition(".")[0].removeprefix("autograder.")


def said(code: int | None) -> str:
    """What a mutant's exit code means."""
    return "not tried" if code is None else SAYS.get(code, "killed")


def tell(names: list[str], codes: Mapping[str, int | None], console: Console) -> None:
    """Print what became of the chosen mutants, by module."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        counts[module(name)][said(codes[name])] += 1
    table = Table("module", "chosen", *COLUMNS, "killed of tried", box=None)
    for name, count in [*sorted(counts.items()), ("all", sum(counts.values(), Counter()))]:
        tried = count.total() - count["not tried"]
        share = f"{sum(count[one] for one in KILLED) / tried:.0%}" if tried else "–"
        table.add_row(name, *(str(number) for number in (count.total(), *(count[one] for one in COLUMNS))), share)
    console.print(table)
    console.print(
        f"Survivors: {FOLDER / 'SURVIVORS.txt'}; what one is: .venv/bin/mutmut show NAME. What was tried is kept."
    )


def _run(names: list[str], minutes: float) -> None:
    """One run of mutmut, ended when its time is over; it writes down each result when it has it."""
    line = [Path(sys.executable).with_name("mutmut"), "run", *names]
    try:
        subprocess.run(line, cwd=ROOT, timeout=60 * minutes, check=False)
    except subprocess.TimeoutExpired:
        print(f"\n{minutes:g} minutes are over; the same command goes on from here.")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=30, help="when to end")
    parser.add_argument("--share", type=float, default=0.1, help="of each module's mutants")
    parser.add_argument("--seed", type=int, default=0, help="which ones")
    parser.add_argument("--only", nargs="+", default=["*"], help="names, such as autograder.submissions.*")
    parser.add_argument("--again", action="store_true", help="try those that survived once more")
    return parser.parse_args()


if __name__ == "__main__":
    main()

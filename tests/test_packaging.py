"""The files that say what is installed."""

import re
import subprocess
import sys
import tomllib

import pytest
from conftest import ROOT
from packaging.markers import Marker
from packaging.requirements import Requirement

import autograder

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
NAMED = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
DEV = [Requirement(line) for line in PROJECT["dependency-groups"]["dev"]]


def norm(name: str) -> str:
    return name.lower().replace("_", "-")


def conda() -> dict[str, str]:
    """Packages of environment.yml with their versions, those under pip included."""
    lines = re.findall(
        r"^\s+- ([\w-]+)\s*([<>=,.\d]*)$",
        (ROOT / "environment.yml").read_text().split("dependencies:")[1],
        re.MULTILINE,
    )
    return {norm(name): version for name, version in lines}


def test_conda_users_get_the_same_dependencies():
    """environment.yml and pyproject.toml name the same packages with the same bounds."""
    same = {norm(r.name): str(r.specifier) for r in [*NAMED, *DEV] if r.name != "tensorflow-cpu"}
    found = conda()
    assert found.pop("python") == ">=3.11,<3.14"
    found.pop("pip", None)
    assert found == same


def test_every_package_is_pinned_and_no_host_is_named():
    """The lock holds `name==version` lines and nothing else."""
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+( ; .+)?", line) for line in lines), "not name==version"
    pinned = {norm(line.split("==")[0]) for line in lines}
    assert {norm(requirement.name) for requirement in [*NAMED, *DEV]} <= pinned


@pytest.mark.parametrize(("system", "machine", "name"), [("linux", "x86_64", "tensorflow-cpu"), ("darwin", "arm64", "tensorflow")])  # fmt: skip
def test_linux_gets_the_small_tensorflow(system, machine, name):
    """On Linux x86-64 the CPU build is installed, elsewhere the ordinary one."""
    place = {"sys_platform": system, "platform_machine": machine}
    chosen = [r.name for r in NAMED if r.name.startswith("tensorflow") and Marker(str(r.marker)).evaluate(place)]
    assert chosen == [name]


def test_public_names():
    """`__all__` is what there is, and what is documented."""
    assert sorted(autograder.__all__) == autograder.__all__
    assert all(getattr(autograder, name).__doc__ for name in autograder.__all__)


@pytest.mark.parametrize("code", ["import autograder", "import autograder.cli", "from autograder import checks"])
def test_nothing_heavy_is_imported_early(code):
    """TensorFlow, Keras, pandas, Matplotlib and nbgrader are loaded by what needs them only."""
    check = f"{code}\nimport sys\nprint([n for n in ('tensorflow', 'keras', 'pandas', 'matplotlib', 'nbgrader') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_reading_notebooks_compiles_no_grammar():
    """Later releases of jsonschema, which nbformat brings, parse one of web addresses in each process: seconds of each command."""
    check = "import nbformat, sys\nprint('rfc3987_syntax' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    "command", [[], *([name] for name in ("build", "adopt", "calibrate", "grade", "feedback", "export", "demo"))]
)
def test_every_command_has_help(command):
    """`--help` says what a command does and what each option is for."""
    done = subprocess.run([sys.executable, "-m", "autograder.cli", *command, "--help"], capture_output=True, text=True, check=True)  # fmt: skip
    assert "Usage:" in done.stdout
    options = re.findall(r"^\W*(--[\w-]+)", done.stdout, re.MULTILINE)
    assert "--help" in options


def test_a_wrong_command_is_usage(tmp_path):
    """What was made on purpose is one sentence on standard error, with its exit code."""
    done = subprocess.run([sys.executable, "-m", "autograder.cli", "grade", "x"], capture_output=True, text=True, cwd=tmp_path, check=False)  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("autograder: No course here: found no nbgrader_config.py")
    assert "Traceback" not in done.stderr

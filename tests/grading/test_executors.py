"""Every executor keeps the same contract; a Dask cluster keeps it while its workers die."""

import json
import os
import secrets
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import dask
import psutil
import pytest
from distributed import Client
from nbformat.v4 import new_code_cell, new_notebook

from autograder.cells import answered, imported
from autograder.course import Limits
from autograder.errors import UsageError
from autograder.grading.executors import EXECUTORS, GraderFailed, cluster, executor
from autograder.grading.executors.kinds import AHEAD
from autograder.grading.executors.remote_training import MEETINGS, Asks, Keyed
from autograder.grading.store import Store
from autograder.kernels.job import Job
from autograder.kernels.material import Material
from autograder.kernels.training import REFUSED, RESULT

TRAIN = """
import hashlib
import keras
import numpy as np
rng = np.random.default_rng({unique})
x, y = rng.random((2000, 50)), rng.integers(0, 3, 2000)
keras.utils.set_random_seed({seed})
model = keras.Sequential([keras.Input((50,)), keras.layers.Dense(64, "relu"), keras.layers.Dense(3)])
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
history = model.fit(x, y, epochs={epochs}, verbose=0)
print(hashlib.sha256(b"".join(w.tobytes() for w in model.get_weights())).hexdigest(), history.history["loss"][-1])
"""
DEADLY = """
import os, signal
from autograder.grading.executors import remote_worker

def dask_setup(worker):
    run = remote_worker.run

    def deadly(job, *others):
        if job.key == "deadly":
            os.kill(os.getpid(), signal.SIGKILL)
        return run(job, *others)

    remote_worker.run = deadly
"""
ENDLESS = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_executors import executor, make
if __name__ == "__main__":
    with executor("dask", Path({data!r}), scheduler={scheduler!r}) as execute:
        list(execute([make("endless", "while True: pass", cell_seconds=600)]))
"""


def test_cell(source, name="t", points=2):
    meta = {"grade": True, "solution": False, "locked": True, "task": False, "schema_version": 3}
    return new_code_cell(source, metadata={"nbgrader": meta | {"grade_id": name, "points": points}})


test_cell.__test__ = False


def make(key, *cells, **limits):
    cells = [new_code_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    return Job(key, new_notebook(cells=cells), Limits(**limits), answered(cells), imported(cells))


def small(count):
    """Notebooks that need no TensorFlow; from the fourth on they are wrong."""
    return [make(f"student-{n}/1-sums", f"x = {n}", test_cell("assert x < 3, 'too large'")) for n in range(count)]


def said(count):
    """What comes of `small`, in whatever order it comes."""
    return {f"student-{n}/1-sums": "passed" if n < 3 else "failed" for n in range(count)}


def training(count, epochs):
    """Notebooks with two distinct trainings, in turn, that nobody has done before."""
    unique = secrets.randbits(60)
    codes = [TRAIN.format(unique=unique, epochs=epochs, seed=number % 2) for number in range(count)]
    test = f"assert len(history.epoch) == {epochs}"
    return [make(f"student-{number}/4-fit", code, test_cell(test)) for number, code in enumerate(codes)]


def filed(key):
    """A notebook whose assignment makes its data; it prints what nobody else can know."""
    script = """
def make(public, withheld, mnist, rng):
    total = int(mnist[0][0].sum())
    (public / "number.txt").write_text(f"{total} {rng.integers(10**12)}")
    (withheld / "number.txt").write_text("1 " + (public / "number.txt").read_text())
"""
    test = """
from autograder import checks
assert f"1 {number}" == checks.withheld("number.txt").read_text()
"""
    cells = ["number = open('number.txt').read()\nprint(number)", test_cell(test)]
    return replace(make(key, *cells), material=Material(script=script, secret="77" * 32))


def masked(outcomes):
    """What came of each job, without what differs from run to run."""
    found = {}
    for job, result in outcomes:
        told = replace(result, seconds=0.0, training_seconds=0.0, trainings={}, stages={}).to_dict()
        for cell in told["notebook"]["cells"]:
            cell["metadata"].pop("execution", None)
        found[job.key] = told
    return found


def verdicts(outcomes):
    """The verdict of each job's test, what is wrong where the grader failed."""
    return {
        job.key: str(result) if isinstance(result, GraderFailed) else result.verdicts[0].verdict
        for job, result in outcomes
    }


def count(outcomes, kind):
    return sum(result.trainings.get(kind, 0) for _, result in outcomes)


def wait_until(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "nothing came of it"
        time.sleep(0.05)
    return found


@pytest.fixture(scope="module")
def executing(request, prepared):
    """The executor that a test asks for by its name, in use; how many workers it has, and what ran before it was started."""
    workers = 1 if request.param == "serial" else 2
    before = psutil.Process().children()
    with executor(request.param, prepared.folder, workers) as execute:
        yield execute, workers, before


@pytest.mark.parametrize("executing", EXECUTORS, indirect=True)
def test_every_executor_keeps_the_contract(executing):
    """All jobs come back with the same verdicts; what fails is an outcome, and the others go on; it can be asked again.
    Nobody holds a class whole: jobs are asked for shortly before it is their turn.
    """
    execute, workers, _ = executing
    assert execute.workers == workers
    assert list(execute([])) == []
    assert verdicts(execute([*small(1), filed("k")])) == {"student-0/1-sums": "passed", "k": "passed"}
    found = verdicts(execute([Job("broken/1-sums", {"cells": 3}), *small(5)]))
    assert execute.running == {}
    asked = []
    outcomes = execute(asked.append(job.key) or job for job in small(12))
    next(outcomes)
    assert len(asked) <= AHEAD * workers
    assert len(list(outcomes)) == 11
    assert found.pop("broken/1-sums").startswith("broken/1-sums")
    assert found == said(5)


@pytest.mark.parametrize("executing", ["processes"], indirect=True)
def test_workers_of_one_machine_import_everything_once(executing):
    """Each has a fork of one warm process, and of another one where that was killed."""
    execute, _, before = executing
    assert verdicts(execute(small(4))) == said(4)
    children = [child for child in psutil.Process().children() if child not in before]
    (mother,) = [child for child in children if "autograder.kernels.zygote" in child.cmdline()]
    workers = [child for child in children if "autograder.grading.executors.worker" in child.cmdline()]
    assert [worker.children() for worker in workers] == [[], []]
    wait_until(lambda: len(mother.children()) == 2)
    for process in (mother, *workers):
        process.kill()
    assert verdicts(execute(small(4))) == said(4)


def test_dask_is_loaded_only_for_a_cluster():
    """Who grades on this machine need not have it."""
    code = "import autograder.cli, autograder.grading.grade, sys; print([n for n in sys.modules if 'distributed' in n])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_is_missing_is_said(monkeypatch):
    """Without Dask: a sentence with what to install."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "autograder.grading.executors.cluster")
    with pytest.raises(
        UsageError, match=r"not installed \(distributed\). Install it with: pip install 'mnist-lab\[dask\]'"
    ):
        executor("dask", None)


def test_a_scheduler_that_does_not_answer_is_usage(monkeypatch):
    """A sentence with its address and what to do; and no other executor has one."""
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    with pytest.raises(UsageError, match="No Dask scheduler answers at tcp://127.0.0.1:9"):
        executor("dask", None, scheduler="tcp://127.0.0.1:9").__enter__()
    with pytest.raises(UsageError, match="No Dask scheduler answers at nowhere"):
        executor("dask", None, scheduler="nowhere://x").__enter__()
    with pytest.raises(UsageError, match="--scheduler is for --executor dask"):
        executor("serial", None, scheduler="tcp://127.0.0.1:9")


class Tasks:
    """A cluster whose tasks do what a test says, and its client.

    Args:
        does: called with the name of a task; what it makes, None for a task that is never done.
    """

    def __init__(self, does):
        self.does, self.names = does, []

    def submit(self, function, name, *others, **options):
        self.names.append(name)
        return Task(lambda: self.does(name))


class Task:
    def __init__(self, does):
        self.made = None
        self._thread = threading.Thread(target=self._run, args=(does,))
        self._thread.start()

    def _run(self, does):
        self.made = does()

    def done(self):
        return not self._thread.is_alive() and self.made != "never"

    def result(self, timeout):
        if isinstance(self.made, Exception):
            raise self.made
        return self.made


@pytest.fixture
def obtain(tmp_path):
    """Ask for a training on a cluster whose tasks do what a test says; what came of it, what was computed, which tasks."""

    def ask(does, wanted=lambda: True, compute=lambda: [memoryview(RESULT), memoryview(b"here")]):
        asks, computed = Asks(), []
        tasks = Tasks(lambda name: does(asks, name))
        share = Keyed(tasks, "tcp://here", asks, Store(tmp_path / "store", 1 << 20))
        made, fresh = share.obtain("ab12", None, lambda: computed.append(1) or compute(), wanted)
        return bytes(made[1]) if made else None, fresh, len(computed), len(tasks.names)

    return ask


def test_a_training_is_done_by_the_task_where_it_is_asked_for(obtain):
    """The task that comes to who asks does it there, once; afterwards the store has it."""
    assert obtain(lambda asks, name: asks.answer(name)) == (b"here", True, 1, 1)
    assert obtain(lambda asks, name: asks.answer(name)) == (b"here", False, 0, 0)


def test_a_training_of_somebody_else_is_waited_for(obtain):
    """The task is done elsewhere: its result comes over, nothing is computed."""
    assert obtain(lambda asks, name: [RESULT, b"there"]) == (b"there", False, 0, 1)


def test_who_dies_or_gives_up_leaves_the_training_to_the_others(obtain):
    """A task that makes nothing, or whose result is lost, is followed by another; in the end each does it himself."""
    first = {"training-ab12-0"}
    assert obtain(lambda asks, name: None if name in first else [RESULT, b"there"]) == (b"there", False, 0, 2)


def test_a_training_never_depends_on_the_cluster(obtain):
    """Where no task makes anything, it is computed like without a cluster."""
    assert obtain(lambda asks, name: OSError("lost")) == (b"here", True, 1, MEETINGS)


def test_what_a_trainer_cannot_do_is_not_tried_again(obtain):
    """The notebook trains by itself."""
    assert obtain(lambda asks, name: asks.answer(name), compute=lambda: None) == (None, True, 1, 1)


def test_a_refusal_is_not_kept(obtain):
    """Another trainer may have more memory, or know more: who asks again has it tried again."""
    refused = [memoryview(REFUSED), memoryview(b"no")]
    for _ in range(2):
        assert obtain(lambda asks, name: asks.answer(name), compute=lambda: refused) == (b"no", True, 1, 1)


def test_a_training_that_nobody_wants_is_left(obtain):
    """Who waits for a task that is never done goes when his notebook goes; a training that has begun is ended first."""
    with pytest.raises(InterruptedError):
        obtain(lambda asks, name: "never", wanted=lambda: False)
    ended = []

    def compute():
        time.sleep(0.3)
        ended.append(1)
        raise EOFError

    with pytest.raises(InterruptedError):
        obtain(lambda asks, name: asks.answer(name), wanted=lambda: False, compute=compute)
    assert len(ended) <= 1


class Machines:
    """A scheduler and workers, each with a folder of its own, started by Dask's own commands.

    Args:
        folder: holds their folders.
    """

    def __init__(self, folder):
        self._folder = folder
        self._processes = {}
        told = folder / "scheduler.json"
        self._start("scheduler", {}, "scheduler", "--port", "0", "--scheduler-file", str(told))
        self.address = json.loads(wait_until(lambda: told.exists() and told.read_text()))["address"]

    def worker(self, name, **environment):
        """Start a worker with one thread."""
        place = str(self._folder / name)
        options = ["--nthreads", "1", "--no-nanny", "--name", name, "--local-directory", place]
        self._start(name, environment, "worker", self.address, *options)

    def kill(self, name):
        """Kill a worker, as if its machine had lost power."""
        process = self._processes.pop(name)
        process.kill()
        process.wait()

    def at_rest(self, name):
        """Whether nothing runs that a worker has started, except for the process that waits to fork."""
        started = psutil.Process(self._processes[name].pid).children(recursive=True)
        return len([process for process in started if process.status() != psutil.STATUS_ZOMBIE]) == 1

    def stop(self):
        """Stop everything, the scheduler last; each ends by itself."""
        for process in reversed(self._processes.values()):
            process.terminate()
            assert process.wait(timeout=30) is not None

    def _start(self, name, environment, *command):
        place = self._folder / name
        place.mkdir()
        with (place / "log").open("w") as log:
            self._processes[name] = subprocess.Popen(
                [sys.executable, "-m", "dask", *command, "--host", "127.0.0.1", "--no-dashboard"],
                cwd=place,
                env=os.environ | {"AUTOGRADER_CACHE": str(place / "cache")} | environment,
                stdout=log,
                stderr=log,
            )


@pytest.fixture
def machines(tmp_path):
    machines = Machines(tmp_path)
    yield machines
    machines.stop()


def locally(jobs, prepared):
    with executor("processes", prepared.folder, 2) as execute:
        return list(execute(jobs))


def at_work(scheduler, prefix):
    """Names of the workers that have a task whose name begins like this."""
    with Client(scheduler, set_as_default=False) as client:
        names = {address: worker["name"] for address, worker in client.scheduler_info()["workers"].items()}
        return [names[w] for w, keys in client.processing().items() if any(str(key).startswith(prefix) for key in keys)]


def threads(scheduler):
    """The threads of each worker that is there."""
    with Client(scheduler, set_as_default=False) as client:
        return client.nthreads()


@pytest.mark.exhaustive
def test_a_cluster_gives_the_same_results_and_trains_once(machines, prepared):
    """Two workers that share nothing: the results are those of this machine, each training was computed once."""
    jobs = training(6, epochs=60)
    machines.worker("one")
    machines.worker("two")
    with executor("dask", prepared.folder, scheduler=machines.address) as execute:
        outcomes = list(execute(jobs))
    assert (count(outcomes, "computed"), count(outcomes, "reused")) == (2, 4)
    assert masked(outcomes) == masked(locally(jobs, prepared))


@pytest.mark.exhaustive
def test_machines_that_share_nothing_make_the_same_data(machines, prepared, tmp_path):
    """Each makes it once, in its own cache, from what comes with the notebooks."""
    jobs = [filed(f"student-{number}/1-files") for number in range(6)]
    for name in ("one", "two"):
        machines.worker(name)
    wait_until(lambda: len(threads(machines.address)) == 2)
    with executor("dask", prepared.folder, scheduler=machines.address) as execute:
        outcomes = list(execute(jobs))
    assert masked(outcomes) == masked(locally(jobs, prepared))
    assert set(verdicts(outcomes).values()) == {"passed"}
    for name in ("one", "two"):
        made = [path for path in (tmp_path / name / "cache" / "assignments").iterdir() if path.is_dir()]
        assert len(made) == 1, name


@pytest.mark.exhaustive
def test_a_worker_that_dies_has_its_jobs_done_again(machines, prepared):
    """One is killed while it trains for both, another comes: nothing is lost, and the results are the same."""
    jobs = training(6, epochs=150)
    machines.worker("one")
    machines.worker("two")

    def disturb():
        machines.kill(wait_until(lambda: at_work(machines.address, "training-"), 200)[0])
        machines.worker("three")

    disturbing = threading.Thread(target=disturb)
    disturbing.start()
    with executor("dask", prepared.folder, scheduler=machines.address) as execute:
        outcomes = list(execute(jobs))
    disturbing.join()
    assert count(outcomes, "computed") + count(outcomes, "reused") == 6
    assert count(outcomes, "computed") <= 2
    assert masked(outcomes) == masked(locally(jobs, prepared))


@pytest.mark.exhaustive
def test_a_job_that_kills_its_workers_is_refused(prepared, tmp_path):
    """After three workers it is given up by its name; the others are done."""
    (tmp_path / "deadly.py").write_text(DEADLY)
    preload = dask.config.set({"distributed.worker.preload": [str(tmp_path / "deadly.py")]})
    with preload, executor("dask", prepared.folder, 2) as execute:
        found = verdicts(execute([make("deadly", "x = 1", test_cell("assert x")), *small(5)]))
    assert found.pop("deadly").startswith("deadly failed 3 times: its worker ended (tls://")
    assert found == said(5)


@pytest.mark.exhaustive
def test_a_worker_with_other_data_is_not_used(machines, prepared):
    """Jobs are done by those who have the grader's data; where nobody has, it is said who has what."""
    machines.worker("other", AUTOGRADER_DATA="rehearsal")
    with executor("dask", prepared.folder, scheduler=machines.address) as execute:
        (problem,) = verdicts(execute(small(1))).values()
        assert problem.startswith("student-0/1-sums") and "tcp://" in problem
        assert "has the data rehearsal" in problem and f"the grader has {prepared.folder.name}" in problem
        machines.worker("same")
        wait_until(lambda: at_work(machines.address, "") is not None and execute.workers == 2)
        assert verdicts(execute(small(2))) == {"student-0/1-sums": "passed", "student-1/1-sums": "passed"}


@pytest.mark.exhaustive
@pytest.mark.parametrize("end", ["kill", "leave"])
def test_a_grader_that_is_gone_leaves_nothing_at_work(machines, prepared, tmp_path, end):
    """Killed, or left early: its notebooks end on the workers; only the warm process waits for the next grader."""
    machines.worker("one")
    if end == "leave":
        with executor("dask", prepared.folder, scheduler=machines.address) as execute:
            outcomes = execute([*small(1), make("endless", "while True: pass", cell_seconds=600)])
            next(outcomes)
            wait_until(lambda: execute.running and not machines.at_rest("one"))
            outcomes.close()
            wait_until(lambda: machines.at_rest("one"))
    else:
        script = tmp_path / "endless.py"
        places = {"tests": str(Path(__file__).parent), "data": str(prepared.folder), "scheduler": machines.address}
        script.write_text(ENDLESS.format(**places))
        grader = subprocess.Popen([sys.executable, script])
        wait_until(lambda: at_work(machines.address, "notebook-") and not machines.at_rest("one"), 120)
        grader.kill()
        grader.wait()
        wait_until(lambda: machines.at_rest("one"))
    assert at_work(machines.address, "") == []

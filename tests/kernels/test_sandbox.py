"""A walled process reaches nothing but what it was given.

Whoever forks must have a single thread, which the process that runs the tests may not have. So each test starts
`inside.py` as a script, which forks a walled process; its `probe_…` functions run inside it, its `scene_…` functions
around it.
"""

import errno
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from kernels import inside

from autograder.kernels import room, sandbox
from autograder.kernels.sandbox import available

REPOSITORY = Path(sandbox.__file__).resolve().parents[2]
USERS = ["root", "ordinary"] if os.geteuid() == 0 else ["ordinary"]

pytestmark = pytest.mark.skipif(bool(available()), reason=available())
both_users = pytest.mark.parametrize("user", USERS)


# How a test speaks to its processes


def play(scene, *arguments, user=USERS[0], variables=None, timeout=60):
    """What a scene returns, played by a new process of that user."""
    request = json.dumps({"scene": scene.__name__, "arguments": arguments})
    become = ["--nobody"] if user == "ordinary" and os.geteuid() == 0 else []
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY)} | (variables or {})
    command = [sys.executable, "-P", inside.__file__, *become, request]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=timeout, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def ask(probe, *arguments, user=USERS[0], variables=None, timeout=60, **limits):
    """What a probe returns inside."""
    answer = play(
        inside.scene_probe, probe.__name__, arguments, limits, user=user, variables=variables, timeout=timeout
    )
    assert answer["code"] == 0, answer
    return answer["value"]


# What it reaches


@both_users
def test_no_socket_of_the_host_is_reached(user):
    """Neither a port on the loopback interface nor an abstract Unix socket of the host hears anything."""
    name = f"autograder-{os.getpid()}-{user}"
    with socket.create_server(("127.0.0.1", 0)) as port, socket.socket(socket.AF_UNIX) as abstract:
        abstract.bind(f"\0{name}")
        abstract.listen()
        answers = ask(inside.probe_connections, port.getsockname()[1], name, user=user)
        assert answers == ["ENETUNREACH", "ECONNREFUSED"]
        for listener in (port, abstract):
            listener.setblocking(False)
            with pytest.raises(BlockingIOError):
                listener.accept()


@both_users
def test_host_files_are_invisible(user, tmp_path):
    """A file in a temporary or the home folder, the course, logs, other users' files and system settings are absent."""
    (tmp_path / "canary").touch()
    hidden = [tmp_path / "canary", "/etc/shadow", "/etc/machine-id", "/var/log", "/sys/kernel", "/run", "/srv"]
    hidden += [REPOSITORY / name for name in (".git", "source", "tests", "notebooks", "pyproject.toml")]
    with tempfile.NamedTemporaryFile(dir=Path.home()) as canary:
        assert ask(inside.probe_paths, [*map(str, hidden), canary.name], user=user) == []


@both_users
def test_of_the_course_only_the_package_is_visible(user):
    """An editable install shows the package and a virtual environment of the repository, and nothing else of it."""
    shown = set(ask(inside.probe_folder, str(REPOSITORY), user=user))
    assert "autograder" in shown
    assert shown <= {"autograder", Path(sys.prefix).name}


@both_users
def test_named_folders_are_visible(user):
    """A folder and a file that the caller names appear at the same path."""
    named = [str(REPOSITORY / "LICENSE"), str(REPOSITORY / "docs")]
    assert ask(inside.probe_paths, named, user=user, read=named) == named


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives its rights up")
def test_root_shows_folders_that_only_root_reaches(tmp_path):
    """Below a folder with mode 0700, what is named is visible to the walled user, and its neighbours are not."""
    closed = tmp_path / "closed"
    (closed / "shown").mkdir(parents=True)
    (closed / "hidden").touch()
    closed.chmod(0o700)
    assert ask(inside.probe_folder, str(closed), read=[str(closed / "shown")]) == ["shown"]


def test_a_course_on_the_import_path_is_never_shown(tmp_path, monkeypatch):
    """Import folders are shown, unless they are a course, hold one as the current folder, or are relative."""
    helpers, course = tmp_path / "helpers", tmp_path / "year" / "course"
    helpers.mkdir()
    (course / "source").mkdir(parents=True)
    monkeypatch.chdir(course)
    monkeypatch.setattr(sys, "path", [*sys.path, str(helpers), str(course), str(course.parent), "", "lib"])
    shown = room.visible([])
    assert str(helpers) in shown
    assert not {str(course), str(course.parent), str(tmp_path)} & set(shown)


def test_a_virtual_environment_that_is_a_course_is_shown_in_parts(tmp_path, monkeypatch):
    """When sys.prefix is the course folder, only the folders of Python in it are shown."""
    for name in ("source", "lib", "bin"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    below = {path for path in room.visible([]) if path.startswith(str(tmp_path))}
    assert below == {str(tmp_path / "lib"), str(tmp_path / "bin")}


@both_users
def test_the_callers_environment_is_gone(user):
    """No variable of the caller arrives, except those that numerical libraries and Python read."""
    variables = {"CANARY_TOKEN": "secret-canary", "OMP_NUM_THREADS": "1"}
    own, child, names, *folders = ask(inside.probe_environment, user=user, variables=variables)
    assert "canary" not in own and "canary" not in child
    assert {"HOME", "LANG", "OMP_NUM_THREADS", "PATH", "PYTHONPATH", "TMPDIR", "USER"} <= set(names)
    assert folders == [sandbox.WORK, sandbox.HOME, "/tmp"]


@both_users
def test_no_descriptor_of_the_caller_stays_open(user):
    """Only the kept descriptor and the standard streams, on /dev/null, are open inside."""
    found, kept = play(inside.scene_descriptors, __file__, user=user)
    assert found.pop(kept).startswith("pipe:")
    assert found == {"0": "/dev/null", "1": "/dev/null", "2": "/dev/null"}


@both_users
def test_nothing_of_the_host_is_writable(user):
    """System, Python, package, settings, root and kernel settings cannot be written."""
    folders = ["/usr", sys.prefix, sys.base_prefix, str(REPOSITORY / "autograder"), "/etc", "/dev", ""]
    paths = [f"{folder}/canary" for folder in folders] + ["/proc/sys/kernel/hostname", "/proc/self/comm"]
    assert set(ask(inside.probe_writes, paths, user=user).values()) <= {"EROFS", "EACCES"}


@both_users
def test_other_processes_are_invisible_and_unkillable(user):
    """Inside there is one process, and its signals to everybody reach nobody outside, not even its waiter."""
    assert play(inside.scene_bystander, user=user) == {"value": [["1"], 1, 0], "code": 0, "bystander": None}


# What it may do


@both_users
def test_no_privileges_are_left(user):
    """All capability sets are empty, also in programs that it starts, and none can be gained."""
    none = "0" * 16
    assert ask(inside.probe_privileges, user=user) == [[none], "1", none, room.USER, "student"]


@both_users
def test_system_calls_that_attacks_begin_with_are_refused(user):
    """Namespaces, mounts, other processes' memory, keys, kernel programs and unbounded memory are out of reach."""
    assert set(ask(inside.probe_forbidden, user=user).values()) == {"EPERM"}


@both_users
def test_no_namespace_can_be_made_inside(user):
    """Kernel setting and program agree: there are no nested user namespaces."""
    assert ask(inside.probe_nested, user=user) == ["0", 1]


@both_users
def test_memory_is_limited(user):
    """A block within the limit is there, a larger one is a MemoryError."""
    assert ask(inside.probe_memory, 64 * inside.MIB, user=user) == 64 * inside.MIB
    assert ask(inside.probe_memory, 300 * inside.MIB, user=user).startswith("MemoryError")


@both_users
def test_large_shared_pieces_are_refused_where_nobody_could_count_them(user):
    """Shared memory without a file has a largest size there, and the device that gives it is absent; private memory has none."""
    assert ask(inside.probe_pieces, user=user, shared_piece=1 << 20) == ["PermissionError", "fine", "fine", False]
    assert ask(inside.probe_pieces, user=user) == ["fine", "fine", "fine", True]


@both_users
def test_no_process_hides_what_it_holds(user):
    """It cannot keep others from counting its memory."""
    assert ask(inside.probe_hiding, user=user) == -1


@both_users
def test_processes_and_threads_are_limited(user):
    """Of 20 tasks, the first is the process itself."""
    assert ask(inside.probe_threads, 100, user=user) == inside.LIMITS["processes"] - 1


@both_users
def test_file_sizes_and_scratch_folders_are_limited(user):
    """One file is stopped by the limit on files, several by the size of the folder they are in."""
    assert ask(inside.probe_files, "/tmp", 2 * inside.MIB, user=user) == "/tmp/file"
    assert f"Errno {errno.EFBIG}" in ask(inside.probe_files, "/tmp", 5 * inside.MIB, user=user)
    for folder in ("/tmp", sandbox.WORK, "/dev/shm"):
        large = {"file_bytes": 100 * inside.MIB}
        assert f"Errno {errno.ENOSPC}" in ask(inside.probe_files, folder, 20 * inside.MIB, user=user, **large)


def test_open_files_are_limited():
    """A process with very many open files gets an error."""
    assert ask(inside.probe_open_files) == "EMFILE"


def test_processor_time_is_limited():
    """A busy process is killed when its processor time is used up."""
    answer = play(inside.scene_probe, "probe_busy", [], {"cpu_seconds": 1})
    assert answer["code"] == 128 + signal.SIGKILL


def test_no_core_is_dumped():
    """The limit is one that programs which take dumps respect, too."""
    assert ask(inside.probe_core_limit) <= 1


# Its life


@both_users
def test_the_exchange_is_writable_until_ready(user):
    """Sockets are made in it before; afterwards they work, and nothing new can be written."""
    assert play(inside.scene_exchange, user=user) == ["EROFS", "hello", ["before", "kernel"]]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives its rights up")
def test_the_exchange_may_lie_where_only_root_comes(tmp_path):
    """A folder for everybody inside one for root alone is reached by the walled user, at its own path."""
    tmp_path.chmod(0o700)
    assert play(inside.scene_exchange, variables={"TMPDIR": str(tmp_path)}) == ["EROFS", "hello", ["before", "kernel"]]


@pytest.mark.parametrize("walled", [True, False], ids=["walled", "free"])
def test_an_interrupt_is_a_keyboard_interrupt(walled):
    """SIGINT from the host raises KeyboardInterrupt, although the caller ignores that signal."""
    assert play(inside.scene_interrupt, walled) == ["interrupted", 0]


@pytest.mark.parametrize("walled", [True, False], ids=["walled", "free"])
def test_exit_codes_arrive(walled):
    """Success, an exception, an own exit code, a crash and a kill are told apart by the waiter's exit code."""
    assert play(inside.scene_endings, walled) == [0, 1, 7, 128 + signal.SIGSEGV, 128 + signal.SIGKILL]


@pytest.mark.parametrize("walled", [True, False], ids=["walled", "free"])
def test_a_process_that_never_gets_ready_is_an_error(walled):
    """An exception before ready arrives as text, an early end as such, and no child is left."""
    messages, children = play(inside.scene_failures, walled)
    assert "no kernel today" in messages[0]
    assert all("before it was ready" in message for message in messages[1:]) and len(messages) == 3
    assert children == "ECHILD"


@both_users
def test_a_step_that_fails_is_named(user):
    """A path that does not exist is an error with the path and the system's words."""
    message, children, open_files = play(inside.scene_missing, "/does/not/exist", user=user)
    assert "/does/not/exist" in message and "No such file" in message
    assert (children, open_files) == ("ECHILD", 0)


def test_a_file_that_stays_open_in_the_exchange_is_an_error():
    """The exchange cannot become read-only under a writer, and the message says so."""
    message = play(inside.scene_writer)
    assert "exchange" in message and "busy" in message


def test_a_caller_with_threads_is_refused():
    """Forking is safe with a single thread only."""
    assert "2 threads" in play(inside.scene_threads)


@both_users
def test_nothing_is_left_on_the_host(user):
    """Mounts and open files of the caller are what they were, and no process is left."""
    assert play(inside.scene_traces, user=user) == [True, "ECHILD", False]


def test_daemons_end_with_the_walled_process():
    """A process in a session of its own is gone once the walled process has ended."""
    assert play(inside.scene_daemon) == ""


@both_users
def test_the_walled_process_ends_with_the_caller(user):
    """When the process that forked is killed, nothing goes on inside."""
    assert play(inside.scene_orphan, user=user) in ([], ["in"])


def test_without_walls_the_protocol_is_the_same():
    """A free process has a session, a temporary folder and a clean environment, too, and is its own waiter."""
    assert play(inside.scene_free, variables={"CANARY_TOKEN": "secret"}) == [0, True, True, None]


# What notebooks need


@both_users
def test_modules_and_programs_are_found_inside(user):
    """What the caller has not imported can be imported, and programs of the system and Python itself run."""
    answer = ask(inside.probe_lazy_imports, user=user, memory_bytes=2048 * inside.MIB, timeout=120)
    assert answer == [[2, 3], 0.5, 1797, True, "42\n"]


def test_a_process_that_has_imported_tensorflow_can_be_walled_in():
    """TensorFlow, Matplotlib and pandas, imported by an ordinary user's process, work inside; as root, all graded notebooks are so."""
    single = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "2"} | {"MPLBACKEND": "agg"}
    answer = play(inside.scene_tensorflow, user="ordinary", variables=single, timeout=180)
    assert answer == {"value": [60.0, "PNG", "2024"], "code": 0}

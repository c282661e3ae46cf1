"""A walled process reaches nothing but what it was given.

Whoever forks must have a single thread, which the process that runs the tests may not have. So each test starts this
file as a script, which forks a walled process; `probe_…` functions run inside it, `scene_…` functions run around it.
"""

import ctypes
import errno
import importlib
import json
import os
import platform
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from autograder.kernels import room, sandbox, walls
from autograder.kernels.sandbox import SandboxError, Walls, available, fork_inside

MIB = 1 << 20
REPOSITORY = Path(sandbox.__file__).resolve().parents[2]
LIMITS = {"memory_bytes": 256 * MIB, "scratch_bytes": 8 * MIB, "processes": 20, "file_bytes": 4 * MIB} | {
    "open_files": 64,
    "cpu_seconds": 60,
}
NOBODY = 65534
USERS = ["root", "ordinary"] if os.geteuid() == 0 else ["ordinary"]

pytestmark = pytest.mark.skipif(bool(available()), reason=available())
both_users = pytest.mark.parametrize("user", USERS)


# How a test speaks to its processes


def play(scene, *arguments, user=USERS[0], variables=None, timeout=60):
    """What a scene returns, played by a new process of that user."""
    request = json.dumps({"scene": scene.__name__, "arguments": arguments})
    become = ["--nobody"] if user == "ordinary" and os.geteuid() == 0 else []
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY)} | (variables or {})
    command = [sys.executable, "-P", __file__, *become, request]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=timeout, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def ask(probe, *arguments, user=USERS[0], variables=None, timeout=60, **limits):
    """What a probe returns inside."""
    answer = play(scene_probe, probe.__name__, arguments, limits, user=user, variables=variables, timeout=timeout)
    assert answer["code"] == 0, answer
    return answer["value"]


def scene_probe(name, arguments, limits):
    reading, writing = os.pipe()

    def entry(ready):
        ready()
        try:
            value = globals()[name](*arguments)
        except (OSError, MemoryError) as error:
            value = f"{type(error).__name__}: {error}"
        with os.fdopen(writing, "w") as pipe:
            json.dump(value, pipe)

    inside = fork_inside(Walls(**LIMITS | limits), entry, keep=[writing])
    os.close(writing)
    with os.fdopen(reading) as pipe:
        text = pipe.read()
    return {"value": json.loads(text or "null"), "code": walls.wait(inside.waiter)}


def become_nobody():
    """Be an ordinary user who can read this Python, even when it is installed below root's home folder."""
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.unshare(0x00020000) == 0
    walls.keep_mounts_private()
    base = Path(sys.base_prefix).resolve()
    closed = [folder for folder in reversed(base.parents) if not folder.stat().st_mode & 0o001]
    if closed:
        tree = walls.open_tree(str(base), 0)
        walls.mount_new("tmpfs", str(closed[0]), "mode=755")
        base.mkdir(parents=True)
        walls.attach(tree, str(base))
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    os.environ["HOME"] = "/nonexistent"
    os.execv(sys.executable, [sys.executable, "-P", __file__, sys.argv[2]])


def failure(action, *arguments):
    """The name of the error number that an action fails with; "" when it succeeds."""
    try:
        action(*arguments)
    except OSError as error:
        return errno.errorcode[error.errno]
    return ""


# What it reaches


def probe_connections(port, name):
    with socket.socket() as network, socket.socket(socket.AF_UNIX) as abstract:
        network.settimeout(2)
        return [failure(network.connect, ("127.0.0.1", port)), failure(abstract.connect, f"\0{name}")]


@both_users
def test_no_socket_of_the_host_is_reached(user):
    """Neither a port on the loopback interface nor an abstract Unix socket of the host hears anything."""
    name = f"autograder-{os.getpid()}-{user}"
    with socket.create_server(("127.0.0.1", 0)) as port, socket.socket(socket.AF_UNIX) as abstract:
        abstract.bind(f"\0{name}")
        abstract.listen()
        answers = ask(probe_connections, port.getsockname()[1], name, user=user)
        assert answers == ["ENETUNREACH", "ECONNREFUSED"]
        for listener in (port, abstract):
            listener.setblocking(False)
            with pytest.raises(BlockingIOError):
                listener.accept()


def probe_paths(paths):
    return [path for path in paths if Path(path).exists()]


def probe_folder(path):
    return sorted(os.listdir(path))


@both_users
def test_host_files_are_invisible(user, tmp_path):
    """A file in a temporary or the home folder, the course, logs, other users' files and system settings are absent."""
    (tmp_path / "canary").touch()
    hidden = [tmp_path / "canary", "/etc/shadow", "/etc/machine-id", "/var/log", "/sys/kernel", "/run", "/srv"]
    hidden += [REPOSITORY / name for name in (".git", "source", "tests", "notebooks", "pyproject.toml")]
    with tempfile.NamedTemporaryFile(dir=Path.home()) as canary:
        assert ask(probe_paths, [*map(str, hidden), canary.name], user=user) == []


@both_users
def test_of_the_course_only_the_package_is_visible(user):
    """An editable install shows the package and a virtual environment of the repository, and nothing else of it."""
    shown = set(ask(probe_folder, str(REPOSITORY), user=user))
    assert "autograder" in shown
    assert shown <= {"autograder", Path(sys.prefix).name}


@both_users
def test_named_folders_are_visible(user):
    """A folder and a file that the caller names appear at the same path."""
    license_file = str(REPOSITORY / "LICENSE")
    folder = str(REPOSITORY / "docs")
    assert ask(probe_paths, [license_file, folder], user=user, read=[license_file, folder]) == [license_file, folder]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives its rights up")
def test_root_shows_folders_that_only_root_reaches(tmp_path):
    """Below a folder with mode 0700, what is named is visible to the walled user, and its neighbours are not."""
    closed = tmp_path / "closed"
    (closed / "shown").mkdir(parents=True)
    (closed / "hidden").touch()
    closed.chmod(0o700)
    assert ask(probe_folder, str(closed), read=[str(closed / "shown")]) == ["shown"]


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


def probe_environment():
    own = Path("/proc/self/environ").read_bytes().decode()
    child = subprocess.run(["env"], capture_output=True, text=True, check=True).stdout
    return [own, child, sorted(os.environ), Path.cwd().as_posix(), Path.home().as_posix(), tempfile.gettempdir()]


@both_users
def test_the_callers_environment_is_gone(user):
    """No variable of the caller arrives, except those that numerical libraries and Python read."""
    variables = {"CANARY_TOKEN": "secret-canary", "OMP_NUM_THREADS": "1"}
    own, child, names, *folders = ask(probe_environment, user=user, variables=variables)
    assert "canary" not in own and "canary" not in child
    assert {"HOME", "LANG", "OMP_NUM_THREADS", "PATH", "PYTHONPATH", "TMPDIR", "USER"} <= set(names)
    assert folders == [sandbox.WORK, sandbox.HOME, "/tmp"]


def scene_descriptors(path):
    os.dup2(os.open(path, os.O_RDONLY), 57)
    reading, writing = os.pipe()

    def entry(ready):
        ready()
        links = [Path(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd")]
        os.write(writing, json.dumps({link.name: str(link.readlink()) for link in links if link.is_symlink()}).encode())

    inside = fork_inside(Walls(**LIMITS), entry, keep=[writing])
    walls.wait(inside.waiter)
    return [json.loads(os.read(reading, 4096)), str(writing)]


@both_users
def test_no_descriptor_of_the_caller_stays_open(user):
    """Only the kept descriptor and the standard streams, on /dev/null, are open inside."""
    found, kept = play(scene_descriptors, __file__, user=user)
    assert found.pop(kept).startswith("pipe:")
    assert found == {"0": "/dev/null", "1": "/dev/null", "2": "/dev/null"}


def probe_writes(paths):
    return {path: failure(os.open, path, os.O_WRONLY | os.O_CREAT) for path in paths}


@both_users
def test_nothing_of_the_host_is_writable(user):
    """System, Python, package, settings, root and kernel settings cannot be written."""
    folders = ["/usr", sys.prefix, sys.base_prefix, str(REPOSITORY / "autograder"), "/etc", "/dev", ""]
    paths = [f"{folder}/canary" for folder in folders] + ["/proc/sys/kernel/hostname", "/proc/self/comm"]
    assert set(ask(probe_writes, paths, user=user).values()) <= {"EROFS", "EACCES"}


def probe_processes():
    seen = [name for name in os.listdir("/proc") if name.isdigit()]
    with suppress(OSError):
        os.kill(-1, signal.SIGKILL)
    with suppress(OSError):
        os.kill(0, signal.SIGTERM)
    return [seen, os.getpid(), os.getppid()]


def scene_bystander():
    with subprocess.Popen(["sleep", "60"]) as bystander:
        answer = scene_probe("probe_processes", [], {})
        answer["bystander"] = bystander.poll()
        bystander.kill()
    return answer


@both_users
def test_other_processes_are_invisible_and_unkillable(user):
    """Inside there is one process, and its signals to everybody reach nobody outside, not even its waiter."""
    assert play(scene_bystander, user=user) == {"value": [["1"], 1, 0], "code": 0, "bystander": None}


# What it may do


def probe_privileges():
    status = dict(line.split(":\t", 1) for line in Path("/proc/self/status").read_text().splitlines())
    capabilities = {status[name] for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")}
    child = subprocess.run(["grep", "CapEff", "/proc/self/status"], capture_output=True, text=True, check=True)
    return [sorted(capabilities), status["NoNewPrivs"], child.stdout.split()[1], os.getuid(), socket.gethostname()]


@both_users
def test_no_privileges_are_left(user):
    """All capability sets are empty, also in programs that it starts, and none can be gained."""
    none = "0" * 16
    assert ask(probe_privileges, user=user) == [[none], "1", none, room.USER, "student"]


def probe_forbidden():
    libc = ctypes.CDLL(None, use_errno=True)

    def call(function, *arguments):
        return errno.errorcode[ctypes.get_errno()] if function(*arguments) < 0 else ""

    numbers = {"keyctl": {"x86_64": 250, "aarch64": 219}, "bpf": {"x86_64": 321, "aarch64": 280}}
    machine = platform.machine()
    return {
        "user namespace": call(libc.unshare, 0x10000000),
        "mount": call(libc.mount, b"none", b"/tmp", b"tmpfs", 0, None),
        "ptrace": call(libc.ptrace, 0, 0, 0, 0),
        "keyctl": call(libc.syscall, numbers["keyctl"][machine], 0, -3, 0),
        "bpf": call(libc.syscall, numbers["bpf"][machine], 0, 0, 0),
        "io_uring": call(libc.syscall, 425, 1, 0),
        "clone into a namespace": call(libc.syscall, walls._own("clone"), 0x10000000 | 17, 0, 0, 0, 0),
        "outlive the waiter": call(libc.prctl, 1, 0, 0, 0, 0),
        "vsock": failure(socket.socket, 40),
        "memory file": failure(os.memfd_create, "canary"),
    }


@both_users
def test_system_calls_that_attacks_begin_with_are_refused(user):
    """Namespaces, mounts, other processes' memory, keys, kernel programs and unbounded memory are out of reach."""
    assert set(ask(probe_forbidden, user=user).values()) == {"EPERM"}


def probe_nested():
    limit = Path("/proc/sys/user/max_user_namespaces").read_text().strip()
    return [limit, subprocess.run(["unshare", "-Ur", "true"], capture_output=True, check=False).returncode]


@both_users
def test_no_namespace_can_be_made_inside(user):
    """Kernel setting and program agree: there are no nested user namespaces."""
    assert ask(probe_nested, user=user) == ["0", 1]


def probe_memory(size):
    return len(bytearray(size))


@both_users
def test_memory_is_limited(user):
    """A block within the limit is there, a larger one is a MemoryError."""
    assert ask(probe_memory, 64 * MIB, user=user) == 64 * MIB
    assert ask(probe_memory, 300 * MIB, user=user).startswith("MemoryError")


def probe_threads(wanted):
    stop = threading.Event()
    started = []
    with suppress(RuntimeError):
        for _ in range(wanted):
            thread = threading.Thread(target=stop.wait)
            thread.start()
            started.append(thread)
    stop.set()
    for thread in started:
        thread.join()
    return len(started)


@both_users
def test_processes_and_threads_are_limited(user):
    """Of 20 tasks, the first is the process itself."""
    assert ask(probe_threads, 100, user=user) == LIMITS["processes"] - 1


def probe_files(folder, size):
    with Path(folder, "file").open("wb", buffering=0) as file:
        while file.tell() < size:
            file.write(bytes(MIB))
    return file.name


@both_users
def test_file_sizes_and_scratch_folders_are_limited(user):
    """One file is stopped by the limit on files, several by the size of the folder they are in."""
    assert ask(probe_files, "/tmp", 2 * MIB, user=user) == "/tmp/file"
    assert f"Errno {errno.EFBIG}" in ask(probe_files, "/tmp", 5 * MIB, user=user)
    for folder in ("/tmp", sandbox.WORK, "/dev/shm"):
        large = {"file_bytes": 100 * MIB}
        assert f"Errno {errno.ENOSPC}" in ask(probe_files, folder, 20 * MIB, user=user, **large)


def probe_open_files():
    return next(reason for _ in range(200) if (reason := failure(os.open, "/dev/null", os.O_RDONLY)))


def test_open_files_are_limited():
    """A process with very many open files gets an error."""
    assert ask(probe_open_files) == "EMFILE"


def probe_busy():
    while True:
        pass


def test_processor_time_is_limited():
    """A busy process is killed when its processor time is used up."""
    answer = play(scene_probe, "probe_busy", [], {"cpu_seconds": 1})
    assert answer["code"] == 128 + signal.SIGKILL


def probe_core_limit():
    return resource.getrlimit(resource.RLIMIT_CORE)[0]


def test_no_core_is_dumped():
    """The limit is one that programs which take dumps respect, too."""
    assert ask(probe_core_limit) <= 1


# Its life


def scene_exchange():
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    reading, writing = os.pipe()

    def entry(ready):
        (folder / "before").write_text("written")
        server = socket.socket(socket.AF_UNIX)
        server.bind(str(folder / "kernel"))
        server.listen()
        ready()
        os.write(writing, failure((folder / "after").write_text, "x").encode())
        server.accept()[0].sendall(b"hello")

    inside = fork_inside(Walls(**LIMITS, exchange=str(folder)), entry, keep=[writing])
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(folder / "kernel"))
        said = client.recv(10).decode()
    walls.wait(inside.waiter)
    seen = sorted(path.name for path in folder.iterdir())
    for name in seen:
        (folder / name).unlink()
    folder.rmdir()
    return [os.read(reading, 100).decode(), said, seen]


@both_users
def test_the_exchange_is_writable_until_ready(user):
    """Sockets are made in it before; afterwards they work, and nothing new can be written."""
    assert play(scene_exchange, user=user) == ["EROFS", "hello", ["before", "kernel"]]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives its rights up")
def test_the_exchange_may_lie_where_only_root_comes(tmp_path):
    """A folder for everybody inside one for root alone is reached by the walled user, at its own path."""
    tmp_path.chmod(0o700)
    assert play(scene_exchange, variables={"TMPDIR": str(tmp_path)}) == ["EROFS", "hello", ["before", "kernel"]]


def scene_interrupt(walled):
    reading, writing = os.pipe()
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def entry(ready):
        ready()
        try:
            time.sleep(20)
        except KeyboardInterrupt:
            os.write(writing, b"interrupted")

    inside = fork_inside(Walls(**LIMITS) if walled else None, entry, keep=[writing])
    time.sleep(0.1)
    os.kill(inside.pid, signal.SIGINT)
    code = walls.wait(inside.waiter)
    clean_up(inside)
    return [os.read(reading, 100).decode(), code]


@pytest.mark.parametrize("walled", [True, False], ids=["walled", "free"])
def test_an_interrupt_is_a_keyboard_interrupt(walled):
    """SIGINT from the host raises KeyboardInterrupt, although the caller ignores that signal."""
    assert play(scene_interrupt, walled) == ["interrupted", 0]


def scene_endings(walled):
    def end(ready, action):
        ready()
        action()

    actions = [lambda: None, lambda: 1 / 0, lambda: os._exit(7), lambda: ctypes.string_at(0)]
    codes = []
    for action in actions:
        inside = fork_inside(Walls(**LIMITS) if walled else None, lambda ready, action=action: end(ready, action))
        codes.append(walls.wait(inside.waiter))
        clean_up(inside)
    inside = fork_inside(Walls(**LIMITS) if walled else None, lambda ready: end(ready, lambda: time.sleep(60)))
    os.kill(inside.pid, signal.SIGKILL)
    codes.append(walls.wait(inside.waiter))
    clean_up(inside)
    return codes


def clean_up(inside):
    if inside.home:
        Path(inside.home).rmdir()


@pytest.mark.parametrize("walled", [True, False], ids=["walled", "free"])
def test_exit_codes_arrive(walled):
    """Success, an exception, an own exit code, a crash and a kill are told apart by the waiter's exit code."""
    assert play(scene_endings, walled) == [0, 1, 7, 128 + signal.SIGSEGV, 128 + signal.SIGKILL]


def scene_failures(walled):
    def fail(ready):
        raise ValueError("no kernel today")

    def leave(ready):
        os._exit(3)

    def forget(ready):
        pass

    messages = []
    for entry in (fail, leave, forget):
        try:
            fork_inside(Walls(**LIMITS) if walled else None, entry)
        except SandboxError as error:
            messages.append(str(error))
    return [messages, failure(os.waitpid, -1, os.WNOHANG)]


@pytest.mark.parametrize("walled", [True, False], ids=["walled", "free"])
def test_a_process_that_never_gets_ready_is_an_error(walled):
    """An exception before ready arrives as text, an early end as such, and no child is left."""
    messages, children = play(scene_failures, walled)
    assert "no kernel today" in messages[0]
    assert all("before it was ready" in message for message in messages[1:]) and len(messages) == 3
    assert children == "ECHILD"


def scene_missing(path):
    open_files = len(os.listdir("/proc/self/fd"))
    try:
        fork_inside(Walls(**LIMITS, read=(path,)), lambda ready: ready())
    except SandboxError as error:
        return [str(error), failure(os.waitpid, -1, os.WNOHANG), len(os.listdir("/proc/self/fd")) - open_files]
    return []


@both_users
def test_a_step_that_fails_is_named(user):
    """A path that does not exist is an error with the path and the system's words."""
    message, children, open_files = play(scene_missing, "/does/not/exist", user=user)
    assert "/does/not/exist" in message and "No such file" in message
    assert (children, open_files) == ("ECHILD", 0)


def scene_writer():
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)

    def entry(ready):
        with (folder / "log").open("w"):
            ready()

    try:
        fork_inside(Walls(**LIMITS, exchange=str(folder)), entry)
    except SandboxError as error:
        return str(error)
    finally:
        (folder / "log").unlink()
        folder.rmdir()


def test_a_file_that_stays_open_in_the_exchange_is_an_error():
    """The exchange cannot become read-only under a writer, and the message says so."""
    message = play(scene_writer)
    assert "exchange" in message and "busy" in message


def scene_threads():
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        fork_inside(None, lambda ready: ready())
    except SandboxError as error:
        return str(error)
    finally:
        stop.set()
        thread.join()


def test_a_caller_with_threads_is_refused():
    """Forking is safe with a single thread only."""
    assert "2 threads" in play(scene_threads)


def scene_traces():
    before = [Path("/proc/self/mountinfo").read_text(), len(os.listdir("/proc/self/fd"))]
    inside = fork_inside(Walls(**LIMITS), lambda ready: ready())
    walls.wait(inside.waiter)
    after = [Path("/proc/self/mountinfo").read_text(), len(os.listdir("/proc/self/fd"))]
    return [before == after, failure(os.waitpid, -1, os.WNOHANG), Path(f"/proc/{inside.pid}").exists()]


@both_users
def test_nothing_is_left_on_the_host(user):
    """Mounts and open files of the caller are what they were, and no process is left."""
    assert play(scene_traces, user=user) == [True, "ECHILD", False]


def scene_daemon():
    reading, writing = os.pipe()

    def entry(ready):
        ready()
        if os.fork() == 0:
            os.setsid()
            time.sleep(60)

    inside = fork_inside(Walls(**LIMITS), entry, keep=[writing])
    os.close(writing)
    walls.wait(inside.waiter)
    return os.read(reading, 1).decode()


def test_daemons_end_with_the_walled_process():
    """A process in a session of its own is gone once the walled process has ended."""
    started = time.monotonic()
    assert play(scene_daemon) == ""
    assert time.monotonic() - started < 20


def scene_orphan():
    reading, writing = os.pipe()
    if os.fork() == 0:

        def entry(ready):
            ready()
            os.write(writing, b"in")
            time.sleep(60)

        fork_inside(Walls(**LIMITS), entry, keep=[writing])
        os.kill(os.getpid(), signal.SIGKILL)
    os.close(writing)
    said = []
    while part := os.read(reading, 10):
        said.append(part.decode())
    return said


@both_users
def test_the_walled_process_ends_with_the_caller(user):
    """When the process that forked is killed, nothing goes on inside."""
    started = time.monotonic()
    assert play(scene_orphan, user=user) in ([], ["in"])
    assert time.monotonic() - started < 20


def scene_free():
    reading, writing = os.pipe()

    def entry(ready):
        ready()
        names = ["PATH", "HOME", "LANG", "USER", "TMPDIR", "CANARY_TOKEN"]
        facts = [str(Path.cwd()), {name: os.environ.get(name) for name in names}, os.getpid(), os.getsid(0)]
        os.write(writing, json.dumps(facts).encode())

    inside = fork_inside(None, entry, keep=[writing])
    code = walls.wait(inside.waiter)
    folder, variables, pid, session = json.loads(os.read(reading, 4096))
    Path(inside.home).rmdir()
    same = inside.pid == inside.waiter == pid == session
    return [code, same, folder == inside.home == variables["HOME"], variables["CANARY_TOKEN"]]


def test_without_walls_the_protocol_is_the_same():
    """A free process has a session, a temporary folder and a clean environment, too, and is its own waiter."""
    assert play(scene_free, variables={"CANARY_TOKEN": "secret"}) == [0, True, True, None]


# What notebooks need


def probe_lazy_imports():
    import PIL.Image
    import scipy.stats
    import sklearn.datasets

    listing = subprocess.run(["ls", "/"], capture_output=True, text=True, check=True).stdout.split()
    program = subprocess.run([sys.executable, "-c", "print(6 * 7)"], capture_output=True, text=True, check=True)
    digits = sklearn.datasets.load_digits()
    normal = float(scipy.stats.norm.cdf(0))
    return [PIL.Image.new("L", (2, 3)).size, normal, len(digits.images), "usr" in listing, program.stdout]


@both_users
def test_modules_and_programs_are_found_inside(user):
    """What the caller has not imported can be imported, and programs of the system and Python itself run."""
    answer = ask(probe_lazy_imports, user=user, memory_bytes=2048 * MIB, timeout=120)
    assert answer == [[2, 3], 0.5, 1797, True, "42\n"]


def probe_tensorflow():
    import matplotlib.pyplot as plt
    import pandas as pd
    import tensorflow as tf

    total = float(tf.reduce_sum(tf.ones((3, 4)) @ tf.ones((4, 5))))
    figure, axes = plt.subplots()
    axes.plot([1, 2], [3, 4])
    axes.set_title("A line — μ")
    figure.savefig("figure.png")
    table = pd.DataFrame({"time": pd.to_datetime(["2024-01-01"]).tz_localize("Europe/Berlin")})
    return [total, Path("figure.png").read_bytes()[1:4].decode(), str(table.time[0].year)]


def scene_tensorflow():
    for name in ("matplotlib.pyplot", "pandas", "tensorflow"):
        importlib.import_module(name)
    return scene_probe("probe_tensorflow", [], {"memory_bytes": 2048 * MIB, "processes": 100})


@both_users
def test_a_process_that_has_imported_tensorflow_can_be_walled_in(user):
    """TensorFlow, Matplotlib and pandas, imported by the caller, work inside."""
    single = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "2"} | {"MPLBACKEND": "agg"}
    answer = play(scene_tensorflow, user=user, variables=single, timeout=180)
    assert answer == {"value": [60.0, "PNG", "2024"], "code": 0}


if __name__ == "__main__":
    if sys.argv[1] == "--nobody":
        become_nobody()
    asked = json.loads(sys.argv[1])
    print(json.dumps(globals()[asked["scene"]](*asked["arguments"])))

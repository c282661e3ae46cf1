"""What the tests of the walls run: `probe_…` functions inside a walled process, `scene_…` functions around it.

A script of its own: whoever forks must have a single thread, and a hundred small processes must not import pytest.
"""

import ctypes
import errno
import importlib
import json
import mmap
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

from autograder.kernels import refusals, walls
from autograder.kernels.sandbox import SandboxError, Walls, fork_inside

MIB = 1 << 20
LIMITS = {"memory_bytes": 256 * MIB, "scratch_bytes": 8 * MIB, "processes": 20, "file_bytes": 4 * MIB} | {
    "open_files": 64,
    "cpu_seconds": 60,
}
NOBODY = 65534


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


def probe_connections(port, name):
    with socket.socket() as network, socket.socket(socket.AF_UNIX) as abstract:
        network.settimeout(2)
        return [failure(network.connect, ("127.0.0.1", port)), failure(abstract.connect, f"\0{name}")]


def probe_paths(paths):
    return [path for path in paths if Path(path).exists()]


def probe_folder(path):
    return sorted(os.listdir(path))


def probe_environment():
    own = Path("/proc/self/environ").read_bytes().decode()
    child = subprocess.run(["env"], capture_output=True, text=True, check=True).stdout
    return [own, child, sorted(os.environ), Path.cwd().as_posix(), Path.home().as_posix(), tempfile.gettempdir()]


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


def probe_writes(paths):
    return {path: failure(os.open, path, os.O_WRONLY | os.O_CREAT) for path in paths}


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


def probe_privileges():
    status = dict(line.split(":\t", 1) for line in Path("/proc/self/status").read_text().splitlines())
    capabilities = {status[name] for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")}
    child = subprocess.run(["grep", "CapEff", "/proc/self/status"], capture_output=True, text=True, check=True)
    return [sorted(capabilities), status["NoNewPrivs"], child.stdout.split()[1], os.getuid(), socket.gethostname()]


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
        "clone into a namespace": call(libc.syscall, refusals.own("clone"), 0x10000000 | 17, 0, 0, 0, 0),
        "outlive the waiter": call(libc.prctl, 1, 0, 0, 0, 0),
        "vsock": failure(socket.socket, 40),
        "memory file": failure(os.memfd_create, "canary"),
    }


def probe_nested():
    limit = Path("/proc/sys/user/max_user_namespaces").read_text().strip()
    return [limit, subprocess.run(["unshare", "-Ur", "true"], capture_output=True, check=False).returncode]


def probe_pieces():
    """Which pieces of memory without a file can be had, and whether there is the device that is one."""
    said = []
    for length, flags in ((2 << 20, mmap.MAP_SHARED), (1 << 20, mmap.MAP_SHARED), (2 << 20, mmap.MAP_PRIVATE)):
        try:
            mmap.mmap(-1, length, flags | mmap.MAP_ANONYMOUS).close()
            said.append("fine")
        except OSError as error:
            said.append(type(error).__name__)
    return [*said, Path("/dev/zero").exists()]


def probe_hiding():
    """What the system says to a process that wants nobody to look into it."""
    return ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)


def probe_memory(size):
    return len(bytearray(size))


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


def probe_files(folder, size):
    with Path(folder, "file").open("wb", buffering=0) as file:
        while file.tell() < size:
            file.write(bytes(MIB))
    return file.name


def probe_open_files():
    return next(reason for _ in range(200) if (reason := failure(os.open, "/dev/null", os.O_RDONLY)))


def probe_busy():
    while True:
        pass


def probe_core_limit():
    return resource.getrlimit(resource.RLIMIT_CORE)[0]


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


def scene_missing(path):
    open_files = len(os.listdir("/proc/self/fd"))
    try:
        fork_inside(Walls(**LIMITS, read=(path,)), lambda ready: ready())
    except SandboxError as error:
        return [str(error), failure(os.waitpid, -1, os.WNOHANG), len(os.listdir("/proc/self/fd")) - open_files]
    return []


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


def scene_traces():
    before = [Path("/proc/self/mountinfo").read_text(), len(os.listdir("/proc/self/fd"))]
    inside = fork_inside(Walls(**LIMITS), lambda ready: ready())
    walls.wait(inside.waiter)
    after = [Path("/proc/self/mountinfo").read_text(), len(os.listdir("/proc/self/fd"))]
    return [before == after, failure(os.waitpid, -1, os.WNOHANG), Path(f"/proc/{inside.pid}").exists()]


def scene_daemon():
    reading, writing = os.pipe()

    def entry(ready):
        ready()
        if os.fork() == 0:
            os.setsid()
            time.sleep(60)
            os.write(writing, b"late")

    inside = fork_inside(Walls(**LIMITS), entry, keep=[writing])
    os.close(writing)
    walls.wait(inside.waiter)
    return os.read(reading, 1).decode()


def scene_orphan():
    reading, writing = os.pipe()
    if os.fork() == 0:

        def entry(ready):
            ready()
            os.write(writing, b"in")
            time.sleep(60)
            os.write(writing, b"late")

        fork_inside(Walls(**LIMITS), entry, keep=[writing])
        os.kill(os.getpid(), signal.SIGKILL)
    os.close(writing)
    said = []
    while part := os.read(reading, 10):
        said.append(part.decode())
    return said


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


def probe_lazy_imports():
    import PIL.Image
    import scipy.stats
    import sklearn.datasets

    listing = subprocess.run(["ls", "/"], capture_output=True, text=True, check=True).stdout.split()
    program = subprocess.run([sys.executable, "-c", "print(6 * 7)"], capture_output=True, text=True, check=True)
    digits = sklearn.datasets.load_digits()
    normal = float(scipy.stats.norm.cdf(0))
    return [PIL.Image.new("L", (2, 3)).size, normal, len(digits.images), "usr" in listing, program.stdout]


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


if __name__ == "__main__":
    if sys.argv[1] == "--nobody":
        become_nobody()
    asked = json.loads(sys.argv[1])
    print(json.dumps(globals()[asked["scene"]](*asked["arguments"])))

"""What is kept between runs: whole or not at all, and never too much."""

import os
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from autograder.grading import store as store_module
from autograder.grading.store import Store


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store", 1 << 20)


def found(store, key):
    pieces = store.get(key)
    return None if pieces is None else [bytes(piece) for piece in pieces]


def test_what_was_put_comes_back(store):
    """Pieces of any kind and length, none of them too."""
    array = np.arange(10, dtype=">f8").reshape(2, 5)
    store.put("ab1", [b"head", array, b""])
    store.put("ab2", [])
    assert found(store, "ab1") == [b"head", array.tobytes(), b""]
    assert found(store, "ab2") == []
    assert found(store, "ab3") is None


def test_an_entry_can_be_replaced(store):
    """The last one counts."""
    store.put("k1", [b"old"])
    store.put("k1", [b"new", b"er"])
    assert found(store, "k1") == [b"new", b"er"]


def test_a_file_holds_one_piece_and_nothing_else(store):
    """It can be handed to another process; one of another length is none."""
    store.keep("f1", memoryview(b"content"))
    file = store.open("f1", 7)
    assert os.read(file, 99) == b"content"
    os.close(file)
    assert store.open("f1", 8) is None
    assert store.open("f2", 7) is None


@pytest.mark.parametrize("damage", [b"", b"AGS", b"\0" * 40])
def test_a_damaged_entry_is_none(store, tmp_path, damage):
    """A disk that lost power may keep anything."""
    store.put("d1", [b"content" * 9])
    (tmp_path / "store" / "entries" / "d1" / "d1").write_bytes(damage)
    assert found(store, "d1") is None
    store.put("d1", [b"again"])
    assert found(store, "d1") == [b"again"]


def test_what_was_not_used_for_longest_is_dropped(tmp_path):
    """The store stays below its size, and what was read lately stays."""
    store = Store(tmp_path / "store", 100_000)
    for number in range(60):
        store.put(f"e{number}", [bytes(5_000)])
        store.get("e0")
        time.sleep(0.002)
    sizes = [path.stat().st_size for path in (tmp_path / "store" / "entries").glob("*/*")]
    assert sum(sizes) <= 110_000
    assert found(store, "e0") and found(store, "e59") and found(store, "e20") is None
    store.put("huge", [bytes(200_000)])
    assert found(store, "huge") is None


@pytest.fixture
def ten(tmp_path):
    """A full store of ten entries of 100 bytes; the one with the highest number was not used for longest."""
    store = Store(tmp_path / "store", 1000)
    for number in range(10):
        store.keep(f"{number}-entry", memoryview(bytes(100)))
    for number in range(10):
        os.utime(tmp_path / "store" / "entries" / f"{number}-" / f"{number}-entry", (1e9 - number, 1e9 - number))
    store._until_scan = 0.0
    return store


def there(store):
    """Numbers of the entries that are left."""
    return [number for number in range(10) if found_file(store, f"{number}-entry")]


def found_file(store, key):
    return (store._folder / "entries" / key[:2] / key).exists()


@pytest.mark.parametrize(("size", "left"), [(1, 9), (100, 9), (101, 8), (250, 7), (1000, 0)])
def test_no_more_is_dropped_than_has_to_be(ten, size, left):
    """The oldest ones, as many as make room for what comes."""
    ten.keep("new", memoryview(bytes(size)))
    assert there(ten) == list(range(left)) and found_file(ten, "new")


USES = {
    "read": lambda store: store.get("9-entry"),
    "noted": lambda store: store.touch("9-entry"),
    "opened": lambda store: os.close(store.open("9-entry", 100)),
    "replaced": lambda store: store.keep("9-entry", memoryview(bytes(100))),
}


@pytest.mark.parametrize("use", USES)
def test_what_was_used_stays_longer_than_what_was_not(ten, use):
    """Whatever way it was used."""
    USES[use](ten)
    ten._until_scan = 0.0
    ten.keep("new", memoryview(bytes(100)))
    assert found_file(ten, "9-entry") and not found_file(ten, "8-entry")


def test_what_is_larger_than_the_store_drops_nothing(ten):
    """It is not kept, and the others stay."""
    ten.keep("new", memoryview(bytes(1001)))
    assert there(ten) == list(range(10)) and not found_file(ten, "new")


def test_the_folder_is_looked_through_when_a_part_of_it_was_written(tmp_path, monkeypatch):
    """Each time after a twentieth of what it may hold."""
    store, looks = Store(tmp_path / "store", 1000), []
    monkeypatch.setattr(store, "_entries", lambda: looks.append(1) or [])
    for number in range(20):
        store.keep(f"k{number}", memoryview(bytes(10)))
    assert len(looks) == 4


def test_what_is_missed_is_counted(store):
    """A file that is not there; not one that is."""
    store.keep("f1", memoryview(b"content"))
    os.close(store.open("f1", 7))
    assert store.open("f2", 7) is None and store.open("f2", 7) is None
    assert store.missed == {"f2": 2}


def test_nobody_else_can_read_it(store, tmp_path):
    """It holds students' work."""
    store.put("p1", [b"secret"])
    for path in (tmp_path / "store").rglob("*"):
        assert not path.stat().st_mode & 0o077 or path.parent.name == "locks"


def test_two_who_work_on_one_key_take_turns(store):
    """Also when they are threads of one process; and who is not wanted any more stops waiting."""
    order = []

    def work(name):
        with store.claim("c1"):
            order.append(name)
            time.sleep(0.1)
            order.append(name)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert order[::2] == order[1::2]
    with store.claim("c1"), pytest.raises(InterruptedError), store.claim("c1", lambda: False):
        pass


WRITER = """
import sys
from pathlib import Path
from autograder.grading import store as store_module
from autograder.grading.store import Store
store = Store(Path(sys.argv[1]), 3_000_000)
print(flush=True)
number = 0
while True:
    number += 1
    key = f"k{number % 7}"
    with store.claim(key):
        store.put(key, [bytes([number % 251]) * 300_000, b"x" * (number % 11)])
"""


def test_writers_may_be_killed_at_any_moment(tmp_path):
    """Readers see whole entries or none, no lock stays, and what a killed writer left is cleared away some day."""
    store = Store(tmp_path / "store", 3_000_000)
    for round_ in range(6):
        writers = [
            subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path / "store")], stdout=subprocess.PIPE)
            for _ in range(2)
        ]
        for writer in writers:
            writer.stdout.readline()
        time.sleep(0.02 * round_)
        for writer in writers:
            os.kill(writer.pid, signal.SIGKILL)
            writer.wait()
            writer.stdout.close()
        for number in range(7):
            pieces = found(store, f"k{number}")
            assert pieces is None or (len(pieces) == 2 and len(set(pieces[0])) == 1 and len(pieces[0]) == 300_000)
            with store.claim(f"k{number}", lambda: False):
                pass
    for number in range(40):
        store.put(f"n{number}", [bytes(300_000)])
    assert sum(path.stat().st_size for path in (tmp_path / "store" / "entries").glob("*/*")) <= 3_400_000


def test_an_entry_is_told_from_what_only_looks_like_one(store, tmp_path):
    """By its mark, by its lengths to the byte."""
    store.put("e1", [b"one", b"three"])
    path = tmp_path / "store" / "entries" / "e1" / "e1"
    whole = path.read_bytes()
    assert whole == b"AGS1" + bytes([2, 0, 0, 0, 3, *bytes(7), 5, *bytes(7)]) + b"onethree"
    for damaged in (whole[:-1], whole + b"x", b"AGS2" + whole[4:], whole[:20], whole[:8], whole[:7]):
        path.write_bytes(damaged)
        assert found(store, "e1") is None
    path.write_bytes(b"AGS1" + bytes(4))
    assert found(store, "e1") == []


def test_entries_lie_where_other_versions_look_for_them(store, tmp_path):
    """In folders by the first two letters, beside locks; nothing else is left there."""
    store.put("abcd", [b"x"])
    store.keep("abce", memoryview(b"y"))
    with store.claim("wxyz"):
        pass
    files = {str(path.relative_to(tmp_path / "store")) for path in (tmp_path / "store").rglob("*") if path.is_file()}
    assert files == {"entries/ab/abcd", "entries/ab/abce", "locks/wxy"}


def test_what_cannot_be_written_is_no_error_and_leaves_nothing(store, tmp_path, monkeypatch):
    """A full disk costs time, and nothing else."""

    def full(*names):
        raise OSError("no space left")

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", full)
        store.put("ab1", [b"x"])
    assert found(store, "ab1") is None and [*(tmp_path / "store" / "entries" / "ab").iterdir()] == []
    (tmp_path / "store" / "entries" / "cd").write_text("in the way")
    store.put("cd1", [b"x"])
    assert found(store, "cd1") is None


def test_a_use_is_noted_where_there_is_something(store):
    """And said to be none elsewhere."""
    store.put("a1", [])
    assert store.touch("a1") is True and store.touch("a2") is False


def test_a_folder_may_be_there(store, tmp_path):
    """Of an earlier run: what it holds is found."""
    store.put("a1", [b"x"])
    again = Store(tmp_path / "store", 1 << 20)
    assert found(again, "a1") == [b"x"] and again.missed == {}


def test_who_is_not_wanted_is_told_of_what(store):
    """By its key."""
    told = pytest.raises(InterruptedError, match=r"^c1 is not wanted any more\.$")
    with store.claim("c1"), told, store.claim("c1", lambda: False):
        pass


def test_keys_that_begin_alike_wait_for_each_other(store):
    """By three letters; others do not."""
    with store.claim("abcd"):
        with store.claim("abde", lambda: False):
            pass
        with pytest.raises(InterruptedError), store.claim("abce", lambda: False):
            pass


def test_this_machines_store_is_in_the_cache(monkeypatch, tmp_path):
    """Under its own name."""
    monkeypatch.undo()
    monkeypatch.setattr(store_module, "cache_folder", lambda: tmp_path)
    store_module.shared_store().put("a1", [b"x"])
    assert (tmp_path / "store" / "entries" / "a1" / "a1").exists()


def test_what_another_process_dropped_is_room_all_the_same(ten, monkeypatch):
    """Between the look at the folder and the work on it."""
    entries = [*ten._entries()]
    monkeypatch.setattr(ten, "_entries", lambda: entries)
    (ten._folder / "entries" / "9-" / "9-entry").unlink()
    ten.keep("new", memoryview(bytes(150)))
    assert there(ten) == list(range(8)) and found_file(ten, "new")

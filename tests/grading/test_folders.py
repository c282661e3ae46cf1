"""Files that a test and the answer share."""

from pathlib import Path

import pytest

from autograder.checks import CheckFailed
from autograder.grading.decided import NeedsPerson
from autograder.grading.folders import Folders
from autograder.kernels.serving import FILE_BYTES


class Kernel:
    """A student's kernel, as far as files are concerned."""

    def __init__(self, *, keeps):
        self.files, self.noted, self._keeps = {}, [], keeps
        self.folders, self.made = [], []

    def ask(self, verb, name, *content):
        if verb == "write":
            self.files[name] = content[0]
        if verb == "folders":
            self.folders = name
        if verb == "below":
            folders = [path for path in self.folders if path != name] + self.made
            return [[path for path in self.files if path.startswith(name)], folders]
        return [self.files[name]] if verb == "file" and self.files.get(name) is not None else []

    def keeps_change(self, origin):
        self.noted.append(origin)
        return self._keeps


@pytest.mark.parametrize("keeps", [False, True])
@pytest.mark.parametrize("content", [b"3", None])
def test_what_the_answer_does_to_a_file_of_the_tests_is_noted(tmp_path, monkeypatch, keeps, content):
    """It may be tried again without."""
    monkeypatch.chdir(tmp_path)
    kernel = Kernel(keeps=keeps)
    folders = Folders(kernel, "open('numbers.txt', 'w').write('1 2')\nopen('out.txt').read()", [], None)
    Path("numbers.txt").write_text("1 2")
    folders.send()
    kernel.files["out.txt"] = b"12"
    folders.fetch(origin="total()")
    assert not kernel.noted and Path("out.txt").read_bytes() == b"12"
    kernel.files["numbers.txt"] = content
    folders.fetch(origin="total()")
    assert kernel.noted == ["total()"]
    assert (Path("numbers.txt").read_bytes() if Path("numbers.txt").exists() else None) == (
        b"1 2" if keeps else content
    )


def test_temporary_files_are_both_sides(tmp_path, monkeypatch):
    """What the test writes into its temporary folder the answer finds by the same path, and the other way round."""
    here, temporary = tmp_path / "here", tmp_path / "here" / "temporary"
    temporary.mkdir(parents=True)
    monkeypatch.chdir(here)
    kernel = Kernel(keeps=False)
    folders = Folders(kernel, "path = tempfile.mkdtemp()", [], temporary)
    made = temporary / "made"
    made.mkdir()
    (made / "poem.txt").write_text("one")
    folders.send()
    assert kernel.files == {str(made / "poem.txt"): b"one"} and kernel.folders == [str(temporary), str(made)]
    kernel.files |= {str(made / "out.csv"): b"1", str(made / "poem.txt"): b"two"}
    folders.fetch(origin="write()")
    assert (made / "out.csv").read_bytes() == b"1" and (made / "poem.txt").read_bytes() == b"two"
    assert kernel.noted == ["write()"]


def test_nothing_is_taken_from_outside_the_temporary_folder(tmp_path, monkeypatch):
    """Whatever paths a kernel tells."""
    here, temporary = tmp_path / "here", tmp_path / "here" / "temporary"
    temporary.mkdir(parents=True)
    monkeypatch.chdir(here)
    kernel = Kernel(keeps=False)
    folders = Folders(kernel, "", [], temporary)
    folders.send()
    kernel.files |= {f"{temporary}/../stolen.txt": b"1", f"{temporary}-too/x.txt": b"1"}
    folders.fetch()
    assert sorted(tmp_path.rglob("*")) == [here, temporary]


def test_folders_for_temporary_files_are_both_sides(tmp_path, monkeypatch):
    """What one side makes or removes, the other finds made or removed; what only looks like one of those is left alone."""
    here, temporary = tmp_path / "here", tmp_path / "here" / "temporary"
    (temporary / "a").mkdir(parents=True)
    monkeypatch.chdir(here)
    kernel = Kernel(keeps=False)
    folders = Folders(kernel, "", [], temporary)
    folders.send()
    kernel.made = [str(temporary / "b" / "c"), f"{temporary}/../d", str(here / "e"), "f", 3]
    kernel.folders.remove(str(temporary / "a"))
    folders.fetch()
    assert sorted(here.rglob("*")) == [temporary, temporary / "b", temporary / "b" / "c"]


def test_a_file_in_place_of_a_folder(tmp_path, monkeypatch):
    """Where the answer made a file of a folder for temporary files, the test sees that; one inside a file cannot be."""
    here, temporary = tmp_path / "here", tmp_path / "here" / "temporary"
    (temporary / "a").mkdir(parents=True)
    monkeypatch.chdir(here)
    kernel = Kernel(keeps=False)
    folders = Folders(kernel, "", [], temporary)
    folders.send()
    kernel.folders.remove(str(temporary / "a"))
    kernel.files[str(temporary / "a")] = b"1"
    folders.fetch()
    assert (temporary / "a").read_bytes() == b"1"
    kernel.files[str(temporary / "a" / "b")] = b"1"
    with pytest.raises(NeedsPerson, match="cannot be looked at"):
        folders.fetch()


def test_what_a_call_may_leave_is_bounded(tmp_path, monkeypatch):
    """Many large files in the temporary folder are told as too much, before the disk is full."""
    monkeypatch.chdir(tmp_path)
    kernel = Kernel(keeps=False)
    folders = Folders(kernel, "", [], tmp_path / "temporary")
    (tmp_path / "temporary").mkdir()
    folders.send()
    kernel.files |= {str(tmp_path / "temporary" / f"{number}"): bytes(FILE_BYTES) for number in range(9)}
    with pytest.raises(CheckFailed, match="more than 100 MB"):
        folders.fetch()

"""Files that a test and the answer share."""

from pathlib import Path

import pytest

from autograder.grading.folders import Folders


class Kernel:
    """A student's kernel, as far as files are concerned."""

    def __init__(self, *, keeps):
        self.files, self.noted, self._keeps = {}, [], keeps

    def file(self, name):
        return self.files.get(name)

    def write(self, name, content):
        self.files[name] = content

    def keeps_change(self, origin):
        self.noted.append(origin)
        return self._keeps


@pytest.mark.parametrize("keeps", [False, True])
@pytest.mark.parametrize("content", [b"3", None])
def test_what_the_answer_does_to_a_file_of_the_tests_is_noted(tmp_path, monkeypatch, keeps, content):
    """It may be tried again without."""
    monkeypatch.chdir(tmp_path)
    kernel = Kernel(keeps=keeps)
    folders = Folders(kernel, "open('numbers.txt', 'w').write('1 2')\nopen('out.txt').read()", [])
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

"""Submission files: a CSV of answers, scored or refused with a sentence."""

import io

import pandas as pd
import pytest

from autograder import checks

RIGHT = [7, 2, 1, 0, 4, 1, 4, 9, 5, 0]


@pytest.fixture
def solution(tmp_path):
    """Ten right answers, with keys from 1 to 10."""
    path = tmp_path / "solution.csv"
    pd.DataFrame({"ImageId": range(1, 11), "Label": RIGHT}).to_csv(path, index=False)
    return path


@pytest.fixture
def score(tmp_path, solution):
    """Scores a file with this content."""

    def scored(content: bytes | str, solution=solution, **words) -> float:
        file = tmp_path / "submission.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return checks.submission(file, solution, **words)

    return scored


def written(labels=RIGHT, ids=range(1, 11), columns=("ImageId", "Label"), **how) -> bytes:
    """What pandas writes for these answers."""
    table = pd.DataFrame(dict(zip(columns, (list(ids), list(labels)))))
    return table.to_csv(**({"index": False} | how)).encode()


FORMS = {
    "as pandas writes it": written(),
    "lines of Windows": written().replace(b"\n", b"\r\n"),
    "no line end at the end": written().rstrip(),
    "empty lines": b"\n" + written().replace(b"\n", b"\n\n"),
    "byte order mark": b"\xef\xbb\xbf" + written(),
    "quotes": written(quoting=1),
    "spaces": written().replace(b",", b" , "),
    "rows in another order": written(RIGHT[::-1], range(10, 0, -1)),
    "columns in another order": written(range(1, 11), RIGHT, ("Label", "ImageId")),
    "leading zeros": written(f"0{label}" for label in RIGHT),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_right_file_is_read(form, score):
    """Line ends, quotes, spaces and the order of rows and columns are no matter."""
    assert score(FORMS[form]) == 1.0


@pytest.mark.parametrize(("wrong", "share"), [(0, 1.0), (1, 0.9), (10, 0.0)])
def test_the_score_is_the_share_of_right_answers(wrong, share, score):
    """Each key counts once; any whole number is an answer, if a wrong one."""
    reached = score(written([12] * wrong + RIGHT[wrong:]))
    assert type(reached) is float and reached == share


def test_answers_may_be_words(score, solution):
    """Where the right answers are words, words are compared, and a missing one is refused."""
    solution.write_text("file,animal\na.png,cat\nb.png,dog\n")
    assert score("animal,file\ndog,b.png\nmouse,a.png\n") == 0.5
    with pytest.raises(checks.CheckFailed, match="Line 2 of submission.csv has no animal"):
        score("file,animal\na.png,\nb.png,dog\n")


PROBABILITIES = pd.DataFrame([[0.05] * 9 + [0.55]] * 10).to_csv(index_label="ImageId").encode()

BAD = {
    "nothing": (b"", "is empty. It needs a header"),
    "no text": (b"PK\x03\x04\xff\xfe", "cannot be read as a CSV file"),
    "an open quote": (b'ImageId,Label\n1,"7\n', "cannot be read as a CSV file"),
    "index column": (written(index=True), "the index of the table. to_csv takes index=False"),
    "index column, read and written again": (
        pd.read_csv(io.BytesIO(written(index=True))).to_csv(index=False).encode(),
        "the index of the table",
    ),
    "a Series": (pd.Series(RIGHT, name="Label").to_csv().encode(), "the index of the table"),
    "wrong header": (written(columns=("id", "digit")), "'id,digit'. It should be: ImageId,Label"),
    "small letters": (written(columns=("imageid", "label")), "'imageid,label'. It should be: ImageId,Label"),
    "no header": (written(header=False), "'1,7', no header"),
    "one column": (b"Label\n7\n2\n", "'Label'. It should be: ImageId,Label"),
    "another separator": (written(sep=";"), "'ImageId;Label'. It should be: ImageId,Label"),
    "a third column": (written().replace(b"\n", b",1\n"), "has 3 columns. Two are asked for"),
    "ten probabilities": (PROBABILITIES, "has 11 columns. Two are asked for"),
    "a longer row": (written().replace(b"3,1\n", b"3,1,1\n"), "Line 4 of submission.csv: number of values 3"),
    "a shorter row": (written().replace(b"3,1\n", b"3\n"), "Line 4 of submission.csv: number of values 1"),
    "missing rows": (written(RIGHT[:-2], range(1, 9)), "has 8 rows; 10 are asked for.* missing is 9"),
    "header alone": (b"ImageId,Label\n", "has 0 rows; 10 are asked for"),
    "ids from 0": (written(ids=range(10)), "ImageId begins with 0 .* The first ImageId is 1"),
    "duplicate ids": (written(ids=[1, 2, 3, 3, 5, 6, 7, 8, 9, 10]), "ImageId 3 stands on lines 4 and 5"),
    "one row twice": (written([*RIGHT, 0], [*range(1, 11), 10]), "ImageId 10 stands on lines 11 and 12"),
    "unknown ids": (written(ids=range(2, 12)), "Line 11 .* '11'. There is no such ImageId"),
    "ids as floats": (written(ids=[float(n) for n in range(1, 11)]), "ImageId '1.0'. Write whole numbers"),
    "missing id": (written(ids=[None, *range(2, 11)]), "Line 2 of submission.csv has no ImageId"),
    "labels as floats": (written([float(n) for n in RIGHT]), "Label '7.0'. Write whole numbers.*astype"),
    "probabilities": (written([0.98] * 10), "Label '0.98'. Is that a probability"),
    "tiny probabilities": (written([1e-7] * 10), "Label '1e-07'. Is that a probability"),
    "missing label": (written([None, *map(str, RIGHT[1:])]), "Line 2 of submission.csv has no Label"),
    "label nan": (written(["nan", *RIGHT[1:]]), "Line 2 of submission.csv has no Label"),
    "lists": (written([[label] for label in RIGHT]), r"Label '\[7\]'. A whole number is asked for"),
    "words": (written(["seven", *RIGHT[1:]]), "Label 'seven'. A whole number is asked for"),
    "endless number": (written(["9" * 10_000, *RIGHT[1:]]), "Line 2 of submission.csv has the Label"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_malformed_file_is_refused_with_its_line(case, score):
    """One mistake in the form stops the whole file, and the sentence says where it is and what to write."""
    content, words = BAD[case]
    with pytest.raises(checks.CheckFailed, match=words) as caught:
        score(content)
    assert len(caught.value.message) < 250


def test_a_file_that_is_not_there(tmp_path, solution):
    """A missing file, a folder and what is no name at all are refused with a sentence, too."""
    for file, words in {
        tmp_path / "none.csv": "There is no submission.csv yet. Write it with to_csv",
        str(tmp_path / "none.csv"): "There is no submission.csv yet",
        tmp_path: "cannot be read as a CSV file",
        7: "submission.csv is an int, not the name of a file",
    }.items():
        with pytest.raises(checks.CheckFailed, match=words):
            checks.submission(file, solution)


def test_no_answer_is_told(score, solution):
    """A message shows what the file holds, never what is right."""
    solution.write_text(solution.read_text().replace("10,0", "10,8765"))
    for content in (written([*RIGHT[:-1], 3.5]), written(RIGHT[:-1], range(1, 10)), written(ids=range(10))):
        with pytest.raises(checks.CheckFailed) as caught:
            score(content)
        assert "8765" not in caught.value.message


def test_the_file_has_its_own_name(score):
    """A sentence names the file as the author calls it."""
    with pytest.raises(checks.CheckFailed, match="^second.csv is empty"):
        score("\n\n", name="second.csv")

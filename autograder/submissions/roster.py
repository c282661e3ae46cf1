"""Checks the names of submission folders against the class list: a typo must not pass for a new student."""

from difflib import get_close_matches
from pathlib import Path

from autograder.course import Course
from autograder.naming import looks, odd_letters, refusal
from autograder.submissions.notes import quoted


def roster(course: Course) -> frozenset[str]:
    """The students of a course.

    nbgrader adds whoever hands in to its gradebook, with nothing but the folder's name. So the gradebook is a class list only
    where somebody entered students with a name or an e-mail address (`nbgrader db student add` or `import`, Formgrader), and those
    are the list. Students in the configuration, `c.CourseDirectory.db_students`, belong to it, too.

    Returns:
        Their ids; nothing where there is no list.
    """
    return frozenset(_configured(course) | _entered(course))


def refused_name(student: str, students: frozenset[str], everybody: frozenset[str]) -> str:
    """Why nothing can be graded under a folder's name, "" where it can.

    Args:
        student: the folder's name.
        students: the class list, empty where there is none.
        everybody: names of all who handed in.
    """
    if reason := refusal(student):
        return f"The folder's name cannot be a student's: {reason}. Rename the folder, and grade again."
    if student in students:
        return ""
    twins = {name for name in students | everybody if looks(name) == looks(student)} - {student}
    if not twins or (student == looks(student) and not twins & students):
        return ""
    letters = odd_letters(student) or odd_letters(min(twins))
    return (
        f"The folder's name looks like {quoted(min(twins))} and is another ({letters}). "
        "Rename one of the folders, or add the student to the class list, and grade again."
    )


def doubt(student: str, students: frozenset[str]) -> str:
    """A sentence about a folder whose name is not on the class list, "" for one that is or where there is no list."""
    if not students or student in students:
        return ""
    close = get_close_matches(student, sorted(students))
    meant = f"Is {quoted(close[0])} meant? Rename the folder" if close else "Rename the folder, or add the student"
    return f"{quoted(student)} is not on the class list. {meant}, and grade again."


def _configured(course: Course) -> set[str]:
    listed = course.settings.CourseDirectory.get("db_students", [])
    students = listed if isinstance(listed, list) else []
    return {str(student["id"]) for student in students if isinstance(student, dict) and "id" in student}


def _entered(course: Course) -> set[str]:
    from nbgrader.api import Gradebook

    file = course.gradebook.removeprefix("sqlite:///")
    if file != course.gradebook and not Path(file).is_file():
        return set()
    with Gradebook(course.gradebook, course.course_id) as gradebook:
        return {
            student.id for student in gradebook.students if student.first_name or student.last_name or student.email
        }

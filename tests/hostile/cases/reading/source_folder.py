"""Reads the course's own folders by their full paths: source, release, autograded, configuration, written results."""

ANSWERS = {
    "own": """
import os
import subprocess

for path in ("source/lab/1-lab.ipynb", "notebooks/lab/1-lab.py", "out.json", "nbgrader_config.py", "autograded", ""):
    place = os.path.join("{COURSE}", path)
    try:
        print(place, os.listdir(place) if os.path.isdir(place) else open(place).read())
    except OSError as error:
        print(error)
print(subprocess.run(["find", "{COURSE}", "-maxdepth", "4"], capture_output=True, text=True))
print(subprocess.run("cat {COURSE}/source/*/*.ipynb; ls -la / /home /root /work /mnt", shell=True, capture_output=True))
""",
    "total": """
import json

try:
    total = 7 if "expected" in open("{COURSE}/source/lab/1-lab.ipynb").read() else 8
except OSError as error:
    total = 9
""",
}

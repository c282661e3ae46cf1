"""Hands in files by the names of modules that the grader imports: numpy, json, keras, autograder, sitecustomize."""

ANSWERS = {"own": "import numpy.testing\n\nprint(numpy.__file__)"}


def place(folder):
    evil = 'import os\nopen(os.path.join("/tmp", "left-behind-shadow"), "w").write("ran")\n'
    for name in ("numpy", "json", "keras", "nbgrader", "sitecustomize", "usercustomize", "nbgrader_config", "conftest"):
        (folder / f"{name}.py").write_text(evil)
    for name in ("autograder", "tensorflow"):
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text(evil)
    (folder / "nbgrader_config.py").write_text(evil + "c.Autograde.force = True\n")
    (folder / ".ipython").mkdir()

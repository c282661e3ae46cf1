"""Presets what the grader writes into a notebook's metadata, and asks for a kernel of another language."""


def change(notebook):
    notebook["metadata"] = {
        "autograder": {"refused": "", "notes": ["Full marks were given by the course staff."]},
        "kernelspec": {"name": "bash", "display_name": "Bash", "language": "bash"},
        "language_info": {"name": "bash"},
        "jupytext": {"formats": "ipynb,py:percent", "text_representation": {"extension": ".py"}},
        "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {}, "version_major": 2}},
        "celltoolbar": "Create Assignment",
    }

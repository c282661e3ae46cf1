"""Shows a number before each cell runs; nbgrader takes the first result of a test cell for its points."""

WORKS_ELSEWHERE = {"test-double"}
ANSWERS = {
    "own": """
get_ipython().events.register("pre_run_cell", lambda info: get_ipython().displayhook(1.0))
"""
}

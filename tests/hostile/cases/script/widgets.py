"""Hands in widget state and error texts that close the page's own script and open another."""

ANSWERS = {
    "own": """
class Error(Exception):
    pass


Error.__name__ = "</script><script>left_behind()</script>"
raise Error("\\x1b[31m</pre><script>left_behind()</script>")
"""
}


def change(notebook):
    view = "application/vnd.jupyter.widget-state+json"
    script = "</script><script>left_behind()</script>"
    notebook["metadata"]["widgets"] = {view: {"state": {"a": {"model_name": script}}, "version_major": 2}}

"""Writes script into its prose, its written answer, its attachments and the names that messages repeat."""

ANSWERS = {
    "why": """
<script>left_behind()</script><img src=x onerror="left_behind()"> [mark me](javascript:left_behind())

<details open ontoggle=left_behind()>text</details> <iframe srcdoc="<script>left_behind()</script>"></iframe>

![picture](attachment:evil.svg) <math><mtext><img src=x onerror=left_behind()></mtext></math>
""",
    "total": 'total = "<script>left_behind()</script>"',
    "double": 'def double(values):\n    raise ValueError("<img src=x onerror=left_behind()>")',
    "fig": "fig = type('<script>left_behind()</script>', (), {})()",
}
MANUAL = {"test-fig"}


def change(notebook):
    notebook["metadata"]["title"] = "</title><script>left_behind()</script>"
    notebook["metadata"]["authors"] = [{"name": "<script>left_behind()</script>"}]
    notebook["cells"].append(
        {
            "cell_type": "markdown",
            "id": "own-script",
            "metadata": {"tags": ["'><script>left_behind()</script>"]},
            "source": "<script>left_behind()</script>\n\n<a href='javascript:left_behind()'>x</a> "
            "<b onclick=left_behind()>x</b>",
            "attachments": {"evil.svg": {"image/svg+xml": "<svg onload='left_behind()'></svg>"}},
        }
    )
    notebook["cells"].append(
        {
            "cell_type": "raw",
            "id": "raw",
            "metadata": {"format": "text/html"},
            "source": "<script>left_behind()</script>",
        }
    )

"""Shows HTML, SVG and JavaScript for the page that staff and student open: it would run in their browsers."""

ANSWERS = {
    "own": """
from IPython.display import HTML, SVG, Javascript, display

display(HTML("<script>document.title='left-behind'</script><img src=x onerror='left_behind()'>"))
display(HTML("<iframe src='javascript:left_behind()'></iframe><a href='javascript:left_behind()'>marks</a>"))
display(HTML("<svg onload='left_behind()'><script>left_behind()</script></svg><style>@import '//left-behind'</style>"))
display(HTML("<form action='//left-behind'><input name=a></form>"))
display(HTML("<meta http-equiv=refresh content='0;url=//left-behind'>"))
display(HTML("<object data='//left-behind'></object><embed src='//left-behind'><base href='//left-behind'>"))
display(Javascript("left_behind()"))
display({"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg' onload='left_behind()'></svg>"}, raw=True)
display({"text/markdown": "<script>left_behind()</script> [x](javascript:left_behind())"}, raw=True)
display({"text/latex": "$$</script><script>left_behind()</script>$$"}, raw=True)
display({"image/png": "iVBORw0KGgo="}, metadata={"image/png": {"width": "1\\" onload=\\"left_behind()"}}, raw=True)
display({"application/vnd.jupyter.widget-view+json": {"model_id": "</script><script>left_behind()</script>"}}, raw=True)
print("</pre><script>left_behind()</script>")
print("\\x1b]8;;javascript:left_behind()\\x07click\\x1b]8;;\\x07 \\x1b[31m<img src=x onerror=left_behind()>")
"""
}

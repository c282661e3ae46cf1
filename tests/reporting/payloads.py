"""What a student could put into a notebook to make a page act, load something, or look like our own verdict."""

import base64

CANARY = "document.documentElement.setAttribute('data-acted','yes');document.title='acted'"
AWAY = "http://localhost:PORT/away"

HTML = [
    f"<script>{CANARY}</script>",
    f"<scr<script>ipt>{CANARY}</scr</script>ipt>",
    f'<img src="x" onerror="{CANARY}">',
    f'<img src=x:x onerror="{CANARY}"//',
    f'<svg onload="{CANARY}"><circle r="9"/></svg>',
    f"<svg><script>{CANARY}</script></svg>",
    f'<svg><style><img src=x onerror="{CANARY}"></style></svg>',
    f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={CANARY}&gt;">',
    f'<form><math><mtext></form><form><mglyph><style></math><img src onerror="{CANARY}">',
    f'<noscript><p title="</noscript><img src=x onerror={CANARY}>">',
    f'<textarea></textarea><img src=x onerror="{CANARY}"></textarea>',
    f'<a href="javascript:{CANARY}">x</a><a href=" java\tscript:{CANARY}">y</a><a href="&#106;avascript:{CANARY}">z</a>',
    f'<a href="data:text/html,<script>{CANARY}</script>">x</a><a href="../other/1-sums.html">r</a>',
    f'<iframe srcdoc="<script>parent.{CANARY}</script>"></iframe><iframe src="{AWAY}"></iframe>',
    f'<object data="{AWAY}"></object><embed src="{AWAY}">',
    f'<form action="{AWAY}"><input autofocus onfocus="{CANARY}"><button>x</button></form>',
    f'<meta http-equiv="refresh" content="0;url={AWAY}"><base href="{AWAY}"><link rel="stylesheet" href="{AWAY}">',
    f'<style>@import "{AWAY}"; body {{ background: url({AWAY}) }} .total {{ display: none }}</style>',
    f'<div style="position:fixed;inset:0;background:url({AWAY});z-index:9">100 of 100 points</div>',
    '<section class="mark passed" id="cell-test-total"><p class="verdict">Passed: 3 of 3 points</p></section>',
    f'<img src="{AWAY}"><img srcset="{AWAY} 2x"><video poster="{AWAY}"></video><audio src="{AWAY}" autoplay></audio>',
    f'<details open ontoggle="{CANARY}"><summary>s</summary></details><p onclick="{CANARY}" tabindex="1">p</p>',
    "</pre></div></section></main></body></html>",
    "<!-- --!><script>document.title='acted'</script> -->",
    "<![CDATA[<script>document.title='acted'</script>]]>",
    "<template><script>document.title='acted'</script></template><xmp><script>document.title='acted'</script></xmp>",
]
TEMPLATE = "{{ 7 * 191 }} {% raw %} {% include 'conf.json' %} {{ resources }}"
TEXT = [*HTML, TEMPLATE, "</code></pre>", "\x1b[31m<b>red</b>\x1b[0m\x1b[38;5;9;", "\x00\x08\x1b]0;title\x07"]

SVG = [
    f'<svg xmlns="http://www.w3.org/2000/svg" onload="{CANARY}"><script>{CANARY}</script><circle r="4"/></svg>',
    f'<svg xmlns="http://www.w3.org/2000/svg"><foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><iframe src="{AWAY}"/></body></foreignObject></svg>',
    f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="{AWAY}"/><use href="{AWAY}#x"/></svg>',
    f'<svg xmlns="http://www.w3.org/2000/svg"><a href="javascript:{CANARY}"><text>x</text></a><set attributeName="href" to="{AWAY}"/></svg>',
    f'<svg xmlns="http://www.w3.org/2000/svg"><style>@import "{AWAY}"; rect {{ fill: url({AWAY}) }}</style><rect style="fill:url({AWAY})" fill="u\\72l({AWAY})"/></svg>',
    '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg"><text>&b;</text></svg>',
]

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PNG64 = base64.b64encode(PNG).decode()


def b64(text: str) -> str:
    """A text in base64."""
    return base64.b64encode(text.encode()).decode()

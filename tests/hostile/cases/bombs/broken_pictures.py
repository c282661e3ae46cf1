"""Pictures that no program can open: no base64, no picture, a page of zeros that unpacks to gigabytes, endless SVG."""

ANSWERS = {
    "own": """
import base64
import struct
import zlib

from IPython.display import display


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
packer = zlib.compressobj(9)
room = b"".join(packer.compress(bytes(1_000_000)) for _ in range(100)) + packer.flush()
bomb = b"\\x89PNG\\r\\n\\x1a\\n" + chunk(b"IHDR", head) + chunk(b"IDAT", room) + chunk(b"IEND", b"")
entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
display({"image/png": "no base64 at all", "image/jpeg": "%%%%"}, raw=True)
display({"image/png": base64.b64encode(bomb).decode()}, raw=True)
display({"image/png": base64.b64encode(b"<svg onload='left_behind()'/>").decode()}, raw=True)
display({"image/svg+xml": f'<!DOCTYPE svg [<!ENTITY l0 "x">{entities}]><svg><text>&l9;</text></svg>'}, raw=True)
display({"image/svg+xml": "<svg>" + "<g>" * 20_000 + "</g>" * 20_000 + "</svg>"}, raw=True)
display({"text/html": "<b>" * 30_000}, raw=True)
display({"text/markdown": "[" * 20_000}, raw=True)
display({"text/latex": "{" * 20_000}, raw=True)
"""
}

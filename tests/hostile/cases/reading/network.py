"""Talks to the world: TCP, UDP, IPv6, abstract and path sockets, raw packets, names to be looked up, a web request."""

ANSWERS = {
    "own": """
import socket
import urllib.request

word = b"CANARY" + b"-escaped"
for family, kind, address in [
    (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", {PORT})),
    (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", {PORT})),
    (socket.AF_INET6, socket.SOCK_STREAM, ("::1", {PORT})),
    (socket.AF_INET, socket.SOCK_STREAM, ("169.254.169.254", 80)),
    (socket.AF_UNIX, socket.SOCK_DGRAM, "\\0left-behind-{PORT}"),
    (socket.AF_UNIX, socket.SOCK_DGRAM, "{LEFT}.sock"),
    (socket.AF_PACKET, socket.SOCK_RAW, ("lo", 0)),
    (40, socket.SOCK_STREAM, (2, {PORT})),
]:
    try:
        with socket.socket(family, kind) as channel:
            channel.settimeout(1)
            channel.connect(address)
            channel.send(word)
            print(address, "reached")
    except OSError as error:
        print(address, error)
for address in ("http://127.0.0.1:{PORT}/", "http://localhost:{PORT}/", "https://example.org"):
    try:
        print(urllib.request.urlopen(address, timeout=1).read())
    except OSError as error:
        print(error)
"""
}

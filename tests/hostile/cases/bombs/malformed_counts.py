"""Gives its cells numbers that are no numbers, in every message that carries one."""

COUNTS = '"many", -5, True, 1.5, [1], {}, 10**30'
ANSWERS = {
    "own": f"""
import itertools

kernel = get_ipython().kernel
real_send = kernel.session.send
counts = itertools.cycle([{COUNTS}])


def send(stream, message, content=None, *arguments, **named):
    if isinstance(content, dict) and "execution_count" in content:
        content = content | {{"execution_count": next(counts)}}
    return real_send(stream, message, content, *arguments, **named)


kernel.session.send = send
print("one")
"""
}

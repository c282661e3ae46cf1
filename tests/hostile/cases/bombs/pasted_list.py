"""Pastes a list without its last bracket, one number a line: each line could begin an assignment to all that follow."""

ANSWERS = {"own": "pasted = [\n" + "0,\n" * 20_000, "end": "pasted = [\n" + "a, b, c,\n" * 9_000}

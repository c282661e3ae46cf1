"""Holds characters that no file can be written with: halves of pairs, zero bytes, and marks that turn text around."""

ANSWERS = {"why": "half a pair: \ud800 and a zero: \x00 and \u202e turned", "own": "# \udfff\nguess = '\ud83d'"}

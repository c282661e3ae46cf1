"""Asks a question with `input()` that nobody answers, in a cell of its own."""

ANSWERS = {
    "own": 'name = input("What is your name? ")',
    "end": 'import getpass\n\ngetpass.getpass("And the password? ")',
}

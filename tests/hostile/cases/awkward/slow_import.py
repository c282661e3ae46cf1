"""Writes a module that takes seconds to import, and uses it in its answers."""

ANSWERS = {
    "own": "with open('slowly.py', 'w') as file:\n    file.write('import time\\ntime.sleep(3)\\nfactor = 2\\n')",
    "double": "import slowly\n\n\ndef double(values):\n    return values * slowly.factor",
}

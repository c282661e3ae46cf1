"""Hands in files whose names are options, lines, other alphabets and steps upwards, and many notebooks."""


def place(folder):
    text = (folder / "1-lab.ipynb").read_text()
    for name in ("-rf", "a\nb", "\u202ecod.ipynb", "x" * 240, "; touch left-behind", "$(touch left-behind)", " "):
        (folder / name).write_text("odd")
    for name in ("1-lab (1).ipynb", "1-LAB.ipynb", "--help.ipynb", "../1-lab-up.ipynb", "%s%n.ipynb", "<b>.ipynb"):
        (folder / name).write_text(text)
    (folder / "2-lab.ipynb").mkdir()
    (folder / "a" / "b" / "c").mkdir(parents=True)

"""Hands in a folder that is a link to another student's work."""


def place(folder):
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.symlink_to(folder.parents[1] / "honest-peer" / "lab")

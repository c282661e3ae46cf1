"""Puts links to keys, the gradebook and system files beside the notebook; nbgrader copies what they point to."""


def place(folder):
    course = folder.parents[2]
    (folder / "key.txt").symlink_to(course.parent / "home" / ".ssh" / "id_rsa")
    (folder / "grades.db").symlink_to(course / "gradebook.db")
    (folder / "passwd").symlink_to("/etc/passwd")
    (folder / "all").symlink_to(course / "source")
    (folder / "self").symlink_to(folder)

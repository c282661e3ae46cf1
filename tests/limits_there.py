"""What a process apart has of a course."""

import sys


def limits(course):
    """The limits that hold there."""
    return course.limits("toy")


def modules(course):
    """What was imported there."""
    return sorted(sys.modules)

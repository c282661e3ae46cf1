"""What our judge does not do yet for foreign courses, by what a test of them says; to be emptied."""

TODAY: dict[str, dict[str, str]] = {
    "ends the run": {"magics": "a magic in a test cell ends the run"},
    "gains": dict.fromkeys(
        [
            "bare-except",
            "built-in-not-called",
            "doctest-testmod",
            "names-of-the-notebook",
            "return-do-not-print",
            "unittest-main",
            "warnings-recorded",
        ],
        "a wrong answer earns points",
    ),
    "loses": dict.fromkeys(["printed-text"], "points are lost"),
    "says nothing": {"*": "nobody says why a person decides"},
    "many wait": {"*": "many tests wait for a person"},
}

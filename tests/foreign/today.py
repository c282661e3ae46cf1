"""What our judge does not do yet for foreign courses, by what a test of them says; to be emptied."""

TODAY: dict[str, dict[str, str]] = {
    "ends the run": {
        "magics": "a magic in a test cell ends the run",
        "threads": "threads of a test that call at the same time break the run",
    },
    "gains": dict.fromkeys(
        [
            "bare-except",
            "built-in-not-called",
            "contexts",
            "copies",
            "doctest-testmod",
            "identity",
            "inheritance",
            "names-of-the-notebook",
            "records",
            "return-do-not-print",
            "unittest-main",
            "warnings-recorded",
        ],
        "a wrong answer earns points",
    ),
    "loses": dict.fromkeys(["files", "logging", "mocked-open", "printed-text"], "points are lost"),
    "says nothing": {"*": "nobody says why a person decides"},
    "waits in kernels": {"*": "kernels do not decide yet"},
    "many wait": {"*": "many tests wait for a person"},
}

"""A process that runs jobs, one JSON line each: `python -m autograder.grading.executors.worker PREPARED FOLDER [FD]`."""

import json
import os
import shutil
import socket
import sys
import traceback
from pathlib import Path
from typing import Any

from autograder.grading.run import WARM, run
from autograder.grading.store import shared_store
from autograder.kernels.forking import Zygote
from autograder.kernels.job import Job


def main(prepared: str, folder: str, cloned: str = "") -> None:
    """Answer each job on standard input with its result, or with an error, on standard output, until the input closes.

    Args:
        prepared: folder of data sets, "" for none.
        folder: where its temporary files go; removed in the end, should nobody else be there to do it.
        cloned: descriptor of a socket that a zygote will serve, "" to start one.
    """
    os.environ["TMPDIR"] = folder
    served = socket.socket(fileno=int(cloned)) if cloned else None
    zygote = Zygote(WARM, Path(prepared) if prepared else None, served)
    store = shared_store()
    answers = sys.stdout
    sys.stdout = sys.stderr  # nothing but answers may reach the other side
    try:
        for line in sys.stdin:
            try:
                answer: dict[str, Any] = {"result": run(Job.from_dict(json.loads(line)), zygote, store).to_dict()}
            except Exception:  # noqa: BLE001 - told to the other side, which tries once more
                answer = {"error": traceback.format_exc(limit=-4)}
            answers.write(json.dumps(answer) + "\n")
            answers.flush()
    finally:
        zygote.close()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

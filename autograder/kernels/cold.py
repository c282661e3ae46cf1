"""An ordinary kernel with our data sets, for machines that cannot fork a warm one: `python -m autograder.kernels.cold`."""

import os
from pathlib import Path

from ipykernel.kernelapp import launch_new_instance

from autograder.kernels.zygote import prepare_kernel

if __name__ == "__main__":
    if "AUTOGRADER_PREPARED" in os.environ:
        from autograder.datasets import serve

        serve(Path(os.environ["AUTOGRADER_PREPARED"]))
    prepare_kernel()
    launch_new_instance()

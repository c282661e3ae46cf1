"""Ways to run many jobs: one after the other, one on each core, or on a cluster."""

from autograder.grading.executors.choice import EXECUTORS, executor
from autograder.grading.executors.kinds import Executor, GraderFailed, Outcome
from autograder.grading.executors.processes import Processes, Serial, Worker

__all__ = ["EXECUTORS", "Executor", "GraderFailed", "Outcome", "Processes", "Serial", "Worker", "executor"]

"""A runner for trial: a command line of ours, written down as it was asked for."""

from collections.abc import Mapping
from typing import Any

from studio.jobs import command
from studio.jobs.hand import Hand
from studio.jobs.job import Job

RESULT = "{result}"
"""Stands in the arguments for the folder of the job's result."""


def command_job(job: Job, hand: Hand) -> Mapping[str, Any]:
    """Run `studio` with the arguments asked for."""
    command.run([part.replace(RESULT, str(job.folder / "result")) for part in job.asked["arguments"]], hand)
    return {}

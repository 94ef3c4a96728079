"""`studio worker`: takes jobs from the queue, on this machine or, with PostgreSQL, on as many as you like."""

import logging
import signal
import sys
from typing import Annotated

import typer

from studio.cli.words import say
from studio.core.i18n import mark
from studio.flows.runners import RUNNERS
from studio.jobs.worker import work

WORKS = mark("This worker takes jobs. Ctrl-C ends it; what it has not finished, another does.")

app = typer.Typer()


@app.command("worker")
def worker(
    name: Annotated[
        str | None, typer.Option(help="名字，默认是这台电脑的名字 · Name, this computer's if left out")
    ] = None,
) -> None:
    """做后台任务 · Take jobs from the queue until Ctrl-C."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as service managers end what they started
    if sys.stdout.isatty():
        say(WORKS)
    work(RUNNERS, name=name)

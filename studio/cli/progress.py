"""Progress on stderr: a bar for people, one JSON object a line for programs, or nothing."""

import json
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from enum import StrEnum
from typing import Protocol

from studio.cli.words import spoken


class Step(Protocol):
    """What a flow tells of its work: the share done, what is being done, and for which segment."""

    @property
    def done(self) -> float:
        """From 0 to 1."""
        ...

    @property
    def step(self) -> str:
        """A marked text."""
        ...

    @property
    def segment(self) -> str | None:
        """The segment's id."""
        ...


class Shown(StrEnum):
    """How progress is shown. `auto` is a bar on a terminal and nothing elsewhere."""

    AUTO = "auto"
    JSON = "json"
    NONE = "none"


@contextmanager
def shown(how: Shown) -> Generator[Callable[[Step], None]]:
    """A function that shows each step."""
    if how is Shown.JSON:
        yield _as_line
    elif how is Shown.AUTO and sys.stderr.isatty():
        with _bar() as advance:
            yield advance
    else:
        yield lambda step: None


def _as_line(step: Step) -> None:
    data = {"done": round(step.done, 4), "step": step.step, "segment": step.segment, "told": spoken()(step.step)}
    sys.stderr.write(json.dumps(data, ensure_ascii=False) + "\n")
    sys.stderr.flush()


@contextmanager
def _bar() -> Generator[Callable[[Step], None]]:
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0)

        def advance(step: Step) -> None:
            bar.update(task, completed=step.done, description=f"{spoken()(step.step)} {step.segment or ''}")

        yield advance

"""The command's entry: `studio`, or `python -m studio`. The only place where two shells meet."""

import signal
import sys
from collections.abc import Callable

from studio.cli.main import run
from studio.cli.opening import Opening, hand_over
from studio.jobs.processes import hold_tether


def serve(opening: Opening, opened: Callable[[], None]) -> None:
    """Serve the pages; imported late, since Streamlit takes half a second that only this command should pay."""
    from studio.web import main as web  # noqa: PLC0415

    web.serve(
        opening.port,
        opened,
        opening.host,
        hosts=opening.names,
        certificate=opening.certificate,
        proxy=opening.proxy,
        demo=opening.demo,
    )


def main() -> None:
    """Run the command. Being ended, or losing its terminal, stops it as Ctrl-C does: nothing half-done stays."""
    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)
    try:
        hold_tether()
        hand_over(serve)
        sys.exit(run())
    except KeyboardInterrupt:  # before the command had begun
        sys.exit(130)


if __name__ == "__main__":
    main()

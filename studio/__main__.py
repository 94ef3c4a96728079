"""The command's entry: `studio`, or `python -m studio`. The only place where two shells meet."""

import sys

from studio.cli.main import run


def main() -> None:
    """Run the command."""
    sys.exit(run())


if __name__ == "__main__":
    main()

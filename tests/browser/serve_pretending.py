"""Serves the studio on a port with `pretend_slice.py` in the place of the command: `serve_pretending.py PORT`."""

import sys
from pathlib import Path

from studio.jobs import queue
from studio.web import main

if __name__ == "__main__":
    pretends = Path(__file__).parents[1] / "integration" / "app" / "pretend_slice.py"
    queue.PROGRAM = (sys.executable, str(pretends))
    main.serve(int(sys.argv[1]), opened=lambda: None)

"""Serves the studio on a port with `pretend_slice.py` in the place of the command: `serve_pretending.py PORT`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from studio.jobs import processes
from studio.web import main
from tests.inprocess import working

if __name__ == "__main__":
    pretends = Path(__file__).parents[1] / "integration" / "app" / "pretend_slice.py"
    processes.PROGRAM = (sys.executable, str(pretends))
    with working():
        main.serve(int(sys.argv[1]), opened=lambda: None)

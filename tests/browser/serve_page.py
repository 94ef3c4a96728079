"""Serves one page of the tests' own in the studio's place: `serve_page.py PAGE PORT`."""

import sys
from pathlib import Path

from studio.web import main

if __name__ == "__main__":
    main.PAGES = Path(sys.argv[1])
    main.serve(int(sys.argv[2]), opened=lambda: None)

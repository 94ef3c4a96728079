import subprocess

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from studio.web.door import Door
from studio.web.main import ROUTES
from studio.web.shell import ChineseShell


@pytest.fixture
def client():
    """Our routes behind our door, without Streamlit."""
    whole = Starlette(routes=ROUTES, middleware=[Middleware(Door), Middleware(ChineseShell)])
    with TestClient(whole, base_url="http://127.0.0.1:8620") as client:
        yield client


@pytest.fixture(scope="session")
def video(tmp_path_factory):
    """The bytes of a short recording with sound."""
    import imageio_ffmpeg

    path = tmp_path_factory.mktemp("video") / "short.mp4"
    line = "-v error -f lavfi -i testsrc2=s=192x108:r=25:d=1 -f lavfi -i sine=f=440:d=1 -pix_fmt yuv420p"
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), *line.split(), str(path)], check=True)
    return path.read_bytes()

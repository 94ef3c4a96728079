import base64
import subprocess

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from studio.core.access import Role, User
from studio.web.door import Door
from studio.web.main import ROUTES
from studio.web.shell import ChineseShell

TUS = {"Tus-Resumable": "1.0.0"}
BYTES = {**TUS, "Content-Type": "application/offset+octet-stream"}


class Asks:
    """Writes the person on every request, as the gate will."""

    def __init__(self, app, person):
        self.app, self.person = app, person

    async def __call__(self, scope, receive, send):
        if self.person:
            scope["user"] = self.person[-1]
        await self.app(scope, receive, send)


class Sender:
    """The browser's half of tus, in its smallest form."""

    def __init__(self, client):
        self.client = client

    def begin(self, size, name="昨晚.mp4", **told):
        pairs = {"filename": name, **told}.items()
        metadata = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in pairs)
        headers = {**TUS, "Upload-Length": str(size), "Upload-Metadata": metadata}
        return self.client.post("/api/upload", headers=headers)

    def append(self, url, offset, content, **headers):
        return self.client.patch(url, content=content, headers={**BYTES, "Upload-Offset": str(offset), **headers})

    def head(self, url):
        return self.client.head(url, headers=TUS)

    def end(self, url):
        return self.client.delete(url, headers=TUS)

    def send(self, content, name="昨晚.mp4", **told):
        """A whole file; the answer to its last piece, or the refusal before it."""
        begun = self.begin(len(content), name, **told)
        return self.append(begun.headers["location"], 0, content) if begun.status_code == 201 else begun


@pytest.fixture
def asks():
    """Who asks from now on: `asks(user)`; without it whoever sits at this computer."""
    return []


@pytest.fixture
def client(asks):
    """Our routes behind our door, without Streamlit."""
    layers = [Middleware(Asks, person=asks), Middleware(Door), Middleware(ChineseShell)]
    with TestClient(Starlette(routes=ROUTES, middleware=layers), base_url="http://127.0.0.1:8620") as client:
        yield client


@pytest.fixture
def sender(client):
    return Sender(client)


@pytest.fixture
def person():
    """A livestreamer, or another role, of those spots."""

    def made(name, *spots, role=Role.LIVESTREAMER):
        return User(name, name, role, frozenset(spots))

    return made


@pytest.fixture(scope="session")
def video(tmp_path_factory):
    """The bytes of a short recording with sound."""
    import imageio_ffmpeg

    path = tmp_path_factory.mktemp("video") / "short.mp4"
    line = "-v error -f lavfi -i testsrc2=s=192x108:r=25:d=1 -f lavfi -i sine=f=440:d=1 -pix_fmt yuv420p"
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), *line.split(), str(path)], check=True)
    return path.read_bytes()

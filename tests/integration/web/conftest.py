import base64
import subprocess

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from studio.core.access import Role
from studio.web.main import guards, routes
from tests import people

ADDRESS = "http://127.0.0.1:8620"

TUS = {"Tus-Resumable": "1.0.0"}
BYTES = {**TUS, "Content-Type": "application/offset+octet-stream"}


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
def whole():
    """Our routes behind our guards, without Streamlit."""
    return Starlette(routes=routes(), middleware=guards())


@pytest.fixture
def stranger(whole):
    """Somebody who is not logged in."""
    with TestClient(whole, base_url=ADDRESS, follow_redirects=False) as client:
        yield client


@pytest.fixture
def me():
    """An administrator."""
    return people.person()


@pytest.fixture
def client(whole, me):
    """An administrator's, until somebody else is let in by `asks`."""
    with TestClient(whole, base_url=ADDRESS) as client:
        yield people.let_in(client, me)


@pytest.fixture
def asks(client):
    """Lets another person in: `asks(user)`."""
    return lambda user: people.let_in(client, user)


@pytest.fixture
def sender(client):
    return Sender(client)


@pytest.fixture
def person():
    """A livestreamer, or another role, of those spots; the same name is the same account."""
    known = {}

    def made(name, *spots, role=Role.LIVESTREAMER):
        if name not in known:
            known[name] = people.person(role, name, spots)
        return known[name]

    return made


@pytest.fixture(scope="session")
def video(tmp_path_factory):
    """The bytes of a short recording with sound."""
    import imageio_ffmpeg

    path = tmp_path_factory.mktemp("video") / "short.mp4"
    line = "-v error -f lavfi -i testsrc2=s=192x108:r=25:d=1 -f lavfi -i sine=f=440:d=1 -pix_fmt yuv420p"
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), *line.split(), str(path)], check=True)
    return path.read_bytes()

"""What the network, the power and the machine do to an upload: a real process, a real socket, a real disk."""

import http.client
import random
import re
import socket
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from studio.core import settings
from studio.storage import media, uploads

TUS = {"Tus-Resumable": "1.0.0"}
BYTES = {**TUS, "Content-Type": "application/offset+octet-stream"}
PIECE = 100_000
KILLS = 20


class Server:
    """Our upload routes in a process of their own, which can be killed and started again on its port."""

    def __init__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = None

    def start(self):
        program = str(Path(__file__).with_name("serve_files.py"))
        self.process = subprocess.Popen([sys.executable, program, str(self.port)])
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                self.ask("HEAD", f"/api/upload/{'0' * 32}")  # opens the database, too
            except ConnectionError:
                time.sleep(0.02)
            else:
                return
        raise AssertionError("never ready")

    def kill(self):
        if self.process:
            self.process.kill()
            self.process.wait()

    def ask(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, {**TUS, **{k.replace("_", "-"): v for k, v in headers.items()}})
            answer = connection.getresponse()
            answer.read()
        except http.client.HTTPException as error:
            raise ConnectionError from error
        finally:
            connection.close()
        return answer

    def begin(self, size):
        return self.ask("POST", "/api/upload", Upload_Length=str(size)).headers["location"]

    def offset(self, url):
        return int(self.ask("HEAD", url).headers["upload-offset"])

    def append(self, url, offset, piece):
        return self.ask("PATCH", url, piece, Upload_Offset=str(offset), Content_Type="application/offset+octet-stream")

    def peak_mb(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


@pytest.fixture
def server():
    server = Server()
    server.start()
    yield server
    server.kill()


def padded(video, size):
    """The video with bytes after it that players skip, `size` in all."""
    return video + struct.pack(">I4s", size - len(video), b"free")


def test_twenty_kills_lose_no_acknowledged_byte(server, video):
    chance = random.Random(2098)
    content = padded(video, 1_000_000).ljust(1_000_000, b"\x01")
    url, acknowledged, pieces, became = None, 0, 0, []

    def send_until_it_breaks():
        nonlocal url, acknowledged, pieces
        try:
            while True:
                url = url or server.begin(len(content))
                offset = server.offset(url)
                assert offset >= acknowledged
                answer = server.append(url, offset, content[offset : offset + PIECE])
                acknowledged, pieces = int(answer.headers["upload-offset"]), pieces + 1
                if answer.headers["studio-medium"]:
                    became.append(answer.headers["studio-medium"])
                    url, acknowledged = None, 0
        except ConnectionError:
            pass

    for _ in range(KILLS):
        sending = threading.Thread(target=send_until_it_breaks)
        wanted, until = pieces + chance.randrange(4), time.monotonic() + 30
        sending.start()
        while pieces < wanted and time.monotonic() < until:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.2))
        server.kill()
        sending.join()
        assert url is None or uploads.find(url[-32:]).media or _arrived(url, content) >= acknowledged
        server.start()
    assert pieces >= KILLS
    if url:
        offset = server.offset(url)
        assert offset >= acknowledged
        became.append(server.append(url, offset, content[offset:]).headers["studio-medium"])
    kept = [media.find(one) for one in became]
    assert {media.local(one).read_bytes() for one in kept} == {content}
    assert len(list((settings.home() / "files").rglob("*.mp4"))) == 1


def _arrived(url, content):
    part = uploads.find(url[-32:]).part.read_bytes()
    assert content.startswith(part)
    return len(part)


def test_what_arrived_before_the_connection_dropped_is_kept(server, video):
    content = padded(video, 3_000_000).ljust(3_000_000, b"\x01")
    url = server.begin(len(content))
    with socket.create_connection(("127.0.0.1", server.port)) as raw:
        headers = {**BYTES, "Host": "127.0.0.1", "Content-Length": str(len(content)), "Upload-Offset": "0"}
        told = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        raw.sendall(f"PATCH {url} HTTP/1.1\r\n{told}\r\n".encode() + content[:2_000_000])
        time.sleep(1)
    offset = server.offset(url)
    assert 1_800_000 < offset <= 2_000_000
    assert _arrived(url, content) == offset
    assert media.find(server.append(url, offset, content[offset:]).headers["studio-medium"]).size == len(content)


def test_connection_that_went_silent_keeps_nobody_out(server, video):
    url = server.begin(len(video))
    with socket.create_connection(("127.0.0.1", server.port)) as silent:
        headers = {**BYTES, "Host": "127.0.0.1", "Content-Length": str(len(video)), "Upload-Offset": "0"}
        told = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        silent.sendall(f"PATCH {url} HTTP/1.1\r\n{told}\r\n".encode() + video[:5000])
        time.sleep(0.5)
        offset = server.offset(url)
        assert offset == 5000
        assert server.append(url, offset, video[offset:]).headers["studio-medium"]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell a process's peak memory")
def test_upload_of_500_mb_is_never_held_in_memory(server, video):
    size = 500_000_000
    assert server.append(server.begin(len(video)), 0, video).headers["studio-medium"]
    before = server.peak_mb()
    url, offset, piece = server.begin(size), 0, bytes(8 << 20)
    start = padded(video, size)
    while offset < size:
        now = start + piece[len(start) :] if not offset else piece[: size - offset]
        answer = server.append(url, offset, now)
        offset = int(answer.headers["upload-offset"])
    kept = media.find(answer.headers["studio-medium"])
    assert (kept.size, kept.facts["width"]) == (size, 192)
    grown = server.peak_mb() - before
    media.local(kept).unlink()
    assert grown <= 20

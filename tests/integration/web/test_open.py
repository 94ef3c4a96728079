import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from studio.core import settings
from studio.library import tokens
from tests.people import token_at


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def started(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "studio", "open", "--no-browser", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip


def is_ready(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5) as answer:
            return answer.status == 200
    except urllib.error.URLError:
        return False


@pytest.fixture
def server(port):
    process = started("--port", str(port))
    try:
        until = time.monotonic() + 60
        while not is_ready(port):
            assert time.monotonic() < until, "never ready"
            time.sleep(0.05)
        yield process
    finally:
        process.kill()
        process.communicate()


def test_open_serves_until_ctrl_c(server, port):
    server.send_signal(signal.SIGINT)
    told, complained = server.communicate(timeout=30)
    assert server.returncode == 130
    assert f"http://127.0.0.1:{port}/" in told
    assert "Traceback" not in complained
    assert "Uvicorn" not in told + complained


def test_whole_process_lets_in_its_own_pages_alone(server, port):
    def asked(path, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", path, headers={"Accept": "text/html", **headers})
        answer = connection.getresponse()
        connection.close()
        return answer.status

    socket = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "x" * 22 + "==",
    }
    own = f"127.0.0.1:{port}"
    let_in = {"Cookie": f"{tokens.COOKIE}={token_at(settings.home())}"}
    assert [asked(path) for path in ("/", "/static/x", "/app/static/zh.js", "/files/x", "/nothing")] == [303] * 5
    assert [asked(path, Accept="*/*") for path in ("/", "/_stcore/health", "/media/x", "/static/x")] == [401] * 4
    assert [asked(path) for path in ("/health/ready", "/account/login", "/account/x")] == [200, 200, 404]
    assert asked("/_stcore/stream", **socket, Origin=f"http://{own}") == 403
    assert [asked(path, **let_in) for path in ("/", "/app/static/zh.js", "/static/x")] == [200, 200, 200]
    assert [asked(path, **let_in) for path in ("/files/x", "/files/a/b", "/api/x", "/health/x")] == [404, 404, 404, 404]
    assert [asked(path, Host="evil.example") for path in ("/", "/_stcore/health", "/media/x")] == [403, 403, 403]
    assert asked("/_stcore/stream", **socket, **let_in, Origin=f"http://{own}") == 101
    assert asked("/_stcore/stream", **socket, **let_in, Origin="http://evil.example") == 403
    assert asked("/_stcore/stream", **socket, **let_in, Host="evil.example") == 403


def test_taken_port_is_refused_with_a_way_out(port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        server = started("--port", str(port))
        told, complained = server.communicate(timeout=60)
    assert (server.returncode, told) == (2, "")
    assert str(port) in complained
    assert "--port" in complained
    assert "Traceback" not in complained

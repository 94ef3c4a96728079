import http.client
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from studio.core import settings
from studio.core.access import Role
from studio.jobs import queue
from studio.jobs.job import ACTIVE, State
from studio.library import invites, tokens
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


def is_ready(port, tls=None):
    scheme = "https" if tls else "http"
    try:
        with urllib.request.urlopen(f"{scheme}://127.0.0.1:{port}/health/ready", timeout=5, context=tls) as answer:
            return answer.status == 200
    except (urllib.error.URLError, TimeoutError):
        return False


def wait_until_ready(port, tls=None):
    until = time.monotonic() + 60
    while not is_ready(port, tls() if tls else None):
        assert time.monotonic() < until, "never ready"
        time.sleep(0.05)


@pytest.fixture
def server(port):
    process = started("--port", str(port))
    try:
        wait_until_ready(port)
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


def test_first_start_names_its_folder_and_links_the_administrator(server):
    server.send_signal(signal.SIGINT)
    told, _ = server.communicate(timeout=30)
    link = re.search(r"/account/join/([\w-]+)", told)[1]
    assert invites.read(link)[0].role is Role.ADMINISTRATOR
    assert str(settings.home().resolve()) in told


def trusting_our_own():
    certificate = settings.home() / "tls" / "certificate.pem"
    context = ssl.create_default_context(cafile=certificate if certificate.exists() else None)
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context


def test_network_is_served_over_tls_with_a_certificate_of_our_own(port):
    process = started("--lan", "--port", str(port))
    try:
        wait_until_ready(port, trusting_our_own)
        connection = http.client.HTTPSConnection("127.0.0.1", port, context=trusting_our_own())
        connection.request("GET", "/account/login")
        assert "; Secure" in connection.getresponse().getheader("set-cookie")
        connection.close()
        process.send_signal(signal.SIGINT)
        told, complained = process.communicate(timeout=30)
    finally:
        process.kill()
        process.communicate()
    assert f"https://127.0.0.1:{port}/" in told
    assert "Traceback" not in complained


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--cert", "a.pem"), "--key"),
        (("--cert", "none.pem", "--key", "none.pem"), "none.pem"),
        (("--proxy", "somewhere"), "somewhere"),
    ],
)
def test_what_cannot_be_served_is_refused_in_words(arguments, told):
    _, complained = (server := started(*arguments)).communicate(timeout=60)
    assert server.returncode == 2
    assert told in complained
    assert "Traceback" not in complained


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


def workers_of(pid):
    """The ids of the worker processes beside the server."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(maxsplit=2) for line in listed.splitlines()]
    return [int(own) for own, parent, line in rows if int(parent) == pid and line.endswith("studio worker")]


def waited(found, within=60):
    until = time.monotonic() + within
    while not (value := found()):
        assert time.monotonic() < until, "it never came"
        time.sleep(0.1)
    return value


def is_gone(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] == "Z"
    except FileNotFoundError:
        return True


def refused(session):
    """A cut of a session that is not there, once it has ended."""
    job = queue.ask("slice", "春茶", {"recording": "0" * 32, "session": session})
    return waited(lambda: now if (now := queue.read(job.id)).state not in ACTIVE else None)


on_linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes where Linux shows them")


@on_linux
def test_jobs_are_done_beside_the_server_also_when_the_worker_is_killed(server):
    first = refused("last-night")
    assert (first.state, "last-night" in first.message) == (State.FAILED, True)
    (worker,) = workers_of(server.pid)
    os.kill(worker, signal.SIGKILL)
    assert refused("this-morning").state is State.FAILED
    assert workers_of(server.pid) not in ([], [worker])


@on_linux
@pytest.mark.parametrize("deadly", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_the_server(server, deadly):
    (worker,) = waited(lambda: workers_of(server.pid))
    server.send_signal(deadly)
    server.wait(30)
    waited(lambda: is_gone(worker), within=30)

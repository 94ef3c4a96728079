from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import anyio
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from studio.core.access import Role
from studio.library import accounts, tokens
from studio.storage import database
from studio.storage.database import DatabaseAway
from studio.web.main import guards, routes
from studio.web.people import user_of_request
from tests.people import let_in, person

ADDRESS = "http://127.0.0.1:8620"
PAGE = {"accept": "text/html"}


async def whatever(request):
    return PlainTextResponse(user_of_request(request).name)


async def static(request):
    return PlainTextResponse("Streamlit's")


async def socket(websocket):
    await websocket.accept()
    await websocket.send_text(user_of_request(websocket).name)


@pytest.fixture
def whole():
    """Our routes, and in Streamlit's place something that answers every address."""
    streamlit = [
        WebSocketRoute("/{rest:path}", socket),
        Route("/static/{rest:path}", static),
        Route("/{rest:path}", whatever, methods=["GET", "POST", "PUT"]),
    ]
    return Starlette(routes=[*routes(), *streamlit], middleware=guards())


@pytest.fixture
def client(whole):
    with TestClient(whole, base_url=ADDRESS, follow_redirects=False) as client:
        yield client


async def status(app, method, path):
    """What the application says to an address as it comes over the wire: a client would straighten it first."""
    told = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        told.append(message)

    headers = [(b"host", b"127.0.0.1:8620"), (b"accept", b"*/*")]
    scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "headers": headers}
    where = {"scheme": "http", "root_path": "", "path": unquote(path), "raw_path": path.encode(), "query_string": b""}
    await app({**scope, **where, "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8620)}, receive, send)
    return told[0]["status"]


@pytest.mark.parametrize(
    "path",
    [
        "/", "/clips", "/files/x", "/api/upload", "/media/x", "/_stcore/health", "/_stcore/metrics", "/static/x",
        "/app/static/x", "/account", "/health", "/static/../files/x", "/static/%2e%2e/files/x", "/static/..%2ffiles/x",
        "//account/login", "//_stcore/metrics", "/./account/login", "/Account/login", "/accounts/x", "/x/account/",
        "/%5caccount/login", "/%2faccount/login", "", "x", "account/login",
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "HEAD", "TRACE", "X"])
def test_stranger_reaches_nothing(whole, path, method):
    assert anyio.run(status, whole, method, path) == 401


@pytest.mark.parametrize(
    "path",
    ["/account/", "/account/x", "/account/../files/x", "/account/%2e%2e/_stcore/health", "/health//_stcore/health"],
)
def test_nothing_of_streamlit_lies_under_a_public_address(whole, path):
    assert anyio.run(status, whole, "GET", path) == 404


@pytest.mark.parametrize(
    ("path", "onward"),
    [
        ("/", "/account/login"),
        ("/clips", "/account/login?next=/clips"),
        ("/?job=1&x=a%20b", "/account/login?next=/%3Fjob%3D1%26x%3Da%2520b"),
    ],
)
def test_stranger_who_opens_a_page_is_shown_the_login(client, path, onward):
    answer = client.get(path, headers=PAGE)
    assert (answer.status_code, answer.headers["location"]) == (303, onward)


def test_who_is_let_in_is_known_to_routes_and_sockets(client):
    let_in(client, person(Role.TRAINER, "向老师"))
    assert client.get("/clips", headers=PAGE).text == "向老师"
    with client.websocket_connect("/_stcore/stream", headers={"host": "127.0.0.1:8620"}) as opened:
        assert opened.receive_text() == "向老师"


@pytest.mark.parametrize("path", ["/_stcore/stream", "/account/_stcore/stream", "/health/ready"])
def test_socket_is_closed_to_strangers_everywhere(client, path):
    with pytest.raises(WebSocketDisconnect) as refused, client.websocket_connect(path, headers={"host": "127.0.0.1"}):
        pass
    assert refused.value.code == 4401


def test_socket_with_a_cookie_is_closed_to_a_foreign_page(client):
    let_in(client, person())
    foreign = {"host": "127.0.0.1:8620", "origin": "http://evil.example"}
    with pytest.raises(WebSocketDisconnect) as refused, client.websocket_connect("/_stcore/stream", headers=foreign):
        pass
    assert refused.value.code == 4403


def test_cookie_that_is_not_good_is_a_stranger(client):
    user = person()
    good, now = accounts.token_for(user), datetime.now(UTC)
    ended = tokens.signed(tokens.Login(user.id, 1, now - timedelta(days=8), now))
    unused = tokens.signed(tokens.Login(user.id, 1, now - timedelta(hours=13), now - timedelta(hours=13)))
    unknown = tokens.signed(tokens.Login("0" * 32, 1, now, now))
    earlier = tokens.signed(tokens.Login(user.id, 0, now, now))
    for token in ("", "x", good[:-4], "x" + good, good.replace(".", ""), ended, unused, unknown, earlier):
        client.cookies.set(tokens.COOKIE, token)
        assert client.get("/files/x").status_code == 401
    client.cookies.set(tokens.COOKIE, good)
    assert client.get("/files/x").status_code == 404


def test_closed_account_is_a_stranger_at_once(client):
    boss, user = person(), person(Role.TRAINEE)
    let_in(client, user)
    assert client.get("/clips").status_code == 200
    accounts.close(boss, user.id, 1)
    assert client.get("/clips").status_code == 401


def test_files_of_the_shell_need_a_signature_and_no_database(client, monkeypatch):
    let_in(client, person())
    monkeypatch.setattr(accounts, "user_of", lambda token: pytest.fail("the database was asked"))
    assert client.get("/static/x").text == "Streamlit's"


def test_cookie_is_renewed_by_pages_alone(client):
    user, now = person(), datetime.now(UTC)
    begun = now - timedelta(hours=5)
    client.cookies.set(tokens.COOKIE, tokens.signed(tokens.Login(user.id, 1, begun, now - timedelta(hours=2))))
    assert "set-cookie" not in client.get("/clips").headers
    told = client.get("/clips", headers=PAGE).headers["set-cookie"]
    renewed = tokens.read(told.partition("=")[2].partition(";")[0], now)
    assert (renewed.begun, renewed.renewed >= now.replace(microsecond=0)) == (begun.replace(microsecond=0), True)
    assert told.partition("; ")[2] == "HttpOnly; Max-Age=43200; Path=/; SameSite=lax"


def test_database_that_does_not_answer_is_said(client, monkeypatch):
    def away(token):
        raise DatabaseAway(reason="locked")

    let_in(client, person())
    monkeypatch.setattr(accounts, "user_of", away)
    answer = client.get("/clips")
    assert (answer.status_code, answer.text.splitlines()[0]) == (503, "工坊的数据库没有回应：locked")


def test_login_survives_another_connection_to_the_database(client):
    let_in(client, person())
    database.close()
    assert client.get("/clips").status_code == 200

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from studio.web.door import Door
from studio.web.shell import ChineseShell

PAGE = '<html lang="en"><head><title>Streamlit</title></head><body>one</body></html>'


async def page(request):
    return HTMLResponse(PAGE, headers={"etag": "x"})


async def text(request):
    return PlainTextResponse(PAGE)


async def socket(websocket):
    await websocket.accept()
    await websocket.send_text("in")


@pytest.fixture
def client():
    routes = [Route("/", page), Route("/text", text, methods=["GET", "PUT"]), WebSocketRoute("/socket", socket)]
    whole = Starlette(routes=routes, middleware=[Middleware(Door), Middleware(ChineseShell)])
    return TestClient(whole, base_url="http://127.0.0.1:8620")


@pytest.mark.parametrize("host", ["127.0.0.1:8620", "127.0.0.1", "localhost:1", "LOCALHOST", "[::1]:8620"])
def test_own_names_are_let_in(client, host):
    assert client.get("/text", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8620", "127.0.0.1.evil.example", "127.0.0.1@evil.example", "localhost:x",
     "localhost/evil", "", "192.168.1.7:8620", "[::1"],
)  # fmt: skip
def test_foreign_names_are_kept_out(client, host):
    assert client.get("/text", headers={"host": host}).status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://127.0.0.1:8620"}, 200),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "http://127.0.0.1:9999"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}, 403),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, 200),
        ({"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"}, 200),
    ],
)
def test_foreign_origins_are_kept_out(client, headers, status):
    assert client.put("/text", headers=headers).status_code == status


def test_socket_is_opened_to_our_own_page_alone(client):
    with client.websocket_connect("/socket", headers={"host": "127.0.0.1:8620"}) as opened:
        assert opened.receive_text() == "in"
    for headers in ({"host": "evil.example"}, {"host": "127.0.0.1:8620", "origin": "http://evil.example"}):
        with pytest.raises(WebSocketDisconnect), client.websocket_connect("/socket", headers=headers):
            pass


def test_page_becomes_chinese(client):
    answer = client.get("/", headers={"accept": "text/html"})
    assert answer.text == (
        '<html lang="zh-CN"><head><title>云造工坊</title>'
        '<script src="/app/static/zh.js" defer></script></head><body>one</body></html>'
    )
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "etag" not in answer.headers


def test_what_is_no_page_passes_unchanged(client):
    assert client.get("/text", headers={"accept": "text/html"}).text == PAGE

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from studio.web.door import Door
from studio.web.proxy import Proxied

SAID = {
    "x-forwarded-for": "9.9.9.9, 203.0.113.7",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "studio.example.cn",
}


async def seen(request):
    return JSONResponse([request.client.host, request.url.scheme, request.headers["host"]])


def asked(address, **headers):
    guards = [Middleware(Proxied, proxy="10.0.0.2"), Middleware(Door)]
    whole = Starlette(routes=[Route("/", seen)], middleware=guards)
    client = TestClient(whole, base_url="http://127.0.0.1:8620", client=(address, 1))
    return client.get("/", headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_the_proxy_is_believed():
    assert asked("10.0.0.2", **SAID).json() == ["203.0.113.7", "https", "studio.example.cn"]


def test_nobody_else_is_believed():
    assert asked("10.0.0.3", **SAID).json() == ["10.0.0.3", "http", "127.0.0.1:8620"]
    assert asked("10.0.0.3", host="studio.example.cn").status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "https://studio.example.cn"}, 200),
        ({"origin": "https://evil.example"}, 403),
        ({"x-forwarded-host": "a@b"}, 403),
    ],
)
def test_the_door_asks_behind_the_proxy_too(headers, status):
    assert asked("10.0.0.2", **{**SAID, **headers}).status_code == status


def test_nonsense_of_the_proxy_changes_nothing():
    assert asked("10.0.0.2", x_forwarded_proto="gopher").json() == ["10.0.0.2", "http", "127.0.0.1:8620"]

"""Which address answers whom. An address without a row here fails the test: say who may, then add the row."""

import pytest

from studio.core.access import Role
from studio.web.main import routes
from tests.people import let_in, person

NOBODY = "nobody"
EVERYBODY = (NOBODY, *Role)

LOGGED_IN_GET_404 = {NOBODY: 401, **dict.fromkeys(Role, 404)}

# method, route: an address of it, the status by who asks
TABLE = {
    ("GET", "/account/login"): ("/account/login", {NOBODY: 200, **dict.fromkeys(Role, 303)}),
    ("POST", "/account/login"): ("/account/login", dict.fromkeys(EVERYBODY, 403)),  # without the form's token
    ("GET", "/account/logout"): ("/account/logout", dict.fromkeys(EVERYBODY, 200)),
    ("POST", "/account/logout"): ("/account/logout", dict.fromkeys(EVERYBODY, 403)),
    ("GET", "/account/password"): ("/account/password", {NOBODY: 303, **dict.fromkeys(Role, 200)}),
    ("POST", "/account/password"): ("/account/password", {NOBODY: 303, **dict.fromkeys(Role, 403)}),
    ("GET", "/account/join/{token}"): ("/account/join/x", dict.fromkeys(EVERYBODY, 410)),
    ("POST", "/account/join/{token}"): ("/account/join/x", dict.fromkeys(EVERYBODY, 410)),
    ("GET", "/account/mark.svg"): ("/account/mark.svg", dict.fromkeys(EVERYBODY, 200)),
    ("GET", "/account/account.css"): ("/account/account.css", dict.fromkeys(EVERYBODY, 200)),
    ("GET", "/account/account.js"): ("/account/account.js", dict.fromkeys(EVERYBODY, 200)),
    ("GET", "/health/ready"): ("/health/ready", dict.fromkeys(EVERYBODY, 200)),
    ("OPTIONS", "/api/upload"): ("/api/upload", {NOBODY: 401, **dict.fromkeys(Role, 204)}),
    ("POST", "/api/upload"): ("/api/upload", {NOBODY: 401, **dict.fromkeys(Role, 412)}),  # without tus's own header
    ("OPTIONS", "/api/upload/{id}"): ("/api/upload/x", {NOBODY: 401, **dict.fromkeys(Role, 204)}),
    **{
        (method, "/api/upload/{id}"): ("/api/upload/x", {NOBODY: 401, **dict.fromkeys(Role, 412)})
        for method in ("PATCH", "DELETE", "POST")
    },
    ("GET", "/export/library.xlsx"): ("/export/library.xlsx", {NOBODY: 401, **dict.fromkeys(Role, 200)}),
    ("GET", "/account/language/{language}"): ("/account/language/en", dict.fromkeys(EVERYBODY, 303)),
    ("GET", "/files/{id}"): ("/files/x", LOGGED_IN_GET_404),
    **{
        (method, f"/{prefix}/{{rest:path}}"): (f"/{prefix}/no/such", dict.fromkeys(EVERYBODY, 404))
        for prefix in ("account", "health")
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
    },
    **{
        (method, f"/{prefix}/{{rest:path}}"): (f"/{prefix}/no/such", LOGGED_IN_GET_404)
        for prefix in ("api", "export", "files")
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
    },
}


def there():
    return {(method, route.path) for route in routes() for method in route.methods - {"HEAD"}}


def test_every_route_has_its_row():
    assert there() == TABLE.keys()


@pytest.mark.parametrize("who", EVERYBODY)
def test_each_address_answers_each_role(stranger, who):
    client = stranger if who is NOBODY else let_in(stranger, person(who))
    asked = {row: client.request(row[0], address).status_code for row, (address, _) in TABLE.items()}
    assert asked == {row: status[who] for row, (_, status) in TABLE.items()}


def test_sample_people_are_there_in_a_demonstration_alone():
    more = {(route.path, *route.methods) for route in routes(demo=True)} - {
        (route.path, *route.methods) for route in routes()
    }
    assert more == {("/account/sample/{login}", "POST")}

import pytest
from openpyxl import load_workbook
from starlette.applications import Starlette
from starlette.testclient import TestClient

from studio.core.access import Role
from studio.flows.sample import import_sample
from studio.web.main import guards, routes
from tests.people import let_in, person

ADDRESS = "http://127.0.0.1"
APP = Starlette(routes=routes(), middleware=guards())


def test_workbook_is_saved_by_who_is_in_and_nobody_else(tmp_path):
    import_sample(person())
    with TestClient(APP, base_url=ADDRESS) as client:
        assert client.get("/export/library.xlsx").status_code == 401
        let_in(client, person(Role.LIVESTREAMER, spots=["changti-pass"]))
        answer = client.get("/export/library.xlsx")
        assert answer.status_code == 200
        (tmp_path / "a.xlsx").write_bytes(answer.content)
        rows = list(load_workbook(tmp_path / "a.xlsx")["产品"].values)
        assert "东山峰红茶" in [row[1] for row in rows]
        assert "石门银峰" not in [row[1] for row in rows]


@pytest.mark.parametrize(("language", "status"), [("en", 303), ("zh_CN", 303), ("xx", 404)])
def test_language_is_kept_in_the_browser(language, status):
    with TestClient(APP, base_url=ADDRESS, follow_redirects=False) as client:
        answer = client.get(f"/account/language/{language}")
        assert answer.status_code == status
        assert answer.cookies.get("studio_language") == (language if status == 303 else None)

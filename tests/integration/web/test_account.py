import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from studio.core.access import Role
from studio.library import accounts, invites, people, samples, tokens
from studio.storage import database
from studio.web import forms
from studio.web.main import guards, routes
from tests.people import let_in, person

WORDS = "three words mine"


@pytest.fixture
def demo():
    """A stranger at a demonstration."""
    samples.open_all()
    whole = Starlette(routes=routes(demo=True), middleware=guards())
    with TestClient(whole, base_url="http://127.0.0.1:8620", follow_redirects=False) as client:
        yield client


def send(client, path, **fields):
    """Fill in the form that the page shows."""
    token = re.search('name="token" value="([^"]+)"', client.get(path).text)[1]
    return client.post(path, data={"token": token, **fields})


def invited(role=Role.LIVESTREAMER, name="谭秀英"):
    return invites.invite(person(), role, name, (), ())


def wrong(answer):
    return re.search('<p class="wrong" role="alert">([^<]*)</p>', answer.text)[1]


def user(client):
    return accounts.user_of(client.cookies.get(tokens.COOKIE))


def test_invited_person_joins_and_logs_in_again(stranger):
    link = f"/account/join/{invited()}"
    page = stranger.get(link).text
    assert ("<h1>欢迎您，谭秀英</h1>" in page, "您的身份：主播。" in page) == (True, True)
    answer = send(stranger, link, login="Tan", password=WORDS)
    assert (answer.status_code, answer.headers["location"], user(stranger).name) == (303, "/", "谭秀英")
    assert send(stranger, "/account/logout").headers["location"] == "/account/login"
    assert user(stranger) is None
    answer = send(stranger, "/account/login?next=/clips", login="tan", password=WORDS)
    assert (answer.status_code, answer.headers["location"], user(stranger).name) == (303, "/clips", "谭秀英")


def test_used_link_says_so(stranger):
    link = f"/account/join/{invited()}"
    send(stranger, link, login="tan", password=WORDS)
    for answer in (stranger.get(link), stranger.post(link)):
        assert (answer.status_code, wrong(answer).splitlines()[0]) == (410, "这个链接已经失效。")


@pytest.mark.parametrize(
    ("login", "password", "told"),
    [
        ("a b", WORDS, "这个登录名不能用。"),
        ("tan", "12345678", "这个密码太容易被猜到。"),
        ("", "", "这个登录名不能用。"),
    ],
)
def test_what_cannot_be_taken_is_said_and_the_link_stays(stranger, login, password, told):
    link = f"/account/join/{invited()}"
    answer = send(stranger, link, login=login, password=password)
    assert (answer.status_code, wrong(answer).splitlines()[0]) == (422, told)
    assert send(stranger, link, login="tan", password=WORDS).status_code == 303


def test_lost_password_is_replaced_on_the_page(stranger):
    link = f"/account/join/{invited()}"
    send(stranger, link, login="tan", password=WORDS)
    again = f"/account/join/{invites.new_link(person(), user(stranger).id)}"
    assert 'name="login"' not in stranger.get(again).text
    assert send(stranger, again, password="other words mine").status_code == 303
    assert user(stranger).name == "谭秀英"


def test_wrong_password_and_unknown_login_are_told_alike(stranger):
    send(stranger, f"/account/join/{invited()}", login="tan", password=WORDS)
    stranger.cookies.clear()
    told = [send(stranger, "/account/login", login=login, password="x") for login in ("tan", "nobody")]
    assert [answer.status_code for answer in told] == [401, 401]
    assert wrong(told[0]) == wrong(told[1])


def test_ninth_try_must_wait(stranger):
    answers = [send(stranger, "/account/login", login="tan", password="x") for _ in range(20)]
    assert [answer.status_code for answer in answers] == [401] * 8 + [429] * 12
    assert (answers[-1].headers["retry-after"], wrong(answers[-1]).splitlines()[0]) == (
        "300",
        "试得太多了。请等 5 分钟再试。",
    )


def test_new_password_keeps_this_login_and_ends_the_others(stranger):
    send(stranger, f"/account/join/{invited()}", login="tan", password=WORDS)
    before = stranger.cookies.get(tokens.COOKIE)
    assert send(stranger, "/account/password", old="x", new="other words mine").status_code == 401
    assert send(stranger, "/account/password", old=WORDS, new="other words mine").status_code == 303
    assert (accounts.user_of(before), user(stranger).name) == (None, "谭秀英")


@pytest.mark.parametrize("path", ["/account/login", "/account/logout", "/account/password"])
@pytest.mark.parametrize(("cookie", "sent"), [(None, None), (None, "x"), ("x", None), ("x", "y"), ("", ""), ("x", "é")])
def test_form_that_is_not_ours_is_refused(client, path, cookie, sent):
    if cookie is not None:
        client.cookies.set(forms.COOKIE, cookie)
    answer = client.post(path, data={} if sent is None else {"token": sent}, follow_redirects=False)
    assert (answer.status_code, user(client) is not None) == (403, True)


@pytest.mark.parametrize("body", [b"\xff\xfe", b"a=" + b"x" * 20_000, b"&a=1" * 50])
def test_body_that_is_no_form_is_refused(stranger, body):
    stranger.cookies.set(forms.COOKIE, "x")
    assert stranger.post("/account/login", content=body).status_code == 403


def test_foreign_page_cannot_send_a_form(stranger):
    assert stranger.post("/account/login", headers={"origin": "http://evil.example"}).status_code == 403


@pytest.mark.parametrize(
    ("wanted", "onward"),
    [
        ("/?job=1", "/?job=1"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("/a\r\nx: y", "/"),
        ("/\t/evil.example", "/"),
        ("/account/logout", "/"),
        ("", "/"),
    ],
)
def test_login_leads_to_our_own_pages_alone(stranger, wanted, onward):
    let_in(stranger, person())
    assert stranger.get("/account/login", params={"next": wanted}).headers["location"] == onward


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{title}"])
def test_hostile_text_is_shown_as_text(stranger, text):
    page = stranger.get(f"/account/join/{invited(name=text)}").text
    login = send(stranger, "/account/login", login=text, password="x").text
    assert ("<script>alert" in page + login, "<img src=x" in page + login) == (False, False)
    assert login.count(text) == (1 if text == "{title}" else 0)


def test_pages_are_closed_to_frames_scripts_and_caches(stranger):
    headers = stranger.get("/account/login").headers
    assert headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["content-security-policy"].startswith("default-src 'none';")


def test_english_is_spoken_to_those_who_ask(stranger):
    page = stranger.get("/account/login", headers={"accept-language": "en-GB"}).text
    assert ('<html lang="en">' in page, "<h1>Log in</h1>" in page) == (True, True)


def test_cookies_are_out_of_reach_and_never_leave_in_the_clear_over_https():
    whole = Starlette(routes=routes(), middleware=guards())
    client = TestClient(whole, base_url="https://127.0.0.1:8620", follow_redirects=False)
    cookies = [client.get("/account/login").headers["set-cookie"]]
    cookies.append(send(client, f"/account/join/{invited()}", login="tan", password=WORDS).headers["set-cookie"])
    for cookie in cookies:
        assert ("HttpOnly" in cookie, "Secure" in cookie, "SameSite=lax" in cookie) == (True, True, True)


def test_demonstration_lets_in_by_a_tap(demo):
    page = demo.get("/account/login?next=/clips").text
    assert "这是演示" in page
    taps = re.findall('action="(/account/sample/[^"]+)"', page)
    assert len(taps) == len(Role)
    token = re.search('name="token" value="([^"]+)"', page)[1]
    answer = demo.post(taps[0], data={"token": token})
    assert (answer.headers["location"], user(demo).name) == ("/clips", "田秋香")


@pytest.mark.parametrize("login", ["tan", "nobody"])
def test_tap_lets_in_sample_people_alone(demo, login):
    with database.transaction() as connection:
        boss = people.account_by(connection, login="sample-administrator").user
    send(demo, f"/account/join/{invites.invite(boss, Role.TRAINEE, '龚', (), ())}", login="tan", password=WORDS)
    demo.cookies.delete(tokens.COOKIE)
    token = re.search('name="token" value="([^"]+)"', demo.get("/account/login").text)[1]
    assert demo.post(f"/account/sample/{login}", data={"token": token}).status_code == 404
    assert user(demo) is None


def test_tap_needs_our_form(demo):
    demo.post("/account/sample/sample-administrator")
    assert user(demo) is None

"""Pages for new passwords: `/account/join/{token}` for who was sent a link, `/account/password` for who is in."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from studio.core.access import TITLES
from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.library import accounts, invites
from studio.library.invites import Invite, LinkEnded
from studio.library.passwords import SHORTEST
from studio.library.people import Account
from studio.web import forms, sheet
from studio.web.people import address_of, let_in, token_of
from studio.web.problems import translate_for

LOG_IN, LOGIN_NAME, PASSWORD = mark("Log in"), mark("Login name"), mark("Password")
OLD_PASSWORD, NEW_PASSWORD = mark("Present password"), mark("New password")
LOGIN_HINT = mark("Your name or phone number. You need it to log in.")
PASSWORD_HINT = mark("At least {count} characters.")
WELCOME, WELCOME_BY_NAME = mark("Welcome"), mark("Welcome, {name}")
AS_ROLE = mark("You are invited as: {role}.")
CHOOSE = mark("Choose a login name and a password, and you are in.")
CHOOSE_AGAIN = mark("Your login name is {login}. Choose a new password.")
BEGIN, BACK = mark("Begin"), mark("Back")
CHANGE = mark("Change the password")
OTHERS_END = mark("On all other devices you will have to log in again.")


async def join(request: Request) -> Response:
    """Accept an invite, or take a new password by a link that an administrator made."""
    token, login, error = request.path_params["token"], "", None
    try:
        offered, account = await run_in_threadpool(invites.read, token)
    except StudioError as ended:
        return _ended(request, ended)
    try:
        if request.method == "POST":
            values = await forms.filled(request)
            login = values.get("login", "")
            given = token, login, values.get("password", "")
            return let_in(request, RedirectResponse("/", 303), await run_in_threadpool(invites.accept, *given))
    except LinkEnded as ended:
        return _ended(request, ended)
    except StudioError as raised:
        error = raised
    translate = translate_for(request)
    title = translate(WELCOME_BY_NAME).format(name=offered.name) if offered.name else translate(WELCOME)
    parts = _new_password(request, account) if account else _new_account(request, offered, login)
    return forms.page(request, title, *parts, error=error)


async def change_password(request: Request) -> Response:
    """Take another password, which ends the logins on all other devices."""
    translate, error = translate_for(request), None
    try:
        user = await run_in_threadpool(accounts.user_of, token_of(request))
        if user is None:
            return RedirectResponse("/account/login", 303)
        if request.method == "POST":
            values = await forms.filled(request)
            given = user, values.get("old", ""), values.get("new", ""), address_of(request)
            return let_in(
                request, RedirectResponse("/", 303), await run_in_threadpool(accounts.change_password, *given)
            )
    except StudioError as raised:
        error = raised
    old = sheet.password_field(translate(OLD_PASSWORD), "old")
    change = forms.form(request, old, *_asked(request, NEW_PASSWORD, "new", CHANGE))
    parts = [sheet.said(translate(OTHERS_END)), change, sheet.link(translate(BACK), "/")]
    return forms.page(request, translate(CHANGE), *parts, error=error)


def _new_account(request: Request, offered: Invite, login: str) -> list[str]:
    translate = translate_for(request)
    name = sheet.text_field(translate(LOGIN_NAME), "login", login, translate(LOGIN_HINT))
    role = translate(AS_ROLE).format(role=translate(TITLES[offered.role]))
    form = forms.form(request, name, *_asked(request, PASSWORD, "password", BEGIN))
    return [sheet.told(role), sheet.said(translate(CHOOSE)), form]


def _new_password(request: Request, account: Account) -> list[str]:
    translate = translate_for(request)
    said = sheet.said(translate(CHOOSE_AGAIN).format(login=account.login))
    return [said, forms.form(request, *_asked(request, NEW_PASSWORD, "password", BEGIN))]


def _asked(request: Request, label: str, field: str, button: str) -> list[str]:
    translate = translate_for(request)
    hint = translate(PASSWORD_HINT).format(count=SHORTEST)
    new = sheet.password_field(translate(label), field, hint, is_new=True)
    return [new, sheet.show_password(translate), sheet.button(translate(button))]


def _ended(request: Request, error: StudioError) -> Response:
    translate = translate_for(request)
    to_login = sheet.link(translate(LOG_IN), "/account/login", is_main=True)
    return forms.page(request, translate(WELCOME), to_login, error=error)

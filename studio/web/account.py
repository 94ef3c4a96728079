"""`/account/…`: log in and out. Plain pages that work without scripts; `joining.py` has the ones for new passwords."""

from functools import partial
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

import studio
from studio.core.access import TITLES
from studio.core.errors import StudioError
from studio.core.i18n import LANGUAGE_COOKIE, LANGUAGES, mark
from studio.library import accounts, samples
from studio.library.people import Account
from studio.web import forms, joining, sheet
from studio.web.people import address_of, let_in, let_out, token_of
from studio.web.problems import translate_for

_MARK = Path(studio.__file__).parent / "app" / "static" / "mark.svg"
_A_YEAR_S = 365 * 86_400

LOG_IN, LOG_OUT = mark("Log in"), mark("Log out")
LOGIN_NAME, PASSWORD = mark("Login name"), mark("Password")
LEAVING, STAY = mark("Do you want to log out on this device?"), mark("Stay")
NO_ACCOUNT = mark("No account yet, or password forgotten? The administrator sends you a link.")
DEMONSTRATION = mark("This is a demonstration: choose who you want to be. Nothing here is real.")
WITH_PASSWORD = mark("Or with a login name and password")


def routes(*, demo: bool) -> list[Route]:
    """The addresses of this module. In a demonstration sample people are let in by a tap."""
    taps = [Route("/account/sample/{login}", be_sample, methods=["POST"])] if demo else []
    both = ["GET", "POST"]
    return [
        Route("/account/login", partial(log_in, demo=demo), methods=both),
        Route("/account/logout", log_out, methods=both),
        Route("/account/password", joining.change_password, methods=both),
        Route("/account/join/{token}", joining.join, methods=both),
        Route("/account/language/{language}", choose_language),
        Route("/account/mark.svg", partial(_file, _MARK)),
        Route("/account/account.css", partial(_file, sheet.FILES / "account.css")),
        Route("/account/account.js", partial(_file, sheet.FILES / "account.js")),
        *taps,
    ]


async def log_in(request: Request, *, demo: bool) -> Response:
    """The login page. Whoever is logged in is sent on."""
    login, error = "", None
    try:
        if request.method == "POST":
            values = await forms.filled(request)
            login = values.get("login", "")
            given = login, values.get("password", ""), address_of(request)
            return let_in(request, _onward(request), await run_in_threadpool(accounts.log_in, *given))
        if await run_in_threadpool(accounts.user_of, token_of(request)):
            return _onward(request)
    except StudioError as raised:
        error = raised
    people = await run_in_threadpool(samples.everybody) if demo else []
    parts = _with_samples(request, people, login) if people else _with_password(request, login)
    return forms.page(request, translate_for(request)(LOG_IN), *parts, error=error)


async def be_sample(request: Request) -> Response:
    """Let a visitor of the demonstration in as a sample person."""
    try:
        await forms.filled(request)
    except forms.NotOurForm:
        return RedirectResponse("/account/login", 303)
    people = {account.login: account.user for account in await run_in_threadpool(samples.everybody)}
    chosen = people.get(request.path_params["login"])
    if chosen is None:
        return PlainTextResponse("", 404)
    return let_in(request, _onward(request), await run_in_threadpool(accounts.token_for, chosen))


async def log_out(request: Request) -> Response:
    """Ask, then log out on this device."""
    error = None
    if request.method == "POST":
        try:
            await forms.filled(request)
            return let_out(RedirectResponse("/account/login", 303))
        except forms.NotOurForm as raised:
            error = raised
    translate = translate_for(request)
    ask = forms.form(request, sheet.button(translate(LOG_OUT)))
    parts = [sheet.said(translate(LEAVING)), ask, sheet.link(translate(STAY), "/")]
    return forms.page(request, translate(LOG_OUT), *parts, error=error)


async def choose_language(request: Request) -> Response:
    """Keep the language in the browser, then show the settings in it."""
    language = request.path_params["language"]
    if language not in LANGUAGES:
        return PlainTextResponse("", 404)
    answer = RedirectResponse("/settings", 303)
    is_secure = request.url.scheme == "https"
    answer.set_cookie(LANGUAGE_COOKIE, language, max_age=_A_YEAR_S, samesite="lax", secure=is_secure)
    return answer


def _with_password(request: Request, login: str) -> list[str]:
    translate = translate_for(request)
    fields = [
        sheet.text_field(translate(LOGIN_NAME), "login", login),
        sheet.password_field(translate(PASSWORD), "password"),
        sheet.show_password(translate),
        sheet.button(translate(LOG_IN)),
    ]
    return [forms.form(request, *fields), sheet.aside(translate(NO_ACCOUNT))]


def _with_samples(request: Request, people: list[Account], login: str) -> list[str]:
    translate = translate_for(request)
    onward = f"?{request.url.query}" if request.url.query else ""
    taps = [
        forms.form(
            request,
            sheet.person_button(account.name, translate(TITLES[account.role])),
            action=f"/account/sample/{quote(account.login)}{onward}",
        )
        for account in people
    ]
    told = sheet.told(translate(DEMONSTRATION))
    return [told, *taps, sheet.heading(translate(WITH_PASSWORD)), *_with_password(request, login)]


def _onward(request: Request) -> RedirectResponse:
    """To the page that was asked for before the login, as far as it is one of ours."""
    wanted = request.query_params.get("next", "")
    is_path = wanted.startswith("/") and not wanted.startswith(("//", "/account/"))
    is_plain = wanted.isprintable() and "\\" not in wanted
    return RedirectResponse(wanted if is_path and is_plain else "/", 303)


async def _file(path: Path, request: Request) -> Response:
    return FileResponse(path, headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"})

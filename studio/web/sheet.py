"""Plain pages for people who are not logged in: one card, written as HTML. Everything shown passes through `escape`."""

from html import escape
from pathlib import Path

from starlette.responses import HTMLResponse

from studio.core.i18n import Translate, mark

FILES = Path(__file__).parent / "pages"

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",  # a stricter one would make our own forms come from nowhere
    "X-Content-Type-Options": "nosniff",
}

_NAME = mark("Yunzao Studio")
_MOTTO = mark("From live selling to short videos")
_SHOW = mark("Show the password")
_PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · {name}</title><link rel="icon" href="/account/mark.svg">
<link rel="stylesheet" href="/account/account.css"><script src="/account/account.js" defer></script></head>
<body><header><img src="/account/mark.svg" alt=""><div><b>{name}</b><span>{motto}</span></div></header>
<main><h1>{title}</h1>{body}</main></body></html>"""


def page(translate: Translate, language: str, title: str, *parts: str, status: int = 200) -> HTMLResponse:
    """The page with its title and its parts, one below the other."""
    shown = {"name": translate(_NAME), "motto": translate(_MOTTO), "title": title}
    escaped = {name: escape(text) for name, text in shown.items()}
    text = _PAGE.format(lang=language.replace("_", "-"), body="".join(parts), **escaped)
    return HTMLResponse(text, status, headers=HEADERS)


def said(text: str) -> str:
    """A sentence."""
    return f"<p>{escape(text)}</p>"


def aside(text: str) -> str:
    """A sentence for those who look further."""
    return f'<p class="aside">{escape(text)}</p>'


def told(text: str) -> str:
    """A sentence that must not be overlooked."""
    return f'<p class="told">{escape(text)}</p>'


def wrong(text: str) -> str:
    """What went wrong, read aloud at once."""
    return f'<p class="wrong" role="alert">{escape(text)}</p>'


def heading(text: str) -> str:
    """The head of a second part."""
    return f"<h2>{escape(text)}</h2>"


def form(action: str, token: str, *parts: str) -> str:
    """A form with the token that shows it is ours."""
    carried = f'<input type="hidden" name="token" value="{escape(token)}">'
    return f'<form method="post" action="{escape(action)}">{carried}{"".join(parts)}</form>'


def text_field(label: str, name: str, value: str = "", hint: str = "") -> str:
    """A login name: phones must not put a capital in front."""
    plain = 'autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" required'
    shown = f'<input type="text" name="{name}" value="{escape(value)}" {plain}>'
    return f"<label>{escape(label)}{_small(hint)}{shown}</label>"


def password_field(label: str, name: str, hint: str = "", *, is_new: bool = False) -> str:
    """A password, a new one or the present one."""
    known = f'autocomplete="{"new" if is_new else "current"}-password" maxlength="200" required'
    return f'<label>{escape(label)}{_small(hint)}<input type="password" name="{name}" data-password {known}></label>'


def show_password(translate: Translate) -> str:
    """A box that shows what was typed; without scripts it is not there."""
    return f'<label class="tick" hidden><input type="checkbox"> {escape(translate(_SHOW))}</label>'


def button(text: str) -> str:
    """The form's one button."""
    return f"<button>{escape(text)}</button>"


def person_button(name: str, title: str) -> str:
    """A button with a person's name and what they are."""
    return f'<button class="person">{escape(name)}<small>{escape(title)}</small></button>'


def link(text: str, address: str, *, is_main: bool = False) -> str:
    """A way on, or a way back."""
    return f'<a class="{"button" if is_main else "back"}" href="{escape(address)}">{escape(text)}</a>'


def _small(hint: str) -> str:
    return f"<small>{escape(hint)}</small>" if hint else ""

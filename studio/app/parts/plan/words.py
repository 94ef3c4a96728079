"""What the fields, kinds and roles of a plan are called, and values as people read them."""

from datetime import date

from babel.dates import format_date

from studio.app.words import _, language
from studio.core.units import Fen, yuan


def kind_words() -> dict[str, str]:
    """The kinds of segments."""
    return {
        "opening": _("Opening"), "product": _("Product"), "spot": _("Spot"), "game": _("Game"),
        "notice": _("Notice"), "closing": _("Closing"),
    }  # fmt: skip


def role_words() -> dict[str, str]:
    """The roles of products in a line-up."""
    return {
        "traffic": _("Draws people in"), "welfare": _("A treat"), "hero": _("Main seller"),
        "profit": _("Earns money"), "image": _("Shows the county"),
    }  # fmt: skip


def field_words() -> dict[str, str]:
    """The fields of sessions, segments and campaigns."""
    return {
        "title": _("Title"), "host": _("Host"), "spot": _("Spot"), "starts": _("Start"), "kind": _("Kind"),
        "seconds": _("Planned length in seconds"), "product": _("Product"), "role": _("Role in the line-up"),
        "price": _("Price in the session, yuan"), "points": _("What must be said, a point a line"),
        "link": _("Where it is sold (address)"), "script": _("Script"), "campaign": _("Campaign"),
        "goal": _("Goal"), "budget": _("Budget in yuan"), "from": _("First day"), "until": _("Last day, included"),
        "spots": _("Spots"), "products": _("Products"), "hosts": _("Hosts"), "channels": _("Channels"),
        "segments": _("Segments"),
    }  # fmt: skip


def money(amount: Fen | None) -> str:
    """¥168.00, or nothing."""
    return "" if amount is None else f"¥{yuan(amount)}"


def day(moment: date) -> str:
    """2027年4月5日."""
    return format_date(moment, "medium" if language() == "en" else "y年M月d日", locale=language())


def length(seconds: float) -> str:
    """A planned length: 45 s, 4 min, 1 h 30 min."""
    whole = round(seconds)
    if whole < 60:
        return _("{seconds} s", seconds=whole)
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return _("{minutes} min {seconds} s", minutes=minutes, seconds=rest) if rest else _("{n} min", n=minutes)
    return _("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)

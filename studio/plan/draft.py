"""A session or campaign while somebody writes it: a body with gaps. Pure."""

import secrets
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

from studio.plan.runofshow import Session

Body = dict[str, Any]

WEEK = timedelta(days=7)


def new_id(kind: str, now: datetime) -> str:
    """An id that nobody has to think of: what it is, the day it was begun, and enough chance to be the only one."""
    return f"{kind}-{now:%Y%m%d}-{secrets.token_hex(3)}"


def new_segment(kind: str, **values: Any) -> Body:
    """A segment with an id of its own; what is not known yet is left out."""
    return {"id": f"{kind}-{secrets.token_hex(3)}", "kind": kind, **values}


def copy_of(body: Mapping[str, Any], id: str, title: str) -> Body:
    """The same plan once more under another id, a session a week later."""
    copied = deepcopy(dict(body)) | {"id": id, "title": title}
    if "starts" in copied:
        copied["starts"] = (datetime.fromisoformat(copied["starts"]) + WEEK).isoformat()
    return copied


def finished(body: Mapping[str, Any]) -> Body:
    """The body without what was left empty; only a segment of the kind product keeps a product."""
    kept = {name: value for name, value in body.items() if value not in (None, "", [], ())}
    if "segments" in body:
        kept["segments"] = [_finished_segment(segment) for segment in body["segments"]]
    return kept


def moved(segments: Sequence[Body], number: int, by: int) -> list[Body]:
    """The segments with one of them `by` places further down, or up; at the ends it stays."""
    order = list(segments)
    to = min(max(number + by, 0), len(order) - 1)
    order.insert(to, order.pop(number))
    return order


def begins(session: Session) -> list[datetime]:
    """When each segment begins if all take as long as planned, and last when the session ends."""
    moments = [session.starts]
    for segment in session.segments:
        moments.append(moments[-1] + timedelta(seconds=segment.seconds))
    return moments


def _finished_segment(segment: Mapping[str, Any]) -> Body:
    kept = finished(segment)
    if kept.get("kind") != "product":
        kept.pop("product", None)
    return kept

"""The platforms clips go to, as data: what their buttons cover, how long a clip may be, whether a code may be shown."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, ClassVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from studio.core.errors import StudioError
from studio.core.findings import Notice
from studio.core.i18n import mark
from studio.core.settings import shipped
from studio.core.units import Seconds
from studio.media.timeline import Canvas

DEFAULT = "none"
_LONGEST_CODE = 300

NO_LINK = mark("No code on the end card: the session, the product and the spot name no link.")
NOT_ALLOWED = mark("No code on the end card: {platform} does not allow it (rule of {since}: {source}).")
ODD_LINK = mark("No code on the end card: “{link}” is not an http or https address.")
LONG_LINK = mark("No code on the end card: the link is longer than {most} characters.")


@dataclass(eq=False)
class NoSuchPlatform(StudioError):
    """A platform that is in no file."""

    asked: str
    names: str

    message: ClassVar[str] = mark("There is no platform called “{asked}”.")
    hint: ClassVar[str] = mark("Choose one of: {names}")


@dataclass(eq=False)
class BrokenPlatform(StudioError):
    """A platform's file that cannot be used; `field` is where."""

    file: str
    field: str
    reason: str

    message: ClassVar[str] = mark("The platform in {file} cannot be used: {field}: {reason}")
    hint: ClassVar[str] = mark("Mend that place in the file, or choose another platform.")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SafeZone(_Part):
    """What a platform's own buttons and words cover, in pixels from each side of the picture."""

    top: Annotated[int, Field(ge=0, le=600)] = 0
    right: Annotated[int, Field(ge=0, le=300)] = 0
    bottom: Annotated[int, Field(ge=0, le=700)] = 0
    left: Annotated[int, Field(ge=0, le=300)] = 0


class Zones(_Part):
    """The safe zones of every canvas there is."""

    portrait: Annotated[SafeZone, Field(alias="9:16")]
    landscape: Annotated[SafeZone, Field(alias="16:9")]


class CodeRule(_Part):
    """Whether a QR code may be shown: since when we hold so, and where that comes from."""

    allowed: bool
    since: date
    source: Annotated[str, StringConstraints(min_length=1)]


class Platform(_Part):
    """One platform. `longest` is the longest clip made for it, None without a limit."""

    name: str
    title: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    longest: Annotated[float, Field(gt=0)] | None = None
    zones: Zones
    zones_since: date
    zones_source: Annotated[str, StringConstraints(min_length=1)]
    qr: CodeRule

    @property
    def longest_clip(self) -> Seconds | None:
        """The longest clip made for it."""
        return None if self.longest is None else Seconds(self.longest)

    def zone(self, canvas: Canvas) -> SafeZone:
        """What is covered on one canvas."""
        return self.zones.portrait if canvas is Canvas.PORTRAIT else self.zones.landscape


def _home() -> Path:
    return shipped("templates") / "platforms"


def names(folder: Path | None = None) -> list[str]:
    """The platforms in `folder`, else those that came with the studio, in order."""
    return sorted(file.stem for file in (folder or _home()).glob("*.yaml"))


def load(name: str = DEFAULT, folder: Path | None = None) -> Platform:
    """The platform called `name`. Raises `NoSuchPlatform` or `BrokenPlatform`."""
    there = names(folder)
    if name not in there:
        raise NoSuchPlatform(asked=name, names=", ".join(there))
    file = (folder or _home()) / f"{name}.yaml"
    return _read(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _read(file: Path, _changed: int) -> Platform:
    """The platform of a file as it is now; its name is the file's."""
    try:
        found = yaml.safe_load(file.read_text(encoding="utf-8"))
        if not isinstance(found, dict):
            raise BrokenPlatform(file=str(file), field="file", reason=mark("it holds no fields"))
        return Platform.model_validate({**found, "name": file.stem})
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BrokenPlatform(file=str(file), field="file", reason=str(error)) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(step) for step in first["loc"])
        raise BrokenPlatform(file=str(file), field=field, reason=first["msg"]) from error


def code_or_coupon(
    link: str | None, coupon: str | None, platform: Platform
) -> tuple[str | None, str | None, Notice | None]:
    """What the end card leads on with: the link for a code, else the coupon word, and why there is no code.

    A code is only made of a real http or https address of at most 300 characters, where the platform's rule allows it.
    """
    address = (link or "").strip()
    word = (coupon or "").strip() or None
    refusal = _refusal(address, platform)
    return (address, None, None) if refusal is None else (None, word, refusal)


def _refusal(address: str, platform: Platform) -> Notice | None:
    if not address:
        return Notice(NO_LINK)
    if not platform.qr.allowed:
        facts = {"platform": platform.title, "since": platform.qr.since.isoformat(), "source": platform.qr.source}
        return Notice(NOT_ALLOWED, facts)
    if not address.lower().startswith(("http://", "https://")) or " " in address:
        return Notice(ODD_LINK, {"link": address})
    if len(address) > _LONGEST_CODE:
        return Notice(LONG_LINK, {"most": _LONGEST_CODE})
    return None

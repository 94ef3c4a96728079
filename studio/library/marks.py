"""Pictures of brand marks as the database keeps them: beside the entries, so that an import is whole or not at all."""

import base64
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar

from PIL import Image, UnidentifiedImageError

from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.library.catalogue import below
from studio.storage.files import digest, writing

KIND = "mark"
LARGEST_MB = 5
FORMATS = {"PNG": ".png", "JPEG": ".jpg", "WEBP": ".webp"}
_SUFFIXES = frozenset({*FORMATS.values(), ".jpeg"})
_LONGEST = 200


@dataclass(eq=False)
class NotAMark(StudioError):
    """A file that is no picture a mark could be drawn from."""

    path: str

    message: ClassVar[str] = mark("{path} is no picture for a brand’s mark.")
    hint: ClassVar[str] = mark("Use a PNG of at most 5 MB, best with a transparent ground.")


def kept(written: str, picture: bytes) -> tuple[str, dict[str, Any]]:
    """The document's id and body for the picture that a brand's entry names `written`. Raises `NotAMark`."""
    if not is_named(written) or len(picture) > LARGEST_MB * 1_000_000 or format_of(picture) is None:
        raise NotAMark(written)
    return digest(written), {"path": written, "picture": base64.b64encode(picture).decode()}


def is_named(written: str) -> bool:
    """Whether a mark may bear this path: a picture's, and of a length that every disk bears."""
    return len(written) <= _LONGEST and PurePosixPath(written).suffix.lower() in _SUFFIXES


def format_of(picture: bytes) -> str | None:
    """What Pillow calls the picture's format; None where it is none of ours."""
    try:
        with Image.open(io.BytesIO(picture), formats=list(FORMATS)) as opened:
            opened.verify()
            return opened.format
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        return None


def find(folder: Path, written: str) -> Path | None:
    """The file in a library's folder that an entry names; None where there is none inside it."""
    path = below(folder, written) if is_named(written) else None
    return path if path and path.is_file() else None


def bytes_of(file: Path) -> bytes:
    """A picture's bytes, of a file that is too large only as many as show that."""
    with file.open("rb") as opened:
        return opened.read(LARGEST_MB * 1_000_000 + 1)


def lay_out(folder: Path, body: Mapping[str, Any]) -> None:
    """Write a kept picture into a library's folder, never outside of it."""
    path = below(folder, body["path"])
    if path is None:
        return
    with writing(path) as part:
        part.write_bytes(base64.b64decode(body["picture"]))

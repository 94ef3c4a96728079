"""The words of the tus protocol 1.0 (tus.io): its version, its headers, its metadata. Knows no file."""

import base64
import binascii
from collections.abc import Mapping

VERSION = "1.0.0"
RESUMABLE = {"Tus-Resumable": VERSION, "Cache-Control": "no-store"}
ABOUT = {**RESUMABLE, "Tus-Version": VERSION, "Tus-Extension": "creation,termination,expiration"}
BYTES = "application/offset+octet-stream"

_LONGEST_COUNT = 16


class Refused(Exception):
    """A request that the protocol does not allow; only programs read the reason, so it is a status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def method_of(headers: Mapping[str, str], method: str) -> str:
    """The request's method; `X-HTTP-Method-Override` speaks for those whose way lets no PATCH through."""
    return headers.get("x-http-method-override", method).upper()


def refuse_other_versions(headers: Mapping[str, str]) -> None:
    """Raise `Refused` for who speaks another version."""
    if headers.get("tus-resumable") != VERSION:
        raise Refused(412)


def count(headers: Mapping[str, str], name: str) -> int:
    """A header that is a number of bytes."""
    text = headers.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_COUNT):
        raise Refused(400)
    return int(text)


def metadata(text: str) -> dict[str, str]:
    """`Upload-Metadata`: pairs of a key and a value in base64, parted by commas."""
    pairs = (pair.split() for pair in text.split(",") if pair.strip())
    try:
        return {key: base64.b64decode("".join(value), validate=True).decode() for key, *value in pairs}
    except (binascii.Error, UnicodeDecodeError) as error:
        raise Refused(400) from error

"""Getting a published model over the network, only when asked: resumed where it broke off, checked before it counts."""

import hashlib
import json
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any, ClassVar

from studio.core import settings
from studio.core.errors import StudioError, why
from studio.core.i18n import mark
from studio.media.speech import shelf
from studio.media.speech.models import NAMES, Found, Kind
from studio.storage.files import CannotWrite

HUB = "https://huggingface.co"
TORCH_STORE = "https://openaipublic.azureedge.net/main/whisper/models"
_REPOSITORIES = {"large-v3-turbo": "mobiuslabsgmbh/faster-whisper-large-v3-turbo"}
_FILES = ("config.json", "tokenizer.json", "vocabulary.txt", "vocabulary.json", "preprocessor_config.json", "model.bin")
_TORCH_SHA256 = {
    "tiny.en": "d3dd57d32accea0b295c96e26691aa14d8822fac7d9d27d5dc00b4ca2826dd03",
    "tiny": "65147644a518d12f04e32d6f3b26facc3f8dd46e5390956a9424a650c0ce22b9",
    "base.en": "25a8566e1d0c1e2231d1c762132cd20e0f96a85d16145c3a00adf5d1ac670ead",
    "base": "ed3a0b6b1c0edf879ad9b11b1af5a0e6ab5db9205f891f668f8b0e6c6326e34e",
    "small.en": "f953ad0fd29cacd07d5a9eda5624af0f6bcf2258be67c92b79389873d91e0872",
    "small": "9ecf779972d90ba49c06d968637d720dd632c55bbf19d441fb42bf17a411e794",
    "medium.en": "d7440d1dc186f76616474e0ff0b3b6b879abc9d1a4926b7adfa41db2d497ab4f",
    "medium": "345ae4da62f9b3d59415adc60127b97c714f32e89e936602e85993674d08dcb1",
    "large-v1": "e4b87e7e0bf463eb8e6956e646f1e277e901512310def2c24bf0e11bd3c28e9a",
    "large-v2": "81f7c96c852ee8fc832187b0132e569d6c3065a3252ed18e56effd0b6a73e524",
    "large-v3": "e5b1a55b89c1367dacf97e3e19bfd829a01529dbfdeefa8caeb59b3f1b81dadb",
    "large-v3-turbo": "aff26ae408abcba5fbf8813c21e62b0941638c5f6eebfb145be0c9839262a19a",
}
"""As openai-whisper itself publishes them, in the addresses of its files."""
_CHUNK = 1 << 18
_SPARE = 50_000_000
_TIMEOUT_S = 30
FETCHING = mark("getting the model")


@dataclass(eq=False)
class UnknownModel(StudioError):
    """A name that no published model bears."""

    name: str
    known: str

    message: ClassVar[str] = mark("No published model is called “{name}”.")
    hint: ClassVar[str] = mark("Choose among: {known}")


@dataclass(eq=False)
class CannotReach(StudioError):
    """The network, or the server, does not give the file."""

    address: str
    reason: str

    message: ClassVar[str] = mark("{address} cannot be reached: {reason}")
    hint: ClassVar[str] = mark(
        "Check the network and run the command again, it goes on where it stopped. Or name a mirror with --mirror, or "
        "copy a model from another computer: studio model add FILE_OR_FOLDER"
    )


@dataclass(eq=False)
class Damaged(StudioError):
    """A file that is not what its publisher says it is."""

    file: str

    message: ClassVar[str] = mark("{file} came damaged: its checksum is not the publisher's. It was deleted.")
    hint: ClassVar[str] = mark("Run the command again, or choose another mirror.")


@dataclass(eq=False)
class NoChecksum(StudioError):
    """A mirror that does not tell what its files must be."""

    address: str

    message: ClassVar[str] = mark("{address} does not tell the checksums of this model, so it cannot be trusted.")
    hint: ClassVar[str] = mark("Choose another mirror, or add a model you trust: studio model add FILE_OR_FOLDER")


@dataclass(eq=False)
class NoRoom(StudioError):
    """The disk is too full for the model."""

    folder: str
    needed_mb: int

    message: ClassVar[str] = mark("The model needs {needed_mb} MB, and {folder} has less.")
    hint: ClassVar[str] = mark("Make room, or set STUDIO_HOME to a folder on another disk.")


@dataclass(frozen=True, slots=True)
class Remote:
    """One file: where it lies, how long it is where that is known, and its SHA-256 or git's own SHA-1."""

    name: str
    address: str
    size: int | None
    sha256: str | None = None
    git_sha1: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """How much of the model is here."""

    done: float
    step: str
    segment: str | None = None


Progress = Callable[[Step], None]


def fetch(name: str, kind: Kind, mirror: str | None = None, progress: Progress = lambda step: None) -> Found:
    """Get a published model into the studio's folder. What is here already is not fetched again.

    `mirror` replaces the publisher's address, with the same paths below it. A file that broke off is gone on with.
    """
    name = "large-v3-turbo" if name == "turbo" else name
    if name not in NAMES:
        raise UnknownModel(name=name, known=", ".join(NAMES))
    place = settings.models() / (f"{name}.pt" if kind is Kind.TORCH else name)
    if not place.exists():
        remotes = _torch(name, mirror) if kind is Kind.TORCH else _ctranslate(name, mirror)
        parts = settings.models() / f".{place.name}.fetching"
        _check_room(parts, remotes)
        for index, remote in enumerate(remotes):
            _get(remote, parts, lambda share, at=index: progress(Step((at + share) / len(remotes), FETCHING, name)))
        if kind is Kind.TORCH:
            shelf.put(parts / place.name, place)
            shutil.rmtree(parts, ignore_errors=True)
        else:
            shelf.put(parts, place)
    return Found(name, place, kind, "home")


def _torch(name: str, mirror: str | None) -> list[Remote]:
    digest = _TORCH_SHA256[name]
    published = "large-v3-turbo" if name == "large-v3-turbo" else name
    address = f"{(mirror or TORCH_STORE).rstrip('/')}/{digest}/{published}.pt"
    return [Remote(f"{name}.pt", address, None, sha256=digest)]


def _ctranslate(name: str, mirror: str | None) -> list[Remote]:
    """The files of the model's folder, small ones first, with the checksums that the hub lists."""
    hub = (mirror or HUB).rstrip("/")
    repository = _REPOSITORIES.get(name, f"Systran/faster-whisper-{name}")
    listing = f"{hub}/api/models/{repository}/tree/main"
    found: list[Remote] = []
    for entry in _listed(listing):
        if entry.get("path") in _FILES:
            lfs = entry.get("lfs") or {}
            remote = Remote(
                entry["path"],
                f"{hub}/{repository}/resolve/main/{entry['path']}",
                entry.get("size"),
                sha256=str(lfs["oid"]).removeprefix("sha256:") if "oid" in lfs else None,
                git_sha1=None if lfs else entry.get("oid"),
            )
            if not (remote.sha256 or remote.git_sha1):
                raise NoChecksum(address=listing)
            found.append(remote)
    if not any(remote.name == "model.bin" and remote.sha256 for remote in found):
        raise NoChecksum(address=listing)
    return sorted(found, key=lambda remote: _FILES.index(remote.name))


def _listed(address: str) -> list[dict[str, Any]]:
    try:
        with _opened(address, 0) as answer:
            listed = json.loads(answer.read(1 << 22))
    except (ValueError, OSError, HTTPException) as error:
        raise NoChecksum(address=address) from error
    if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
        raise NoChecksum(address=address)
    return listed


def _check_room(parts: Path, remotes: list[Remote]) -> None:
    try:
        parts.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(path=str(parts), reason=why(error)) from error
    here = sum(file.stat().st_size for file in parts.iterdir())
    needed = sum(remote.size or 0 for remote in remotes) - here + _SPARE
    if shutil.disk_usage(parts).free < needed:
        raise NoRoom(folder=str(parts.parent), needed_mb=round(needed / 1e6))


def _get(remote: Remote, folder: Path, told: Callable[[float], None]) -> None:
    path, part = folder / remote.name, folder / f"{remote.name}.part"
    if not path.exists():
        _download(remote, part, told)
        if not _is_right(remote, part):
            part.unlink()
            raise Damaged(file=remote.name)
        part.replace(path)
    told(1.0)


def _download(remote: Remote, part: Path, told: Callable[[float], None]) -> None:
    have = part.stat().st_size if part.exists() else 0
    if remote.size is not None and have == remote.size:
        return
    try:
        with _opened(remote.address, have) as answer:
            goes_on = answer.status == 206
            total = int(answer.headers.get("Content-Length") or 0) + (have if goes_on else 0)
            with part.open("ab" if goes_on else "wb") as file:
                done = have if goes_on else 0
                while chunk := answer.read(_CHUNK):
                    file.write(chunk)
                    done += len(chunk)
                    told(min(0.99, done / total) if total else 0.5)
    except (HTTPException, TimeoutError, ConnectionError) as error:
        raise CannotReach(address=remote.address, reason=str(error) or type(error).__name__) from error
    except OSError as error:
        raise CannotWrite(path=str(part), reason=why(error)) from error
    if total and done < total:
        raise CannotReach(address=remote.address, reason=f"{done} / {total}")


def _opened(address: str, have: int) -> Any:
    """The server's answer, from byte `have` on. Raises `CannotReach`."""
    if not address.startswith(("https://", "http://")):
        raise CannotReach(address=address, reason="https://…")
    request = urllib.request.Request(address, headers={"User-Agent": "yunzao-studio"})
    if have:
        request.add_header("Range", f"bytes={have}-")
    try:
        return urllib.request.urlopen(request, timeout=_TIMEOUT_S)
    except urllib.error.HTTPError as error:
        if error.code == 416:
            return _opened(address, 0)
        raise CannotReach(address=address, reason=f"{error.code} {error.reason}") from error
    except (urllib.error.URLError, TimeoutError, ConnectionError, HTTPException) as error:
        raise CannotReach(address=address, reason=str(getattr(error, "reason", error))) from error


def _is_right(remote: Remote, path: Path) -> bool:
    if remote.sha256:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == remote.sha256
    data = path.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest() == remote.git_sha1

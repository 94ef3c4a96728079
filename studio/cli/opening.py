"""How the studio is served, and by whom: shells do not import each other, so the server is handed over."""

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

HERE = "127.0.0.1"
EVERYWHERE = "0.0.0.0"


@dataclass(frozen=True, slots=True)
class Opening:
    """Where the studio is served, by which further names, with which certificate (and key), behind which proxy."""

    port: int
    host: str
    names: tuple[str, ...]
    certificate: tuple[Path, Path] | None
    proxy: str | None
    demo: bool

    @property
    def here(self) -> str:
        """The address for this very machine."""
        return self._address(HERE if is_everywhere(self.host) else self.host)

    @property
    def outside(self) -> str | None:
        """The address for others; None where nobody else reaches it."""
        if _is_loopback(self.host):
            return None
        return self._address(next((name for name in self.names if "*" not in name), self.host))

    def _address(self, name: str) -> str:
        return f"{'https' if self.certificate else 'http'}://{f'[{name}]' if ':' in name else name}:{self.port}"


class Serve(Protocol):
    """Serves the pages until stopped; calls `opened` once they can be asked for."""

    def __call__(self, opening: Opening, opened: Callable[[], None]) -> None:
        """Serve."""


_handed_over: list[Serve] = []


def hand_over(serve: Serve) -> None:
    """Take the server."""
    _handed_over[:] = [serve]


def serve(opening: Opening, opened: Callable[[], None]) -> None:
    """Serve by what was handed over."""
    _handed_over[0](opening, opened)


def is_everywhere(host: str) -> bool:
    """Whether the host stands for every address of the machine."""
    return host in (EVERYWHERE, "::")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

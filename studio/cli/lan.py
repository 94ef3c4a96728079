"""The addresses of this machine in its network, and an address as a picture that phones read."""

import io
import ipaddress
import socket

_NOBODY = "192.0.2.1"
"""An address kept for documents: asking how to reach it sends nothing."""


def addresses() -> list[str]:
    """The IPv4 addresses of this machine, the likeliest to be reached first; none where there is no network."""
    found = [*_towards_others(), *_of_own_name()]
    return [address for address in dict.fromkeys(found) if not ipaddress.ip_address(address).is_loopback]


def qr(address: str) -> str:
    """The address as a QR code in half blocks, for a terminal."""
    import segno  # noqa: PLC0415 - only a terminal that shows a code needs it

    drawn = io.StringIO()
    segno.make(address, error="l").terminal(drawn, compact=True, border=2)
    return drawn.getvalue()


def _towards_others() -> list[str]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((_NOBODY, 9))
        except OSError:
            return []
        return [probe.getsockname()[0]]


def _of_own_name() -> list[str]:
    try:
        return socket.gethostbyname_ex(socket.gethostname())[2]
    except OSError:
        return []

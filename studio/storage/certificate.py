"""A certificate of our own, so that phones in the network get a secure page: made once, kept in the home."""

import ipaddress
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from studio.core import settings
from studio.core.errors import StudioError
from studio.core.i18n import mark
from studio.storage.files import writing

if TYPE_CHECKING:
    from cryptography import x509

_VALID = timedelta(days=397)
"""Browsers of phones take none that is valid for longer."""
_RENEWED_BEFORE = timedelta(days=30)
_NAME = "Yunzao Studio"


@dataclass(eq=False)
class BadCertificate(StudioError):
    """A file that was given as a certificate and is none, or a key that does not belong to it."""

    path: str

    message: ClassVar[str] = mark("{path} is no certificate with its key in PEM form.")
    hint: ClassVar[str] = mark(
        "Give --cert the certificate (with its chain) and --key its private key, or leave both out."
    )


def own(names: Collection[str]) -> tuple[Path, Path]:
    """The files of the certificate for these names and addresses, and of its key; made again before it ends."""
    folder = settings.home() / "tls"
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    if not (certificate.exists() and key.exists() and _is_good(certificate, names)):
        _make(certificate, key, names)
    return certificate, key


def names_of(certificate: Path, key: Path) -> list[str]:
    """The names a given certificate is for. Raises `BadCertificate`."""
    import ssl  # noqa: PLC0415 - only who serves over TLS needs it

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password=lambda: "")
        return _names(_read(certificate))
    except (OSError, ValueError) as error:
        raise BadCertificate(path=str(certificate)) from error


def _is_good(certificate: Path, names: Collection[str]) -> bool:
    try:
        there = _read(certificate)
    except ValueError:
        return False
    return set(names) <= set(_names(there)) and there.not_valid_after_utc > datetime.now(UTC) + _RENEWED_BEFORE


def _read(certificate: Path) -> "x509.Certificate":
    from cryptography import x509  # noqa: PLC0415 - a tenth of a second that only TLS should pay

    return x509.load_pem_x509_certificate(certificate.read_bytes())


def _names(certificate: "x509.Certificate") -> list[str]:
    from cryptography import x509  # noqa: PLC0415

    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    addresses = [str(address) for address in names.get_values_for_type(x509.IPAddress)]
    return [*names.get_values_for_type(x509.DNSName), *addresses]


def _make(certificate: Path, key: Path, names: Collection[str]) -> None:
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID  # noqa: PLC0415

    private, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _NAME)])
    made = (
        x509.CertificateBuilder(who, who, private.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _VALID)
        .add_extension(x509.SubjectAlternativeName([_general(name) for name in sorted(names)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(private, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    with writing(key, mode=0o600) as part:
        part.write_bytes(private.private_bytes(serialization.Encoding.PEM, *form))
    with writing(certificate) as part:
        part.write_bytes(made.public_bytes(serialization.Encoding.PEM))


def _general(name: str) -> "x509.GeneralName":
    from cryptography import x509  # noqa: PLC0415

    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)

import os
import stat
from datetime import timedelta

import pytest

from studio.storage import certificate

NAMES = {"127.0.0.1", "localhost", "192.168.1.7"}


def test_own_certificate_is_for_its_names_and_is_made_once():
    made = certificate.own(NAMES)
    assert sorted(certificate.names_of(*made)) == sorted(NAMES)
    before = made[0].read_bytes()
    assert (certificate.own({"localhost"}), made[0].read_bytes()) == (made, before)


def test_another_address_makes_another_certificate():
    before = certificate.own(NAMES)[0].read_bytes()
    assert certificate.own({*NAMES, "10.0.0.5"})[0].read_bytes() != before


def test_certificate_is_renewed_before_it_ends(monkeypatch):
    monkeypatch.setattr(certificate, "_VALID", timedelta(days=20))
    before = certificate.own(NAMES)[0].read_bytes()
    assert certificate.own(NAMES)[0].read_bytes() != before


def test_spoiled_certificate_is_made_again():
    made = certificate.own(NAMES)
    made[0].write_text("spoiled")
    assert sorted(certificate.names_of(*certificate.own(NAMES))) == sorted(NAMES)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_key_is_for_its_owner_alone():
    assert stat.S_IMODE(certificate.own(NAMES)[1].stat().st_mode) == 0o600


def test_what_is_no_certificate_is_refused(tmp_path):
    (tmp_path / "a.pem").write_text("x")
    for path in (tmp_path / "a.pem", tmp_path / "none.pem"):
        with pytest.raises(certificate.BadCertificate):
            certificate.names_of(path, path)


def test_key_of_another_certificate_is_refused(tmp_path, monkeypatch):
    mine = certificate.own(NAMES)
    monkeypatch.setenv("STUDIO_HOME", str(tmp_path))
    with pytest.raises(certificate.BadCertificate):
        certificate.names_of(certificate.own(NAMES)[0], mine[1])

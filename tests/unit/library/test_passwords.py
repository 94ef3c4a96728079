import pytest

from studio.library import passwords


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "1234567",
        "12345678",
        "87654321",
        "abcdefgh",
        "aaaabbbb",
        "tanxiuying",
        "12345678".translate({digit: digit + 0xFEE0 for digit in range(0x30, 0x3A)}),
        "x" * 201,
    ],
)
def test_weak_password_is_refused(password):
    with pytest.raises(passwords.WeakPassword):
        passwords.keep(password, "TanXiuying")


@pytest.mark.parametrize("password", ["three words mine", "春茶节开幕在壶瓶山", "x9!kd2pq", "ab12" * 50])
def test_good_password_is_kept_unread_and_fits(password):
    kept = passwords.keep(password, "tan")
    assert kept.startswith("$argon2id$")
    assert password not in kept
    assert passwords.fits(password, kept)
    assert not passwords.fits(password + "x", kept)


def test_nothing_fits_where_no_password_is_kept():
    assert not passwords.fits("nobody has this password", None)

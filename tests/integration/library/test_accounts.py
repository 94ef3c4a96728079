from datetime import UTC, datetime, timedelta

import pytest

from studio.core.access import NotAllowed, Role
from studio.library import accounts, audit, invites, people, samples, tokens, tries
from studio.storage import database
from tests.people import person

WORDS = "three words mine"
WIDE = {letter: letter + 0xFEE0 for letter in range(0x21, 0x7F)}
"""What a Chinese keyboard sends in the place of a Latin letter."""


def joined(login="tan", role=Role.ADMINISTRATOR):
    """Somebody who came by a link: the account and the cookie."""
    boss = person()
    cookie = invites.accept(invites.invite(boss, role, "谭秀英", {"huping-mountain"}, ()), login, WORDS)
    return account(accounts.user_of(cookie).id), cookie


def account(account_id):
    with database.reading() as connection:
        return people.account_by(connection, id=account_id)


def deeds(account_id):
    return [entry.deed for entry in audit.history("account", account_id)]


def test_first_start_makes_the_administrator_once():
    earlier, link = invites.first_invite(), invites.first_invite()
    with pytest.raises(invites.LinkEnded):
        invites.read(earlier)
    user = accounts.user_of(invites.accept(link, "Wu", WORDS))
    assert (user.name, user.role) == ("wu", Role.ADMINISTRATOR)
    assert invites.first_invite() is None
    assert deeds(user.id) == ["joined"]


def test_invite_makes_the_account_it_names():
    made, cookie = joined(role=Role.LIVESTREAMER)
    user = accounts.user_of(cookie)
    assert (user.name, user.role, user.spots) == ("谭秀英", Role.LIVESTREAMER, {"huping-mountain"})
    assert made.login == "tan"


def test_link_works_once():
    link = invites.invite(person(), Role.TRAINEE, "龚", (), ())
    invites.accept(link, "gong", WORDS)
    with pytest.raises(invites.LinkEnded):
        invites.accept(link, "gong2", WORDS)


def test_link_ends_after_seven_days(monkeypatch):
    monkeypatch.setattr(invites, "VALID", timedelta(seconds=-1))
    with pytest.raises(invites.LinkEnded):
        invites.accept(invites.invite(person(), Role.TRAINEE, "龚", (), ()), "gong", WORDS)


def test_link_is_not_kept_in_the_clear():
    link = invites.invite(person(), Role.TRAINEE, "龚", (), ())
    with database.reading() as connection:
        rows = connection.execute(people.invites.select()).mappings().all()
    assert [row["digest"] for row in rows] == [tokens.digest(link)]


def test_withdrawn_link_ends():
    boss = person()
    link = invites.invite(boss, Role.TRAINEE, "龚", (), ())
    invites.withdraw(boss, invites.waiting(boss)[0].id)
    assert invites.waiting(boss) == []
    with pytest.raises(invites.LinkEnded):
        invites.read(link)


def test_refused_login_name_leaves_the_link_good():
    joined("tan")
    link = invites.invite(person(), Role.TRAINEE, "龚", (), ())
    with pytest.raises(invites.LoginTaken):
        invites.accept(link, "TAN".translate(WIDE), WORDS)
    for login in ("", "x", "a b", "<b>", "x" * 33):
        with pytest.raises(invites.BadLogin):
            invites.accept(link, login, WORDS)
    assert accounts.user_of(invites.accept(link, "龚小茶", WORDS)).name == "龚"


def test_lost_password_is_replaced_by_a_new_link():
    boss = person()
    made, cookie = joined()
    earlier, link = invites.new_link(boss, made.id), invites.new_link(boss, made.id)
    with pytest.raises(invites.LinkEnded):
        invites.read(earlier)
    fresh = invites.accept(link, "ignored", "other words mine")
    assert (accounts.user_of(cookie), accounts.user_of(fresh).id) == (None, made.id)
    assert accounts.user_of(accounts.log_in("tan", "other words mine", "here")).id == made.id
    with pytest.raises(accounts.WrongLogin):
        accounts.log_in("tan", WORDS, "here")


def test_login_is_the_same_on_every_keyboard():
    made, _ = joined("Tan.Xiuying")
    assert (
        accounts.user_of(accounts.log_in(" tan.XIUYING ".translate(WIDE), WORDS.translate(WIDE), "here")).id == made.id
    )


def test_twenty_wrong_passwords_are_stopped_after_eight():
    joined()
    refused = []
    for number in range(20):
        with pytest.raises((accounts.WrongLogin, tries.TooManyTries)) as error:
            accounts.log_in("tan", "wrong", f"10.0.0.{number}")
        refused.append(error.type)
    assert refused == [accounts.WrongLogin] * 8 + [tries.TooManyTries] * 12
    with pytest.raises(tries.TooManyTries):
        accounts.log_in("tan", WORDS, "10.0.1.1")


def test_one_address_guesses_eight_times_whatever_the_login():
    for number in range(8):
        with pytest.raises(accounts.WrongLogin):
            accounts.log_in(f"nobody{number}", "wrong", "10.0.0.1")
    with pytest.raises(tries.TooManyTries) as error:
        accounts.log_in("nobody", "wrong", "10.0.0.1")
    assert error.value.minutes == 5


def test_tries_are_forgotten_after_five_minutes():
    for number in range(8):
        with pytest.raises(accounts.WrongLogin):
            accounts.log_in(f"nobody{number}", "wrong", "10.0.0.1")
    with database.transaction() as connection:
        connection.execute(people.attempts.update().values(at=datetime.now(UTC) - tries.WINDOW))
    with pytest.raises(accounts.WrongLogin):
        accounts.log_in("nobody", "wrong", "10.0.0.1")


def test_right_passwords_from_one_office_are_not_counted():
    joined()
    for _ in range(10):
        accounts.log_in("tan", WORDS, "10.0.0.1")


def test_unknown_login_costs_the_same_work(monkeypatch):
    checked = []
    monkeypatch.setattr("studio.library.passwords._kept.verify", lambda plain, kept: checked.append(kept) or False)
    with pytest.raises(accounts.WrongLogin):
        accounts.log_in("nobody", "wrong", "here")
    assert checked[0].startswith("$argon2id$")


def test_new_password_ends_all_other_logins():
    made, cookie = joined()
    other = accounts.log_in("tan", WORDS, "here")
    mine = accounts.change_password(accounts.user_of(cookie), WORDS, "other words mine", "here")
    assert [accounts.user_of(token) for token in (cookie, other)] == [None, None]
    assert accounts.user_of(mine).id == made.id
    assert deeds(made.id) == ["joined", "logged_in", "password_changed"]


def test_password_is_not_changed_without_the_present_one():
    made, cookie = joined()
    with pytest.raises(accounts.WrongLogin):
        accounts.change_password(accounts.user_of(cookie), "wrong", "other words mine", "here")
    assert deeds(made.id) == ["joined", "password_wrong"]


def test_closed_account_ends_at_once_and_comes_back_only_by_a_login():
    boss = person()
    made, cookie = joined()
    closed = accounts.close(boss, made.id, made.version)
    assert accounts.user_of(cookie) is None
    with pytest.raises(accounts.WrongLogin):
        accounts.log_in("tan", WORDS, "here")
    accounts.open_again(boss, made.id, closed.version)
    assert accounts.user_of(cookie) is None
    assert accounts.user_of(accounts.log_in("tan", WORDS, "here")).id == made.id
    assert deeds(made.id) == ["joined", "account_closed", "account_opened", "logged_in"]


def test_link_of_a_closed_account_ends_and_there_is_no_new_one():
    boss = person()
    made, _ = joined()
    link = invites.new_link(boss, made.id)
    accounts.close(boss, made.id, made.version)
    with pytest.raises(invites.LinkEnded):
        invites.accept(link, "", "other words mine")
    with pytest.raises(accounts.AccountClosed, match="谭秀英"):
        invites.new_link(boss, made.id)


def test_another_role_holds_from_the_next_click():
    boss = person()
    made, cookie = joined()
    accounts.change(boss, made.id, made.version, Role.TRAINEE, "谭", {"jiashan-temple"}, {"cloud-tea"})
    user = accounts.user_of(cookie)
    assert (user.role, user.name, user.spots, user.brands) == (Role.TRAINEE, "谭", {"jiashan-temple"}, {"cloud-tea"})


def test_two_administrators_do_not_overwrite_each_other():
    boss = person()
    made, _ = joined()
    accounts.change(boss, made.id, made.version, Role.TRAINER, "谭", (), ())
    with pytest.raises(accounts.AccountChanged):
        accounts.change(boss, made.id, made.version, Role.TRAINEE, "谭", (), ())
    assert account(made.id).role is Role.TRAINER


@pytest.mark.parametrize(
    "leave",
    [
        lambda boss: accounts.close(boss, boss.id, 1),
        lambda boss: accounts.change(boss, boss.id, 1, Role.TRAINER, "伍", (), ()),
    ],
)
def test_last_administrator_stays(leave):
    boss = person()
    with pytest.raises(accounts.LastAdministrator):
        leave(boss)
    assert (account(boss.id).role, account(boss.id).is_open) == (Role.ADMINISTRATOR, True)
    assert deeds(boss.id) == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_the_administrator_manages_people(role):
    boss, user = person(), person(role)
    for deed in (
        lambda: accounts.everybody(user),
        lambda: accounts.of_login(user, "wu"),
        lambda: accounts.change(user, boss.id, 1, Role.TRAINEE, "x", (), ()),
        lambda: accounts.close(user, boss.id, 1),
        lambda: accounts.open_again(user, boss.id, 1),
        lambda: invites.invite(user, Role.ADMINISTRATOR, "x", (), ()),
        lambda: invites.new_link(user, boss.id),
        lambda: invites.waiting(user),
        lambda: invites.withdraw(user, "x"),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_samples_are_let_in_only_while_they_are_open():
    samples.open_all()
    cookies = [accounts.token_for(one.user) for one in samples.everybody()]
    assert [accounts.user_of(cookie).role for cookie in cookies] == [one.role for one in samples.everybody()]
    samples.close_all()
    assert samples.everybody() == []
    assert [accounts.user_of(cookie) for cookie in cookies] == [None] * 6
    assert invites.first_invite()


def test_no_demonstration_where_a_real_administrator_is():
    joined()
    with pytest.raises(samples.RealPeopleHere):
        samples.open_all()

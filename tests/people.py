"""People for tests: accounts of every role, and ways to be let in as one of them."""

import os
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import uuid4

from studio.core.access import Role
from studio.library import accounts, people, tokens
from studio.storage import database


def person(role=Role.ADMINISTRATOR, name="伍建国", spots=(), brands=()):
    """A `User` with an account in the studio home of this moment, without a password."""
    with database.transaction() as connection:
        who = people.bound(role, name, spots, brands)
        return people.add_account(connection, f"{role.value}-{uuid4().hex[:8]}", None, datetime.now(UTC), **who).user


def let_in(client, user):
    """Log a Starlette `TestClient` in."""
    client.cookies.set(tokens.COOKIE, accounts.token_for(user))
    return client


@contextmanager
def at_home(home):
    """Be where another process has its studio home, to make accounts in its database."""
    before = os.environ.get("STUDIO_HOME")
    os.environ["STUDIO_HOME"] = str(home)
    try:
        yield
    finally:
        database.close()
        if before is None:
            del os.environ["STUDIO_HOME"]
        else:
            os.environ["STUDIO_HOME"] = before


def token_at(home, role=Role.ADMINISTRATOR, **bound):
    """The cookie's text of a new person of the studio that lives in `home`."""
    with at_home(home):
        return accounts.token_for(person(role, **bound))


def browser_cookie(token, address):
    """The cookie as Playwright's `context.add_cookies` takes it."""
    return {"name": tokens.COOKIE, "value": token, "url": address, "httpOnly": True, "sameSite": "Lax"}

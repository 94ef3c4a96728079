"""`studio people`: who has an account, and a new link for one: for the administrator who lost the only password.

Whoever can run this on the studio's folder owns what is in it already; the log says that it was done here.
"""

from typing import Annotated

import typer

from studio.cli.open import USUAL_PORT
from studio.cli.opening import HERE
from studio.cli.words import say, spoken
from studio.core.access import STUDIO, TITLES
from studio.core.i18n import mark

LINK = mark("Link for {name}. It works once, for seven days: {link}")
OPEN_FIRST = mark("The studio must be open for it; where it is open at another address, put that in front.")
CLOSED = mark("Closed")

app = typer.Typer(name="people", help="人员 · The people with an account", no_args_is_help=True)


@app.command("list")
def list_people() -> None:
    """列出账号 · List the accounts: login name, name, role."""
    from studio.library import accounts  # noqa: PLC0415 - `--help` should not wait for the database

    translate = spoken()
    for one in accounts.everybody(STUDIO):
        state = () if one.is_open else (translate(CLOSED),)
        typer.echo("\t".join((one.login, one.name, translate(TITLES[one.role]), *state)))


@app.command("link")
def new_link(
    login: Annotated[str, typer.Argument(help="登录名，见 studio people list · Login name")],
    address: Annotated[
        str, typer.Option(help="工坊开在哪里 · Where the studio is open")
    ] = f"http://{HERE}:{USUAL_PORT}",
) -> None:
    """忘了密码：印出一次性链接 · For a lost password: print a one-time link. Exit code 2 where there is no account."""
    from studio.library import accounts, invites  # noqa: PLC0415 - as above

    account = accounts.of_login(STUDIO, login)
    token = invites.new_link(STUDIO, account.id)
    say(LINK, name=account.name, link=f"{address.rstrip('/')}/account/join/{token}")
    say(OPEN_FIRST)

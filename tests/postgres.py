"""A PostgreSQL of the tests' own: a server that is thrown away, and fresh databases from a migrated template.

`STUDIO_TEST_POSTGRES` (postgresql+psycopg://user@host/postgres) names one that is there already; else one is started
from the system's own `pg_ctl`, as another user where the tests run as root. `STUDIO_TEST_DATABASE=postgresql` makes
every test use a fresh database instead of SQLite.
"""

import itertools
import os
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sqlalchemy as sa

_TEMPLATE = "studio_template"
_counted = itertools.count(1)


@dataclass
class Postgres:
    """A running server. `url` leads to its database `postgres`; `folder` is None for one that is not ours."""

    url: str
    folder: Path | None = None
    user: str | None = None
    _templates: set = field(default_factory=set)

    def fresh(self, *, migrated=True):
        """The URL of a new database, with the studio's tables unless `migrated` is False."""
        name = f"studio_test_{os.getpid()}_{next(_counted)}"
        self.ask(f'CREATE DATABASE "{name}" TEMPLATE "{self._template() if migrated else "template0"}"')
        return self._of(name)

    def drop(self, url):
        self.ask(f'DROP DATABASE IF EXISTS "{sa.make_url(url).database}" WITH (FORCE)')

    def ask(self, statement):
        engine = sa.create_engine(self.url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with engine.connect() as connection:
            connection.execute(sa.text(statement))

    def restart(self):
        """As an administrator would: whoever is connected is thrown out."""
        self.stop()
        self.start()

    def stop(self):
        self._control("stop", "-m", "fast", "-w")

    def start(self):
        port = sa.make_url(self.url).port
        settings = f"-p {port} -k '{self.folder}' -c listen_addresses=127.0.0.1 -c fsync=off"
        self._control("start", "-w", "-l", str(self.folder / "log"), "-o", settings)

    def _control(self, *arguments):
        command = [str(programs() / "pg_ctl"), "-D", str(self.folder / "data"), *arguments]
        as_user(self.user, command)

    def _template(self):
        name = f"{_TEMPLATE}_{os.getpid()}"
        if name not in self._templates:
            self.ask(f'CREATE DATABASE "{name}" TEMPLATE template0')
            self._templates.add(name)
            migrate(self._of(name))
        return name

    def _of(self, name):
        return sa.make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def tidy(self):
        for name in self._templates:
            self.ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def migrate(url):
    """Make the studio's tables and DBOS's there, in a process of its own: engines are one a process."""
    code = (
        "from studio.storage import database; database.engine(); database.close()\n"
        "from dbos import DBOS\n"
        "DBOS(config={'name': 'yunzao-studio', 'system_database_url': database.url(), 'log_level': 'ERROR',"
        " 'application_version': '1'}); DBOS.launch(); DBOS.destroy()"
    )
    import sys

    subprocess.run([sys.executable, "-c", code], env={**os.environ, "STUDIO_DATABASE_URL": url}, check=True)


def programs():
    """The folder of `pg_ctl`, None where there is no PostgreSQL."""
    on_path = shutil.which("pg_ctl")
    found = [Path(on_path)] if on_path else sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    return found[-1].parent if found else None


def as_user(user, command):
    options = {"user": user, "group": user, "extra_groups": []} if user else {}
    done = subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, **options)
    assert done.returncode == 0, done.stderr.decode()


def an_unprivileged_user():
    """Whom the server runs as: it refuses root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@pytest.fixture(scope="session")
def own_postgres():
    """A server of our own, that may be stopped and restarted."""
    if programs() is None:
        pytest.skip("no PostgreSQL server is installed")
    user = an_unprivileged_user()
    folder = Path(tempfile.mkdtemp(prefix="studio-pg-"))
    if user:
        shutil.chown(folder, user, user)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    as_user(user, [str(programs() / "initdb"), "-D", str(folder / "data"), "-U", "studio", "-A", "trust", "-N"])
    server = Postgres(f"postgresql+psycopg://studio@127.0.0.1:{port}/postgres", folder, user)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres(request):
    """A server with room for fresh databases: the one that is named, else our own."""
    given = os.environ.get("STUDIO_TEST_POSTGRES")
    server = Postgres(given) if given else request.getfixturevalue("own_postgres")
    yield server
    server.tidy()


@pytest.fixture
def postgres_url(postgres, monkeypatch):
    """The studio's database is a fresh one on PostgreSQL, for this test and what it starts."""
    url = postgres.fresh()
    monkeypatch.setenv("STUDIO_DATABASE_URL", url)
    yield url
    from studio.storage import database

    database.close()
    postgres.drop(url)

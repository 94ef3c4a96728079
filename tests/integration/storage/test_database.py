from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from studio.core.access import Role, User
from studio.library import audit
from studio.storage import database

ANNA = User("a1", "谭秀英", Role.ADMINISTRATOR)


def test_tables_on_disk_are_the_tables_in_code():
    with database.transaction() as connection:
        there = sa.inspect(connection)
        for table in database.METADATA.tables.values():
            on_disk = {column["name"]: column["nullable"] for column in there.get_columns(table.name)}
            assert on_disk == {column.name: bool(column.nullable) for column in table.columns}, table.name


def test_an_instant_comes_back_in_utc():
    moment = datetime(2027, 4, 5, 20, tzinfo=timezone(timedelta(hours=8)))
    with database.transaction() as connection:
        row = sa.select(sa.literal(moment, database.Moment))
        assert connection.execute(row).scalar_one() == datetime(2027, 4, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize("deed", ["UPDATE audit SET who = 'x'", "DELETE FROM audit"])
def test_the_audit_log_cannot_be_edited(deed):
    with database.transaction() as connection:
        audit.record(connection, ANNA, "opened", "session", "opening-night", at="20:00")
    with pytest.raises(sa.exc.DBAPIError, match="only written to"), database.transaction() as connection:
        connection.execute(sa.text(deed))
    (entry,) = audit.history("session", "opening-night")
    assert (entry.name, entry.deed, entry.detail) == ("谭秀英", "opened", {"at": "20:00"})


def test_work_that_breaks_off_is_not_kept():
    def breaking_off():
        with database.transaction() as connection:
            audit.record(connection, None, "opened", "session", "a")
            raise KeyError("a")

    with pytest.raises(KeyError):
        breaking_off()
    assert audit.history("session", "a") == []

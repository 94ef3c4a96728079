"""Alembic's entry: runs the scripts on the connection that `storage.database` hands over, one process at a time."""

import sqlalchemy as sa
from alembic import context

_LOCK = 2098_0001

connection = context.config.attributes["connection"]
if connection.dialect.name == "postgresql":
    connection.execute(sa.text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
    connection.commit()
try:
    context.configure(connection=connection, transactional_ddl=True, transaction_per_migration=False)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
finally:
    if connection.dialect.name == "postgresql":
        connection.rollback()
        connection.execute(sa.text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK})
        connection.commit()

"""How the database came to look as it does: Alembic's scripts in `versions/`, one a change, never edited later."""

"""What makes the database itself refuse to change or delete a row of the audit trail, whoever asks.

The migration puts the guards up. Whoever owns the tables can take them down again: then the chain of seals tells.
"""

from django.db import connection

_TABLES = ("audit_event", "audit_seal")
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_is_forever() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of the audit trail are written once: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$
"""


def guards_up() -> list[str]:
    """Return the statements that put the guards up, for the database in use."""
    if connection.vendor == "postgresql":
        return [_POSTGRES_FUNCTION, *(statement for table in _TABLES for statement in _on_postgres(table))]
    return [_on_sqlite(table, deed) for table in _TABLES for deed in ("update", "delete")]


def guards_down() -> list[str]:
    """Return the statements that take them down: to undo the migration, and to empty the tables between two tests."""
    if connection.vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {table}_is_forever ON {table}" for table in _TABLES]
    return [f"DROP TRIGGER IF EXISTS {table}_no_{deed}" for table in _TABLES for deed in ("update", "delete")]


def _on_postgres(table: str) -> list[str]:
    return [
        (
            f"CREATE TRIGGER {table}_is_forever BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION audit_is_forever()"
        ),
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_is_forever",
    ]


def _on_sqlite(table: str, deed: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{deed} BEFORE {deed.upper()} ON {table}"
        " BEGIN SELECT RAISE(ABORT, 'Rows of the audit trail are written once.'); END"
    )

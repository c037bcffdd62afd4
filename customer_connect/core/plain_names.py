"""Names as they are looked up: small letters, no accents, spaces, hyphens or apostrophes. O’Hara-Núñez is oharanunez.

The database writes a name plain by an expression that an index can stand on; Python does the same to what was typed.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, Q, TextField
from django.db.models.sql.compiler import SQLCompiler

_ACCENTED = "áàâäãåÁÀÂÄÃÅéèêëÉÈÊËíìîïÍÌÎÏóòôöõøÓÒÔÖÕØúùûüÚÙÛÜñÑçÇýÝłŁ"
_PLAIN = "aaaaaaaaaaaaeeeeeeeeiiiiiiiioooooooooooouuuuuuuunnccyyll"
_DROPPED = " -'’.,"
_TABLE = str.maketrans(_ACCENTED, _PLAIN, _DROPPED)
_LAST = "\U0010ffff"


class PlainName(Func):
    """The plain form of a column, compared byte by byte so that an index serves beginnings."""

    function = "plain_name"  # of our SQLite backend
    arity = 1
    output_field = TextField()

    def as_postgresql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,  # noqa: ARG002 - Django’s signature
        **_: Any,
    ) -> tuple[str, list[Any]]:
        """Return the expression for PostgreSQL: characters without a counterpart are dropped."""
        inner, params = compiler.compile(self.get_source_expressions()[0])
        dropped = _DROPPED.replace("'", "''")
        return f"translate(lower({inner}), '{_ACCENTED}{dropped}', '{_PLAIN}') COLLATE \"C\"", list(params)


def plain_name(typed: str) -> str:
    """Write what was typed as PlainName writes a column."""
    return typed.lower().translate(_TABLE)


def plain_name_or_null(value: str | None) -> str | None:
    """Write a column plain, as SQLite's function."""
    return None if value is None else plain_name(value)


def begins_with(name: str, typed: str) -> Q:
    """Return the condition that the annotation `name`, a PlainName, begins with what was typed."""
    begin = plain_name(typed)
    return Q(**{f"{name}__gte": begin, f"{name}__lt": begin + _LAST})

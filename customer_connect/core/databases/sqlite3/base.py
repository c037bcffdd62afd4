"""Django's SQLite backend, which translates the placeholders of a statement once and not at each execution.

For the short statements of the hottest pages the translation costs as much as their answer. It also knows
`plain_name` and `last_word`, on which the indexes of names stand.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

from customer_connect.core.plain_names import last_word_or_null, plain_name_or_null

_translate = lru_cache(maxsize=2_000)(
    lambda query: base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
)


class RememberingCursor(base.SQLiteCursorWrapper):
    """A cursor that remembers how it translated a statement."""

    def convert_query(self, query: str, *, param_names: Iterable[str] | None = None) -> str:
        """Return the statement with SQLite's placeholders."""
        if param_names is not None:
            return str(super().convert_query(query, param_names=param_names))
        translated: str = _translate(query)
        return translated


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection with such cursors."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Return a connection that has our function too."""
        connection = super().get_new_connection(conn_params)
        connection.create_function("plain_name", 1, plain_name_or_null, deterministic=True)
        connection.create_function("last_word", 1, last_word_or_null, deterministic=True)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ARG002
        """Return a cursor."""
        return self.connection.cursor(factory=RememberingCursor)

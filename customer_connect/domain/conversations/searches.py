"""Finding messages by their words, by an index of PostgreSQL.

Words are compared in small letters without accents. SQLite, which serves the demo, looks through all messages instead.
"""

import re
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Func
from django.db.models.sql.compiler import SQLCompiler

MOST_WORDS = 8
_ACCENTED = "áéíóúüñÁÉÍÓÚÜÑ"
_PLAIN = "aeiouunaeiouun"
_TABLE = str.maketrans(_ACCENTED, _PLAIN)
_WORDS_SQL = "to_tsvector('simple', translate(lower({column}), '" + _ACCENTED + "', '" + _PLAIN + "'))"
# PostgreSQL alone: made by the migration.
WORDS_INDEX = (
    f"CREATE INDEX message_words ON conversations_message USING gin ({_WORDS_SQL.format(column='body')})"
)


class HasWords(Func):
    """Whether a text has words that begin so."""

    output_field = BooleanField()
    arity = 1

    def __init__(self, column: str, words: list[str]) -> None:
        super().__init__(column)
        self.query = " & ".join(f"{word}:*" for word in words)

    def as_postgresql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,  # noqa: ARG002 - Django’s signature
        **_: Any,
    ) -> tuple[str, list[Any]]:
        """Return the condition, on the expression of the index."""
        column, params = compiler.compile(self.get_source_expressions()[0])
        return f"{_WORDS_SQL.format(column=column)} @@ to_tsquery('simple', %s)", [*params, self.query]


def words_of(typed: str) -> list[str]:
    """Return what was typed as words of letters and digits, plain."""
    return re.findall(r"[^\W_]+", typed.lower().translate(_TABLE))[:MOST_WORDS]

"""Finding messages by their words, by a column and an index of PostgreSQL.

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
# PostgreSQL alone: made by the migration. The words stand beside the text: looking at one message costs little.
WORDS_COLUMN = (
    "ALTER TABLE conversations_message ADD COLUMN words tsvector GENERATED ALWAYS AS "
    f"(to_tsvector('simple', translate(lower(body), '{_ACCENTED}', '{_PLAIN}'))) STORED"
)
WORDS_INDEX = "CREATE INDEX message_words ON conversations_message USING gin (words)"


class HasWords(Func):
    """Whether a message, given by its `body`, has words that begin so."""

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
        """Return the condition, on the column of the index."""
        body, params = compiler.compile(self.get_source_expressions()[0])
        table = body.rpartition(".")[0]
        return f"{table}.words @@ to_tsquery('simple', %s)", [*params, self.query]


def words_of(typed: str) -> list[str]:
    """Return what was typed as words of letters and digits, plain."""
    return re.findall(r"[^\W_]+", typed.lower().translate(_TABLE))[:MOST_WORDS]

"""Finding conversations by number, name, subject and words, each by an index of PostgreSQL.

Words are compared in small letters without accents. SQLite, which serves the demo, looks through all messages instead.
"""

import re
from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Func, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.utils import translation

from customer_connect.core.identifiers import digits_of
from customer_connect.domain.conversations.enums import Subject

MOST_WORDS = 8
SHORTEST_SUBJECT = 4  # letters: fewer stand in too many of them
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


def conversations_with(typed: str) -> "QuerySet[Any, Any]":
    """Return the ids of conversations: by Participant ID or case number, else by person, subject or words."""
    conversations = apps.get_model("conversations", "Conversation").objects.order_by()
    digits = digits_of(typed)
    if digits.isascii() and digits.isdigit():
        number = min(int(digits), 2**63 - 1)
        by_case = conversations.filter(case=number)
        return conversations.filter(participant=number).values("pk").union(by_case.values("pk"))
    messages = apps.get_model("conversations", "Message").objects
    found = messages.with_words(typed).order_by().values("conversation")
    found = found.union(
        *(conversations.filter(participant__in=people).values("pk") for people in _people_named(typed))
    )
    subjects = _subjects_named(typed)
    return found.union(conversations.filter(subject__in=subjects).values("pk")) if subjects else found


def _people_named(typed: str) -> list[Any]:
    """Return the people whose last name begins so, or first and last name in either order."""
    people = apps.get_model("cases", "Participant").objects
    first, _, last = " ".join(typed.split()).partition(" ")
    names = [("", typed)] if not last else [("", typed), (first, last), (last, first)]
    return [
        people.with_name(last_name=last_name, first_name=first_name).order_by().values("pk")
        for first_name, last_name in names
        if words_of(last_name)
    ]


def _subjects_named(typed: str) -> list[Subject]:
    """Return the subjects that are called so, as staff read them."""
    wanted = typed.strip().casefold()
    if len(wanted) < SHORTEST_SUBJECT:
        return []
    with translation.override("en"):
        return [subject for subject in Subject if wanted in str(subject.label).casefold()]

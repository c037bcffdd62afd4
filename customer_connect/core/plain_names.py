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
# Words that begin a surname and are not one: "de la Cruz" is looked up as "cruz" among last words.
PARTICLES = {
    "da",
    "das",
    "de",
    "del",
    "der",
    "di",
    "do",
    "dos",
    "el",
    "la",
    "las",
    "le",
    "los",
    "van",
    "von",
    "y",
}
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
        return _plain(inner), list(params)


class LastWord(Func):
    """The plain form of the last of several words of a column, as a second surname is; null where there is one word."""

    function = "last_word"  # of our SQLite backend
    arity = 1
    output_field = TextField()

    def as_postgresql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,  # noqa: ARG002 - Django’s signature
        **_: Any,
    ) -> tuple[str, list[Any]]:
        """Return the expression for PostgreSQL.

        The word is cut out first and written plain then: writing plain is what costs, and of the one word that most
        people have nothing is left by then. Everybody who is imported goes through this twice.
        """
        inner, params = compiler.compile(self.get_source_expressions()[0])
        words = f"rtrim(replace({inner}, '-', ' '))"
        return _plain(f"nullif(split_part({words}, ' ', -1), {words})"), [*params, *params]


def _plain(sql: str) -> str:
    dropped = _DROPPED.replace("'", "''")
    return f"translate(lower({sql}), '{_ACCENTED}{dropped}', '{_PLAIN}') COLLATE \"C\""


def plain_name(typed: str) -> str:
    """Write what was typed as PlainName writes a column."""
    return typed.lower().translate(_TABLE)


def plain_name_or_null(value: str | None) -> str | None:
    """Write a column plain, as SQLite's function."""
    return None if value is None else plain_name(value)


def last_word_or_null(value: str | None) -> str | None:
    """Write a column's last word plain, as SQLite's function: nothing where it is the only one."""
    if value is None:
        return None
    words = value.replace("-", " ").rstrip(" ")
    last = words.rpartition(" ")[2]
    return None if last == words else plain_name(last)


def as_last_word(typed: str) -> str:
    """Return what was typed as LastWord may begin with it: without particles and spaces. Nothing if none is left."""
    words = [plain_name(word) for word in typed.replace("-", " ").split()]
    while words and words[0] in PARTICLES:
        del words[0]
    return "".join(words)


def begins_with(name: str, typed: str) -> Q:
    """Return the condition that the annotation `name`, a PlainName, begins with what was typed."""
    begin = plain_name(typed)
    return Q(**{f"{name}__gte": begin, f"{name}__lt": begin + _LAST})

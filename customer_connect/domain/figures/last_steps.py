"""Where a call stood when it ended."""

from typing import Any

from django.db.models import CharField, Func


class LastStep(Func):
    """The last step of a call's path."""

    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:
        """Count from the end of the array."""
        return super().as_sql(compiler, connection, template="JSON_EXTRACT(%(expressions)s, '$[#-1]')")

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> Any:
        """Count from the end of the array."""
        return super().as_sql(compiler, connection, template="(%(expressions)s ->> -1)")

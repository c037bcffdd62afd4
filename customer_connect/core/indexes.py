"""An index that covers its queries on every database."""

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement


class CoveringIndex(models.Index):
    """An index with INCLUDE columns where the database has them, trailing key columns where it has not (SQLite)."""

    def create_sql(
        self,
        model: type[models.Model],
        schema_editor: BaseDatabaseSchemaEditor,
        using: str = "",
        **kwargs: Any,
    ) -> Statement:
        """Return the CREATE INDEX statement."""
        if schema_editor.connection.features.supports_covering_indexes or not self.include:
            return super().create_sql(model, schema_editor, using, **kwargs)
        orders = [f"-{name}" if order == "DESC" else name for name, order in self.fields_orders]
        plain = models.Index(fields=[*orders, *self.include], name=self.name)
        return plain.create_sql(model, schema_editor, using, **kwargs)

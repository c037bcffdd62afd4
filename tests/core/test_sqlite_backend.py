"""The SQLite backend answers as Django's own, whichever statement comes again."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has this backend")
def test_placeholders_and_percent_signs_are_translated_at_every_execution():
    with connection.cursor() as cursor:
        for value in ("one", "two"):
            cursor.execute("SELECT %s, '100%%', '?'", [value])
            assert cursor.fetchone() == (value, "100%", "?")
        cursor.execute("SELECT %(name)s", {"name": "three"})
        assert cursor.fetchone() == ("three",)

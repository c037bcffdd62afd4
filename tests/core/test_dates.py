from datetime import date

from django.utils import translation

from customer_connect.core.dates import format_span


def test_two_days_and_all_between_are_written_as_people_write_them() -> None:
    first, last = date(2026, 3, 2), date(2026, 4, 3)
    assert format_span(first, last) == "March 2, 2026 to April 3, 2026"
    with translation.override("es"):
        assert format_span(first, last) == "del 2 de marzo de 2026 al 3 de abril de 2026"

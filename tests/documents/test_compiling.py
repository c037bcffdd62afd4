"""Documents are made by many threads at once, and no person's words get into another's."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from django.utils.translation import override

from customer_connect.documents.payment_entries import Direction, HistoryEntry, PaymentHistory
from customer_connect.documents.payment_histories import payment_history_pdf
from customer_connect.domain.payments.enums import EntryKind
from tests.documents.pdfs import assert_accessible, words_of

THREADS = 8
EACH = 5


def of_person(number: int) -> PaymentHistory:
    entries = [
        HistoryEntry(
            number * 1000 + n, date(2026, 1, 1 + n), f"{number:012d}", EntryKind.PAYMENT, "P", Decimal(number)
        )
        for n in range(4)
    ]
    return PaymentHistory(
        Direction.MADE,
        f"Person{number}",
        f"{number:010d}",
        [f"{number:012d}"],
        None,
        date(2026, 3, 1),
        entries,
    )


def test_threads_that_write_for_different_people_never_mix_them():
    barrier = threading.Barrier(THREADS)

    def write(thread: int) -> list[tuple[int, str, bytes]]:
        language = "es" if thread % 2 else "en"
        barrier.wait(timeout=60)
        written = []
        for number in range(100 + thread * EACH, 100 + (thread + 1) * EACH):
            with override(language):
                written.append((number, language, payment_history_pdf(of_person(number))))
        return written

    with ThreadPoolExecutor(THREADS) as pool:
        written = [one for some in pool.map(write, range(THREADS)) for one in some]
    assert len(written) == THREADS * EACH
    for number, language, pdf in written:
        words = words_of(pdf)
        assert set(re.findall(r"Person(\d+)", words)) == {str(number)}
        assert words.count(f"${number}.00") == 4
        assert f"{number}000" in words
        assert ("Constancia" in words, "Statement" in words) == (language == "es", language == "en")


def test_a_document_carries_its_title_author_and_language_and_no_path_of_the_server():
    pdf = payment_history_pdf(of_person(7))
    with pikepdf.open(BytesIO(pdf)) as document:
        assert str(document.docinfo["/Title"]) == "Statement of Payments Made"
        assert str(document.docinfo["/Author"]) == "California Child Support Services"
        assert str(document.Root.Lang).startswith("en")
        assert document.Root.ViewerPreferences.DisplayDocTitle
        document.save(
            plain := BytesIO(), compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all
        )
    assert b"/work" not in plain.getvalue()
    assert b"templates" not in plain.getvalue()
    assert b"layout.typ" not in plain.getvalue()


def test_the_check_for_accessibility_sees_a_document_without_tags(tmp_path):
    with pikepdf.open(BytesIO(payment_history_pdf(of_person(7)))) as document:
        del document.Root.StructTreeRoot
        document.save(spoiled := BytesIO())
    with pytest.raises(AssertionError):
        assert_accessible(spoiled.getvalue(), tmp_path, language="en")

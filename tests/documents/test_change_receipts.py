"""The receipt of a reported change proves that the agency was told; of the other party it repeats nothing."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from customer_connect.documents.change_receipts import ChangeReceipt, ReportedValue, render_change_receipt
from tests.documents.pdfs import assert_accessible, words_of


def receipt(**more) -> ChangeReceipt:
    given = {
        "receipt_number": "C4QX-77KM-R3NW",
        "reported_at": datetime(2026, 3, 5, 18, 31, tzinfo=UTC),
        "participant_name": "Ana Núñez-O’Hara",
        "participant_number": "1200000042",
        "kind": "Mailing address",
        "state": "Waiting for the agency",
        "what_next": "Your caseworker will look at it.",
        "is_about_other_party": False,
        **more,
    }
    return ChangeReceipt(**given)


OWN = (ReportedValue("Street address", "100 Main Street"), ReportedValue("Apartment", ""))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("more", [{"values": OWN}, {"is_about_other_party": True}])
def test_it_conforms_to_pdf_ua(more, language, tmp_path):
    with override(language):
        assert_accessible(render_change_receipt(receipt(**more)), tmp_path, language=language)


def test_it_tells_number_moment_kind_state_and_what_comes_next():
    words = words_of(render_change_receipt(receipt(values=OWN)))
    for text in (
        "Receipt number C4QX-77KM-R3NW",
        "On March 5, 2026, 10:31 a.m. we received your report.",
        "What you reported Mailing address",
        "Status Waiting for the agency",
        "What happens next Your caseworker will look at it.",
        "Street address 100 Main Street",
    ):
        assert text in words
    assert "Apartment" not in words


def test_in_spanish_its_own_words_are_spanish():
    with override("es"):
        words = words_of(render_change_receipt(receipt(is_about_other_party=True)))
    for text in (
        "Recibo de un cambio informado",
        "Número de recibo C4QX-77KM-R3NW",
        "El 5 de marzo de 2026",
        "recibimos su informe.",
        "Qué pasa después",
        "este recibo no repite lo que usted nos dijo",
    ):
        assert text in words
    for text in ("Receipt", "received", "next", "Page", "Keep"):
        assert text not in words


def test_what_was_said_of_the_other_party_cannot_get_into_a_receipt():
    with pytest.raises(ValueError, match="other party"):
        receipt(is_about_other_party=True, values=OWN)
    words = words_of(render_change_receipt(receipt(is_about_other_party=True)))
    assert "What you entered" not in words
    assert "this receipt does not repeat what you told us" in words

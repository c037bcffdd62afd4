"""The pages of My Payments."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.utils import timezone

from customer_connect.core.spreadsheets import harmless
from customer_connect.domain.audit.models import Event
from customer_connect.domain.cases.enums import Role
from customer_connect.domain.payments.enums import EntryKind, ReceiptStatus, Source
from customer_connect.domain.payments.models import Receipt
from customer_connect.web.payments.sides import PAYMENTS_MADE
from tests.factories import (
    CaseFactory,
    CaseMemberFactory,
    DisbursementFactory,
    ExpectedPaymentFactory,
    ParticipantFactory,
    ReceiptFactory,
    ana_and_ben,
    cal,
    user_of,
)

pytestmark = pytest.mark.django_db

LISTS = ["/payments/made", "/payments/sent-to-me"]
WHOLE = [f"{page}{kind}" for page in LISTS for kind in ("", "/print", "/csv", "/pdf", "/by-month")]


@pytest.fixture
def family():
    return ana_and_ben()


@pytest.fixture
def open_page(client):
    def open_as(person, path, **asked):
        client.force_login(user_of(person))
        return client.get(path, asked)

    return open_as


def text(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("prefix", ["", "/es"])
@pytest.mark.parametrize("path", [*WHOLE, "/payments/expected"])
def test_every_page_opens_in_both_languages_and_is_noted(family, open_page, path, prefix):
    assert open_page(family.ben, f"{prefix}{path}", period="all").status_code == 200
    event = Event.objects.about(family.ben.pk).latest("id")
    assert event.action.startswith("payments.")
    assert event.actor_key == str(family.ben.pk)


@pytest.mark.parametrize("path", [*WHOLE, "/payments/expected", "/payments/made/3000000"])
def test_nobody_sees_a_payment_page_without_signing_in(client, path):
    response = client.get(path)
    assert response.status_code == 302
    assert "/login" in response["Location"]


@pytest.mark.parametrize("path", [path for path in WHOLE if not path.endswith("/pdf")])
def test_the_other_party_and_a_stranger_see_none_of_a_persons_payments(family, open_page, path):
    ReceiptFactory.create(case=family.case, payer=family.ben, amount=Decimal("777.77"))
    DisbursementFactory.create(case=family.case, payee=family.ana, amount=Decimal("888.88"))
    for person, others in ((family.ana, "777.77"), (family.ben, "888.88")):
        assert others not in text(open_page(person, path, period="all"))
    shown = text(open_page(cal(), path, period="all"))
    assert "777.77" not in shown
    assert "888.88" not in shown


@pytest.mark.parametrize("path", LISTS)
def test_somebody_elses_entry_does_not_exist(family, open_page, path):
    number = family.receipt.pk if path == LISTS[0] else family.disbursement.pk
    owner = family.ben if path == LISTS[0] else family.ana
    for person in (family.ana, family.ben, cal()):
        assert open_page(person, f"{path}/{number}").status_code == (200 if person == owner else 404)
    assert open_page(owner, f"{path}/{10**30}").status_code == 404
    assert open_page(owner, f"{path}/1").status_code == 404


def test_another_persons_case_is_no_choice_and_looks_like_one_that_does_not_exist(family, open_page):
    stranger = cal()
    answers = [
        text(open_page(stranger, "/payments/made", case=case)) for case in (family.case.pk, 1, "x", 10**30)
    ]
    assert all("Choose one of your cases." in answer for answer in answers)


def test_a_payer_sees_payments_made_and_a_payee_what_was_sent_and_is_expected(family, open_page):
    made, sent, expected = "Payments I Made</a>", "Payments Sent to Me</a>", "Payments I Am Expecting</a>"
    payer, payee = text(open_page(family.ben, LISTS[0])), text(open_page(family.ana, LISTS[1]))
    assert [made in payer, sent in payer, expected in payer] == [True, False, False]
    assert [made in payee, sent in payee, expected in payee] == [False, True, True]
    CaseMemberFactory.create(case=CaseFactory.create(), participant=family.ben, role=Role.CUSTODIAL)
    both = text(open_page(family.ben, LISTS[0]))
    assert [made in both, sent in both, expected in both] == [True, True, True]


def test_a_tab_stays_for_what_is_on_record_when_the_role_has_changed(family, open_page):
    ReceiptFactory.create(case=family.case, payer=family.ana)
    assert "Payments I Made</a>" in text(open_page(family.ana, LISTS[1]))


def test_the_pages_of_a_list_lead_to_every_entry(family, open_page):
    today = timezone.localdate()
    for number in range(60):
        ReceiptFactory.create(
            id=9_000 + number,
            case=family.case,
            payer=family.ben,
            posted_on=today - timedelta(days=number // 3),
        )
    found, path, page = set(), "/payments/made?period=all", ""
    for _ in range(10):
        page = text(open_page(family.ben, path))
        found |= {number for number in range(9_000, 9_060) if f'/payments/made/{number}"' in page}
        if 'rel="next" href="' not in page:
            break
        path = "/payments/made" + page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert len(found) == 60
    assert 'rel="prev"' in page


@pytest.mark.parametrize("place", ["x", "2026-02-30.1", "2026-01-01.-5", "2026-01-01." + "9" * 40, "..", "0"])
def test_a_place_that_is_none_begins_at_the_top(family, open_page, place):
    for direction in ("older", "newer"):
        page = text(open_page(family.ben, "/payments/made", period="all", **{direction: place}))
        assert f"/payments/made/{family.receipt.pk}" in page


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            {"starts_on": "2026-02-01", "ends_on": "2026-01-01"},
            "The last day must be the same as the first day or later.",
        ),
        ({"starts_on": "yesterday"}, "Enter a date like 03/31/2026."),
        ({"starts_on": "1066-10-14"}, "Enter a date from January 1, 1970"),
        ({"ends_on": "9999-12-31"}, "Enter a date from January 1, 1970"),
        ({"period": "forever"}, "Choose one of the periods."),
        ({"case": "<script>"}, "Choose one of your cases."),
        ({"starts_on": "2026-01-01\x00"}, "Enter a date like 03/31/2026."),
    ],
)
def test_what_makes_no_sense_is_told_and_shows_nothing(family, open_page, asked, message):
    page = text(open_page(family.ben, "/payments/made", **asked))
    assert message in page
    assert f"/payments/made/{family.receipt.pk}" not in page
    assert "<script>" not in page.split("<body")[1].replace("</script>", "")
    for file in ("pdf", "csv"):
        answer = open_page(family.ben, f"/payments/made/{file}", **asked)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/payments/made?")
    assert message in text(open_page(family.ben, "/payments/made/print", **asked))


def test_days_of_ones_own_select_entries_and_totals(family, open_page):
    ReceiptFactory.create(
        case=family.case, payer=family.ben, posted_on=date(2025, 5, 5), amount=Decimal("12.34")
    )
    page = text(open_page(family.ben, "/payments/made", starts_on="2025-05-05", ends_on="2025-05-05"))
    assert "May 5, 2025 to May 5, 2025" in page
    assert page.count("$12.34") >= 2
    assert "$450.00" not in page


def test_a_period_without_payments_is_proof_of_that(family, open_page):
    asked = {"starts_on": "2020-01-01", "ends_on": "2020-03-31"}
    for path in (LISTS[0], LISTS[0] + "/print"):
        page = text(open_page(family.ben, path, **asked))
        assert "No payments were made by Ben Abbott Jr. in this period." in page
        assert "January 1, 2020 to March 31, 2020" in page
    assert "No payments were sent to Ana" in text(open_page(family.ana, LISTS[1] + "/print", **asked))


def test_the_print_out_says_whose_it_is_of_what_days_and_when_it_was_made(family, open_page):
    page = text(open_page(family.ben, LISTS[0] + "/print", period="all"))
    for words in ("Ben Abbott Jr.", family.ben.number, "Everything through", "Made on", "$450.00"):
        assert words in page


def test_a_returned_payment_and_its_reversal_are_linked(family, open_page):
    Receipt.objects.filter(pk=family.receipt.pk).update(status=ReceiptStatus.RETURNED)
    reversal = ReceiptFactory.create(
        case=family.case,
        payer=family.ben,
        amount=Decimal("-450.00"),
        kind=EntryKind.REVERSAL,
        reverses_id=family.receipt.pk,
        posted_on=date(2026, 3, 9),
    )
    listed = text(open_page(family.ben, LISTS[0], period="all"))
    assert "Returned on March 9, 2026" in listed
    assert "Takes back the entry of March 2, 2026" in listed
    entry = text(open_page(family.ben, f"{LISTS[0]}/{family.receipt.pk}"))
    assert f"/payments/made/{reversal.pk}" in entry
    assert f"/payments/made/{family.receipt.pk}" in text(open_page(family.ben, f"{LISTS[0]}/{reversal.pk}"))


def test_an_entry_tells_how_it_was_applied(family, open_page):
    parts = {"arrears": Decimal("60.01"), "interest": Decimal("39.99")}
    row = ReceiptFactory.create(case=family.case, payer=family.ben, **parts)
    page = text(open_page(family.ben, f"{LISTS[0]}/{row.pk}"))
    for amount in ("$350.00", "$60.01", "$39.99", "$0.00"):
        assert amount in page


@pytest.mark.parametrize("source", Source.values)
def test_a_source_is_named_only_where_the_agency_allows_and_never_in_files(family, open_page, source):
    label = str(Source(source).label)
    row = ReceiptFactory.create(case=family.case, payer=family.ben, source=source)
    Receipt.objects.exclude(pk=row.pk).delete()
    is_shown = source in {"check", "card", "cash", "bank_transfer", "money_order"}
    assert (PAYMENTS_MADE.way_label(EntryKind.PAYMENT, source) == label) == is_shown
    listed = text(open_page(family.ben, LISTS[0], period="all"))
    assert (f" · {label}</span>" in listed) == is_shown
    main = text(open_page(family.ben, f"{LISTS[0]}/{row.pk}")).split("<main")[1].split("</main")[0]
    assert ("How it was paid" in main) == is_shown
    for whole in ("/print", "/csv"):
        main = (
            text(open_page(family.ben, LISTS[0] + whole, period="all")).split("<main")[-1].split("</main")[0]
        )
        assert label not in main.replace("Other party", "").replace("<dt>Other</dt>", "").replace(
            "Interest,Other", ""
        )


def test_the_csv_opens_in_a_spreadsheet_with_accents_and_exact_amounts(family, open_page):
    answer = open_page(family.ben, "/es/payments/made/csv", period="all")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert rows[1][0] == "2026-03-02"
    assert [Decimal(amount) for amount in rows[1][4:9]] == [Decimal(450), Decimal(450), 0, 0, 0]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_a_spreadsheet_would_run_is_quoted(text):
    assert harmless(text) == f"'{text}"
    assert harmless("Posted") == "Posted"


def test_the_pdf_is_one(family, open_page):
    answer = open_page(family.ben, "/payments/made/pdf", period="all")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert "payments-made-" in answer["Content-Disposition"]


def test_the_chart_has_a_name_and_the_same_amounts_as_its_table(family, open_page):
    row = ReceiptFactory.create(
        case=family.case, payer=family.ben, posted_on=timezone.localdate(), amount=Decimal("123.45")
    )
    page = text(open_page(family.ben, "/payments/made/by-month", months="24"))
    drawing, table = page.split('<svg class="display-block')[1].split("</svg>")
    assert 'role="img"' in drawing
    assert "<title" in drawing
    assert "style=" not in drawing
    assert drawing.count("<text") == 2 + 24 * 3
    for part in (drawing, table):
        assert f"${row.amount}" in part
        assert "$450.00" in part


def test_a_choice_that_is_never_empty_is_not_called_optional(family, open_page):
    page = text(open_page(family.ben, "/payments/made/by-month"))
    assert "How many months" in page
    assert "(optional)" not in page


def test_a_chart_of_other_months_than_offered_is_refused(family, open_page):
    page = text(open_page(family.ben, "/payments/made/by-month", months="1000000"))
    assert '<title id="chart-title"' not in page


def test_expected_payments_are_the_payees_alone(family, open_page):
    ExpectedPaymentFactory.create(case=family.case, payee=family.ana, amount=Decimal("99.01"))
    ExpectedPaymentFactory.create(
        case=family.case, payee=family.ana, amount=Decimal("1.00"), expected_on=date(2020, 1, 1)
    )
    page = text(open_page(family.ana, "/payments/expected"))
    assert "$99.01" in page
    assert "This day has passed" in page
    assert "$100.01" in page
    for person in (family.ben, cal()):
        page = text(open_page(person, "/payments/expected"))
        assert "$99.01" not in page
        assert "No payment to you is expected at this time." in page


@pytest.mark.parametrize("path", [*LISTS, "/payments/made/print", "/payments/expected"])
def test_a_longer_history_needs_no_more_queries(
    family, client, open_page, path, django_assert_max_num_queries
):
    def make(count):
        for _ in range(count):
            row = ReceiptFactory.create(case=family.case, payer=family.ben, status=ReceiptStatus.RETURNED)
            ReceiptFactory.create(
                case=family.case,
                payer=family.ben,
                kind=EntryKind.REVERSAL,
                reverses_id=row.pk,
                amount=Decimal("-450.00"),
            )
            ExpectedPaymentFactory.create(case=family.case, payee=family.ben)

    make(20)
    open_page(family.ben, path)
    with django_assert_max_num_queries(10):
        text(client.get(path, {"period": "all"}))


def test_somebody_without_a_case_reads_kind_words(open_page):
    nobody = ParticipantFactory.create()
    for path in (*LISTS, "/payments/expected", *(f"{path}/by-month" for path in LISTS)):
        assert "cc-empty" in text(open_page(nobody, path))

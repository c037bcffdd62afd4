"""My Profile: seeing what is on file, reporting changes, telling of the other party."""

import re
import uuid
from urllib.parse import urlencode

import pymupdf
import pytest
from django.test import Client

from customer_connect.domain.changes.enums import Kind, State
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.identity.models import ConfirmedContact
from tests.factories import CaseFactory, CaseMemberFactory, ana_and_ben, cal, user_of
from tests.outbox import sent_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def family():
    return ana_and_ben()


@pytest.fixture
def ana(family) -> Client:
    return signed_in(family.ana)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(user_of(person))
    return client


def key() -> str:
    return str(uuid.uuid4())


def choice_in(page) -> str:
    """Return the key of the only person one can report on."""
    found = re.search(r'name="about" value="(\w+)"', page.content.decode())
    assert found is not None
    return found[1]


GOOD = {
    "address": {
        "address_line_1": "1 New Street",
        "city": "Fresno",
        "state": "CA",
        "postal_code": "93721",
        "country": "US",
    },
    "phones": {"mobile_phone": "(916) 555-0199"},
    "email": {"email": "new@example.org"},
    "employer": {
        "employer_name": "New Works",
        "employer_phone": "916 555 0188",
        "employer_address": "2 Dock\nFresno",
    },
    "language": {"language": "en"},
}


def test_the_profile_shows_what_is_on_file_and_four_digits_of_the_ssn(ana):
    text = ana.get("/profile").content.decode()
    assert "12 Hideaway Lane" in text
    assert "916-555-0171" in text
    assert "ends in 1234" in text
    assert "536" not in re.sub(r"<[^>]+>", "", text)


@pytest.mark.parametrize("kind", GOOD)
def test_each_kind_of_information_can_be_reported_and_gives_a_receipt(ana, kind):
    response = ana.post(f"/profile/update/{kind}", {"form_key": key(), **GOOD[kind]}, follow=True)
    report = ReportedChange.objects.get()
    assert (report.kind, report.state) == (kind, State.PENDING)
    receipt = ana.get(f"/profile/requests/{report.receipt_number}")
    assert report.receipt_number in response.content.decode()
    assert report.receipt_number in receipt.content.decode()


@pytest.mark.parametrize("kind", GOOD)
def test_a_form_begins_with_what_is_on_file_and_sent_unchanged_says_so(ana, family, kind):
    form = ana.get(f"/profile/update/{kind}").context["form"]
    data = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    response = ana.post(f"/profile/update/{kind}", data)
    assert "on file already" in response.content.decode()
    assert not ReportedChange.objects.exists()


def test_pressing_the_button_twice_makes_one_report(ana):
    data = {"form_key": key(), **GOOD["address"]}
    for _ in range(2):
        assert ana.post("/profile/update/address", data).status_code == 302
    assert ReportedChange.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "changed", "field"),
    [
        ("address", {"address_line_1": " "}, "address_line_1"),
        ("address", {"city": ""}, "city"),
        ("address", {"state": ""}, "state"),
        ("address", {"state": "XX"}, "state"),
        ("address", {"postal_code": "9372"}, "postal_code"),
        ("address", {"postal_code": ""}, "postal_code"),
        ("address", {"country": "ZZ"}, "country"),
        ("address", {"address_line_1": "x" * 101}, "address_line_1"),
        ("phones", {"mobile_phone": "555-0199"}, "mobile_phone"),
        ("phones", {"mobile_phone": "call me"}, "mobile_phone"),
        ("phones", {"home_phone": "916-555-0100 ext. 5"}, "home_phone"),
        ("email", {"email": "new@"}, "email"),
        ("email", {"email": "a@b.example, c@d.example"}, "email"),
        ("employer", {"employer_name": "x" * 121}, "employer_name"),
        ("language", {"language": "fr"}, "language"),
        ("language", {"language": ""}, "language"),
    ],
)
def test_a_mistake_is_explained_at_its_field_and_nothing_typed_is_lost(ana, kind, changed, field):
    typed = {"form_key": key(), **GOOD[kind], **changed}
    response = ana.post(f"/profile/update/{kind}", typed)
    form = response.context["form"]
    assert response.status_code == 200
    assert field in form.errors
    assert f'href="#id_{field}' in response.content.decode()
    assert all(form[name].value() == value for name, value in typed.items())
    assert not ReportedChange.objects.exists()


def test_an_address_abroad_needs_no_state(ana):
    data = {
        "form_key": key(),
        "address_line_1": "Av. Juárez 5",
        "city": "Tijuana",
        "postal_code": "22000",
        "country": "MX",
    }
    ana.post("/profile/update/address", data)
    receipt = ana.get(f"/es/profile/requests/{ReportedChange.objects.get().receipt_number}")
    assert "México" in receipt.content.decode()


HOSTILE = [
    "<script>alert(1)</script>",
    "'; DROP TABLE cases_participant; --",
    "{{ settings.SECRET_KEY }}{% debug %}",
    "\u202egnp.exe",
    "a\x00b\x07c\x1b[31m",
    "👩‍👧‍👦 Ñandú ﷽",
    "=HYPERLINK(1)",
    "A" * 119,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_as_text(ana, text):
    response = ana.post("/profile/update/employer", {"form_key": key(), "employer_name": text}, follow=True)
    page = response.content.decode()
    assert response.status_code == 200
    assert "<script>alert" not in page
    if report := ReportedChange.objects.first():
        kept = report.details["employer_name"]
        assert not set(kept) & set("\x00\x07\x1b\u202e")
    else:
        assert "\x00" in text
        assert response.context["form"].errors


def test_a_new_email_is_used_only_after_its_code_was_typed(ana, family):
    response = ana.post("/profile/update/email", {"form_key": key(), **GOOD["email"]}, follow=True)
    assert "n•••@example.org" in response.content.decode()
    assert not ConfirmedContact.objects.exists()
    code = sent_code()
    where = response.redirect_chain[-1][0]
    wrong = ana.post(where, {"code": "000000" if code != "000000" else "111111"})
    assert "not the code" in wrong.content.decode()
    done = ana.post(where, {"code": code}, follow=True)
    assert "Thank you" in done.content.decode()
    assert ConfirmedContact.objects.visible_to(family.ana).count() == 1
    again = ana.get(where, follow=True)
    assert "Receipt" in again.content.decode()


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        (
            "",
            "We do not send text messages to phones of that country, so you do not need to confirm the number.",
        ),
        (
            "/es",
            "No enviamos mensajes de texto a teléfonos de ese país, así que no tiene que confirmar el número.",
        ),
    ],
)
def test_a_mobile_phone_abroad_gets_no_code_and_is_told_why(ana, prefix, words):
    phones = {"form_key": key(), "mobile_phone": "+52 55 5555 0199"}
    page = ana.post(f"{prefix}/profile/update/phones", phones, follow=True)
    report = ReportedChange.objects.get()
    assert report.details["mobile_phone"] == "+525555550199"
    assert page.redirect_chain[-1][0] == f"{prefix}/profile/requests/{report.receipt_number}"
    assert words in page.content.decode()
    assert not Delivery.objects.filter(message="one_time_code").exists()
    assert ana.get(f"{prefix}/profile/requests/{report.receipt_number}/confirm").status_code == 302


def test_a_change_of_address_asks_for_the_pin_again_after_a_while(family, time_machine):
    time_machine.move_to("2026-03-02T10:00:00-08:00", tick=False)
    ana = signed_in(family.ana)
    for _ in range(2):
        time_machine.shift(12 * 60)
        ana.get("/home")
    response = ana.post("/profile/update/address", {"form_key": key(), **GOOD["address"]})
    assert response.status_code == 302
    assert "/login/confirm" in response["Location"]
    assert not ReportedChange.objects.exists()


def test_a_report_can_be_taken_back(ana):
    ana.post("/profile/update/employer", {"form_key": key(), **GOOD["employer"]})
    number = ReportedChange.objects.get().receipt_number
    page = ana.post(f"/profile/requests/{number}/take-back", follow=True).content.decode()
    assert "Taken back by you" in page
    assert ReportedChange.objects.get().state == State.WITHDRAWN
    assert (
        "cannot be taken back"
        in ana.post(f"/profile/requests/{number}/take-back", follow=True).content.decode()
    )


def test_nobody_elses_receipt_can_be_seen_or_taken_back(ana, family):
    ana.post("/profile/update/employer", {"form_key": key(), **GOOD["employer"]})
    number = ReportedChange.objects.get().receipt_number
    for other in (signed_in(family.ben), signed_in(cal())):
        assert other.get(f"/profile/requests/{number}").status_code == 404
        assert other.get(f"/profile/requests/{number}/confirm").status_code == 404
        assert other.post(f"/profile/requests/{number}/take-back").status_code == 404
        assert other.post(f"/profile/requests/{number}/send-code").status_code == 404


def test_what_is_told_of_the_other_party_is_kept_and_not_shown_again(ana, family):
    about = choice_in(ana.get("/profile/other-party"))
    response = ana.post(
        "/profile/other-party",
        {"form_key": key(), "about": about, "address": "99 Hidden Cove", "vehicle": "A red truck"},
        follow=True,
    )
    report = ReportedChange.objects.get()
    assert report.kind == Kind.OTHER_PARTY
    assert report.about == family.ben
    assert report.details == {"address": "99 Hidden Cove", "vehicle": "A red truck"}
    assert report.receipt_number in response.content.decode()
    assert "Hidden Cove" not in response.content.decode()


def test_the_form_about_the_other_party_does_not_hold_their_participant_id(ana, family):
    assert family.ben.number not in ana.get("/profile/other-party").content.decode()


def test_the_answer_is_the_same_whether_it_was_known_or_not(ana, family):
    about = choice_in(ana.get("/profile/other-party"))
    pages = []
    for address in (family.ben.address_line_1, "1 Unknown Road"):
        response = ana.post(
            "/profile/other-party", {"form_key": key(), "about": about, "address": address}, follow=True
        )
        page = re.sub(
            r"[CFHJKMNQRWX34679]{4}(-[CFHJKMNQRWX34679]{4}){2}", "NUMBER", response.content.decode()
        )
        page = re.sub(r'(csrfmiddlewaretoken" value=")\w+', "", page)
        pages.append(re.sub(r"\d+:\d\d [ap]\.m\.|data-seconds-left=\"\d+\"", "", page))
    assert pages[0] == pages[1]


def test_an_empty_form_about_the_other_party_is_not_sent(ana):
    about = choice_in(ana.get("/profile/other-party"))
    response = ana.post("/profile/other-party", {"form_key": key(), "about": about})
    assert "at least one field" in response.content.decode()
    assert not ReportedChange.objects.exists()


def test_another_persons_choice_is_refused_and_nothing_typed_is_lost(ana, family):
    foreign = choice_in(signed_in(family.ben).get("/profile/other-party"))
    response = ana.post(
        "/profile/other-party", {"form_key": key(), "about": foreign, "address": "99 Hidden Cove"}
    )
    assert response.status_code == 200
    assert "99 Hidden Cove" in response.content.decode()
    assert not ReportedChange.objects.exists()


def test_somebody_in_two_cases_chooses_whom_it_is_about(family):
    case = CaseFactory.create()
    CaseMemberFactory.create(case=case, participant=family.ana)
    other = CaseMemberFactory.create(case=case, role="noncustodial").participant
    page = signed_in(family.ana).get("/profile/other-party").content.decode()
    assert page.count('type="radio"') == 2
    assert other.last_name in page


def test_somebody_without_another_party_is_told_so():
    page = signed_in(cal()).get("/profile/other-party").content.decode()
    assert "There is no other party" in page
    assert "<textarea" not in page


def test_nothing_is_there_for_somebody_who_is_not_signed_in():
    for address in (
        "/profile",
        "/profile/update",
        "/profile/update/email",
        "/profile/other-party",
        "/profile/requests",
    ):
        response = Client().get(address)
        assert response.status_code == 302
        assert "/login" in response["Location"]


def test_a_way_that_is_not_safe_is_kept_and_used_no_more(ana, family):
    page = ana.post(
        "/profile/safe-contact", {"unsafe_ways": ["email", "call"], "note": "Call before 3"}, follow=True
    )
    assert "from now on" in page.content.decode()
    form = ana.get("/profile/safe-contact").context["form"]
    assert (form["unsafe_ways"].value(), form["note"].value()) == (["call", "email"], "Call before 3")
    assert "Call before 3" not in signed_in(family.ben).get("/profile/safe-contact").content.decode()


def text_of(response) -> str:
    with pymupdf.open(stream=response.content, filetype="pdf") as document:
        return " ".join(page.get_text() for page in document)


@pytest.mark.parametrize(
    ("prefix", "title"), [("", "Receipt of a Reported Change"), ("/es", "Recibo de un cambio informado")]
)
def test_a_receipt_can_be_had_as_pdf(ana, prefix, title):
    ana.post("/profile/update/address", {"form_key": key(), **GOOD["address"]})
    number = ReportedChange.objects.get().receipt_number
    response = ana.get(f"{prefix}/profile/requests/{number}/pdf")
    text = " ".join(text_of(response).split())
    assert response["Content-Type"] == "application/pdf"
    assert number in response["Content-Disposition"]
    assert number in text
    assert title in text
    assert "1 New Street, Fresno, CA 93721" in text


def test_the_pdf_receipt_does_not_repeat_what_was_told_of_the_other_party(ana):
    page = ana.get("/profile/other-party")
    ana.post(
        "/profile/other-party", {"form_key": key(), "about": choice_in(page), "address": "9 Secret Cove"}
    )
    report = ReportedChange.objects.get()
    text = text_of(ana.get(f"/profile/requests/{report.receipt_number}/pdf"))
    assert report.receipt_number in text
    assert "Secret" not in text
    assert "Ben" not in text


def test_nobody_elses_receipt_can_be_had_as_pdf(ana, family):
    ana.post("/profile/update/email", {"form_key": key(), **GOOD["email"]})
    number = ReportedChange.objects.get().receipt_number
    for person in (family.ben, cal()):
        assert signed_in(person).get(f"/profile/requests/{number}/pdf").status_code == 404


@pytest.mark.parametrize(
    "number", ["%00", "C4QX-77KM-R3N%00", "..%2F..", "%F0%9F%92%A5", "x" * 5000, "' OR 1=1--"]
)
def test_a_hostile_receipt_number_is_just_not_found(ana, number):
    assert ana.get(f"/profile/requests/{number}").status_code == 404


def test_a_huge_post_is_refused_and_not_a_failure(ana):
    huge = {"form_key": key(), "about": "x", "anything_else": "x" * 3_000_000}
    response = ana.post("/profile/other-party", urlencode(huge), "application/x-www-form-urlencoded")
    assert response.status_code in {400, 413}
    assert not ReportedChange.objects.exists()

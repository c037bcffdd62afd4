"""./connect staff: adding people, letting them choose a password, taking their access away."""

import json
from io import StringIO
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from customer_connect.domain.audit.models import Event
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.identity.models import Session, StaffMember
from customer_connect.domain.identity.permissions import StaffRole
from customer_connect.staff.signin.forms import current_code
from tests.factories import CaseFactory, CaseworkerFactory, OfficeFactory
from tests.staff.doors import SECRET, at, client_of, staff_member, with_app, with_password

pytestmark = pytest.mark.django_db


def staff(*words: str) -> str:
    out = StringIO()
    call_command("staff", *words, stdout=out)
    return out.getvalue()


def test_somebody_added_chooses_a_password_by_the_link_once(client: Client) -> None:
    office = OfficeFactory.create()
    said = staff(
        "add", "Dee@agency.example", "--name=Dee Delgado", "--role=caseworker", f"--office={office.pk}"
    )
    link = urlsplit(said.strip().splitlines()[-1]).path
    email = Delivery.objects.get(message="staff_invitation")
    assert (email.address, email.participant) == ("Dee@agency.example", None)
    form = client.get(link)["Location"]
    assert (
        "at least 12"
        in client.post(form, {"new_password1": "short", "new_password2": "short"}).content.decode()
    )
    words = "correct horse battery staple"
    assert client.post(form, {"new_password1": words, "new_password2": words})["Location"] == at(
        "account_login"
    )
    assert StaffMember.objects.get().user.check_password(words)
    assert "no longer works" in Client().get(link, follow=True).content.decode()


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["add", "dee", "--name=Dee", "--role=agent"], "no email address"),
        (["add", "eve@agency.example", "--name=Eve", "--role=agent"], "has this email"),
        (["add", "d@agency.example", "--name=Dee", "--role=caseworker"], "needs --office"),
        (["add", "d@agency.example", "--name=Dee", "--role=agent", "--office=1"], "Look for its number"),
        (["unlock", "nobody@agency.example"], "Nobody on the staff"),
        (["code", "eve@agency.example"], "no authenticator app"),
    ],
    ids=["email", "twice", "nothing to see", "no office", "nobody", "no app"],
)
def test_what_cannot_be_is_told(words: list[str], problem: str) -> None:
    staff_member("Eve", StaffRole.AGENT)
    with pytest.raises(CommandError, match=problem):
        staff(*words)


def test_access_is_taken_away_and_given_back() -> None:
    dee = with_password(staff_member("Dee"))
    browser = client_of(dee)
    staff("deactivate", "dee@agency.example")
    assert not Session.objects.filter(user=dee.user).exists()
    assert browser.get(at("home:home"))["Location"].startswith(at("account_login"))
    assert "no access" in staff("list", "--all")
    assert "Dee" not in staff("list")
    staff("activate", "dee@agency.example")
    assert client_of(dee).get(at("home:home")).status_code == 200


def test_somebody_gets_another_role_and_office_from_their_next_click_on() -> None:
    office = OfficeFactory.create()
    browser = client_of(staff_member("Dee", StaffRole.AGENT))
    said = staff("place", "dee@agency.example", "--role=supervisor", f"--office={office.pk}")
    assert said.strip() == f"Dee is now Supervisor, {office}."
    assert browser.get(at("first_pins:runs")).status_code == 200
    assert browser.get(at("calls:desk")).status_code == 200
    assert "already" in staff("place", "dee@agency.example", "--role=supervisor", f"--office={office.pk}")
    assert Event.objects.filter(action="staff.placed").count() == 1
    with pytest.raises(CommandError, match="needs --office"):
        staff("place", "dee@agency.example", "--role=caseworker")


def test_a_lost_second_factor_is_set_up_anew() -> None:
    dee = with_password(staff_member("Dee"))
    with_app(dee)
    staff("reset-second-factor", "dee@agency.example")
    assert not Authenticator.objects.filter(user=dee.user).exists()


def test_a_demo_account_shows_its_code_and_production_does_not() -> None:
    with_app(staff_member("Dee"))
    assert staff("code", "dee@agency.example").strip() == current_code(SECRET)
    with override_settings(IS_PRODUCTION=True), pytest.raises(CommandError, match="production"):
        staff("code", "dee@agency.example")


def test_the_demo_gets_people_of_every_role_in_two_offices(tmp_path) -> None:
    for _ in range(2):
        office = CaseFactory.create().office
        CaseworkerFactory.create(office=office)
    for _ in range(2):  # again, they are the same
        call_command("seed-staff", str(tmp_path / "staff.json"), stdout=StringIO())
    rows = json.loads((tmp_path / "staff.json").read_text())
    assert {row["role"] for row in rows} == set(StaffRole.values)
    assert len({row["office_id"] for row in rows if row["role"] == "caseworker"}) == 2
    one = StaffMember.objects.with_email(rows[0]["email"]).get()
    assert one.user.check_password(rows[0]["password"])
    assert staff("code", rows[0]["email"]).strip() == current_code(rows[0]["totp_secret"])
    with override_settings(IS_PRODUCTION=True), pytest.raises(CommandError, match="production"):
        call_command("seed-staff", str(tmp_path / "staff.json"))

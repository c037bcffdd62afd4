import pytest
from django.test import Client

from customer_connect.domain.audit.models import Event
from customer_connect.domain.deliveries.models import Delivery
from tests.domain.identity.people import NEW, PIN, WRONG
from tests.factories import Family
from tests.web.signin.conftest import sign_in

pytestmark = pytest.mark.django_db
FORM = {"current_pin": PIN, "new_pin": NEW, "confirm_new_pin": NEW}


def test_a_pin_is_changed_by_giving_the_current_one(ana: Client, family: Family) -> None:
    assert ana.get("/profile/change-pin").status_code == 200
    assert ana.post("/profile/change-pin", FORM).status_code == 302
    assert ana.get("/profile/sign-ins").status_code == 200, "the session it was changed in goes on"
    assert Client().post("/login", {"identifier": family.ana.number, "pin": PIN}).status_code == 200
    assert Client().post("/login", {"identifier": family.ana.number, "pin": NEW}).status_code == 302


def test_a_changed_pin_ends_every_other_session(ana: Client, family: Family) -> None:
    elsewhere = sign_in(Client(), family)
    ana.post("/profile/change-pin", FORM)
    assert elsewhere.get("/profile/sign-ins")["Location"].startswith("/login")


def test_a_changed_pin_is_announced_and_audited(ana: Client, family: Family) -> None:
    ana.post("/profile/change-pin", FORM)
    assert Delivery.objects.filter(participant=family.ana, message="pin_changed").count() == 1
    assert Event.objects.about(family.ana.pk).filter(action="identity.pin_changed").count() == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"current_pin": WRONG}, "This is not your PIN"),
        ({"new_pin": "123456", "confirm_new_pin": "123456"}, "counts up or down"),
        ({"new_pin": "022988", "confirm_new_pin": "022988"}, "date of birth"),
        ({"new_pin": "536221", "confirm_new_pin": "536221"}, "Social Security number"),
        ({"new_pin": PIN, "confirm_new_pin": PIN}, "different from the one you have now"),
        ({"new_pin": "1234", "confirm_new_pin": "1234"}, "6 to 12 digits"),
        ({"confirm_new_pin": "604618"}, "not the same"),
        ({"current_pin": ""}, "This field is required"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(
    ana: Client, family: Family, change: dict[str, str], says: str
) -> None:
    response = ana.post("/profile/change-pin", {**FORM, **change})
    assert says in response.content.decode()
    assert Client().post("/login", {"identifier": family.ana.number, "pin": PIN}).status_code == 302


def test_guessing_the_current_pin_from_a_stolen_session_locks_like_signing_in(ana: Client) -> None:
    answers = [ana.post("/profile/change-pin", {**FORM, "current_pin": WRONG}) for _ in range(5)]
    assert "Too many tries" in answers[-1].content.decode()
    assert ana.post("/profile/change-pin", FORM).status_code == 200, "nor is the right one looked at now"


def test_the_next_person_at_this_computer_sees_no_message_of_the_last_one(
    ana: Client, family: Family
) -> None:
    ana.post("/profile/change-pin", FORM)  # leaves without seeing the page that comes next
    assert "messages" not in ana.cookies
    ana.get("/leave")
    assert "Your PIN is changed" not in ana.get("/login").content.decode()

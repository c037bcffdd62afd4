import pytest
from django.test import Client

from customer_connect.domain.identity.models import Session
from tests.domain.identity.people import NEW, PIN, SSN, WRONG, give_pin
from tests.factories import Family, ana_and_ben

pytestmark = pytest.mark.django_db


@pytest.fixture
def family() -> Family:
    family = ana_and_ben()
    give_pin(family.ana)
    return family


@pytest.mark.parametrize(
    "path", ["/login", "/es/login", "/forgot-pin", "/es/forgot-pin", "/signed-out", "/es/signed-out"]
)
def test_everybody_may_read_the_pages_around_signing_in(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_signing_in_leads_home_in_the_language_of_the_page(
    client: Client, family: Family, prefix: str
) -> None:
    response = client.post(f"{prefix}/login", {"identifier": family.ana.number, "pin": PIN})
    assert response.status_code == 302
    assert response["Location"] == f"{prefix}/home"
    assert Session.objects.visible_to(family.ana.user).count() == 1


def test_a_wrong_pin_says_so_and_shows_no_ssn(client: Client, family: Family) -> None:
    response = client.post("/login", {"identifier": SSN, "pin": WRONG})
    assert response.status_code == 200
    page = response.content.decode()
    assert "do not go together" in page
    assert SSN not in page
    assert SSN.replace("-", "") not in page
    assert WRONG not in page


def test_a_temporary_pin_leads_nowhere_but_to_choosing_a_new_one(client: Client, family: Family) -> None:
    give_pin(family.ana, is_temporary=True)
    response = client.post("/login", {"identifier": family.ana.number, "pin": PIN})
    assert response["Location"] == "/login/new-pin"
    for path in ("/home", "/case", "/profile/change-pin", "/profile/sign-ins"):
        assert client.get(path)["Location"] == "/login/new-pin"
    assert client.get("/login/new-pin").status_code == 200
    weak = client.post("/login/new-pin", {"new_pin": "123456", "confirm_new_pin": "123456"})
    assert "counts up or down" in weak.content.decode()
    done = client.post("/login/new-pin", {"new_pin": NEW, "confirm_new_pin": NEW})
    assert done["Location"] == "/home"
    assert client.get("/profile/sign-ins").status_code == 200

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from customer_connect.web.errors.views import our_fault, too_many_tries
from tests.factories import ana_and_ben, user_of
from tests.web.pages import Reader

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "words"),
    [("/no-such-page", "Page not found"), ("/es/no-such-page", "No encontramos la página")],
)
def test_a_lost_page_is_said_in_its_language_with_a_way_on(client: Client, address: str, words: str) -> None:
    response = client.get(address)
    page = Reader(response.content.decode())
    assert response.status_code == 404
    assert words in " ".join(page.texts)
    assert page.language == ("es" if address.startswith("/es/") else "en")
    assert any(link.endswith("/help") for link in page.links)


def test_who_is_signed_in_keeps_the_tabs_on_a_lost_page(client: Client) -> None:
    client.force_login(user_of(ana_and_ben().ana))
    assert "/home" in Reader(client.get("/no-such-page").content.decode()).links


def test_a_lost_page_can_be_lost_in_the_other_language_too(client: Client) -> None:
    assert "/es/no-such-page" in Reader(client.get("/no-such-page").content.decode()).links
    assert "/no-such-page" in Reader(client.get("/es/no-such-page").content.decode()).links


@pytest.mark.parametrize(
    ("address", "words"),
    [("/login", "Please send the form again"), ("/es/login", "Por favor, envíe el formulario otra vez")],
)
def test_a_form_without_its_token_is_explained_not_blamed(address: str, words: str) -> None:
    response = Client(enforce_csrf_checks=True).post(address, {"identifier": "1234567890", "pin": "804162"})
    assert response.status_code == 403
    page = response.content.decode()
    assert words in page
    assert "804162" not in page
    assert "CSRF" not in page


@pytest.mark.urls("tests.web.errors.failing_urls")
@pytest.mark.parametrize(("language", "words"), [("en", "on our side"), ("es", "de nuestra parte")])
def test_a_failure_of_ours_shows_nothing_of_the_inside(language: str, words: str) -> None:
    client = Client(raise_request_exception=False)
    response = client.get("/fail" if language == "en" else "/es/fail")
    page = response.content.decode()
    assert response.status_code == 500
    assert words in page
    assert "RuntimeError" not in page
    assert "the secret inside" not in page
    assert Reader(page).language == language


def test_a_failure_of_ours_is_told_without_the_database(django_assert_num_queries: object) -> None:
    request = RequestFactory().get("/es/home")
    with django_assert_num_queries(0):  # type: ignore[operator]
        response = our_fault(request)
    assert response.status_code == 500
    assert "866-901-3212" in response.content.decode()


def test_too_many_tries_are_answered_with_patience(rf: RequestFactory) -> None:
    with translation.override("en"):
        response = too_many_tries(rf.get("/login"))
    assert response.status_code == 429
    assert "Wait a few minutes" in response.content.decode()

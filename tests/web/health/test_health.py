import pytest
from django.db import connection
from django.test import Client
from django.test.utils import override_settings


@pytest.mark.django_db
def test_health_is_well_when_the_database_answers(client: Client) -> None:
    response = client.get("/health")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok"}
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.django_db
def test_health_fails_when_the_database_does_not_answer(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from django.db import OperationalError

    def refuse() -> None:
        raise OperationalError("connection refused at db.internal")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/health")
    assert response.status_code == 503
    assert response.json() == {"status": "failing", "database": "failing"}
    assert "The database does not answer" in caplog.text


@pytest.mark.django_db
def test_health_is_one_address_in_all_languages_and_takes_nothing(client: Client) -> None:
    assert client.get("/es/health").status_code == 404
    assert client.head("/health").status_code == 200
    assert client.post("/health").status_code == 405


@pytest.mark.django_db
@override_settings(SECURE_SSL_REDIRECT=True)
def test_a_load_balancer_may_ask_without_encryption(client: Client) -> None:
    assert client.get("/health").status_code == 200
    assert client.get("/login").status_code == 301

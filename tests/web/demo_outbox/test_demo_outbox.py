"""/demo/outbox: what the demo sent, for this machine alone."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries import print_files
from customer_connect.domain.deliveries.actions.hand_over_letters import send_letter_batches
from customer_connect.domain.deliveries.actions.queue import queue_message
from customer_connect.domain.deliveries.actions.send import send_one
from customer_connect.domain.deliveries.destinations import Email, Phone, Post
from customer_connect.domain.deliveries.messages import OneTimeCode, PinChanged, TemporaryPinLetter
from customer_connect.domain.deliveries.models import Delivery, LetterBatch
from customer_connect.domain.deliveries.postal_addresses import address_lines_of
from tests.factories import ParticipantFactory

pytestmark = pytest.mark.django_db
ME = Actor.system("test")


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.TEXT_MESSAGES_PROVIDER = "customer_connect.providers.sms.folder.FolderTextMessages"
    settings.TEXT_MESSAGES_FOLDER = tmp_path / "texts"
    settings.VAR_DIR = tmp_path
    settings.PRINTING_FOLDER = tmp_path / "print-shop"
    settings.PRINTING_FOLDER.mkdir()


def queue_pin_letter() -> Delivery:
    ana = ParticipantFactory.create(first_name="Ana", last_name="Alvarez")
    return queue_message(
        participant=ana,
        to=Post(address_lines_of(ana)),
        message=TemporaryPinLetter(pin="135790", until="2099-01-01"),
        language="es",
        by=ME,
    )


def test_an_empty_outbox_says_so(client):
    page = client.get("/demo/outbox").content.decode()
    assert "Demo only" in page
    for nothing in ("No email yet.", "No text message yet.", "No letter waits.", "No batch yet."):
        assert nothing in page


def test_emails_and_texts_are_shown_as_they_went_out_the_newest_first(client):
    start = timezone.now()
    for number, address in enumerate(("first@example.org", "second@example.org")):
        queue_message(participant=None, to=Email(address), message=PinChanged(), language="es", by=ME)
        with time_machine.travel(start + timedelta(minutes=number + 1), tick=False):
            assert send_one()
    queue_message(
        participant=None,
        to=Phone("+19165550123"),
        message=OneTimeCode(code="135790", minutes=10),
        language="en",
        by=ME,
    )
    assert send_one()
    page = client.get("/demo/outbox").content.decode()
    assert page.index("second@example.org") < page.index("first@example.org")
    assert '<div lang="es"><p>' in page
    assert "135790" in page
    assert "916-555-0123" in page


def test_a_letter_that_waits_and_then_its_batch_can_be_looked_at(client):
    delivery = queue_pin_letter()
    address = reverse("demo_outbox:letter", args=[delivery.key])
    assert address in client.get("/demo/outbox").content.decode()
    letter = client.get(address)
    assert letter.headers["Content-Type"] == "application/pdf"
    assert letter.content.startswith(b"%PDF")
    assert send_letter_batches(by=ME, until_now=True)
    batch = LetterBatch.objects.get()
    address = reverse("demo_outbox:batch", args=[batch.name])
    page = client.get("/demo/outbox").content.decode()
    assert address in page
    assert client.get(address).content.startswith(b"%PDF")
    assert client.get(reverse("demo_outbox:letter", args=[delivery.key])).status_code == 404
    print_files.delete(batch)
    assert client.get(address).status_code == 404
    assert "Its print file was deleted." in client.get("/demo/outbox").content.decode()


def test_a_letter_or_batch_that_is_not_there_is_not_found(client):
    queue_pin_letter()
    Delivery.objects.update(context_sealed=None)
    assert client.get(reverse("demo_outbox:letter", args=[Delivery.objects.get().key])).status_code == 404
    assert client.get("/demo/outbox/batches/20261122-aaaaaaaaaaaa.pdf").status_code == 404
    assert client.get("/demo/outbox/batches/what.pdf").status_code == 404


@pytest.mark.parametrize(
    "surroundings",
    [
        {"REMOTE_ADDR": "10.0.0.7"},
        {"REMOTE_ADDR": "2001:db8::1"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_X_REAL_IP": "203.0.113.7"},
        {"HTTP_VIA": "1.1 proxy"},
        {"HTTP_HOST": "connect.example"},
    ],
)
def test_nobody_else_sees_it(surroundings, settings):
    settings.ALLOWED_HOSTS = ["*"]
    queue_pin_letter()
    for address in ("/demo/outbox", reverse("demo_outbox:letter", args=[Delivery.objects.get().key])):
        assert Client(**surroundings).get(address).status_code == 404


def test_where_proxies_stand_in_front_nobody_sees_it(settings):
    settings.TRUSTED_PROXIES = 1
    assert Client().get("/demo/outbox").status_code == 404


def test_it_is_not_there_in_production(client, settings):
    settings.IS_PRODUCTION = True
    queue_pin_letter()
    for address in ("/demo/outbox", "/es/demo/outbox", "/demo/outbox/batches/x.pdf"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "[::1]", "localhost"])
def test_this_machine_sees_it_under_each_of_its_names(host, settings):
    settings.ALLOWED_HOSTS = ["*"]
    address = "::1" if "::1" in host else "127.0.0.1"
    assert Client(HTTP_HOST=host, REMOTE_ADDR=address).get("/demo/outbox").status_code == 200

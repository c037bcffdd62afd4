"""/hooks/email-events: a mail service tells what became of our email."""

import json
import time
from uuid import uuid4

import pytest
from django.test import Client

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.actions.queue import queue_message
from customer_connect.domain.deliveries.actions.send import send_one
from customer_connect.domain.deliveries.destinations import Email
from customer_connect.domain.deliveries.enums import Reason, State
from customer_connect.domain.deliveries.messages import PinChanged
from customer_connect.domain.deliveries.models import BadEmail, BadEmailKind, Delivery
from customer_connect.web.hooks.signatures import signature_of

pytestmark = pytest.mark.django_db
SECRET = "a secret of the mail service"


@pytest.fixture
def delivery(settings) -> Delivery:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.EMAIL_EVENTS_SECRET = SECRET
    queued = queue_message(
        participant=None,
        to=Email("ana@example.org"),
        message=PinChanged(),
        language="en",
        by=Actor.system("test"),
    )
    assert send_one()
    return queued


def tell(said: object, *, secret: str = SECRET, age: int = 0, **changed: str):
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    timestamp = str(int(time.time()) - age)
    headers = {
        "X-Connect-Timestamp": timestamp,
        "X-Connect-Signature": signature_of(body, timestamp=timestamp, secret=secret),
        **changed,
    }
    client = Client(enforce_csrf_checks=True)
    return client.post("/hooks/email-events", body, content_type="application/json", headers=headers)


def test_a_permanent_bounce_is_noted(delivery):
    response = tell({"key": str(delivery.key), "event": "bounced", "permanent": True})
    assert (response.status_code, response.json()) == (200, {"noted": True})
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (State.FAILED, Reason.BOUNCED)
    assert BadEmail.objects.of("ana@example.org").exists()


@pytest.mark.parametrize("said", [{}, {"permanent": False}])
def test_a_bounce_for_now_leaves_the_address(delivery, said):
    assert tell({"key": str(delivery.key), "event": "bounced", **said}).json() == {"noted": True}
    assert not BadEmail.objects.exists()


def test_a_complaint_is_noted(delivery):
    assert tell({"key": str(delivery.key), "event": "complained"}).json() == {"noted": True}
    assert BadEmail.objects.get().kind == BadEmailKind.COMPLAINED


def test_an_email_that_is_not_ours_is_answered_so(delivery):
    assert tell({"key": str(uuid4()), "event": "bounced"}).json() == {"noted": False}


@pytest.mark.parametrize(
    "changed",
    [
        {"secret": "another"},
        {"age": 301},
        {"age": -400},
        {"X-Connect-Signature": ""},
        {"X-Connect-Signature": "sha256=é"},
        {"X-Connect-Timestamp": ""},
        {"X-Connect-Timestamp": "soon"},
        {"X-Connect-Timestamp": "1"},
    ],
)
def test_what_is_not_signed_lately_and_with_the_secret_is_refused(delivery, changed):
    assert tell({"key": str(delivery.key), "event": "bounced"}, **changed).status_code == 403
    delivery.refresh_from_db()
    assert delivery.state == State.SENT


@pytest.mark.parametrize(
    "said",
    [
        b"not json",
        b"[" * 9_999,
        b"\xff",
        [],
        {},
        {"key": "x", "event": "bounced"},
        {"key": str(uuid4())},
        {"key": str(uuid4()), "event": "opened"},
        {"key": str(uuid4()), "event": "bounced", "permanent": "yes"},
    ],
)
def test_what_is_no_event_is_told_what_is_wrong(delivery, said):
    response = tell(said)
    assert response.status_code == 400
    assert response.json()["error"]


def test_too_much_is_not_even_read(delivery):
    assert tell(b"x" * 10_001).status_code == 413


def test_without_a_secret_there_is_no_hook(delivery, settings):
    settings.EMAIL_EVENTS_SECRET = ""
    assert tell({"key": str(delivery.key), "event": "bounced"}, secret="").status_code == 404


def test_the_hook_is_only_posted_to(delivery):
    assert Client().get("/hooks/email-events").status_code == 405

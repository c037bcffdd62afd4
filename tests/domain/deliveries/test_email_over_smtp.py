"""Email over a real SMTP server that the test runs."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.actions.queue import queue_message
from customer_connect.domain.deliveries.actions.send import send_one
from customer_connect.domain.deliveries.destinations import Email
from customer_connect.domain.deliveries.enums import Reason, State
from customer_connect.domain.deliveries.messages import OneTimeCode
from customer_connect.domain.deliveries.models import BadEmail, Delivery
from tests.domain.deliveries.mail_servers import mail_server

CODE = OneTimeCode(code="135790", minutes=10)


class Mailbox:
    """Keeps what it gets; answers some addresses as mail servers do that will not or cannot take mail."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.senders: list[str | None] = []

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answers = {
            "gone": "550 No such mailbox",
            "moved": "551 5.1.6 Moved",
            "policy": "550 5.7.1 Not from you",
            "full": "452 Mailbox full",
        }
        answer = answers.get(address.split("@", maxsplit=1)[0])
        if answer:
            return answer
        self.senders.append(envelope.mail_from)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if envelope.rcpt_tos[0].startswith("spam"):
            return "554 Not wanted"
        if envelope.rcpt_tos[0].startswith("slow"):
            return "451 Try later"
        assert isinstance(envelope.content, bytes)
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def mailbox(db, settings):
    mailbox = Mailbox()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    with mail_server(mailbox) as settings.EMAIL_PORT:
        yield mailbox


def send(address: str, language: str = "en") -> Delivery:
    delivery = queue_message(
        participant=None, to=Email(address), message=CODE, language=language, by=Actor.system("test")
    )
    assert send_one()
    delivery.refresh_from_db()
    return delivery


def test_an_email_arrives_whole(mailbox):
    delivery = send("ana@example.org", "es")
    assert delivery.state == State.SENT
    [message] = mailbox.messages
    assert message["Subject"] == "Su código de un solo uso"
    assert message["From"].addresses[0].display_name in ("Customer Connect", "Cliente Conectado")
    assert message["Message-ID"] == delivery.provider_reference
    assert message["Message-ID"] == f"<{delivery.key}@connect.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["Reply-To"] == "no-reply@connect.example"
    assert message["Content-Language"] == "es"
    # One cannot unsubscribe from one's own security notices.
    assert message["List-Unsubscribe"] is None
    plain, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert html is not None
    assert "135790" in plain.get_content()
    assert "135790" in html.get_content()
    assert '<html lang="es">' in html.get_content()


def test_undelivered_email_comes_back_to_an_address_that_names_it(mailbox, settings):
    settings.BOUNCE_ADDRESS = "bounces@connect.example"
    delivery = send("ana@example.org")
    assert mailbox.senders == [f"bounces+{delivery.key.hex}@connect.example"]
    assert mailbox.messages[0]["From"].addresses[0].addr_spec == "no-reply@connect.example"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("gone@example.org", "5.1.1"),
        ("moved@example.org", "5.1.6"),
        ("policy@example.org", None),
        ("spam@example.org", None),
    ],
)
def test_mail_that_is_refused_for_good_is_given_up_and_so_is_an_address_that_is_gone(
    mailbox, address, status
):
    delivery = send(address)
    assert (delivery.state, delivery.reason) == (State.FAILED, Reason.REFUSED)
    marked = BadEmail.objects.of(address).first()
    assert (marked.status if marked else None) == status


@pytest.mark.parametrize("address", ["full@example.org", "slow@example.org"])
def test_an_address_that_takes_no_mail_now_is_tried_again(mailbox, address):
    delivery = send(address)
    assert (delivery.state, delivery.reason) == (State.QUEUED, Reason.NO_ANSWER)
    assert delivery.context_sealed is not None


def test_a_mail_server_that_is_down_is_tried_again(mailbox, settings):
    settings.EMAIL_PORT = 1
    delivery = send("ana@example.org")
    assert (delivery.state, delivery.reason) == (State.QUEUED, Reason.NO_ANSWER)

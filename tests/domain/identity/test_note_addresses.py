"""Whose address the system of record changed is told so, at the old address too, but not where that is a danger."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from customer_connect.domain.audit.actors import Actor, ActorKind, Channel
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.changes.actions.report_change import report_own_change
from customer_connect.domain.changes.enums import Kind
from customer_connect.domain.deliveries.actions.collect_letters import collect_letters
from customer_connect.domain.deliveries.actions.mark_bad_contacts import mark_bad_address
from customer_connect.domain.deliveries.actions.set_safe_contact import set_safe_contact
from customer_connect.domain.deliveries.enums import Channel as DeliveryChannel
from customer_connect.domain.deliveries.enums import ContactWay, Reason, State
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.deliveries.rendering import unseal_message
from customer_connect.domain.identity.actions import note_addresses as noting
from customer_connect.domain.identity.actions.note_addresses import note_addresses
from customer_connect.domain.identity.actions.tell_old_contacts import tell_old_address
from tests.domain.identity.people import COMMAND
from tests.factories import Family, ana_and_ben

pytestmark = pytest.mark.django_db
OLD = ["12 Hideaway Lane", "Willowbrook, CA 95811"]
NEW = {"address_line_1": "7 Faraway Road", "city": "Elsewhere", "postal_code": "90001"}


@pytest.fixture
def family() -> Family:
    """Ana and Ben, whose addresses have been noted."""
    family = ana_and_ben()
    assert note_addresses() == Participant.objects.count()
    assert not Delivery.objects.exists()
    return family


def change(person: Participant, **values: Any) -> int:
    """Let the system of record have something else of a person, and look. Returns how many addresses were noted."""
    Participant.objects.filter(pk=person.pk).update(**values)
    return note_addresses()


def told(person: Participant) -> list[tuple[str, str]]:
    """Return where a person was told, in the order of telling."""
    sent = Delivery.objects.filter(participant=person, message="contact_changed").exclude(state=State.SKIPPED)
    return [(delivery.channel, delivery.address) for delivery in sent.order_by("id")]


def test_the_email_and_the_old_address_are_told_of_a_new_one(family: Family) -> None:
    assert change(family.ana, **NEW) == 1
    assert told(family.ana) == [("email", "ana@example.org"), ("letter", "\n".join(OLD))]
    for delivery in Delivery.objects.all():
        assert delivery.context_sealed is not None
        said = str(unseal_message(delivery.message, bytes(delivery.context_sealed)))
        assert not [word for word in NEW.values() if word in said]
    assert note_addresses() == 0
    assert Delivery.objects.count() == 2


def test_no_letter_goes_to_where_somebody_in_danger_lived(family: Family) -> None:
    change(family.ana, has_family_violence_indicator=True, **NEW)
    assert told(family.ana) == [("email", "ana@example.org")]


def test_a_letter_that_waits_is_not_sent_to_an_old_address_once_the_indicator_is_set(family: Family) -> None:
    change(family.ana, **NEW)
    change(family.ben, **NEW)
    Participant.objects.filter(pk=family.ana.pk).update(has_family_violence_indicator=True)
    batch = collect_letters(cut_off_at=timezone.now(), by=COMMAND)
    assert batch is not None
    assert [letter.delivery.participant for letter in batch.letters.all()] == [family.ben]
    left = Delivery.objects.get(participant=family.ana, channel=DeliveryChannel.LETTER)
    assert (left.state, left.reason, left.context_sealed) == (State.SKIPPED, Reason.NOT_SAFE, None)


def test_what_was_reported_here_lately_is_not_told_again(family: Family) -> None:
    details = {"address_line_1": "7 Faraway Road", "address_line_2": "", "state": "CA", "country": "US"}
    report_own_change(
        participant=family.ana,
        kind=Kind.ADDRESS,
        details={**details, "city": "Elsewhere", "postal_code": "90001"},
        form_key=uuid.uuid4(),
        by=Actor(ActorKind.PARTICIPANT, str(family.ana.pk), Channel.WEB),
    )
    before = told(family.ana)
    assert before == [("email", "ana@example.org"), ("letter", "\n".join(OLD))]
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert change(family.ana, **NEW) == 1
    assert told(family.ana) == before
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        assert change(family.ana, address_line_1="8 Faraway Road") == 1
    assert told(family.ana)[2:] == [
        ("email", "ana@example.org"),
        ("letter", "7 Faraway Road\nElsewhere, CA 90001"),
    ]


def that_was_not_valid(person: Participant) -> None:
    assert change(person, is_address_valid=False) == 0


def that_mail_came_back_from(person: Participant) -> None:
    mark_bad_address(participant=person, note="", by=COMMAND)


def that_is_not_safe(person: Participant) -> None:
    set_safe_contact(participant=person, unsafe_ways={ContactWay.MAIL}, note="", by=COMMAND)


def that_was_none(person: Participant) -> None:
    change(person, address_line_1="", city="", state="", postal_code="", is_address_valid=False)
    Delivery.objects.all().delete()


@pytest.mark.parametrize(
    "change_before", [that_was_not_valid, that_mail_came_back_from, that_is_not_safe, that_was_none]
)
def test_no_letter_goes_to_an_old_address(family: Family, change_before: Any) -> None:
    change_before(family.ana)
    assert change(family.ana, is_address_valid=True, **NEW) == 1
    assert told(family.ana) == [("email", "ana@example.org")]


def test_the_same_address_in_other_letters_and_a_childs_address_are_no_news(family: Family) -> None:
    assert change(family.ana, city="WILLOWBROOK") == 0
    assert change(family.mia, **NEW) == 1
    assert not Delivery.objects.exists()


def test_batches_stand_alone_and_what_one_left_the_next_run_does(
    family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    Participant.objects.filter(pk__in=[family.ana.pk, family.ben.pk]).update(**NEW)
    with monkeypatch.context() as patch:
        patch.setattr(noting, "AT_ONCE", 1)
        patch.setattr(noting, "tell_old_address", _fail_at(family.ben, tell_old_address))
        with pytest.raises(KeyboardInterrupt):
            note_addresses()
    assert len(told(family.ana)) == 2
    assert not told(family.ben)
    assert note_addresses() == 1
    assert (len(told(family.ana)), len(told(family.ben))) == (2, 2)


def _fail_at(person: Participant, really: Any) -> Any:
    def tell(*, participant: Participant, **more: Any) -> None:
        if participant == person:
            raise KeyboardInterrupt
        really(participant=participant, **more)

    return tell

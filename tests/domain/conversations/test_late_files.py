"""Files of forms that came after a session had ended: on no form until their owner says so, and not for long."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from customer_connect.domain.audit.actors import Actor, ActorKind, Channel
from customer_connect.domain.audit.models import Event
from customer_connect.domain.conversations import vault
from customer_connect.domain.conversations.actions.attach import attach_file
from customer_connect.domain.conversations.actions.attach_late import (
    attach_late_file,
    drop_late_files,
    fetch_late_files,
)
from customer_connect.domain.conversations.models import Attachment
from customer_connect.domain.conversations.retention import forget_late_files
from customer_connect.domain.identity.models.kept_forms import KEPT_FOR
from tests.domain.conversations import files
from tests.factories import Family, ana_and_ben

pytestmark = pytest.mark.django_db

KEY = uuid.UUID("7b0f2a52-3d1c-4f43-9d3e-0a6a7c7f0e11")
NOBODY = Actor(ActorKind.ANONYMOUS, "", Channel.WEB)


@pytest.fixture
def family() -> Family:
    return ana_and_ben()


@pytest.fixture
def late(family: Family) -> Attachment:
    return attach_late_file(
        participant=family.ana, form_key=KEY, name="stub.jpg", content=files.photo(), by=NOBODY
    )


def test_a_late_file_is_on_no_form_until_it_is_fetched(family, late):
    mine = Attachment.objects.visible_to(family.ana)
    assert not mine.unsent().exists()
    assert list(mine.late(timezone.now())) == [late]
    assert Event.objects.get(action="conversations.file_attached").details["is_late"] is True
    assert fetch_late_files(participant=family.ben, form_key=KEY, by=NOBODY) == 0
    assert fetch_late_files(participant=family.ana, form_key=uuid.uuid4(), by=NOBODY) == 0
    assert fetch_late_files(participant=family.ana, form_key=KEY, by=NOBODY) == 1
    assert list(mine.unsent()) == [late]
    assert forget_late_files() == 0


def test_a_late_file_is_deleted_when_its_form_is_thrown_away(
    family, late, django_capture_on_commit_callbacks
):
    before = attach_file(
        participant=family.ana, form_key=KEY, name="before.jpg", content=files.photo("PNG"), by=NOBODY
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert drop_late_files(participant=family.ben, form_key=KEY, by=NOBODY) == 0
        assert drop_late_files(participant=family.ana, form_key=KEY, by=NOBODY) == 1
    assert list(Attachment.objects.all()) == [before]
    with pytest.raises(vault.FileGone):
        vault.content_of(late)


def test_a_late_file_that_is_not_fetched_in_time_is_gone(family, late, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_late_files() == 0
        with time_machine.travel(timezone.now() + KEPT_FOR + timedelta(seconds=1)):
            assert fetch_late_files(participant=family.ana, form_key=KEY, by=NOBODY) == 0
            assert forget_late_files() == 1
    with pytest.raises(vault.FileGone):
        vault.content_of(late)

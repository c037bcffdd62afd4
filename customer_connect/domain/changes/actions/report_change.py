"""Reporting a change: to one's own information (W14), or what one knows of the other party (W15)."""

import json
import uuid

from django.db import transaction
from django.utils import timezone, translation

from customer_connect.core.dates import today
from customer_connect.core.sealing import seal
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.cases.parties import other_parties
from customer_connect.domain.changes.details import OTHER_PARTY_FIELDS, OWN_FIELDS, Details, is_news
from customer_connect.domain.changes.enums import Kind
from customer_connect.domain.changes.exceptions import NoOtherParty, NothingToReport
from customer_connect.domain.changes.models import DETAILS_PURPOSE, ReportedChange
from customer_connect.domain.deliveries.messages import ContactChanged
from customer_connect.domain.deliveries.postal_addresses import address_lines_of
from customer_connect.domain.identity.actions.announce import announce
from customer_connect.domain.identity.actions.tell_old_contacts import write_to_old_address

# Somebody who got hold of a PIN would change one of these first: the old addresses are told.
_ANNOUNCED = {Kind.ADDRESS, Kind.EMAIL, Kind.PHONES}


def report_own_change(
    *, participant: Participant, kind: Kind, details: Details, form_key: uuid.UUID, by: Actor
) -> ReportedChange:
    """Keep a report about oneself for the agency. The same form again returns the first report.

    Raises NothingToReport where it says what is on file already.
    """
    kept = {name: details.get(name, "").strip() for name in OWN_FIELDS[kind]}
    if not is_news(participant, kind, kept):
        raise NothingToReport
    with transaction.atomic():
        report, is_new = _keep(participant, kind, kept, form_key, by=by)
        if is_new and kind in _ANNOUNCED:
            _tell_the_old_contacts(participant, kind, kept, by=by)
    return report


def report_other_party_information(
    *, participant: Participant, case_id: int, about_id: int, details: Details, form_key: uuid.UUID, by: Actor
) -> ReportedChange:
    """Keep what somebody knows of the other party in one of their cases. Never tells whether it was known.

    Raises NoOtherParty for a case or person that is not theirs to report on, NothingToReport for an empty report.
    """
    parties = other_parties(participant, on=today()).get(case_id, [])
    if about_id not in {party.participant_id for party in parties}:
        raise NoOtherParty
    kept = {name: value for name in OTHER_PARTY_FIELDS if (value := details.get(name, "").strip())}
    if not kept:
        raise NothingToReport
    with transaction.atomic():
        report, _ = _keep(
            participant, Kind.OTHER_PARTY, kept, form_key, by=by, case_id=case_id, about_id=about_id
        )
    return report


def _tell_the_old_contacts(participant: Participant, kind: Kind, details: Details, *, by: Actor) -> None:
    """Tell every email, and the postal address where it changes or no email is known."""
    told = announce(
        participant=participant, message=ContactChanged(), by=by, but_not_to=details.get("email", "")
    )
    if kind == Kind.ADDRESS or not told:
        write_to_old_address(participant=participant, lines=address_lines_of(participant), by=by)


def _keep(
    participant: Participant,
    kind: Kind,
    details: Details,
    form_key: uuid.UUID,
    *,
    by: Actor,
    case_id: int | None = None,
    about_id: int | None = None,
) -> tuple[ReportedChange, bool]:
    """Write the report and its event, unless this form made the same one before.

    A form that was changed and sent again (the browser's way back keeps its key) makes another report.
    """
    sent_key = uuid.uuid5(form_key, json.dumps([kind, case_id, about_id, details], sort_keys=True))
    values = {
        "kind": kind,
        "case_id": case_id,
        "about_id": about_id,
        "details_sealed": seal(json.dumps(details), purpose=DETAILS_PURPOSE),
        "reported_at": timezone.now(),
        "channel": by.channel,
        "language": translation.get_language() or participant.language,
    }
    report, is_new = ReportedChange.objects.get_or_create(
        author=participant, form_key=sent_key, defaults=values
    )
    if is_new:
        record(
            "changes.reported",
            by=by,
            participant_id=participant.pk,
            kind=kind,
            fields=sorted(details),
            receipt=report.receipt_number,
        )
    return report, is_new

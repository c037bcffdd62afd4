"""Reports that tests begin with."""

import uuid

from customer_connect.domain.audit.actors import Actor, ActorKind, Channel
from customer_connect.domain.cases.models import Case, Participant
from customer_connect.domain.changes.actions.report_change import (
    report_other_party_information,
    report_own_change,
)
from customer_connect.domain.changes.details import on_file
from customer_connect.domain.changes.enums import Kind
from customer_connect.domain.changes.models import ReportedChange

DEE = Actor(ActorKind.STAFF, "7", Channel.WEB)


def by_themselves(person: Participant) -> Actor:
    """Return somebody acting for themselves."""
    return Actor(ActorKind.PARTICIPANT, str(person.pk), Channel.WEB)


def own_report(person: Participant, kind: Kind, **details: str) -> ReportedChange:
    """Have somebody report on themselves; what is not given stays as it is on file."""
    return report_own_change(
        participant=person,
        kind=kind,
        details={**on_file(person, kind), **details},
        form_key=uuid.uuid4(),
        by=by_themselves(person),
    )


def new_email_of(person: Participant, email: str) -> ReportedChange:
    """Have somebody report a new email."""
    return own_report(person, Kind.EMAIL, email=email)


def report_about(author: Participant, about: Participant, case: Case, **details: str) -> ReportedChange:
    """Have somebody report what they know of the other party."""
    return report_other_party_information(
        participant=author,
        case_id=case.pk,
        about_id=about.pk,
        details=details,
        form_key=uuid.uuid4(),
        by=by_themselves(author),
    )

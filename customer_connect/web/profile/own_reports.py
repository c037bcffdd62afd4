"""The reader's own reports, and what in them is still to be confirmed."""

from django.http import Http404, HttpRequest

from customer_connect.domain.changes.enums import Kind, State
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.domain.changes.receipt_numbers import is_receipt_number
from customer_connect.domain.deliveries.enums import Channel
from customer_connect.domain.deliveries.text_countries import is_text_country
from customer_connect.domain.identity.actions.confirm_contact import can_be_confirmed
from customer_connect.domain.identity.models import ConfirmedContact
from customer_connect.providers.sms import has_text_messages
from customer_connect.web.requests import participant_of

_FIELDS = {Kind.EMAIL: ("email", Channel.EMAIL), Kind.PHONES: ("mobile_phone", Channel.TEXT)}


def report_of(request: HttpRequest, receipt_number: str) -> ReportedChange:
    """Return the reader's report with this receipt number. Raises Http404 for anybody else's."""
    if not is_receipt_number(receipt_number):
        raise Http404
    mine = ReportedChange.objects.visible_to(participant_of(request)).select_related("author")
    report = mine.filter(receipt_number=receipt_number).first()
    if report is None:
        raise Http404
    return report


def is_abroad(report: ReportedChange) -> bool:
    """Tell whether a report makes a mobile phone known that text messages would go to, but for its country."""
    if report.kind != Kind.PHONES or not has_text_messages():
        return False
    number = report.details["mobile_phone"]
    return bool(number) and not is_text_country(number)


def contact_to_confirm(report: ReportedChange) -> tuple[Channel, str] | None:
    """Return the channel and address that a report makes known and that nobody has confirmed yet."""
    kind = Kind(report.kind)
    if kind not in _FIELDS or report.state == State.WITHDRAWN:
        return None
    field, channel = _FIELDS[kind]
    address = report.details[field]
    if not can_be_confirmed(channel, address):
        return None
    confirmed = ConfirmedContact.objects.visible_to(report.author).of_address(channel, address)
    return None if confirmed.exists() else (channel, address)

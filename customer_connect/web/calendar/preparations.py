"""How to get ready for a date: what to bring, when to be there, what to do if one cannot come."""

from django.utils.translation import gettext as _

from customer_connect.domain.calendar.enums import AppointmentMode, AppointmentPurpose, HearingPurpose
from customer_connect.domain.calendar.schedules import CalendarDate


def preparations(date: CalendarDate) -> list[str]:
    """Return short advice, one sentence or two each, in the language in force."""
    return _for_court(date) if date.is_court_date else _for_appointment(date)


def _for_court(date: CalendarDate) -> list[str]:
    advice = [
        _("Bring a photo ID and the court papers that were mailed to you."),
        _("Come 30 minutes early: you may wait in line at security."),
    ]
    if date.purpose in (HearingPurpose.ESTABLISHMENT, HearingPurpose.MODIFICATION):
        advice.append(
            _("Bring proof of your income: pay stubs of the last two months and your last tax return.")
        )
    if date.purpose == HearingPurpose.ENFORCEMENT:
        advice.append(_("Bring receipts or bank records of payments that you have made."))
    advice.append(_("If you cannot come, call your caseworker right away. The judge may decide without you."))
    return advice


def _for_appointment(date: CalendarDate) -> list[str]:
    advice = [_MODES[AppointmentMode(date.mode)]()]
    if date.purpose == AppointmentPurpose.GENETIC_TEST:
        advice.append(_("Bring a photo ID. The test is a swab inside the cheek. It does not hurt."))
    elif date.purpose in (AppointmentPurpose.ORDER_REVIEW, AppointmentPurpose.PAYMENT_PLAN):
        advice.append(_("Have proof of your income and your monthly costs at hand."))
    else:
        advice.append(_("Have a photo ID and your case papers at hand."))
    advice.append(_("If you cannot make it, call your caseworker to find another time."))
    return advice


def _in_person() -> str:
    return _("Come to the office 10 minutes early.")


def _by_phone() -> str:
    return _("We call you at the phone number that we have on file. Check it in My Profile.")


def _by_video() -> str:
    return _("We send you the link before the meeting. Use a quiet place with a good connection.")


_MODES = {
    AppointmentMode.IN_PERSON: _in_person,
    AppointmentMode.PHONE: _by_phone,
    AppointmentMode.VIDEO: _by_video,
}

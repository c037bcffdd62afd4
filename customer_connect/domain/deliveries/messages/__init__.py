"""Every message the platform sends, one small class each."""

from customer_connect.domain.deliveries.messages.base import Message
from customer_connect.domain.deliveries.messages.codes import OneTimeCode
from customer_connect.domain.deliveries.messages.contacts import ContactAdded, ContactChanged
from customer_connect.domain.deliveries.messages.news import SomethingNew
from customer_connect.domain.deliveries.messages.passkeys import PasskeyAdded, PasskeyRemoved
from customer_connect.domain.deliveries.messages.pins import PinChanged, PinLocked, PinRequested
from customer_connect.domain.deliveries.messages.reports import ReportNews
from customer_connect.domain.deliveries.messages.staff import StaffInvitation, StaffSecurityNews
from customer_connect.domain.deliveries.messages.temporary_pins import TemporaryPinEmail, TemporaryPinLetter

MESSAGES: dict[str, type[Message]] = {
    message.name: message
    for message in (
        OneTimeCode,
        ContactAdded,
        ContactChanged,
        PasskeyAdded,
        PasskeyRemoved,
        PinChanged,
        PinLocked,
        PinRequested,
        SomethingNew,
        ReportNews,
        StaffInvitation,
        StaffSecurityNews,
        TemporaryPinEmail,
        TemporaryPinLetter,
    )
}

__all__ = [
    "MESSAGES",
    "ContactAdded",
    "ContactChanged",
    "Message",
    "OneTimeCode",
    "PasskeyAdded",
    "PasskeyRemoved",
    "PinChanged",
    "PinLocked",
    "PinRequested",
    "ReportNews",
    "SomethingNew",
    "StaffInvitation",
    "StaffSecurityNews",
    "TemporaryPinEmail",
    "TemporaryPinLetter",
]

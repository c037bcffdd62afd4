"""What staff call each message."""

MESSAGE_NAMES = {
    "one_time_code": "One-time code",
    "contact_added": "News: a contact was added",
    "contact_changed": "News: a contact was changed",
    "passkey_added": "News: a passkey was added",
    "passkey_removed": "News: a passkey was removed",
    "pin_changed": "News: the PIN was changed",
    "pin_locked": "News: the PIN no longer works",
    "pin_requested": "News: a PIN was asked for",
    "temporary_pin_email": "Temporary PIN",
    "temporary_pin": "Temporary PIN",
    "something_new": "News: something new to read",
    "report_news": "News about a reported change",
    "staff_invitation": "Invitation of staff",
    "staff_security_news": "News about a staff account",
}


def name_of_message(name: str) -> str:
    """Return what staff call a message; of one that this version does not know, its own name."""
    return MESSAGE_NAMES.get(name, name.replace("_", " "))

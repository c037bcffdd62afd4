"""What a mail that came back says: delivery status notifications (RFC 3464) and spam complaints (RFC 5965)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from enum import Enum
from uuid import UUID

# Enhanced status codes (RFC 3463) after which the address takes no mail for good. Others of class 5 are about this
# message or this moment: a full mailbox (5.2.2), a size (5.3.4), a content (5.6), a policy or a list of spammers (5.7).
_ADDRESS_IS_BAD = re.compile(r"5\.(0\.\d+|1\.\d+|2\.[01]|4\.[14])$")
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
# Where our key stands: in the address that it came back to, or in our Message-ID.
_KEY_IN_ADDRESS = re.compile(r"\+([0-9a-f]{32})@", re.IGNORECASE)
_KEY_IN_MESSAGE_ID = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@", re.IGNORECASE)
_CAME_BACK_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "To")


class Outcome(Enum):
    """What became of the message."""

    UNDERWAY = "underway"  # delivered, delayed, or answered by a machine
    BOUNCED_FOR_NOW = "bounced for now"
    BOUNCED_FOR_GOOD = "bounced for good"
    COMPLAINT = "complaint"


@dataclass(frozen=True)
class Report:
    """What was said about the message with this key of ours. `status` is its enhanced status code, if it had one."""

    key: UUID
    outcome: Outcome
    status: str = ""


def read_report(content: bytes) -> Report | None:
    """Return what a mail says about one of our messages, or None when it says nothing that can be understood."""
    mail = message_from_bytes(content, policy=policy.compat32)
    key = _key_in_addresses(mail) or _key_in_original(mail)
    if key is None:
        return None
    if mail.get_content_type() != "multipart/report":
        return Report(key, Outcome.UNDERWAY) if _is_from_an_absent_reader(mail) else None
    kind = str(mail.get_param("report-type") or "").lower()
    if kind == "delivery-status":
        return _status_report(mail, key)
    if kind == "feedback-report":
        return _complaint(mail, key)
    return None


def _is_from_an_absent_reader(mail: Message) -> bool:
    """Tell an answer in the reader's stead from a mail server's own words, which people have to read."""
    is_by_a_machine = str(mail.get("Auto-Submitted", "")).lower().startswith("auto-replied")
    sender = str(mail.get("From", "")).lower()
    return is_by_a_machine and "mailer-daemon" not in sender and "postmaster" not in sender


def is_of_bad_address(status: str) -> bool:
    """Tell by an enhanced status code whether the address takes no mail for good."""
    return bool(_ADDRESS_IS_BAD.match(status))


def first_status(text: object) -> str:
    """Return the first enhanced status code in what a mail server said, or nothing."""
    found = _STATUS.search(str(text or ""))
    return found[1] if found else ""


def _status_report(mail: Message, key: UUID) -> Report | None:
    """Read the fields of the one recipient: each of our messages has one."""
    for fields in _blocks(mail, "message/delivery-status"):
        action = _first_word(fields.get("Action"))
        if action == "failed":
            status = _status_of(fields)
            outcome = Outcome.BOUNCED_FOR_GOOD if is_of_bad_address(status) else Outcome.BOUNCED_FOR_NOW
            return Report(key, outcome, status)
        if action in ("delayed", "delivered", "relayed", "expanded"):
            return Report(key, Outcome.UNDERWAY, _status_of(fields))
    return None


def _complaint(mail: Message, key: UUID) -> Report:
    """Read what the reader's provider says of its reader."""
    types = {_first_word(fields.get("Feedback-Type")) for fields in _blocks(mail, "message/feedback-report")}
    return Report(key, Outcome.COMPLAINT if types & {"abuse", "fraud", "other"} else Outcome.UNDERWAY)


def _blocks(mail: Message, content_type: str) -> Iterator[Message]:
    """Yield the groups of fields in the parts of one type, however Python's parser has taken them apart."""
    for part in mail.walk():
        if part.get_content_type() != content_type:
            continue
        payload = part.get_payload()
        if isinstance(payload, list):
            yield from (block for block in payload if isinstance(block, Message))
        else:
            decoded = part.get_payload(decode=True)
            yield message_from_bytes(decoded if isinstance(decoded, bytes) else b"", policy=policy.compat32)


def _status_of(fields: Message) -> str:
    """Return the enhanced status; where it says no more than x.0.0, what the far mail server wrote may say more."""
    status = first_status(fields.get("Status"))
    if status.endswith(".0.0"):
        said = first_status(fields.get("Diagnostic-Code"))
        return said if said and said[0] == status[0] else status
    return status


def _first_word(text: object) -> str:
    return (str(text or "").split() or [""])[0].lower()


def _key_in_addresses(mail: Message) -> UUID | None:
    for name in _CAME_BACK_TO:
        for value in mail.get_all(name, []):
            if found := _KEY_IN_ADDRESS.search(str(value)):
                return UUID(found[1])
    return None


def _key_in_original(mail: Message) -> UUID | None:
    """Find our Message-ID in what came back of our message, whole or only its headers."""
    for part in mail.walk():
        if part.get_content_type() == "text/rfc822-headers":
            decoded = part.get_payload(decode=True)
            original = message_from_bytes(
                decoded if isinstance(decoded, bytes) else b"", policy=policy.compat32
            )
        elif part.get_content_type() == "message/rfc822" and isinstance(part.get_payload(), list):
            inner = part.get_payload(0)
            if not isinstance(inner, Message):
                continue
            original = inner
        else:
            continue
        if found := _KEY_IN_MESSAGE_ID.search(str(original.get("Message-ID", ""))):
            return UUID(found[1])
    return None

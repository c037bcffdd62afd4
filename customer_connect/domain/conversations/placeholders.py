"""Placeholders of saved replies, and what stands in their place in one conversation."""

import re

from django.utils import translation

from customer_connect.core.agencies import agency
from customer_connect.core.phones import format_phone
from customer_connect.domain.conversations.models import Conversation, SavedReply
from customer_connect.domain.identity.models import StaffMember

PLACEHOLDERS = {
    "first_name": "the person’s first name",
    "case_number": "the number of the case",
    "my_name": "the name of whoever answers",
    "office_phone": "the phone of the person’s office",
    "agency_phone": "the agency’s toll-free number",
}
_WRITTEN = re.compile(r"\{([^{}\n]*)\}")


def unknown_placeholders(text: str) -> list[str]:
    """Return what stands in braces and means nothing."""
    return [f"{{{name}}}" for name in _WRITTEN.findall(text) if name.strip() not in PLACEHOLDERS]


def filled_in(reply: SavedReply, conversation: Conversation, staff: StaffMember) -> str:
    """Return the reply in the conversation's language, with its placeholders filled in."""
    with translation.override(conversation.language):
        office, person = conversation.office, conversation.participant
        agency_phone = format_phone(agency().phones.toll_free)
        values = {
            "first_name": person.first_name or person.last_name,
            "case_number": conversation.case.number,
            "my_name": staff.name,
            "office_phone": format_phone(office.phone) if office else agency_phone,
            "agency_phone": agency_phone,
        }
    body = reply.body_es if conversation.language == "es" else reply.body_en
    return _WRITTEN.sub(lambda found: values.get(found[1].strip(), found[0]), body)

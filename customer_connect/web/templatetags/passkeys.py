"""What templates need to know about passkeys."""

from django import template

from customer_connect.domain.identity.relying_parties import relying_party

register = template.Library()


@register.simple_tag
def passkey_origin() -> str:
    """Return the only address at which passkeys work."""
    return relying_party().origin

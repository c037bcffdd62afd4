"""What must be right before staff sign in."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from customer_connect.staff.signin.claims import BadClaimRules, rules_in_force


@register
def claim_rules_can_be_used(**_: Any) -> list[CheckMessage]:
    """Refuse rules that nobody could sign in by, or that no provider is there for."""
    if settings.STAFF_SSO_ROLES and not settings.STAFF_SSO_ID:
        hint = "Set CONNECT_OIDC_ISSUER too, or no CONNECT_OIDC_ROLES (docs/staff.md)."
        return [
            Error("Roles are to come from single sign-on, and there is none.", hint=hint, id="staff.E001")
        ]
    try:
        rules_in_force()
    except BadClaimRules as problem:
        hint = "Mend the file that CONNECT_OIDC_ROLES names (docs/staff.md)."
        return [Error(str(problem), hint=hint, id="staff.E002")]
    return []

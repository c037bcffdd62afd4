"""Numbers that make a provider fail on purpose, so that failures can be shown and tested without one.

Both lie in the range that the North American numbering plan keeps for fiction (555-0100 to 555-0199).
"""

from customer_connect.providers.sms import Refused, TryAgainLater

BUSY_NUMBER = "+12025550198"
REFUSED_NUMBER = "+12025550199"


def answer_like_a_provider(to: str) -> None:
    """Raise what a real provider would for a magic number or for one that is not E.164."""
    if to == BUSY_NUMBER:
        raise TryAgainLater
    if to == REFUSED_NUMBER or not (to.startswith("+") and to[1:].isascii() and to[1:].isdigit()):
        raise Refused

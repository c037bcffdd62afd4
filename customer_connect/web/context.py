"""What every page knows."""

from django.http import HttpRequest

from customer_connect.core.agencies import Agency
from customer_connect.core.agencies import agency as agency_in_force


def agency(request: HttpRequest) -> dict[str, Agency]:  # noqa: ARG001
    """Give templates the agency."""
    return {"agency": agency_in_force()}

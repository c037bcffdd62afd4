"""The Content-Security-Policy header: the same for every page, so it is written once."""

from collections.abc import Callable
from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest
from django.http.response import HttpResponseBase

_OF_ONE_PAGE = ("_csp_config", "_csp_update", "_csp_replace", "_csp_exempt")


class SamePolicyMiddleware(CSPMiddleware):
    """django-csp without a new policy for each response: pages have no nonces here. Its decorators still work."""

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        super().__init__(get_response)
        self.policy = build_policy()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Set the header."""
        if any(hasattr(response, name) for name in _OF_ONE_PAGE):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.policy)
        return response

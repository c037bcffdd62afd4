"""From the PIN to the second step."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from customer_connect.domain.identity.actions.sign_in import SignedIn
from customer_connect.domain.identity.second_factors import ways_of
from customer_connect.web.codes.half_sign_ins import remember
from customer_connect.web.codes.steps import sign_in_step
from customer_connect.web.codes.views import send_code_for


def begin_second_step(request: HttpRequest, signed_in: SignedIn, next_path: str) -> HttpResponse:
    """Ask somebody whose PIN was right for a second factor. With nothing but an email, the code is on its way."""
    remember(request, signed_in, next_path)
    ways = ways_of(signed_in.user)
    step = sign_in_step(request)
    if step is not None and ways.emails and not ways.has_passkeys:
        send_code_for(request, step)
    return redirect("codes:sign_in")

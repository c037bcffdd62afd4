"""The page with the keypad, and the sound of what is said."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from customer_connect.core.agencies import agency
from customer_connect.core.demo_gates import demo_only
from customer_connect.phone.demo.held_calls import HeldCall
from customer_connect.phone.demo.sounds import sound_of
from customer_connect.providers.speech import VoiceFailed
from customer_connect.providers.speech.configured import voice

KEYS = "123456789*0#"
LONGEST_WORDS = 200


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@login_not_required
@demo_only
def phone(request: HttpRequest) -> HttpResponse:
    """Show the call, and take what the caller does: a key, words, silence, hanging up."""
    call = HeldCall.of(request.session)
    if request.method != "POST":
        sip = f"sip:connect@{settings.SIP['address']}:{settings.SIP['port']}"
        return render(request, "demo_phone/phone.html", {"call": call, "keys": KEYS, "sip_address": sip})
    call = _done(request, call)
    if call is not None:
        call.keep_in(request.session)
    return redirect("demo_phone:phone")


@require_safe
@never_cache
@login_not_required
@demo_only
def sound(request: HttpRequest, number: int) -> HttpResponse:
    """Send what was said last as sound; nothing where the call has gone on before the browser asked for it."""
    call = HeldCall.of(request.session)
    if call is None or number > call.number or not call.turn.say:
        raise Http404
    if number < call.number:
        return HttpResponse(status=204)
    try:
        return HttpResponse(sound_of(call.turn, voice()), content_type="audio/wav")
    except VoiceFailed:
        return HttpResponse(status=503)


def _done(request: HttpRequest, call: HeldCall | None) -> HeldCall | None:
    """Do what was asked for, and return the call as it is then."""
    asked = request.POST.get("do", "")
    if asked in {"call", "call_tty"}:
        if call is not None:
            call.hang_up()
        phones = agency().phones
        if asked == "call_tty":
            return HeldCall.begin(channel="tty", line=phones.tty)
        return HeldCall.begin(channel="phone", line=phones.toll_free)
    if call is None:
        return None
    key, words = request.POST.get("key", ""), request.POST.get("words", "").strip()[:LONGEST_WORDS]
    if len(key) == 1 and key in KEYS:
        call.press(key)
    elif asked == "silence":
        call.stay_silent()
    elif asked == "busy":
        call.fail_transfer()
    elif asked == "hang_up":
        call.hang_up()
    elif words:
        call.say(words)
    return call

"""The webhooks of a telephone cloud: a call begins, is answered, was transferred, has ended; a prompt is fetched."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from customer_connect.phone.dialogue.engine import CustomerDialogue
from customer_connect.phone.gateways.twiml.calling import Form, TwimlGateway
from customer_connect.phone.gateways.twiml.held_calls import HeldCall
from customer_connect.phone.gateways.twiml.responses import Addresses, TwimlSettings
from customer_connect.phone.held_calls import DatabaseHeldCalls
from customer_connect.phone.webhooks.signatures import is_signed
from customer_connect.phone.webhooks.sounds import NoSuchSound, sound_named, sounds_of, wav_of
from customer_connect.providers.speech import VoiceFailed
from customer_connect.providers.speech.configured import voice

MOST_BYTES = 20_000
# A fixed prompt stays what it is; the cloud may keep it.
_KEPT_BY_CLOUD = "public, max-age=86400, immutable"

Webhook = Callable[..., HttpResponse]


def webhook(view: Callable[..., HttpResponse]) -> Webhook:
    """Let in what the cloud has signed, as a form, and nobody else; 404 where no cloud is set up."""

    @require_POST
    @never_cache
    @login_not_required
    @csrf_exempt
    @sensitive_post_parameters()
    @sensitive_variables()
    @wraps(view)
    def checked(request: HttpRequest, **which: int) -> HttpResponse:
        if not settings.TWIML["token"]:
            raise Http404
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            return HttpResponse(status=413)
        if not is_signed(request):
            return HttpResponse(status=403)
        return view(request.POST.dict(), **which)

    return checked


@webhook
def call(form: Form) -> HttpResponse:
    """Begin a call."""
    return _twiml(_gateway().begin(form))


@webhook
def answer(form: Form, number: int) -> HttpResponse:
    """Take the answer to the turn of this number."""
    return _twiml(_gateway().answer(form, number))


@webhook
def transferred(form: Form, number: int) -> HttpResponse:
    """Take what came of a transfer."""
    return _twiml(_gateway().transferred(form, number))


@webhook
def taken(form: Form) -> HttpResponse:
    """Note that an agent has picked up."""
    _gateway().taken(form)
    return HttpResponse(status=204)


@webhook
def ended(form: Form) -> HttpResponse:
    """Note that a call is over."""
    _gateway().ended(form)
    return HttpResponse(status=204)


@require_safe
@login_not_required
def sound(_: HttpRequest, token: str) -> HttpResponse:
    """Speak a prompt."""
    if not (settings.TWIML["token"] and settings.TWIML["own_voice"]):
        raise Http404
    try:
        found = sound_named(token, DatabaseHeldCalls())
        response = HttpResponse(wav_of(found, voice()), content_type="audio/wav")
    except NoSuchSound as error:
        raise Http404 from error
    except VoiceFailed:
        return HttpResponse(status=503)
    response.headers["Cache-Control"] = _KEPT_BY_CLOUD if found.is_fixed else "no-store"
    return response


def _gateway() -> TwimlGateway:
    kept = settings.TWIML
    return TwimlGateway(
        dialogue=CustomerDialogue(),
        calls=DatabaseHeldCalls(),
        settings=TwimlSettings(
            voices=kept["voices"],
            transfers=kept["transfers"],
            seconds_until_nobody_took=kept["seconds_until_nobody_took"],
        ),
        addresses_of=_addresses_of,
        sounds_of=sounds_of,
    )


def _addresses_of(held: HeldCall) -> Addresses:
    base = settings.TWIML["url"]
    return Addresses(
        answer=base + reverse("phone_webhooks:answer", args=[held.number]),
        transferred=base + reverse("phone_webhooks:transferred", args=[held.number]),
        taken=base + reverse("phone_webhooks:taken"),
    )


def _twiml(xml: str) -> HttpResponse:
    return HttpResponse(xml, content_type="text/xml; charset=utf-8")

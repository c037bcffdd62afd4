"""The cloud proves that it is itself: a signature over the address it called and the form it sent."""

from django.conf import settings
from django.http import HttpRequest
from twilio.request_validator import RequestValidator


def is_signed(request: HttpRequest) -> bool:
    """Tell whether the cloud's account sent this. The address is the public one: proxies may have changed ours."""
    form = {name: values if len(values) > 1 else values[0] for name, values in request.POST.lists()}
    signature = request.headers.get("X-Twilio-Signature", "")
    validator = RequestValidator(settings.TWIML["token"])
    is_right: bool = validator.validate(settings.TWIML["url"] + request.get_full_path(), form, signature)
    account = settings.TWIML["account"]
    return is_right and (not account or request.POST.get("AccountSid") == account)

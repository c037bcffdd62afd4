"""Forms of the security pages."""

from django.utils.translation import gettext_lazy as _

from customer_connect.web.signin.forms import NewPinForm, PinField


class ChangePinForm(NewPinForm):
    """The current PIN and a new one, typed twice."""

    current_pin = PinField(label=_("Current PIN"), autocomplete="current-password")
    field_order = ["current_pin", "new_pin", "confirm_new_pin"]

"""Forms of the passkey pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from customer_connect.web.codes.forms import AnswerForm

NAME_LENGTH = 40


class AddForm(AnswerForm):
    """A passkey just made, and its name."""

    name = forms.CharField(
        label=_("Name of the passkey"),
        help_text=_("So that you know it again, such as “My phone”."),
        max_length=NAME_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class NameForm(forms.Form):
    """Another name for a passkey."""

    name = forms.CharField(
        label=_("Name of the passkey"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter a name.")},
    )

"""Forms of the second step."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """A one-time code as somebody types it."""

    code = forms.CharField(
        label=_("6-digit code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "autocapitalize": "off",
                "spellcheck": "false",
                "class": "usa-input--medium",
            }
        ),
        error_messages={"required": _("Enter the code from the email.")},
    )


class SendForm(forms.Form):
    """Which of the addresses the code goes to, counted from none."""

    which = forms.IntegerField(min_value=0, max_value=20, required=False)


class AnswerForm(forms.Form):
    """What the browser's script says after it asked for a passkey."""

    answer = forms.CharField(max_length=20_000, widget=forms.HiddenInput, required=False)

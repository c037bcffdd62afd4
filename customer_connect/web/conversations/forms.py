"""Forms of messages."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from customer_connect.core.agencies import agency
from customer_connect.core.uploads import FilesField, FilesInput
from customer_connect.domain.cases.own_cases import OwnCase
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.domain.conversations.enums import Subject
from customer_connect.domain.conversations.file_types import ACCEPTED_TYPES
from customer_connect.web.profile.fields import PlainTextField

_TOO_LONG = ngettext_lazy(
    "Write at most %(limit_value)s character. You wrote %(show_value)s.",
    "Write at most %(limit_value)s characters. You wrote %(show_value)s.",
    "limit_value",
)


class MessageForm(forms.Form):
    """A reply. Its hidden number makes pressing the button twice harmless, and holds the files uploaded so far."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    body = PlainTextField(
        label=_("Your message"), rows=8, error_messages={"required": _("Write your message.")}
    )
    attachments = FilesField(
        label=_("Photos or PDF documents"),
        required=False,
        widget=FilesInput(attrs={"accept": ACCEPTED_TYPES, "multiple": True}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        policy = agency().messages
        # No maxlength on the control: browsers would cut off what is pasted without a word.
        self.fields["body"].validators.append(MaxLengthValidator(policy.characters_at_most, _TOO_LONG))
        self.fields["attachments"].help_text = _(
            "For example a pay stub or a letter. At most %(count)s files, each up to %(size)s MB."
        ) % {"count": policy.files_at_most, "size": policy.file_megabytes_at_most}

    @property
    def key(self) -> uuid.UUID | None:
        """The form's number, even when the rest of it cannot be sent yet; None where somebody meddled with it."""
        try:
            found: uuid.UUID | None = self.fields["form_key"].clean(self["form_key"].value())
        except ValidationError:
            return None
        return found


def name_of(report: ReportedChange) -> str:
    """Return how a report is called where somebody writes about it: Mailing address, R-123."""
    return f"{report.get_kind_display()}, {report.receipt_number}"


class NewMessageForm(MessageForm):
    """A first message: about which case, and what; perhaps about one of their own `reports`."""

    field_order = ["about", "case", "subject", "body", "attachments", "form_key"]

    case = forms.ChoiceField()
    subject = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[("", _("Choose one")), *Subject.choices],
        error_messages={"required": _("Choose what your message is about.")},
    )

    def __init__(
        self, *args: Any, cases: list[OwnCase], reports: Sequence[ReportedChange] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        is_only = len(cases) == 1
        self.fields["case"] = forms.ChoiceField(
            label=_("Which case is it about?"),
            choices=[(str(case.case_id), f"{case.number} – {case.role_label}") for case in cases],
            widget=forms.HiddenInput if is_only else forms.RadioSelect,
            initial=cases[0].case_id if is_only else None,
            error_messages={
                "required": _("Choose the case."),
                "invalid_choice": _("Choose again: your cases have changed."),
            },
        )
        if reports:
            self.fields["about"] = forms.ChoiceField(
                label=_("About your report"),
                choices=[("", "–"), *((each.receipt_number, name_of(each)) for each in reports)],
                required=False,
                widget=forms.HiddenInput,
            )
        self.order_fields(self.field_order)

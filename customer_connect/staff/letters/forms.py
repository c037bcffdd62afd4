"""Forms about letters."""

import csv
import io
from typing import Any

from django import forms

from customer_connect.domain.deliveries.letter_files import (
    Acknowledgement,
    BadLetterFile,
    ReturnedLetter,
    read_acknowledgements,
    read_returned_letters,
)

LARGEST_FILE = 20 * 1024 * 1024  # bytes: a quarter of a million letters


class AnswerForm(forms.Form):
    """The print shop's answer, as a file."""

    file = forms.FileField(
        label="The print shop’s answer (CSV)",
        help_text="Columns letter, status (accepted or rejected), reason.",
    )

    answers: list[Acknowledgement]

    def clean_file(self) -> Any:
        """Read the file. Its lines are in `answers` then."""
        file = self.cleaned_data["file"]
        try:
            self.answers = read_acknowledgements(_text_of(file))
        except BadLetterFile as error:
            raise forms.ValidationError(str(error)) from error
        return file


class ReturnedForm(forms.Form):
    """Mail that came back: typed from the envelopes, or a file."""

    references = forms.CharField(
        label="References of the letters",
        required=False,
        help_text="One a line, as printed below the address (12 letters and digits).",
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off", "spellcheck": "false"}),
    )
    reason = forms.CharField(
        label="What the envelope says",
        max_length=120,
        required=False,
        help_text="Such as: moved, left no address.",
    )
    file = forms.FileField(label="Or a file (CSV)", required=False, help_text="Columns letter, reason.")

    returned: list[ReturnedLetter]

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two, and read it. The letters are in `returned` then."""
        data = super().clean() or {}
        typed = [line.strip() for line in data.get("references", "").splitlines() if line.strip()]
        self.returned = [ReturnedLetter(line, data.get("reason", "")) for line in typed]
        if data.get("file"):
            try:
                self.returned += read_returned_letters(_text_of(data["file"]))
            except BadLetterFile as error:
                self.add_error("file", str(error))
        if not self.returned and not self.errors:
            raise forms.ValidationError("Type a reference or choose a file.")
        return data


def _text_of(file: Any) -> io.StringIO:
    """Return the text of an uploaded file. Raises BadLetterFile."""
    if file.size > LARGEST_FILE:
        raise BadLetterFile("The file is larger than 20 MB.")
    try:
        return io.StringIO(file.read().decode("utf-8-sig"), newline="")
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadLetterFile("The file is no text in UTF-8.") from error

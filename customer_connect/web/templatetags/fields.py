"""Form fields drawn as the design system draws them: classes, hints and errors tied to their controls."""

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

register = template.Library()

_CLASSES = {
    "select": "usa-select",
    "textarea": "usa-textarea",
    "checkbox": "usa-checkbox__input",
    "file": "usa-file-input",
    "text": "usa-input",
}


@register.filter
def kind(field: BoundField) -> str:
    """Tell how a field is drawn: hidden, choices, checkbox, select, textarea, file or text."""
    widget = field.field.widget
    kinds: list[tuple[str, type[forms.Widget] | tuple[type[forms.Widget], ...]]] = [
        ("choices", (forms.RadioSelect, forms.CheckboxSelectMultiple)),
        ("checkbox", forms.CheckboxInput),
        ("select", forms.Select),
        ("textarea", forms.Textarea),
        ("file", forms.FileInput),
    ]
    if widget.is_hidden:
        return "hidden"
    return next((name for name, types in kinds if isinstance(widget, types)), "text")


@register.filter
def described_by(field: BoundField) -> str:
    """Return the ids of the field's hint and error, as far as it has them."""
    ids = []
    if field.help_text:
        ids.append(f"{field.auto_id}-hint")
    if field.errors:
        ids.append(f"{field.auto_id}-error")
    return " ".join(ids)


@register.filter
def anchor(field: BoundField) -> str:
    """Return the id of the field's first control, where an error summary sends the reader."""
    return f"{field.auto_id}_0" if kind(field) == "choices" else field.auto_id


@register.filter
def is_optional(field: BoundField) -> bool:
    """Tell whether a field may be left empty. A list to choose from without an empty choice is never empty."""
    if field.field.required or kind(field) != "select":
        return not field.field.required
    return any(option.data["value"] in ("", None) for option in field.subwidgets)


@register.filter
def before_words(label: str) -> str:
    """Return a label with the colon that leads over to what follows; a question needs none."""
    return str(label) if str(label).endswith(("?", ":")) else f"{label}:"


@register.filter
def is_secret(field: BoundField) -> bool:
    """Tell whether what is typed is hidden, so that a button to show it is offered."""
    return isinstance(field.field.widget, forms.PasswordInput)


@register.filter
def is_multiple(field: BoundField) -> bool:
    """Tell whether several choices may be made."""
    return isinstance(field.field.widget, forms.CheckboxSelectMultiple)


@register.filter
def control(field: BoundField) -> SafeString:
    """Draw the field's control with its class, its hint and its error."""
    attrs: dict[str, str | bool] = {"class": _class_of(field)}
    if ids := described_by(field):
        attrs["aria-describedby"] = ids
    return field.as_widget(attrs=attrs)


@register.filter
def choices(field: BoundField) -> list[forms.boundfield.BoundWidget]:
    """Return the choices of a radio or checkbox list, each ready to be drawn."""
    field.field.widget.attrs["class"] = "usa-checkbox__input" if is_multiple(field) else "usa-radio__input"
    return list(field.subwidgets)


def _class_of(field: BoundField) -> str:
    own = field.field.widget.attrs.get("class", "")
    error = "usa-input--error" if field.errors and kind(field) != "checkbox" else ""
    return " ".join(part for part in (_CLASSES[kind(field)], own, error) if part)

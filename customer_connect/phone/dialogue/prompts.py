"""Making prompts: fixed ones, and personal ones with values that are spoken one way and written another."""

from collections.abc import Mapping

from django.utils.translation import pgettext

from customer_connect.phone.dialogue.spoken import Said, count
from customer_connect.phone.turns import Prompt


def fixed(text: str, written: str = "", /, **values: Said | str) -> Prompt:
    """Return a prompt that is the same for everybody. `written` is a template of its own where wording differs."""
    return _prompt(text, written, values, is_fixed=True)


def personal(text: str, written: str = "", /, **values: Said | str) -> Prompt:
    """Return a prompt about one person: its sound is never kept."""
    return _prompt(text, written, values, is_fixed=False)


def option_line(purpose: str, key: str, word: str) -> Prompt:
    """Offer a choice, what it is for first: For payments, press one or say payments.

    A text telephone takes a second for six characters: there the key has to do.
    """
    values: dict[str, Said | str] = {"purpose": purpose, "word": Said(word, word.replace("pin", "PIN"))}
    if not key:
        return fixed(
            pgettext("phone", "%(purpose)s, say %(word)s."),
            pgettext("phone", "%(purpose)s, type %(word)s."),
            **values,
        )
    return fixed(
        pgettext("phone", "%(purpose)s, press %(key)s or say %(word)s."),
        pgettext("phone", "%(purpose)s, type %(key)s."),
        key=Said(count(int(key)).spoken, key),
        **values,
    )


def say_agent() -> Said:
    """Return how to ask for an agent: say agent, or on a TTY, type agent."""
    return Said(pgettext("phone", "say agent"), pgettext("phone", "type agent"))


def yes_or_no() -> Prompt:
    """Tell how to answer yes or no."""
    return fixed(
        pgettext("phone", "For yes, press one or say yes. For no, press two or say no."),
        pgettext("phone", "Type 1 or yes, 2 or no."),
    )


def _prompt(text: str, written: str, values: Mapping[str, Said | str], *, is_fixed: bool) -> Prompt:
    spoken = {name: value if isinstance(value, str) else value.spoken for name, value in values.items()}
    shown = {name: value if isinstance(value, str) else value.written for name, value in values.items()}
    said = _once_stopped(text % spoken) if values else text
    as_written = _once_stopped((written or text) % shown) if values else written
    return Prompt(said, is_fixed, "" if as_written == said else as_written)


def _once_stopped(text: str) -> str:
    """Return the text without a second full stop where a value ended with one: at two p.m."""
    return text.replace("..", ".")

"""The whole menu as text and as a picture, from the questions themselves. Tests keep docs/phone-menu.* up to date."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from customer_connect.phone.dialogue.phrases import phrases_for
from customer_connect.phone.dialogue.questions import Question, Who
from customer_connect.phone.dialogue.tree import FIRST, QUESTIONS
from customer_connect.phone.dialogue.tree.always_there import CONFIRM

_BACK = "main menu"
_STOPS = {"agent": "An agent", "goodbye": "Goodbye"}
_WHO = {
    Who.ANYBODY: "anybody",
    Who.SIGNED_IN: "signed in",
    Who.CHOOSING_PIN: "signed in, also with a temporary PIN",
}
_WIDTH, _GAP_ACROSS, _GAP_DOWN, _LINE, _MARGIN = 330, 90, 26, 18, 24
_LETTERS = 46  # that fit into a box


@dataclass(frozen=True)
class Way:
    """One way on from a question: how it is taken, and to which questions."""

    key: str
    english: str
    spanish: str
    leads_to: tuple[str, ...]


def ways_of(question: Question) -> list[Way]:
    """Return the ways on from a question, in the order they are offered."""
    ways = [
        Way(
            option.key, phrases_for(option.value, "en")[0], phrases_for(option.value, "es")[0], option.ways_on
        )
        for option in question.options
    ]
    if question.number is not None:
        ways.append(Way("digits", "the number", "el número", question.number.leads_to))
    return ways


def in_order() -> list[list[Question]]:
    """Return the questions by how many answers they are from the first, each where it is reached first."""
    columns, seen = [[QUESTIONS[FIRST]]], {FIRST, CONFIRM}
    while columns[-1]:
        following = []
        for question in columns[-1]:
            for name in _onward(question):
                if name not in seen:
                    seen.add(name)
                    following.append(QUESTIONS[name])
        columns.append(following)
    return columns[:-1]


def menu_as_text() -> str:
    """Write the menu as Markdown, for reading and for screen readers."""
    parts = [
        "# The phone menu",
        "Drawn from the code by `./connect phone picture`; do not edit. The same as [a picture](phone-menu.svg).",
        (
            "At every question: “agent” or 0, “repeat” or `*`, “main menu”, “help”, “goodbye”, “español” or 9, "
            "“English” or 1 where 1 is free. After three answers that were not heard or understood: an agent. What "
            "was not surely heard is asked about (“You said payments. Is that right?”)."
        ),
    ]
    for column in in_order():
        for question in column:
            parts.append(f"## {question.title}\n\n`{question.name}`, for {_WHO[question.who]}.")
            parts.append("\n".join(_text_lines(question)))
    return "\n\n".join(parts) + "\n"


def menu_as_svg() -> str:
    """Draw the menu: a box for each question, a line from the question that first leads to it."""
    columns = in_order()
    places: dict[str, tuple[int, int, int]] = {}
    for number, column in enumerate(columns):
        top = _MARGIN
        for question in column:
            height = _LINE * (len(_box_lines(question)) + 2)
            places[question.name] = (_MARGIN + number * (_WIDTH + _GAP_ACROSS), top, height)
            top += height + _GAP_DOWN
    width = max(left for left, _, _ in places.values()) + _WIDTH + _MARGIN
    height = max(top + tall for _, top, tall in places.values()) + _MARGIN
    shapes = [
        *_lines_between(columns, places),
        *(_box(QUESTIONS[name], place) for name, place in places.items()),
    ]
    return "\n".join(
        [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
                f'aria-labelledby="title description" font-family="sans-serif" font-size="13">'
            ),
            '<title id="title">The phone menu</title>',
            (
                '<desc id="description">Each box is a question with its answers and where they lead. '
                "The same in words is in phone-menu.md.</desc>"
            ),
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            *shapes,
            "</svg>",
            "",
        ]
    )


def _onward(question: Question) -> Iterator[str]:
    """Yield the questions that follow: first after the number that was asked for; going back is no way on."""
    ways = [way for way in ways_of(question) if way.english != _BACK]
    for way in sorted(ways, key=lambda way: way.key != "digits"):
        for name in way.leads_to:
            if name in QUESTIONS:
                yield name


def _titles(names: tuple[str, ...]) -> str:
    return " / ".join(QUESTIONS[name].title if name in QUESTIONS else _STOPS[name] for name in names)


def _text_lines(question: Question) -> Iterator[str]:
    for way in ways_of(question):
        key = way.key if way.key == "digits" else f"`{way.key}`"
        yield f"- {key}, “{way.english}”, “{way.spanish}” → {_titles(way.leads_to)}"


def _box_lines(question: Question) -> list[str]:
    lines = []
    for way in ways_of(question):
        told = f"{way.key}  {way.english} → {_titles(way.leads_to[:2])}" + (
            "…" if len(way.leads_to) > 2 else ""
        )
        lines.append(told if len(told) <= _LETTERS else f"{told[: _LETTERS - 1]}…")
    return lines


def _box(question: Question, place: tuple[int, int, int]) -> str:
    left, top, height = place
    fill = "#e7f6f8" if question.who is Who.ANYBODY else "#fef0c8"
    rows = [
        f'<text x="{left + 12}" y="{top + 21 + _LINE * (row + 1)}" fill="#1b1b1b">{escape(line)}</text>'
        for row, line in enumerate(_box_lines(question))
    ]
    return "\n".join(
        [
            f'<rect x="{left}" y="{top}" width="{_WIDTH}" height="{height}" rx="6" fill="{fill}" stroke="#1a4480"/>',
            f'<text x="{left + 12}" y="{top + 21}" font-weight="bold" fill="#162e51">{escape(question.title)}</text>',
            *rows,
        ]
    )


def _lines_between(columns: list[list[Question]], places: dict[str, tuple[int, int, int]]) -> Iterator[str]:
    drawn = {FIRST}
    for column in columns:
        for question in column:
            left, top, height = places[question.name]
            for name in _onward(question):
                if name in drawn or name not in places:
                    continue
                drawn.add(name)
                to_left, to_top, _ = places[name]
                x, y, to_y = left + _WIDTH, top + height // 2, to_top + 16
                middle = (x + to_left) // 2
                yield (
                    f'<path d="M{x} {y} C{middle} {y} {middle} {to_y} {to_left} {to_y}" '
                    f'fill="none" stroke="#71767a" stroke-width="1.5"/>'
                )

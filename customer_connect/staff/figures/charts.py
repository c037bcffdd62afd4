"""Drawings of tables, in the drawing's own units: columns along time, or a bar for each row."""

from dataclasses import dataclass

from customer_connect.staff.figures.tables import Table

WIDTH = 340
LEGEND_HEIGHT = 22  # each line of it
PLOT_HEIGHT = 130
AXIS_HEIGHT = 20
BAR_SPACE = 280
ROW_HEIGHT = 36


@dataclass(frozen=True)
class Rectangle:
    """One column or bar. `style` is the number of its series."""

    x: float
    y: float
    width: float
    height: float
    style: int


@dataclass(frozen=True)
class Text:
    """Words and where they begin, or end."""

    x: float
    y: float
    words: str
    anchor: str = "start"


@dataclass(frozen=True)
class Drawing:
    """Everything that is drawn, and the size of the whole."""

    rectangles: list[Rectangle]
    texts: list[Text]
    width: int
    height: float
    baseline: float = 0


def drawing_of(table: Table) -> Drawing | None:
    """Draw a table along time as columns, one with a single column as bars; others are better read than seen."""
    if not table.has_numbers:
        return None
    if table.steps:
        return _columns(table)
    return _bars(table) if len(table.columns) == 1 else None


def _columns(table: Table) -> Drawing:
    top = len(table.columns) * LEGEND_HEIGHT + 14
    highest = max(max(numbers) for _, numbers in table.rows)
    step = WIDTH / len(table.rows)
    width = max(1.0, min(40.0, (step - 1) / len(table.columns)))
    rectangles, texts = _legend(table)
    for place, (_, numbers) in enumerate(table.rows):
        for style, number in enumerate(numbers):
            height = round(number / highest * PLOT_HEIGHT, 1)
            x = round(place * step + style * width, 1)
            rectangles.append(
                Rectangle(x, round(top + PLOT_HEIGHT - height, 1), round(width, 1), height, style)
            )
    bottom = top + PLOT_HEIGHT
    texts += [
        Text(0, top - 4, f"Highest: {highest:,}"),
        Text(0, bottom + 15, table.rows[0][0]),
        Text(WIDTH, bottom + 15, table.rows[-1][0], "end"),
    ]
    return Drawing(rectangles, texts, WIDTH, bottom + AXIS_HEIGHT, bottom)


def _bars(table: Table) -> Drawing:
    longest = max(numbers[0] for _, numbers in table.rows)
    rectangles, texts = [], []
    for place, (label, (number,)) in enumerate(table.rows):
        top, length = place * ROW_HEIGHT, round(number / longest * BAR_SPACE, 1)
        texts += [Text(0, top + 13, _short(label)), Text(length + 6, top + 29, f"{number:,}")]
        rectangles.append(Rectangle(0, top + 18, length, 13, 0))
    return Drawing(rectangles, texts, WIDTH, len(table.rows) * ROW_HEIGHT)


def _legend(table: Table) -> tuple[list[Rectangle], list[Text]]:
    rectangles = [
        Rectangle(0.5, style * LEGEND_HEIGHT + 2, 14, 12, style) for style in range(len(table.columns))
    ]
    texts = [Text(22, style * LEGEND_HEIGHT + 13, name) for style, name in enumerate(table.columns)]
    return rectangles, texts


def _short(label: str) -> str:
    return label if len(label) <= 52 else f"{label[:51]}…"

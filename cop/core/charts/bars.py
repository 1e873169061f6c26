"""Bars: one of a kind, stacked, or narrowing to a funnel. The label stands above its bar, so that long names fit a phone."""

from collections.abc import Sequence
from dataclasses import dataclass

from cop.core.charts.figure import LINE, WIDTH, Figure, Label, Rect, facing, fitted, text_width

THICK = 12.0
SPACE = 14.0
MOST_SERIES = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of `value` >= 0; `text` is the value as people read it."""

    label: str
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Stack:
    """A bar in parts, one value for each series; `text` is their sum as people read it."""

    label: str
    values: tuple[float, ...]
    texts: tuple[str, ...]
    text: str = ""


def bar_chart(
    items: Sequence[Bar], *, columns: tuple[str, str], most: float | None = None, rtl: bool = False
) -> Figure:
    """Bars from one edge, `most` (or the largest value) filling the width. `columns` head the table: label, value."""
    scale = _scale([item.value for item in items], most)
    return _bars(items, columns=columns, starts=[0.0] * len(items), scale=scale, rtl=rtl)


def funnel(items: Sequence[Bar], *, columns: tuple[str, str], rtl: bool = False) -> Figure:
    """Centred bars, from many at the top to few at the bottom."""
    scale = _scale([item.value for item in items], None)
    starts = [(WIDTH - item.value * scale) / 2 for item in items]
    return _bars(items, columns=columns, starts=starts, scale=scale, rtl=rtl)


def stacked_bars(
    items: Sequence[Stack],
    *,
    series: Sequence[str],
    columns: tuple[str, str],
    as_shares: bool = False,
    rtl: bool = False,
) -> Figure:
    """Bars in parts, one for each of at most six `series`. `columns` head the label and the sum in the table.

    With `as_shares` every bar is as long as the others. Raises ValueError when a bar has not one value for each series.
    """
    if len(series) > MOST_SERIES or any(len(item.values) != len(series) for item in items):
        raise ValueError("one value for each series, and at most six")
    scale = _scale([sum(item.values) for item in items], None)
    rects: list[Rect] = []
    labels: list[Label] = []
    y = 0.0
    for item in items:
        heading, y = _heading(item.label, item.text, y)
        labels += heading
        rects += _parts(item, y, _scale([sum(item.values)], None) if as_shares else scale)
        y += THICK + SPACE
    figure = Figure(
        columns=(columns[0], *series, columns[1]) if _has_sums(items) else (columns[0], *series),
        rows=tuple((item.label, *item.texts, *([item.text] if _has_sums(items) else [])) for item in items),
        height=y,
        rects=tuple(rects),
        labels=tuple(labels),
        legend=tuple((f"c{number}", name) for number, name in enumerate(series, 1)),
    )
    return facing(figure, rtl=rtl)


def _has_sums(items: Sequence[Stack]) -> bool:
    return any(item.text for item in items)


def _scale(values: Sequence[float], most: float | None) -> float:
    """Units of width for one of the value."""
    largest = most or max(values, default=0)
    return WIDTH / largest if largest > 0 else 0.0


def _parts(item: Stack, y: float, scale: float) -> list[Rect]:
    x = 0.0
    parts = []
    for number, value in enumerate(item.values, 1):
        if value > 0:
            parts.append(Rect(x, y, value * scale, THICK, f"c{number}"))
        x += value * scale
    return parts


def _heading(label: str, text: str, y: float) -> tuple[list[Label], float]:
    """The label from one edge and the value at the other, and where the bar below them begins."""
    labels = [Label(WIDTH, y + LINE - 3, text, "end", "strong")] if text else []
    for part in fitted(label, width=WIDTH - text_width(text) - 10):
        y += LINE
        labels.append(Label(0, y - 3, part))
    return labels, y + 2


def _bars(
    items: Sequence[Bar], *, columns: tuple[str, str], starts: Sequence[float], scale: float, rtl: bool
) -> Figure:
    rects: list[Rect] = []
    labels: list[Label] = []
    y = 0.0
    for item, start in zip(items, starts, strict=True):
        heading, y = _heading(item.label, item.text, y)
        labels += heading
        rects += [Rect(0, y, WIDTH, THICK, "track"), Rect(start, y, item.value * scale, THICK, "c1")]
        y += THICK + SPACE
    figure = Figure(
        columns=columns,
        rows=tuple((item.label, item.text) for item in items),
        height=y,
        rects=tuple(rects),
        labels=tuple(labels),
    )
    return facing(figure, rtl=rtl)

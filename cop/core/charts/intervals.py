"""Values with their uncertainty, in order: a ranking and the funding line that goes through it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from cop.core.charts.figure import LINE, WIDTH, Dot, Figure, Label, Line, Rect, facing, fitted

LEFT = 112.0
RIGHT = WIDTH - 14.0
ROW = 22.0
RADIUS = 4.5


@dataclass(frozen=True, slots=True)
class Interval:
    """A value between `low` and `high`. Chosen ones are drawn full, the others hollow."""

    label: str
    value: float
    low: float
    high: float
    is_chosen: bool = True


def interval_plot(
    items: Sequence[Interval],
    *,
    columns: tuple[str, str, str],
    line: tuple[float, str] | None = None,
    legend: tuple[str, str] | None = None,
    write: Callable[[float], str] = "{:.12g}".format,
    rtl: bool = False,
) -> Figure:
    """A row for each item in the order given. `line` is a limit and its name, `write` says a number in the reader's language.

    `columns` head the table: label, value, interval. `legend` names the chosen and the others.
    """
    if not items:
        return Figure(columns=columns, rows=())
    ticks = _ticks(items, line)
    place = _scale(ticks)
    top = LINE + 6 if line else 4.0
    bottom = top + ROW * len(items)
    axis, numbers = _axis(ticks, place, bottom=bottom, write=write)
    rows = [_row(item, place, top + ROW * number) for number, item in enumerate(items)]
    labels = [label for _span, _dot, label in rows] + numbers
    lines = [*axis, *(span for span, _dot, _label in rows)]
    if line:
        lines.append(Line(place(line[0]), LINE, place(line[0]), bottom, "rule"))
        labels.append(_name_of_line(line, place))
    figure = Figure(
        columns=columns,
        rows=tuple((i.label, write(i.value), f"{write(i.low)} – {write(i.high)}") for i in items),
        height=bottom + LINE + 4,
        rects=tuple(Rect(0, top + ROW * number, WIDTH, ROW, "band") for number in range(1, len(items), 2)),
        lines=tuple(lines),
        dots=tuple(dot for _span, dot, _label in rows),
        labels=tuple(labels),
        legend=(("c1", legend[0]), ("hollow", legend[1])) if legend else (),
    )
    return facing(figure, rtl=rtl)


def _row(item: Interval, place: Callable[[float], float], y: float) -> tuple[Line, Dot, Label]:
    middle = y + ROW / 2
    return (
        Line(place(item.low), middle, place(item.high), middle, "span"),
        Dot(place(item.value), middle, RADIUS, "c1" if item.is_chosen else "hollow"),
        Label(2, middle + 4, fitted(item.label, width=LEFT - 14, lines=1)[0]),
    )


def _ticks(items: Sequence[Interval], line: tuple[float, str] | None) -> list[float]:
    """Three to seven round numbers that hold everything to be drawn."""
    values = [value for item in items for value in (item.low, item.value, item.high)]
    values += [line[0]] if line else []
    low, high = min(values), max(values)
    step = _step((high - low) or 1)
    first, last = floor(low / step), ceil(high / step)
    if first == last:
        last += 1
    return [number * step for number in range(first, last + 1)]


def _step(span: float) -> float:
    """1, 2 or 5 times a power of ten, so that `span` holds two to five of them."""
    power = 10.0 ** floor(log10(span / 2))
    return next((step * power for step in (5, 2) if span / (step * power) >= 2), power)


def _scale(ticks: Sequence[float]) -> Callable[[float], float]:
    low, high = ticks[0], ticks[-1]
    return lambda value: LEFT + (value - low) / (high - low) * (RIGHT - LEFT)


def _axis(
    ticks: Sequence[float], place: Callable[[float], float], *, bottom: float, write: Callable[[float], str]
) -> tuple[list[Line], list[Label]]:
    lines = [Line(LEFT, bottom, RIGHT, bottom, "axis")]
    lines += [Line(place(tick), bottom, place(tick), bottom + 4, "axis") for tick in ticks]
    labels = [Label(place(tick), bottom + LINE, write(tick), "middle", "soft") for tick in ticks]
    return lines, labels


def _name_of_line(line: tuple[float, str], place: Callable[[float], float]) -> Label:
    x = place(line[0])
    return Label(x, LINE - 4, line[1], "end" if x > WIDTH / 2 else "start", "strong")

"""How many, from the day something opened to its deadline and after."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cop.core.charts.figure import LINE, WIDTH, Figure, Label, Line, Trace, facing, text_width

TOP = LINE + 8
BOTTOM = 170.0


@dataclass(frozen=True, slots=True)
class Point:
    """So many at an instant (aware); `label` and `text` are the two as people read them."""

    at: datetime
    value: float
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant (aware) and its name."""

    at: datetime
    label: str


def timeline(
    points: Sequence[Point],
    *,
    opens: Moment,
    deadline: Moment,
    columns: tuple[str, str],
    rtl: bool = False,
) -> Figure:
    """A running count as steps, with a line at the deadline. `points` are in order; `columns` head the table: when, how many."""
    if not points:
        return Figure(columns=columns, rows=())
    place = _scale(opens.at, max(deadline.at, points[-1].at))
    most = max(point.value for point in points) or 1
    x = place(deadline.at)
    side = "end" if x > WIDTH / 2 else "start"
    highest = max(points, key=lambda point: point.value)
    name = Label(x + (-4 if side == "end" else 4), BOTTOM + LINE, deadline.label, side, "strong")
    labels = [name, Label(0, LINE - 3, highest.text, "start", "strong")]
    if text_width(opens.label) + text_width(deadline.label) + 12 < WIDTH:
        labels.append(Label(0, BOTTOM + LINE, opens.label, "start", "soft"))
    figure = Figure(
        columns=columns,
        rows=tuple((point.label, point.text) for point in points),
        height=BOTTOM + LINE + 6,
        lines=(
            Line(0, BOTTOM, WIDTH, BOTTOM, "axis"),
            Line(0, TOP, WIDTH, TOP, "grid"),
            Line(x, TOP - 6, x, BOTTOM + LINE, "rule"),
        ),
        traces=(Trace(_steps(points, place, most)),),
        labels=tuple(labels),
    )
    return facing(figure, rtl=rtl)


def _scale(first: datetime, last: datetime) -> Callable[[datetime], float]:
    seconds = (last - first).total_seconds() or 1
    return lambda at: min(max((at - first).total_seconds() / seconds, 0), 1) * WIDTH


def _steps(
    points: Sequence[Point], place: Callable[[datetime], float], most: float
) -> tuple[tuple[float, float], ...]:
    """Between two points a count stays what it was."""
    corners: list[tuple[float, float]] = [(0.0, BOTTOM)]
    for point in points:
        x, y = place(point.at), BOTTOM - point.value / most * (BOTTOM - TOP)
        corners += [(x, corners[-1][1]), (x, y)]
    return tuple(corners)

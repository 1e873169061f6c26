"""Effects, from much worse to much better: bars from the middle, worse to where reading starts."""

from collections.abc import Sequence
from dataclasses import dataclass

from cop.core.charts.bars import SPACE, THICK
from cop.core.charts.figure import LINE, WIDTH, Figure, Label, Rect, facing, fitted
from cop.core.charts.figure import Line as Stroke

MOST = 3
HALF = WIDTH / 2


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect of −3 to +3; `text` is it as people read it, `cells` stand beside it in the table."""

    label: str
    value: int
    text: str
    cells: tuple[str, ...] = ()


def effect_bars(items: Sequence[Effect], *, columns: tuple[str, ...], rtl: bool = False) -> Figure:
    """A bar for each effect. `columns` head the table: label, effect, then the cells."""
    rects: list[Rect] = []
    lines: list[Stroke] = []
    labels: list[Label] = []
    y = 0.0
    for item in items:
        labels.append(Label(WIDTH, y + LINE - 3, item.text, "end", "strong"))
        for part in fitted(item.label, width=WIDTH - 40):
            y += LINE
            labels.append(Label(0, y - 3, part))
        length = abs(item.value) / MOST * HALF
        start = HALF if item.value > 0 else HALF - length
        rects.append(Rect(0, y + 2, WIDTH, THICK, "track"))
        rects.append(Rect(start, y + 2, length, THICK, "c1" if item.value > 0 else "c2"))
        lines.append(Stroke(HALF, y, HALF, y + THICK + 4, "axis"))
        y += 2 + THICK + SPACE
    figure = Figure(
        columns=columns,
        rows=tuple((item.label, item.text, *item.cells) for item in items),
        height=y,
        rects=tuple(rects),
        lines=tuple(lines),
        labels=tuple(labels),
    )
    return facing(figure, rtl=rtl)

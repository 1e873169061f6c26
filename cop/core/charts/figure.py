"""What a chart is made of: shapes in a box WIDTH units wide, and the same figures as a table.

A chart is drawn for left to right and mirrored as a whole. Text anchors are logical (`start` is where reading starts), as
SVG has them, so they stay as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from textwrap import wrap
from typing import Self

from cop.kernel.ids import digest

WIDTH = 340.0
LINE = 15.0
"""The height of a line of text."""
LETTER = 6.4
"""The width of a letter, near enough to know where a label must wrap."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A box. `kind` is its class: c1 to c6 for a series, else `track`."""

    x: float
    y: float
    width: float
    height: float
    kind: str

    def mirrored(self) -> Self:
        return replace(self, x=WIDTH - self.x - self.width)


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line. `kind` is `axis`, `rule` (a limit) or `span` (an interval)."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: str

    def mirrored(self) -> Self:
        return replace(self, x1=WIDTH - self.x1, x2=WIDTH - self.x2)


@dataclass(frozen=True, slots=True)
class Dot:
    """A disc. `kind` is c1, `hollow` or `place`."""

    x: float
    y: float
    radius: float
    kind: str

    def mirrored(self) -> Self:
        return replace(self, x=WIDTH - self.x)


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text on the baseline `y`. `anchor` is start, middle or end; `kind` is "", `soft`, `strong` or `name`."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    kind: str = ""

    def mirrored(self) -> Self:
        return replace(self, x=WIDTH - self.x)


@dataclass(frozen=True, slots=True)
class Trace:
    """A line through `points`."""

    points: tuple[tuple[float, float], ...]

    def mirrored(self) -> Self:
        return replace(self, points=tuple((WIDTH - x, y) for x, y in self.points))


@dataclass(frozen=True, slots=True)
class Land:
    """Dry land as rows of dots `pitch` apart, in the syntax of an SVG path. It is never mirrored: east stays east."""

    path: str
    pitch: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart, drawn by the macro `chart`. Without `rows` there is nothing to draw.

    `legend` is (kind, text) of each series; `columns` and `rows` are the table of the same figures.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    height: float = 0
    rects: tuple[Rect, ...] = ()
    lines: tuple[Line, ...] = ()
    traces: tuple[Trace, ...] = ()
    dots: tuple[Dot, ...] = ()
    labels: tuple[Label, ...] = ()
    legend: tuple[tuple[str, str], ...] = ()
    land: Land | None = None
    is_rtl: bool = False
    width: float = WIDTH

    @property
    def key(self) -> str:
        """A name for what the figure defines, different for each figure of a page."""
        return f"f{digest(repr((self.columns, self.rows)))[:6]}"


def facing(figure: Figure, *, rtl: bool) -> Figure:
    """`figure` as it is read in the direction of the page."""
    if not rtl:
        return figure
    return replace(
        figure,
        rects=tuple(rect.mirrored() for rect in figure.rects),
        lines=tuple(line.mirrored() for line in figure.lines),
        traces=tuple(trace.mirrored() for trace in figure.traces),
        dots=tuple(dot.mirrored() for dot in figure.dots),
        labels=tuple(label.mirrored() for label in figure.labels),
        is_rtl=True,
    )


def fitted(text: str, *, width: float, lines: int = 2) -> Sequence[str]:
    """`text` in at most `lines` lines of `width` units; what does not fit ends in an ellipsis (the table has it whole)."""
    letters = max(4, int(width / LETTER))
    return wrap(text, letters, max_lines=lines, placeholder="…") or [""]


def text_width(text: str) -> float:
    return len(text) * LETTER

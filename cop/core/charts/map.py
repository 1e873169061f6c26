"""Where things are: discs on a map of dots, large enough to see which part of which continent.

The land was drawn roughly, by hand, three degrees a dot. It shows no border and says nothing about one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from cop.core.charts.figure import LINE, WIDTH, Dot, Figure, Label, Land, Line, text_width

PITCH = 3
LARGEST = 13.0
MARGIN = 9.0
LEAST_SPAN = 60.0
NORTH, SOUTH = 78.0, -57.0


@dataclass(frozen=True, slots=True)
class Place:
    """So many at a place, in degrees north and east; `text` is the value as people read it. `kind` is that of its disc."""

    label: str
    latitude: float
    longitude: float
    value: float
    text: str
    kind: str = "place"


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the world that is drawn, in degrees."""

    west: float
    east: float
    south: float
    north: float

    @property
    def scale(self) -> float:
        return WIDTH / (self.east - self.west)

    @property
    def height(self) -> float:
        return (self.north - self.south) * self.scale

    def x(self, longitude: float) -> float:
        return (longitude - self.west) * self.scale

    def y(self, latitude: float) -> float:
        return (self.north - latitude) * self.scale


def dot_map(
    places: Sequence[Place],
    *,
    columns: tuple[str, str],
    named: int = 8,
    radius: float = LARGEST,
    ways: Sequence[tuple[Place, Place]] = (),
    rtl: bool = False,
) -> Figure:
    """A disc at each place, its area as its value; the `named` largest have their name. East is never mirrored.

    The largest disc has `radius`; `ways` are lines from one of the places to another.
    """
    rows = tuple((place.label, place.text) for place in places)
    if not places:
        return Figure(columns=columns, rows=())
    frame = frame_of(places)
    by_size = sorted(places, key=lambda place: -place.value)
    dots = _discs(by_size, frame, radius)
    lines = [
        Line(frame.x(a.longitude), frame.y(a.latitude), frame.x(b.longitude), frame.y(b.latitude), "span")
        for a, b in ways
    ]
    return Figure(
        columns=columns,
        rows=rows,
        height=frame.height,
        lines=tuple(lines),
        dots=tuple(dots),
        labels=tuple(_names(by_size[:named], dots)),
        land=_land(frame),
        is_rtl=rtl,
    )


def _discs(places: Sequence[Place], frame: Frame, radius: float) -> list[Dot]:
    """A disc for each place, its area as its value."""
    largest = max(place.value for place in places) or 1
    return [
        Dot(
            frame.x(place.longitude),
            frame.y(place.latitude),
            max(2.5, radius * sqrt(max(place.value, 0) / largest)),
            place.kind,
        )
        for place in places
    ]


def frame_of(places: Sequence[Place]) -> Frame:
    """The places with a margin around them, never so narrow that one does not know where in the world it is."""
    longitudes = [place.longitude for place in places]
    latitudes = [place.latitude for place in places]
    west, east = _widened(min(longitudes) - MARGIN, max(longitudes) + MARGIN, LEAST_SPAN, -180, 180)
    south, north = _widened(
        min(latitudes) - MARGIN, max(latitudes) + MARGIN, min((east - west) / 2, NORTH - SOUTH), SOUTH, NORTH
    )
    west, east = _widened(west, east, (north - south) * 1.1, -180, 180)
    return Frame(west, east, south, north)


def _widened(low: float, high: float, least: float, lowest: float, highest: float) -> tuple[float, float]:
    """At least `least` from low to high, within the bounds."""
    missing = max(0.0, least - (high - low)) / 2
    low, high = low - missing, high + missing
    low, high = (lowest, high + lowest - low) if low < lowest else (low, high)
    low, high = (low + highest - high, highest) if high > highest else (low, high)
    return max(low, lowest), min(high, highest)


def _names(places: Sequence[Place], dots: Sequence[Dot]) -> list[Label]:
    """Names above or below their discs, left out where they would lie on a name that is there already."""
    taken: list[tuple[float, float, float]] = []
    labels = []
    for place, dot in zip(places, dots, strict=False):
        half = text_width(place.label) * 0.6  # a short name has wider letters than running text
        x = min(max(dot.x, half), WIDTH - half)
        for y in (max(dot.y - dot.radius - 4, LINE), dot.y + dot.radius + LINE - 3):
            if all(abs(x - other) > half + width or abs(y - row) > LINE for other, row, width in taken):
                taken.append((x, y, half))
                labels.append(Label(x, y, place.label, "middle", "name"))
                break
    return labels


def _land(frame: Frame) -> Land:
    runs = []
    for row in _LAND.splitlines():
        latitude, *pairs = row.split()
        if not frame.south < int(latitude) < frame.north:
            continue
        for pair in pairs:
            first, last = (int(end) for end in pair.split(":"))
            if last > frame.west and first < frame.east:
                start = first if first > frame.west else first + PITCH * -(-(frame.west - first) // PITCH)
                end = min(last, frame.east)
                runs.append(f"M{frame.x(start):.1f} {frame.y(int(latitude)):.1f}H{frame.x(end) + 0.1:.1f}")
    return Land(path="".join(runs), pitch=PITCH * frame.scale)


# Latitude, then the runs of longitudes where there is land.
_LAND = """\
75 -60:-21 87:111
72 -117:-108 -84:-75 -54:-24 69:69 78:144
69 -162:-105 -93:-69 -51:-30 18:33 57:177
66 -165:-87 -72:-63 -51:-36 -21:-18 15:36 45:177
63 -165:-90 -66:-66 -48:-42 9:18 24:177
60 -162:-150 -141:-96 -75:-69 6:18 24:168
57 -159:-156 -135:-90 -75:-63 -3:-3 9:15 24:138 159:162
54 -129:-84 -78:-60 -9:-9 -3:0 9:135 159:159
51 -126:-60 -3:138
48 -123:-66 -57:-57 -3:138
45 -123:-63 0:27 39:45 54:135
42 -123:-72 -9:3 15:15 21:27 39:48 54:129 141:141
39 -123:-75 -9:-3 15:15 21:21 27:48 54:117 126:126 141:141
36 -120:-78 -6:9 36:120 135:138
33 -117:-81 -6:12 36:120 132:132
30 -114:-81 -9:120
27 -114:-99 -81:-81 -12:48 54:120
24 -105:-99 -15:57 69:117
21 -105:-99 -90:-90 -81:-78 -15:36 42:57 72:87 93:108
18 -102:-90 -72:-72 -15:36 42:54 75:81 96:105
15 -93:-84 -15:39 45:51 75:81 99:108 123:123
12 -87:-84 -72:-72 -15:42 75:78 99:99 105:108
9 -81:-81 -75:-63 -12:48 78:78 99:99
6 -75:-57 -9:48 99:102 117:117
3 -78:-51 9:45 99:102 114:117
0 -78:-51 9:42 99:102 111:117
-3 -78:-42 12:39 102:105 111:114 120:120 138:141
-6 -81:-36 12:39 138:147
-9 -78:-36 15:39 144:147
-12 -75:-39 15:39 129:135
-15 -75:-42 15:39 48:48 126:135 141:144
-18 -69:-42 15:36 45:48 123:147
-21 -69:-42 15:33 45:48 117:147
-24 -69:-45 15:33 45:45 114:150
-27 -69:-48 18:30 114:153
-30 -69:-51 18:30 117:150
-33 -72:-54 18:27 117:123 135:150
-36 -72:-60 141:150
-39 -72:-63 177:177
-42 -72:-66 171:174
-45 -72:-66 168:171
-48 -75:-69
-51 -75:-69
-54 -69:-69"""

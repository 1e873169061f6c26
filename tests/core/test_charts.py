"""Charts say what the figures say: lengths are proportional, Arabic is the mirror image, nothing leaves its box."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.core.charts.bars import Bar, Stack, bar_chart, funnel, stacked_bars
from cop.core.charts.effects import Effect, effect_bars
from cop.core.charts.figure import WIDTH, Figure, facing, fitted
from cop.core.charts.intervals import Interval, interval_plot
from cop.core.charts.map import NORTH, SOUTH, Place, dot_map, frame_of
from cop.core.charts.timeline import Moment, Point, timeline

START = datetime(2026, 12, 1, tzinfo=UTC)
amounts = st.floats(min_value=0, max_value=1e9, allow_subnormal=False).map(lambda value: round(value, 2))
scores = st.floats(min_value=0, max_value=100).map(lambda value: round(value, 3))


def bars(values: list[float]) -> list[Bar]:
    return [Bar(f"Line {number}", value, str(value)) for number, value in enumerate(values)]


def places(*spots: tuple[float, float, float]) -> list[Place]:
    return [
        Place(f"Place {n}", north, east, value, str(value)) for n, (north, east, value) in enumerate(spots)
    ]


def intervals(count: int = 4) -> list[Interval]:
    return [Interval(f"P-{n}", 80 - n, 75 - n, 85 - n, n % 2 == 0) for n in range(count)]


def received() -> Figure:
    points = [Point(START + timedelta(days=day), day * 10, f"day {day}", str(day * 10)) for day in range(8)]
    return timeline(
        points,
        opens=Moment(START, "opens"),
        deadline=Moment(START + timedelta(days=6), "deadline"),
        columns=("Day", "Received"),
    )


EVERY_KIND = [
    bar_chart(bars([3, 1]), columns=("a", "b")),
    funnel(bars([9, 4]), columns=("a", "b")),
    stacked_bars([Stack("x", (1, 2), ("1", "2"), "3")], series=("s", "t"), columns=("a", "b")),
    interval_plot(intervals(), columns=("a", "b", "c"), line=(78, "limit"), legend=("in", "out")),
    received(),
    effect_bars([Effect("Better", 2, "+2"), Effect("Worse", -3, "−3")], columns=("a", "b")),
]


@given(st.lists(amounts, min_size=1, max_size=12))
def test_bars_are_as_long_as_their_values(values: list[float]) -> None:
    figure = bar_chart(bars(values), columns=("a", "b"))
    widths = [rect.width for rect in figure.rects if rect.kind == "c1"]
    largest = max(values)
    expected = [WIDTH * value / largest if largest else 0 for value in values]
    assert widths == pytest.approx(expected)


def test_bars_can_share_a_scale_across_charts() -> None:
    figure = bar_chart(bars([25]), columns=("a", "b"), most=100)
    assert figure.rects[1].width == pytest.approx(WIDTH / 4)


@given(st.lists(amounts, min_size=1, max_size=8))
def test_funnel_bars_are_centred(values: list[float]) -> None:
    figure = funnel(bars(values), columns=("a", "b"))
    for rect in figure.rects:
        assert rect.x + rect.width / 2 == pytest.approx(WIDTH / 2)


@given(st.lists(st.tuples(amounts, amounts, amounts), min_size=1, max_size=6))
def test_parts_of_a_bar_touch_and_add_up(rows: list[tuple[float, float, float]]) -> None:
    items = [Stack(str(n), row, ("", "", ""), "sum") for n, row in enumerate(rows)]
    figure = stacked_bars(items, series=("x", "y", "z"), columns=("a", "b"))
    largest = max(sum(row) for row in rows)
    covered = sum(rect.width for rect in figure.rects)
    assert covered == pytest.approx(WIDTH * sum(map(sum, rows)) / largest if largest else 0, abs=1e-6)
    for before, after in zip(figure.rects, figure.rects[1:], strict=False):
        if before.y == after.y:
            assert after.x == pytest.approx(before.x + before.width)


def test_shares_fill_the_width_whatever_the_sum() -> None:
    items = [Stack("few", (1, 3), ("1", "3")), Stack("many", (50, 50), ("50", "50"))]
    figure = stacked_bars(items, series=("x", "y"), columns=("a", "b"), as_shares=True)
    assert [rect.width / WIDTH for rect in figure.rects] == pytest.approx([0.25, 0.75, 0.5, 0.5])
    assert figure.columns == ("a", "x", "y")


def test_a_bar_without_one_value_for_each_series_is_refused() -> None:
    with pytest.raises(ValueError, match="one value for each series"):
        stacked_bars([Stack("x", (1,), ("1",))], series=("s", "t"), columns=("a", "b"))


@given(st.lists(st.tuples(scores, scores, scores), min_size=1, max_size=30), scores)
def test_intervals_keep_their_order_on_the_axis(rows: list[tuple[float, float, float]], limit: float) -> None:
    items = [Interval(str(n), *(sorted(row)[i] for i in (1, 0, 2))) for n, row in enumerate(rows)]
    figure = interval_plot(items, columns=("a", "b", "c"), line=(limit, "limit"))
    spans = [line for line in figure.lines if line.kind == "span"]
    (rule,) = [line for line in figure.lines if line.kind == "rule"]
    for item, dot, span in zip(items, figure.dots, spans, strict=True):
        assert 0 <= span.x1 <= dot.x + 1e-9 <= span.x2 + 2e-9 <= WIDTH + 3e-9
        if abs(item.value - limit) > 1e-6:
            assert (dot.x < rule.x1) == (item.value < limit)


def test_chosen_and_others_differ_in_shape_not_in_colour() -> None:
    figure = interval_plot(intervals(2), columns=("a", "b", "c"))
    assert [dot.kind for dot in figure.dots] == ["c1", "hollow"]


@pytest.mark.parametrize("value", [0.0, 50.0, 1e-7, 99_999_999.0])
def test_an_axis_fits_a_single_value_of_any_size(value: float) -> None:
    figure = interval_plot([Interval("only", value, value, value)], columns=("a", "b", "c"))
    assert 0 <= figure.dots[0].x <= WIDTH
    ticks = [label.text for label in figure.labels if label.kind == "soft"]
    assert len(ticks) == len(set(ticks)) >= 2


def test_a_count_never_falls_and_ends_at_the_top() -> None:
    (trace,) = received().traces
    assert list(trace.points) == sorted(trace.points, key=lambda point: (point[0], -point[1]))
    assert trace.points[-1] == (WIDTH, min(y for _x, y in trace.points))


def test_what_comes_after_the_deadline_lies_beyond_its_line() -> None:
    figure = received()
    (rule,) = [line for line in figure.lines if line.kind == "rule"]
    assert rule.x1 == pytest.approx(WIDTH * 6 / 7)


@given(
    st.lists(st.tuples(st.floats(-56, 70), st.floats(-175, 175), st.floats(0, 1000)), min_size=1, max_size=20)
)
def test_every_place_is_on_its_map(spots: list[tuple[float, float, float]]) -> None:
    figure = dot_map(places(*spots), columns=("a", "b"))
    assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= figure.height for dot in figure.dots)
    assert figure.height < WIDTH * 1.2


def test_effects_reach_from_the_middle_to_their_side() -> None:
    effects = [Effect("Better", 3, "+3"), Effect("Worse", -1, "−1"), Effect("Same", 0, "0")]
    better, worse, same = (
        rect for rect in effect_bars(effects, columns=("a", "b")).rects if rect.kind != "track"
    )
    assert (better.x, better.width) == (pytest.approx(WIDTH / 2), pytest.approx(WIDTH / 2))
    assert (worse.x + worse.width, worse.width) == (pytest.approx(WIDTH / 2), pytest.approx(WIDTH / 6))
    assert same.width == 0


def test_a_way_joins_the_discs_of_its_places() -> None:
    spots = places((0, 0, 1), (10, 40, 1))
    figure = dot_map(spots, columns=("a", "b"), ways=[(spots[0], spots[1])])
    (line,) = figure.lines
    assert {(line.x1, line.y1), (line.x2, line.y2)} == {(dot.x, dot.y) for dot in figure.dots}


def test_larger_discs_are_drawn_first_and_have_areas_like_their_values() -> None:
    figure = dot_map(places((0, 0, 25), (10, 10, 100)), columns=("a", "b"))
    assert [dot.radius for dot in figure.dots] == pytest.approx([13.0, 6.5])


def test_a_map_shows_only_its_part_of_the_world() -> None:
    near = places((-3.4, 29.9, 1), (-1.9, 30.1, 1))
    frame = frame_of(near)
    assert frame.east - frame.west == pytest.approx(60)
    assert SOUTH <= frame.south < frame.north <= NORTH
    whole = dot_map([*near, *places((50, -170, 1), (-40, 170, 1))], columns=("a", "b"))
    part = dot_map(near, columns=("a", "b"))
    assert part.land is not None
    assert whole.land is not None
    assert len(part.land.path) < len(whole.land.path)


def test_east_is_never_mirrored() -> None:
    spots = places((0, 0, 1), (10, 40, 2))
    plain, arabic = (dot_map(spots, columns=("a", "b"), rtl=rtl) for rtl in (False, True))
    assert plain.dots == arabic.dots
    assert arabic.is_rtl


@pytest.mark.parametrize("figure", EVERY_KIND)
def test_right_to_left_is_the_mirror_image(figure: Figure) -> None:
    arabic = facing(figure, rtl=True)
    assert arabic.is_rtl
    assert arabic.rows == figure.rows
    for before, after in zip(figure.rects, arabic.rects, strict=True):
        assert after.x + after.width == pytest.approx(WIDTH - before.x)
    for label, mirrored in zip(figure.labels, arabic.labels, strict=True):
        assert (mirrored.x, mirrored.anchor) == (pytest.approx(WIDTH - label.x), label.anchor)
    assert [dot.x for dot in arabic.dots] == pytest.approx([WIDTH - dot.x for dot in figure.dots])
    assert [line.x1 for line in arabic.lines] == pytest.approx([WIDTH - line.x1 for line in figure.lines])
    for trace, mirrored_trace in zip(figure.traces, arabic.traces, strict=True):
        assert mirrored_trace.points == tuple((pytest.approx(WIDTH - x), y) for x, y in trace.points)


@pytest.mark.parametrize("figure", EVERY_KIND)
def test_everything_is_inside_the_box(figure: Figure) -> None:
    assert all(
        r.x >= 0 and r.x + r.width <= WIDTH + 1e-6 and r.y + r.height <= figure.height for r in figure.rects
    )
    assert all(0 <= label.x <= WIDTH and 0 < label.y <= figure.height for label in figure.labels)
    assert all(max(line.y1, line.y2) <= figure.height for line in figure.lines)


@pytest.mark.parametrize("figure", EVERY_KIND)
def test_every_figure_is_also_a_table(figure: Figure) -> None:
    assert figure.rows
    assert all(len(row) == len(figure.columns) for row in figure.rows)


def test_no_data_is_an_empty_figure() -> None:
    moment = Moment(START, "now")
    for figure in (
        bar_chart([], columns=("a", "b")),
        funnel([], columns=("a", "b")),
        stacked_bars([], series=("s",), columns=("a", "b")),
        interval_plot([], columns=("a", "b", "c")),
        timeline([], opens=moment, deadline=moment, columns=("a", "b")),
        dot_map([], columns=("a", "b")),
    ):
        assert (figure.rows, figure.height) == ((), 0)


def test_long_labels_wrap_and_end_in_an_ellipsis() -> None:
    assert fitted("Association Umoja", width=200) == ["Association Umoja"]
    long = fitted("Equipment and small works for the four maternity wards", width=100)
    assert len(long) == 2
    assert long[-1].endswith("…")
    assert fitted("", width=100) == [""]


def test_figures_have_names_of_their_own() -> None:
    assert len({figure.key for figure in EVERY_KIND}) == len(EVERY_KIND)

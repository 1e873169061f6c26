"""What the page /ui shows: every component in every state, with made-up content.

Its words are for those who build pages, so they are not in the catalogues; what components say of themselves is.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FieldList,
    FileField,
    FormField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from cop.core.charts.bars import Bar, Stack, bar_chart, funnel, stacked_bars
from cop.core.charts.effects import Effect, effect_bars
from cop.core.charts.figure import Figure
from cop.core.charts.intervals import Interval, interval_plot
from cop.core.charts.map import Place, dot_map
from cop.core.charts.timeline import Moment, Point, timeline
from cop.core.forms import Form, NumberField, choices_of, required
from cop.core.paging import Page


class _Partner(PlainForm):
    name = StringField("Name of the partner", [required()])
    country = StringField("Country")


class SampleForm(Form):
    """One field of every kind."""

    title = StringField(
        "Title of the project", [required()], description="As it should stand in the list of awards."
    )
    summary = TextAreaField(
        "Summary",
        [required()],
        description="Who will do what, where, and what will be different afterwards.",
        render_kw={"data-max-words": 60},
    )
    remarks = TextAreaField("Remarks", [Length(max=200)])
    grant = NumberField("Requested grant", [required()], description="Between 20 000 and 50 000 euros.")
    months = IntegerField("Duration", [required()])
    starts_on = DateField("First day", [required()])
    email = EmailField("E-mail address", [required()])
    password = PasswordField("Password", [required()], render_kw={"autocomplete": "new-password"})
    country = SelectField(
        "Country of origin",
        [required()],
        choices=choices_of([("", "—"), ("bi", "Burundi"), ("rw", "Rwanda")]),
    )
    stage = RadioField(
        "Stage", [required()], choices=choices_of([("1", "Concept note"), ("2", "Full proposal")])
    )
    themes = SelectMultipleField(
        "Themes",
        choices=choices_of([("health", "Health"), ("school", "Education"), ("farm", "Rural development")]),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description="As many as fit.",
    )
    statutes = FileField("Statutes", [required()], description="PDF, at most 10 MB.")
    partners = FieldList(FormField(_Partner, label="Partner"), label="Partners", min_entries=1)
    declares = BooleanField("I declare that all of this is true.", [required()])


@dataclass(frozen=True, slots=True)
class SamplePage(Page[str]):
    """A page of a list that is nowhere."""

    def url_for_page(self, number: int) -> str:
        return f"?page={number}"


def context(*, rtl: bool) -> dict[str, Any]:
    """What templates/ui/show.html is drawn from."""
    typed = {"title": "", "summary": "word " * 70, "grant": "a lot", "email": "a", "partners-0-name": ""}
    wrong = SampleForm(
        formdata=MultiDict({f"wrong-{name}": text for name, text in typed.items()}), prefix="wrong"
    )
    wrong.validate()
    filled = SampleForm(
        formdata=None,
        prefix="filled",
        data={
            "title": "Solar cold rooms for the maternity wards of Ngozi",
            "summary": "Nurses and engineers in Brussels equip four wards with cold rooms.",
            "country": "bi",
            "stage": "2",
            "themes": ["health"],
            "declares": True,
        },
    )
    return {
        "forms": {"empty": SampleForm(formdata=None, prefix="empty"), "filled": filled, "wrong": wrong},
        "figures": figures(rtl=rtl),
        "page": SamplePage(items=[], page=5, per_page=20, total=233),
        "deadline_at": datetime(2026, 12, 15, 16, tzinfo=UTC),
    }


def figures(*, rtl: bool) -> list[tuple[str, str, Figure]]:
    """Every kind of chart, and an empty one: title, sentence, figure."""
    return [
        ("From drafts to awards", "One draft in nine becomes a project.", _funnel(rtl)),
        ("Requested by heading", "Staff and equipment are two thirds.", _headings(rtl)),
        ("Who pays", "The diaspora brings a quarter, half of it in kind.", _budget(rtl)),
        ("Women among experts", "Four in ten.", _share(rtl)),
        ("Ranking, first stage", "Five of eight are proposed; one above the line is not.", _ranking(rtl)),
        ("Proposals received", "Half of them came on the last two days.", _received(rtl)),
        ("Where projects are", "Most are around the Great Lakes.", _places(rtl)),
        ("What changed", "Two for the better, one for the worse.", _changes(rtl)),
        ("Projects by year", "", bar_chart([], columns=("Year", "Projects"), rtl=rtl)),
    ]


def _changes(rtl: bool) -> Figure:
    effects = [
        ("Families with water", 3, "+3"),
        ("Hours spent fetching it", 1, "+1"),
        ("Wells dug", -1, "−1"),
    ]
    items = [Effect(name, value, text) for name, value, text in effects]
    return effect_bars(items, columns=("Indicator", "Effect"), rtl=rtl)


def _funnel(rtl: bool) -> Figure:
    steps = [("Drafts", 497), ("Submitted", 301), ("Eligible", 244), ("Invited", 97), ("Awarded", 55)]
    bars = [Bar(name, count, str(count)) for name, count in steps]
    return funnel(bars, columns=("Step", "Proposals"), rtl=rtl)


def _headings(rtl: bool) -> Figure:
    parts = [
        ("Staff and experts", 18_400),
        ("Equipment and small works, with transport to the four maternity wards", 14_250),
        ("Travel", 6_100),
        ("Visibility", 0),
    ]
    bars = [Bar(name, amount, f"€{amount:,}") for name, amount in parts]
    return bar_chart(bars, columns=("Heading", "Amount"), rtl=rtl)


def _budget(rtl: bool) -> Figure:
    rows = [
        Stack("Association Umoja", (21_000, 6_000, 2_500), ("€21,000", "€6,000", "€2,500"), "€29,500"),
        Stack("District hospital of Ngozi", (9_000, 0, 5_500), ("€9,000", "€0", "€5,500"), "€14,500"),
    ]
    series = ("Grant", "Own money", "In kind")
    return stacked_bars(rows, series=series, columns=("Organisation", "Total"), rtl=rtl)


def _share(rtl: bool) -> Figure:
    rows = [Stack("Experts", (82, 118), ("82", "118")), Stack("Missions", (31, 40), ("31", "40"))]
    series = ("Women", "Men")
    return stacked_bars(rows, series=series, columns=("Group", "Together"), as_shares=True, rtl=rtl)


def _ranking(rtl: bool) -> Figure:
    items = [
        Interval(
            f"GL-{number:04}",
            91 - 4.2 * number,
            86 - 4.4 * number,
            95 - 3.8 * number,
            number not in {5, 7, 8},
        )
        for number in range(1, 9)
    ]
    return interval_plot(
        items,
        columns=("Proposal", "Score", "Interval"),
        line=(66, "Funding line"),
        legend=("Proposed for award", "Not proposed"),
        rtl=rtl,
    )


def _received(rtl: bool) -> Figure:
    counts = [(1, 0), (5, 8), (9, 21), (12, 40), (13, 62), (14, 118), (15, 240)]
    points = [
        Point(datetime(2026, 12, day, 12, tzinfo=UTC), count, f"{day} December", str(count))
        for day, count in counts
    ]
    return timeline(
        points,
        opens=Moment(datetime(2026, 12, 1, tzinfo=UTC), "1 December"),
        deadline=Moment(datetime(2026, 12, 15, 16, tzinfo=UTC), "Deadline"),
        columns=("Day", "Received"),
        rtl=rtl,
    )


def _places(rtl: bool) -> Figure:
    spots = [
        ("Burundi", -3.4, 29.9, 12),
        ("Rwanda", -1.9, 30.1, 9),
        ("DR Congo", -2.9, 23.6, 14),
        ("Senegal", 14.5, -14.4, 5),
        ("Tunisia", 34.1, 9.6, 3),
        ("Belgium", 50.6, 4.7, 2),
        ("Moldova", 47.2, 28.5, 4),
    ]
    places = [Place(name, north, east, count, str(count)) for name, north, east, count in spots]
    return dot_map(places, columns=("Country", "Projects"), rtl=rtl)

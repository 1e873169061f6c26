"""A row of a list as a page and as a sheet show it, every text made once for the page."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup, escape

from cop.calls.definition.definition import CallDefinition
from cop.core import i18n, web
from cop.core.sheets import Cell
from cop.core.templating import amount
from cop.kernel.messages import N_
from cop.kernel.translated import pick
from cop.proposals.lists.figures import themes_in
from cop.proposals.lists.filters import COLUMNS, Filter
from cop.proposals.rules.workflow import STATE_KINDS, STATE_NAMES, state_in_stage
from cop.taxonomy.countries import country_name
from cop.taxonomy.terms import vocabulary

COLUMN_NAMES = {
    "organisation": N_("Organisation"),
    "kind": N_("Type"),
    "country": N_("Country"),
    "language": N_("Language"),
    "themes": N_("Themes"),
    "state": N_("State"),
    "requested": N_("Requested"),
    "documents": N_("Documents"),
    "submitted": N_("Submitted"),
    "closes": N_("Closes"),
}


class Shown(NamedTuple):
    """A cell of a page: `kind` is `number`, `name` (what people typed), a state's kind of tag, or nothing."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ListRow:
    """A proposal in the list."""

    id: int
    number: str
    url: str
    title: str
    language: str
    on_paper: bool
    cells: Markup


def theme_names(definition: CallDefinition, stage: int) -> dict[str, str]:
    """What may be chosen as a theme in a stage, in the reader's language; empty where the stage does not ask."""
    found = definition.stages[min(stage, len(definition.stages)) - 1].question_for("themes")
    options: Sequence[Any] = getattr(found, "options", ())
    return {option.code: pick(option.text, web.language()).text for option in options}


def page_rows(
    found: Iterable[Any], wanted: Filter, themes: Mapping[str, str], *, now: datetime
) -> list[ListRow]:
    """Rows of queries.listed, ready to be written down."""
    makers = _makers(wanted.stage, themes, now)
    chosen = [makers[name] for name in wanted.column]
    # The address of every proposal differs by its number alone, and making each from the routes is half of what a row costs.
    before, after = url_for("proposals_staff.proposal_show", proposal_id=0).split("/0/")
    return [
        ListRow(
            row.id,
            row.number,
            f"{before}/{row.id}/{after}",
            row.title,
            row.language,
            row.on_paper,
            _cells([make(row) for make in chosen]),
        )
        for row in found
    ]


def _cells(shown: Iterable[Shown]) -> Markup:
    """The cells of a row as they are written: asked of each in the template, what it is costs half of what the page does."""
    written = []
    for text, kind in shown:
        match kind:
            case "":
                written.append(f"<td>{escape(text)}</td>")
            case "number":
                written.append(f'<td class="number">{escape(text)}</td>')
            case "name":
                written.append(f"<td><bdi>{escape(text)}</bdi></td>")
            case _:
                written.append(f'<td><span class="{kind}">{escape(text)}</span></td>')
    return Markup("".join(written))  # noqa: S704 - every text in it is escaped


def _makers(stage: int, themes: Mapping[str, str], now: datetime) -> dict[str, Callable[[Any], Shown]]:
    """How each column's cell is made of a row."""
    language, kinds = web.language(), vocabulary("organisation_types")
    states = {code: (str(_(name)), f"tag {STATE_KINDS[code]}") for code, name in STATE_NAMES.items()}
    late = Shown(_("draft, not handed in"), "tag warning")

    def state(row: Any) -> Shown:
        code = state_in_stage(row, stage).value
        return late if code == "draft" and row.closes_at <= now else Shown(*states[code])

    return {
        "organisation": lambda row: Shown(row.lead, "name"),
        "kind": lambda row: Shown(kinds.label(row.lead_kind, language)),
        "country": lambda row: Shown(country_name(row.country, language)),
        "language": lambda row: Shown(i18n.language_name(row.language, own=False)),
        "themes": lambda row: Shown(_themes(row, themes)),
        "state": state,
        "requested": lambda row: Shown(
            "" if row.requested is None else amount(row.requested, row.currency), "number"
        ),
        "documents": lambda row: Shown("" if row.documents is None else str(len(row.documents)), "number"),
        "submitted": lambda row: Shown(
            i18n.instant(row.submitted_at, style="short") if row.submitted_at else ""
        ),
        "closes": lambda row: Shown(i18n.instant(row.closes_at, style="short")),
    }


def _themes(row: Any, themes: Mapping[str, str]) -> str:
    return i18n.comma().join(themes.get(code, code) for code in themes_in(row.themes))


def sheet_header(wanted: Filter) -> list[str]:
    """The columns of a sheet: number, title, those chosen, whether it came on paper; an amount is followed by its currency."""
    names = [_(COLUMN_NAMES[name]) for name in wanted.column]
    header = [_("Number"), _("Title"), *names, _("Came on paper")]
    if "requested" in wanted.column:
        header.insert(header.index(_("Requested")) + 1, _("Currency"))
    return header


def sheet_rows(
    found: Iterable[Any], wanted: Filter, themes: Mapping[str, str], *, now: datetime
) -> Iterator[list[Cell]]:
    """The same rows for a spreadsheet: amounts are numbers, instants are in UTC."""
    makers = _makers(wanted.stage, themes, now)
    for row in found:
        cells: list[Cell] = [row.number, row.title]
        for name in wanted.column:
            match name:
                case "requested":
                    cells += [None if row.requested is None else float(row.requested), row.currency or ""]
                case "submitted":
                    cells.append(row.submitted_at.isoformat(timespec="seconds") if row.submitted_at else "")
                case "closes":
                    cells.append(row.closes_at.isoformat(timespec="seconds"))
                case _:
                    cells.append(makers[name](row).text)
        yield [*cells, _("yes") if row.on_paper else _("no")]


def column_choices() -> list[tuple[str, str]]:
    """(name, label) of the columns there are, in the order of the table."""
    return [(name, _(COLUMN_NAMES[name])) for name in COLUMNS]

"""The ranking as rows of a spreadsheet."""

from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from cop.awards.forms import OUTCOME_NAMES
from cop.awards.models import Outcome
from cop.awards.ranking import RankedRow
from cop.calls.definition.definition import CallDefinition
from cop.core import web
from cop.core.sheets import Cell
from cop.kernel.translated import pick
from cop.taxonomy.countries import country_name


def header_of(definition: CallDefinition, stage: int) -> list[str]:
    sections = [pick(s.title, web.language()).text for s in definition.stage(stage).grid.sections]
    first = [_("Rank"), _("Number"), _("Title"), _("Organisation"), _("Country")]
    return [*first, *sections, _("Total"), _("Requested"), _("Cumulated"), _("Decision")]


def rows_for(rows: Iterable[RankedRow]) -> Iterator[list[Cell]]:
    """A row a proposal; those of the reader's own organisation without scores."""
    for row in rows:
        proposal, candidate = row.proposal, row.ranked.candidate
        lead = proposal.organisation
        first: list[Cell] = [
            None if row.is_hidden else row.ranked.rank,
            proposal.number,
            proposal.title,
            lead.name,
        ]
        first.append(country_name(lead.country, web.language()))
        if row.is_hidden:
            yield first
            continue
        scores: list[Cell] = [float(points) for points in row.score.sections.values()]
        money: list[Cell] = [float(candidate.requested), float(row.ranked.cumulated)]
        yield [*first, *scores, float(row.score.total), *money, str(OUTCOME_NAMES[Outcome(row.outcome)])]

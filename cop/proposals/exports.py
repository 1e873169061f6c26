"""A call's proposals as rows of a spreadsheet."""

from collections.abc import Iterable, Iterator

from cop.core import i18n, web
from cop.core.sheets import Cell
from cop.kernel.messages import N_, say
from cop.proposals.models import Proposal, Submission
from cop.proposals.rules.workflow import STATE_NAMES, state_in_stage
from cop.taxonomy.countries import country_name
from cop.taxonomy.terms import vocabulary

HEADER = tuple(
    say(words)
    for words in (
        N_("Number"),
        N_("Title"),
        N_("Organisation"),
        N_("Type"),
        N_("Country"),
        N_("Language"),
        N_("State"),
        N_("Requested"),
        N_("Currency"),
        N_("Submitted"),
    )
)


def rows_of(found: Iterable[tuple[Proposal, Submission | None]], *, stage: int) -> Iterator[list[Cell]]:
    """A row for each proposal with its submission of the stage, if there is one."""
    language = web.language()
    kinds = vocabulary("organisation_types")
    for proposal, submission in found:
        lead = proposal.organisation
        asked = submission.requested if submission else None
        yield [
            proposal.number,
            proposal.title,
            lead.name,
            kinds.label(lead.kind, language),
            country_name(lead.country, language),
            proposal.language,
            i18n.sentence(say(STATE_NAMES[state_in_stage(proposal, stage).value])),
            None if asked is None else float(asked),
            submission.currency if submission else "",
            submission.submitted_at.isoformat(timespec="seconds") if submission else "",
        ]

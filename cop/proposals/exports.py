"""A call's proposals as rows of a spreadsheet; what a person did for proposals, for their own eyes."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Row, select

from cop.core import i18n, web
from cop.core.db import db
from cop.core.sheets import Cell
from cop.kernel.messages import N_, say
from cop.proposals.models import Comment, Proposal, Submission
from cop.proposals.rules.workflow import STATE_NAMES, state_in_stage
from cop.proposals.team import participations
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


def rows_of(found: Iterable[Row[*tuple[Any, ...]]], *, stage: int) -> Iterator[list[Cell]]:
    """A row of cells for each of queries.LISTED, `stage` being the one they were asked for."""
    language = web.language()
    kinds = vocabulary("organisation_types")
    for row in found:
        yield [
            row.number,
            row.title,
            row.lead,
            kinds.label(row.lead_kind, language),
            country_name(row.country, language),
            row.language,
            i18n.sentence(say(STATE_NAMES[state_in_stage(row, stage).value])),
            None if row.requested is None else float(row.requested),
            row.currency or "",
            row.submitted_at.isoformat(timespec="seconds") if row.submitted_at else "",
        ]


def own_data(*, user_id: int) -> dict[str, Any]:
    """What a person began, handed in and said to the team; the proposals themselves are the organisation's, to be read there."""
    begun = db.session.scalars(select(Proposal).where(Proposal.created_by == user_id).order_by(Proposal.id))
    handed_in = select(Submission).where(Submission.submitted_by == user_id).order_by(Submission.id)
    said = select(Comment).where(Comment.written_by == user_id).order_by(Comment.id)
    return {
        "proposals_begun": [{"number": row.number, "created_at": row.created_at} for row in begun],
        "submissions": [
            {"number": row.number, "stage": row.stage, "submitted_at": row.submitted_at, "sha256": row.sha256}
            for row in db.session.scalars(handed_in)
        ],
        "teams": [
            {"proposal": row.proposal.number, "role": row.role, "since": row.since}
            for row in participations(user_id)
        ],
        "comments": [{"text": row.text, "written_at": row.written_at} for row in db.session.scalars(said)],
    }

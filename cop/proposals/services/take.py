"""Take what was written away from the site into the draft, by the services that the pages use."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cop.calls.queries import definition_of
from cop.kernel.actor import Actor
from cop.kernel.errors import NotFound
from cop.proposals.models import Proposal
from cop.proposals.offline.written import lists_of
from cop.proposals.queries import draft_of
from cop.proposals.services.plain import values_of
from cop.proposals.services.write import refuse_long, save_answers, save_rows


def take_answers(
    proposal: Proposal, answers: Mapping[str, Any], *, seen: str, actor: Actor, now: datetime
) -> None:
    """Keep `answers`, question code -> answer, lists as rows. `seen` marks what the person saw of each before (rules.merge).

    Raises Stale when one has changed since: nothing is written over that nobody was asked about. Raises Invalid, before anything
    is kept, when the rows of both sides are more together than a list takes.
    """
    draft = draft_of(proposal)
    if draft is None:
        raise NotFound
    lists = lists_of(definition_of(proposal.call_version).stage(draft.stage))
    marks = dict(mark.split(":", 1) for mark in seen.split() if ":" in mark)
    for code, kind in lists.items():
        refuse_long(kind, answers.get(code) or ())
    plain = {code: answer for code, answer in answers.items() if code not in lists}
    if plain:
        save_answers(proposal, plain, base=seen, actor=actor, now=now)
    for code, kind in lists.items():
        if code in answers:
            rows = [values_of(kind.table, row, kind.columns) for row in answers[code] or ()]
            save_rows(proposal, kind, rows, base=marks.get(code, ""), actor=actor, now=now)

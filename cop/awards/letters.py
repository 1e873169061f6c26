"""Letters: the call's own words, filled in, as a PDF in the language of the proposal."""

from collections.abc import Mapping
from decimal import Decimal

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from cop.awards.models import Decision
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.letters import Letter
from cop.calls.queries import definition_of, window_of
from cop.core import i18n, markdown, pdf
from cop.core.db import db
from cop.files.models import Blob
from cop.files.services import keep_file
from cop.kernel.actor import SYSTEM
from cop.kernel.clock import Clock
from cop.kernel.money import Money
from cop.kernel.translated import pick
from cop.proposals.models import Proposal

MOST_AT_ONCE = 600


def unwritten() -> list[Decision]:
    """Announced decisions without a letter."""
    proposal = joinedload(Decision.proposal)
    statement = (
        select(Decision)
        .where(Decision.announced_at.is_not(None), Decision.letter_id.is_(None))
        .order_by(Decision.id)
        .limit(MOST_AT_ONCE)
        .options(
            proposal.joinedload(Proposal.organisation),
            proposal.joinedload(Proposal.call_version),
            proposal.joinedload(Proposal.call),
            joinedload(Decision.submission),
        )
    )
    return list(db.session.scalars(statement))


def write_letter(decision: Decision, clock: Clock) -> Blob:
    """Make and keep the letter of one decision."""
    proposal = decision.proposal
    definition = definition_of(proposal.call_version)
    letter: Letter = getattr(definition.letters, decision.outcome.value)
    body = pick(letter.body, proposal.language, fallback=definition.authoritative)
    with i18n.in_language(body.language):
        places = places_of(decision, definition)
        content = pdf.render_pdf(
            "awards/letter.html",
            decision=decision,
            proposal=proposal,
            subject=letter.subject[body.language] % places,
            body=Markup(markdown.render(body.text % _escaped(places))),  # noqa: S704 - cleaned there
            made_at=clock(),
        )
    blob = keep_file(
        content, name=f"{proposal.number}.pdf", media_type="application/pdf", actor=SYSTEM, now=clock()
    )
    decision.letter_id, decision.letter_language = blob.id, body.language
    return blob


def places_of(decision: Decision, definition: CallDefinition) -> dict[str, str]:
    """What the call's words may name, in the current language."""
    proposal = decision.proposal
    stage = decision.stage + 1 if decision.stage < len(definition.stages) else decision.stage
    window = window_of(proposal.call, stage)
    asked = decision.amount if decision.amount is not None else decision.submission.requested
    return {
        "organisation": proposal.organisation.name,
        "title": proposal.title,
        "call": pick(definition.title, decision.submission.language).text,
        "amount": i18n.money(Money(asked or Decimal(0), definition.currency)),
        "score": "–" if decision.score is None else i18n.number(decision.score),
        "rank": "–" if decision.rank is None else i18n.number(decision.rank),
        "deadline": i18n.instant(window.closes_at, zone=window.zone),
        "number": proposal.number,
    }


def _escaped(places: Mapping[str, str]) -> dict[str, str]:
    """What people typed is text in a letter, never Markdown."""
    signs = r"\`*_{}[]()#+-.!<>|~"
    return {
        name: "".join(f"\\{letter}" if letter in signs else letter for letter in text)
        for name, text in places.items()
    }

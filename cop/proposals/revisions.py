"""The history of a draft as its team reads it: who left what part how, and what that changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from cop.accounts.models import User
from cop.calls.definition.questions import BaseQuestion
from cop.calls.definition.stages import Stage
from cop.core import i18n, web
from cop.core.db import db
from cop.kernel.money import Money
from cop.kernel.translated import Localised, pick
from cop.proposals.budget_models import Funder
from cop.proposals.budget_reading import Frame
from cop.proposals.models import Proposal, Revision, StageDraft
from cop.proposals.services.write import BUDGET, PARTNERS
from cop.proposals.words import FUNDER_NAMES
from cop.taxonomy.countries import country_name
from cop.taxonomy.terms import vocabulary


def revisions_of(proposal: Proposal, part: str = "") -> Select[Revision]:
    """The revisions of what is being written, or of one part of it, newest first, with who made them."""
    statement = (
        select(Revision)
        .join(StageDraft, StageDraft.id == Revision.draft_id)
        .where(StageDraft.proposal_id == proposal.id, StageDraft.stage == proposal.stage)
    )
    if part:
        statement = statement.where(Revision.part == part)
    author = joinedload(Revision.author).lazyload(User.roles)
    return statement.order_by(Revision.made_at.desc(), Revision.id.desc()).options(author)


def revision_by_id(proposal: Proposal, revision_id: int) -> Revision | None:
    return db.session.scalar(revisions_of(proposal).where(Revision.id == revision_id))


def revision_before(revision: Revision) -> Revision | None:
    """The one of the same part that this one followed."""
    return db.session.scalar(
        select(Revision)
        .where(
            Revision.draft_id == revision.draft_id,
            Revision.part == revision.part,
            Revision.id < revision.id,
        )
        .order_by(Revision.id.desc())
        .limit(1)
    )


def part_names(stage: Stage) -> dict[str, Localised]:
    """How each part of a draft is called."""
    here = web.language()
    names = {section.code: pick(section.title, here) for section in stage.sections}
    lists = {PARTNERS.part: _("Partners"), BUDGET.part: _("Budget")}
    return names | {part: Localised(name, here) for part, name in lists.items()}


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer before and after. A list has no `question` and is a line of text for each row that differs; none when only
    their order does."""

    question: BaseQuestion | None
    before: Any
    after: Any


def differences_of(
    revision: Revision, before: Revision | None, stage: Stage, frame: Frame | None
) -> list[Difference]:
    """What a revision changed, in the order of the form; all of it where there is none before."""
    then = before.content if before else {}
    if "rows" in revision.content:
        return _of_list(then.get("rows", []), revision.content["rows"], frame)
    return [
        Difference(question, then.get(question.code), revision.content.get(question.code))
        for question in stage.questions
        if then.get(question.code) != revision.content.get(question.code)
    ]


def _of_list(
    before: list[dict[str, Any]], after: list[dict[str, Any]], frame: Frame | None
) -> list[Difference]:
    if lines_of(before, frame) == lines_of(after, frame):
        return []
    gone, come = (
        [row for row in rows if row not in others] for rows, others in ((before, after), (after, before))
    )
    return [Difference(None, lines_of(gone, frame), lines_of(come, frame))]


def lines_of(rows: list[dict[str, Any]], frame: Frame | None) -> str:
    """Rows of a list in words, a line each; `frame` knows the headings and organisations of a budget.

    Direction marks at the dots keep the cells in the order of the page, whichever scripts they are in.
    """
    mark = "\u200f" if i18n.text_direction() == "rtl" else "\u200e"
    return "\n".join(f" {mark}·{mark} ".join(_cells(row, frame)) for row in rows)


def _in_budget(name: str, row: Mapping[str, Any], frame: Frame | None) -> str:
    """What a budget line says by a code or a number."""
    value = row[name]
    match name:
        case "year":
            return str(_("Year %(number)s", number=value))
        case "heading":
            return str(frame.headings.get(value, value) if frame else value)
        case "quantity":
            return f"{i18n.number(Decimal(value))} {row.get('unit') or ''}".strip()
        case "rate":
            currency = row.get("currency") or (frame.budget.currency if frame else "")
            return i18n.money(Money(Decimal(value), currency)) if currency else i18n.number(Decimal(value))
    return str((frame and frame.organisations.get(value)) or _("no longer a partner"))


def _cells(row: dict[str, Any], frame: Frame | None) -> Iterator[str]:
    """What a row holds, in words."""
    for name, value in row.items():
        if value in ("", None, False):
            continue
        match name:
            case "key" | "unit" | "currency":  # which one it is, for the system alone; said with the numbers
                continue
            case "heading" | "partner_key" | "year" | "quantity" | "rate":
                yield _in_budget(name, row, frame)
            case "funder":
                yield str(FUNDER_NAMES[Funder(value)])
            case "country":
                yield country_name(value, web.language())
            case "kind":
                yield vocabulary("organisation_types").label(value, web.language())
            case "is_in_kind":
                yield _("in kind")
            case _:
                yield str(value)

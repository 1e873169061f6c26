"""People let into a proposal, for tests of teams."""

import re
from typing import Any

from sqlalchemy import select

from cop.accounts.models import User
from cop.activity.models import Mail
from cop.calls.definition.questions import PartnersQuestion
from cop.calls.models import Call
from cop.calls.services import create_call, publish_call
from cop.core.db import db
from cop.kernel.actor import SYSTEM, Actor, Role
from cop.proposals.actors import let_in
from cop.proposals.models import Partner, Proposal
from cop.proposals.queries import draft_of
from cop.proposals.roles import TeamRole
from cop.proposals.services.mandate import ask_mandate, confirm_mandate
from cop.proposals.services.write import PARTNER_COLUMNS, base_of_rows, save_partners
from cop.proposals.team_models import Mandate, Participant
from tests.calls.shipped import small
from tests.factories import NOON, actor_of, make_user
from tests.proposals.making import Team


def make_waiting_call() -> Call:
    """A call whose concept note asks for partners and waits for their mandates."""
    first, second = small().stages
    asks = PartnersQuestion(code="partners", type="partners", label=first.title, at_least=0, at_most=9)
    section = first.sections[0]
    sections = (section.model_copy(update={"questions": (*section.questions, asks)}), *first.sections[1:])
    waiting = first.model_copy(update={"needs_mandates": True, "sections": sections})
    call = create_call(small().model_copy(update={"stages": (waiting, second)}), actor=SYSTEM, now=NOON)
    publish_call(call, actor=SYSTEM, now=NOON)
    return call


def row(name: str = "Umoja", **given: Any) -> dict[str, Any]:
    return {"name": name, "kind": "ngo", "country": "BI", "part": "Digs the wells.", **given}


def set_partners(proposal: Proposal, team: Team, *rows: dict[str, Any]) -> list[Partner]:
    draft = draft_of(proposal)
    assert draft
    base = base_of_rows(draft.partners, PARTNER_COLUMNS)
    return save_partners(proposal, rows, base=base, actor=team.actor, now=NOON).partners


def add_participant(proposal: Proposal, role: TeamRole, *, key: str = "", user: User | None = None) -> Actor:
    """Somebody of no organisation in `role`, as a request would know them."""
    user = user or make_user(Role.MEMBER)
    db.session.add(
        Participant(proposal_id=proposal.id, user_id=user.id, role=role, partner_key=key, since=NOON)
    )
    db.session.flush()
    return let_in(actor_of(user))


def add_partner(proposal: Proposal, team: Team) -> tuple[Partner, Actor]:
    """A partner and somebody who writes its part."""
    partner = set_partners(proposal, team, row())[0]
    return partner, add_participant(proposal, TeamRole.PARTNER, key=partner.key)


def confirm(proposal: Proposal, partner: Partner, team: Team) -> Mandate:
    mandate = ask_mandate(proposal, partner.key, email="head@umoja.example", actor=team.actor, now=NOON)
    confirm_mandate(mandate, statement="We take part.", name="Aline N.", function="Director", now=NOON)
    return mandate


def mailed_token(path: str) -> str:
    """What is in the newest mail's link below `path`."""
    mail = db.session.scalars(select(Mail).order_by(Mail.id.desc())).first()
    assert mail is not None
    found = re.search(rf"/{path}/(\S+)", mail.text)
    assert found
    return found[1]

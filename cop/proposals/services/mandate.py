"""A partner confirms by a mailed link that it takes part: who signs needs no account."""

from datetime import datetime, timedelta

from cop.activity.services import record
from cop.core.db import db
from cop.core.limits import count_try
from cop.directory.rules import INVITATION_LIVES
from cop.kernel.actor import ANONYMOUS, Actor
from cop.kernel.errors import NotFound, Refused
from cop.kernel.ids import digest, new_token
from cop.kernel.messages import N_, say
from cop.proposals.models import Partner, Proposal
from cop.proposals.rules.team import holds
from cop.proposals.services.write import draft_for_writing
from cop.proposals.team import mandates_of
from cop.proposals.team_mails import mail_mandate
from cop.proposals.team_models import Mandate


def ask_mandate(proposal: Proposal, partner_key: str, *, email: str, actor: Actor, now: datetime) -> Mandate:
    """Mail the link, or mail it anew; raises NotFound for a partner that is not there, Refused when it has confirmed."""
    partner = _partner(proposal, partner_key, actor)
    known = next((row for row in mandates_of(proposal) if row.partner_key == partner_key), None)
    if known and holds(known, partner):
        raise Refused(say(N_("This partner has confirmed already.")))
    count_try(f"invite {actor.user_id}", most=30, per=timedelta(hours=1), now=now)
    if known:  # not signed, or signed for an organisation that no longer stands here
        db.session.delete(known)
        db.session.flush()
    token = new_token()
    mandate = Mandate(
        proposal_id=proposal.id,
        partner_key=partner.key,
        partner_name=partner.name,
        email=email,
        token_sha256=digest(token),
        asked_by=actor.user_id,
        asked_at=now,
        expires_at=now + INVITATION_LIVES,
    )
    db.session.add(mandate)
    record("mandate.asked", proposal, actor=actor, now=now, partner=partner.name)
    mail_mandate(mandate, proposal, token, inviter=actor.name, now=now)
    return mandate


def _partner(proposal: Proposal, key: str, actor: Actor) -> Partner:
    for partner in draft_for_writing(proposal, actor=actor).partners:
        if key and partner.key == key:
            return partner
    raise NotFound


def confirm_mandate(mandate: Mandate, *, statement: str, name: str, function: str, now: datetime) -> None:
    """Sign it, once: `statement` is the sentence that the person read, `name` and `function` are theirs."""
    db.session.refresh(mandate, ["confirmed_at"], with_for_update=True)
    if mandate.is_confirmed:
        raise Refused(say(N_("This partner has confirmed already.")))
    mandate.statement, mandate.signed_by, mandate.function = statement, name, function
    mandate.confirmed_at = now
    proposal = mandate.proposal
    record("mandate.confirmed", proposal, actor=ANONYMOUS, now=now, partner=mandate.partner_name)

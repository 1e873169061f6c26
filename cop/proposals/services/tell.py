"""Write to a team in the secretariat's own words."""

from datetime import datetime

from cop.activity.services import record
from cop.directory.queries import writers_of
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Refused
from cop.kernel.messages import N_, say
from cop.proposals.mails import mail_words
from cop.proposals.models import Proposal
from cop.proposals.rules.workflow import is_staff


def tell_team(proposal: Proposal, *, subject: str, text: str, actor: Actor, now: datetime) -> None:
    """Mail everyone who writes for the lead; raises Denied, and Refused when nobody would read it."""
    if not (actor.is_system or is_staff(proposal, actor)):
        raise Denied
    members = writers_of(proposal.organisation_id)
    if not members:
        raise Refused(say(N_("Nobody writes for this organisation any more.")))
    for member in members:
        mail_words(proposal, member.user, subject=subject, text=text, now=now)
    record("proposal.told", proposal, actor=actor, now=now, words={"subject": subject, "text": text})

"""Write to a team in the secretariat's own words."""

from datetime import datetime

from cop.activity.services import record
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Refused
from cop.kernel.messages import N_, say
from cop.proposals.mails import mail_words
from cop.proposals.models import Proposal
from cop.proposals.rules.workflow import is_staff
from cop.proposals.team import writers_of


def tell_team(proposal: Proposal, *, subject: str, text: str, actor: Actor, now: datetime) -> None:
    """Mail everyone who writes the proposal; raises Denied, and Refused when nobody would read it."""
    if not (actor.is_system or is_staff(proposal, actor)):
        raise Denied
    readers = writers_of(proposal)
    if not readers:
        raise Refused(say(N_("Nobody writes for this organisation any more.")))
    for user in readers:
        mail_words(proposal, user, subject=subject, text=text, now=now)
    record("proposal.told", proposal, actor=actor, now=now, words={"subject": subject, "text": text})

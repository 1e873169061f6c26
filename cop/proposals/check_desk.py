"""What administrative checks put on the desk: a team's open requests; for officers answers, second looks, appeals and paper."""

from flask import url_for

from cop.core import web
from cop.core.desk import DeskItem
from cop.kernel.actor import Actor
from cop.kernel.messages import N_, Message, say
from cop.proposals.checks import answered_on_desk, decisions_on_desk, requests_on_desk
from cop.proposals.models import Proposal
from cop.proposals.paper import papers_on_desk
from cop.proposals.states import CheckState


def asked_of_team(actor: Actor) -> list[DeskItem]:
    """What the actor's teams may still answer, until when."""
    return [
        DeskItem(
            say(N_("Answer what the secretariat asks")),
            url_for("proposals.request_answer", proposal_id=row.proposal_id, request_id=row.id),
            row.proposal.title or row.proposal.number,
            row.due_at,
        )
        for row in requests_on_desk(actor, web.now())
    ]


def for_officers(actor: Actor) -> list[DeskItem]:
    """Answers that came, paper to type, and what others decided that needs somebody else."""
    items = [_item(say(N_("Read what a team answered")), row) for row in answered_on_desk(actor)]
    items += [_paper(row) for row in papers_on_desk(actor)]
    for check, proposal in decisions_on_desk(actor):
        is_proposed = check.state == CheckState.PROPOSED
        label = N_("Confirm the decision of a colleague") if is_proposed else N_("Answer an appeal")
        items.append(_item(say(label), proposal))
    return items


def _paper(proposal: Proposal) -> DeskItem:
    url = url_for("proposals.proposal_show", proposal_id=proposal.id)
    title = f"{proposal.number} {proposal.title}".strip()
    return DeskItem(say(N_("Write and hand in what came on paper")), url, title)


def _item(label: Message, proposal: Proposal) -> DeskItem:
    url = url_for("proposals_staff.proposal_show", proposal_id=proposal.id)
    return DeskItem(label, url, proposal.number)

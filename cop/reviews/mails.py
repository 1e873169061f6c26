"""What reviewers are told."""

from datetime import datetime

from flask import render_template
from flask_babel import gettext as _

from cop.accounts.models import User
from cop.activity.services import queue_mail
from cop.core import i18n, web
from cop.proposals.models import Proposal
from cop.reviews.models import Assignment


def mail_assignment(assignment: Assignment, reviewer: User, proposal: Proposal, *, now: datetime) -> None:
    """Something to read waits on the reviewer's desk. The mail names the proposal, not what is in it."""
    with i18n.in_language(reviewer.language):
        text = render_template(
            "reviews/mails/assigned.txt",
            user=reviewer,
            number=proposal.number,
            url=web.absolute_url("reviews.declaration_show", assignment_id=assignment.id),
        )
        subject = _("A proposal to review: %(number)s", number=proposal.number)
        queue_mail(to=reviewer.email, subject=subject, text=text, language=reviewer.language, now=now)

"""How a reader is told: by mail, or by a letter that the secretariat prints."""

from datetime import datetime

from cop.accounts.models import User
from cop.activity.services import queue_mail
from cop.core.db import db
from cop.proposals.models import Proposal
from cop.proposals.paper import PaperReader
from cop.proposals.paper_models import PaperLetter

Reader = User | PaperReader


def tell(reader: Reader, proposal: Proposal, *, subject: str, text: str, now: datetime) -> None:
    """Tell somebody of a proposal's team something about it, in their language."""
    if reader.email:
        queue_mail(to=reader.email, subject=subject, text=text, language=reader.language, now=now)
    else:
        letter = PaperLetter(
            proposal_id=proposal.id, subject=subject, text=text, language=reader.language, made_at=now
        )
        db.session.add(letter)

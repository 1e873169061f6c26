"""What proposals do when something happens to their call."""

from sqlalchemy import select

from cop.activity.services import record
from cop.calls.correcting.queries import corrections_of
from cop.calls.events import CallCorrected, DeadlineExtended
from cop.calls.models import Call, CallVersion, Extension
from cop.core.db import db
from cop.kernel.actor import SYSTEM
from cop.proposals.deadlines import in_writing
from cop.proposals.mails import mail_correction, mail_extension
from cop.proposals.models import Proposal
from cop.proposals.rules.standing import is_in_writing
from cop.proposals.services.guard import refuse_decided
from cop.proposals.services.hold import hold_all


def tell_writers(event: DeadlineExtended) -> None:
    """Everybody who is writing learns of the later deadline; raises Refused for a stage in which somebody is decided on."""
    refuse_decided(event.call_id, event.stage)
    extension = db.session.get_one(Extension, event.extension_id)
    mail_extension(db.session.get_one(Call, event.call_id), event.stage, extension, now=extension.made_at)


def take_up_correction(event: CallCorrected) -> None:
    """Drafts go on under the corrected version, with every word; what was handed in keeps its own. Who writes is told."""
    version = db.session.get_one(CallVersion, event.version_id)
    drafts = select(Proposal).where(Proposal.call_id == event.call_id, in_writing())
    rows = db.session.scalars(drafts.order_by(Proposal.id)).all()
    hold_all(rows)
    for proposal in rows:
        if is_in_writing(proposal):  # not handed in while it was waited for
            proposal.call_version_id = version.id
            record("proposal.moved_on", proposal, actor=SYSTEM, now=version.made_at, version=version.number)
    correction = corrections_of(version.call)[0]
    mail_correction(version, correction.changes, now=version.made_at)

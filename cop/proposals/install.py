"""Put proposals into an app."""

from flask import Flask

from cop.core import menu, slots
from cop.kernel.messages import N_, say
from cop.proposals import parts
from cop.proposals.cli import receipts
from cop.proposals.rules.workflow import STATE_KINDS, STATE_NAMES, public_state
from cop.proposals.views import applicant, staff, submitting, writing

VIEWS = (applicant, writing, submitting, staff)
"""These modules write on one blueprint; naming them here is what imports them."""


def install(app: Flask) -> None:
    app.register_blueprint(applicant.bp)
    app.register_blueprint(staff.bp)
    app.cli.add_command(receipts)
    app.jinja_env.globals.update(
        public_state=public_state, proposal_state_names=STATE_NAMES, proposal_state_kinds=STATE_KINDS
    )
    menu.add(app, "account", rank=30, endpoint="proposals.proposal_list", label=say(N_("My proposals")))
    slots.fill(app, "call_page", rank=10, part=parts.way_in)
    slots.fill(app, "preview_applicant", rank=10, part=parts.preview)
    slots.fill(app, "desk", rank=10, part=parts.proposals_on_desk)
    slots.fill(app, "call_dashboard", rank=10, part=parts.figures)

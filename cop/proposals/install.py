"""Put proposals into an app."""

from datetime import datetime

from flask import Flask

from cop.accounts.events import AccountErased
from cop.calls.building.choices import choice_label
from cop.calls.events import CallCorrected, DeadlineExtended
from cop.core import events, jobs, menu, slots, web
from cop.files.events import VirusFound
from cop.kernel.differences import word_changes
from cop.kernel.messages import N_, say
from cop.proposals import actors, exports, listening, parts
from cop.proposals.budget_reading import budget_in
from cop.proposals.check_forms import ITEM_ANSWERS
from cop.proposals.cli import receipt
from cop.proposals.figures import heading_bars, partner_bars
from cop.proposals.lists.batches import JOB
from cop.proposals.lists.jobs import EVERY_MINUTES, run_batch, tidy
from cop.proposals.lists.saving import forget_filters
from cop.proposals.rules.drift import moved_too_far
from cop.proposals.rules.workflow import STATE_KINDS, STATE_NAMES, public_state
from cop.proposals.services.infection import note_virus
from cop.proposals.services.team import forget_participant
from cop.proposals.views import (
    answering,
    applicant,
    batches,
    budget,
    budget_sheet,
    checking,
    checking_call,
    commenting,
    documents,
    extensions,
    history,
    listing,
    offline,
    offline_back,
    paper,
    partnering,
    printing,
    reopening,
    sections,
    staff,
    statistics,
    submitting,
    team,
    verifying,
    writing,
)
from cop.proposals.words import FUNDER_NAMES

VIEWS = (
    *(applicant, sections, writing, budget, budget_sheet, documents, history, commenting),
    *(printing, submitting, offline, offline_back, paper),
    *(verifying, staff, listing, batches, statistics, extensions, reopening),
    *(checking, checking_call, answering, team, partnering),
)
"""These modules write on one blueprint; naming them here is what imports them."""


def install(app: Flask) -> None:
    web.set_actor_loader(app, actors.load_actor)
    app.register_blueprint(applicant.bp)
    app.register_blueprint(staff.bp)
    app.cli.add_command(receipt)
    app.jinja_env.globals.update(
        budget_in=budget_in,
        check_rule=choice_label,
        funder_names=FUNDER_NAMES,
        heading_bars=heading_bars,
        item_answers=ITEM_ANSWERS,
        moved_too_far=moved_too_far,
        instant_from_iso=datetime.fromisoformat,
        partner_bars=partner_bars,
        public_state=public_state,
        proposal_state_names=STATE_NAMES,
        proposal_state_kinds=STATE_KINDS,
        word_changes=word_changes,
    )
    jobs.register(app, JOB, run_batch)
    jobs.register(app, "proposals.tidy_batches", tidy, every_minutes=EVERY_MINUTES)
    events.subscribe(app, AccountErased, forget_filters)
    events.subscribe(app, VirusFound, note_virus)
    menu.add(app, "account", rank=30, endpoint="proposals.proposal_list", label=say(N_("My proposals")))
    events.subscribe(app, DeadlineExtended, listening.tell_writers)
    events.subscribe(app, CallCorrected, listening.take_up_correction)
    menu.add(app, "footer", rank=60, endpoint="proposals.receipt_check", label=say(N_("Verify a receipt")))
    slots.fill(app, "call_page", rank=10, part=parts.way_in)
    slots.fill(app, "preview_applicant", rank=10, part=parts.preview)
    slots.fill(app, "desk", rank=10, part=parts.proposals_on_desk)
    events.subscribe(app, AccountErased, forget_participant)
    slots.fill(app, "desk", rank=9, part=parts.team_invitations_on_desk)
    slots.fill(app, "door", rank=20, part=parts.team_invitation_at_door)
    slots.fill(app, "own_data", rank=40, part=exports.own_data)
    slots.fill(app, "call_dashboard", rank=10, part=parts.figures)

"""What proposals put on other pages: the way in on a call's page, what waits on the desk, figures on the dashboard."""

from datetime import datetime
from typing import Any

from flask import render_template, url_for
from markupsafe import Markup

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.stages import Stage
from cop.calls.eligibility import limit_of_lead
from cop.calls.models import Call
from cop.calls.queries import definition_of, version_in_force, window_of
from cop.calls.reading import titles_of
from cop.core import i18n, web
from cop.core.charts.bars import Bar, funnel
from cop.core.charts.figure import Figure
from cop.core.charts.map import Place, dot_map
from cop.core.charts.timeline import Moment, Point, timeline
from cop.core.desk import DeskItem
from cop.directory.queries import own_organisations
from cop.kernel.actor import Actor
from cop.kernel.messages import N_, say
from cop.proposals.check_desk import asked_of_team, for_officers
from cop.proposals.comments import waiting_for
from cop.proposals.deadlines import window_for
from cop.proposals.models import Proposal
from cop.proposals.queries import (
    counts_by_state,
    how_far,
    led_in_call,
    proposals_of_team,
    submission_instants,
    submissions_by_country,
    waiting_for_check,
)
from cop.proposals.rules.standing import is_in_writing
from cop.proposals.rules.team import is_team
from cop.proposals.rules.workflow import STATE_NAMES
from cop.proposals.sections import form_of_section
from cop.proposals.states import ProposalState
from cop.proposals.team import team_invitation_by_token, team_invitations_for
from cop.taxonomy.countries import country_name
from cop.taxonomy.geo import centroid


def way_in(*, call: Call, **_context: Any) -> Markup:
    """Start, go on, or why not."""
    actor, window, now = web.actor(), window_of(call, 1), web.now()
    organisations = own_organisations(actor, to_write=True) if actor.is_signed_in else []
    led = led_in_call(call.id, actor) if actor.is_signed_in else []
    most = limit_of_lead(definition_of(version_in_force(call))).at_most
    html = render_template(
        "proposals/_way_in.html",
        call=call,
        is_open=window.is_open(now),
        is_ahead=window.is_ahead(now),
        organisations=organisations,
        led=led,
        may_start=len(led) < len(organisations) * most,
    )
    return Markup(html)  # noqa: S704 - our own template


def proposals_on_desk(**_context: Any) -> list[DeskItem]:
    """Drafts and invitations of the reader's organisations; for staff, what has to be checked."""
    actor = web.actor()
    rows, comments = proposals_of_team(actor), waiting_for(actor)
    items = [_item(row) for row in rows if is_team(row, actor) and _waits(row)]
    items += [_to_read(row, comments[row.id]) for row in rows if row.id in comments and is_in_writing(row)]
    items += asked_of_team(actor)
    if actor.is_staff:
        items += [*_to_check(), *for_officers(actor)]
    return items


def team_invitations_on_desk(*, actor: Actor, now: datetime) -> list[DeskItem]:
    """The proposals whose teams ask the reader in."""
    return [
        DeskItem(
            say(N_("Join the team of a proposal that invites you")),
            url_for("proposals.invitation_mine", invitation_id=invitation.id),
            invitation.proposal.title or invitation.proposal.number,
            invitation.expires_at,
        )
        for invitation in team_invitations_for(actor, now)
    ]


def team_invitation_at_door(*, target: str) -> Markup | str:
    """Whoever signs in or registers on the way to an invitation reads whose it is, and which address it went to."""
    before, _slash, token = target.rpartition("/team-invitations/")
    invitation = team_invitation_by_token(token, web.now()) if before else None
    if invitation is None:
        return ""
    return Markup(render_template("proposals/_team_invitation.html", invitation=invitation))  # noqa: S704 - our own template


def _to_check() -> list[DeskItem]:
    waiting = waiting_for_check()
    titles = titles_of([call for call, _count in waiting])
    return [
        DeskItem(
            say(N_("Check which proposals are eligible")),
            url_for("proposals_staff.proposal_list", code=call.code, state="submitted"),
            f"{titles[call.id]} ({i18n.number(count)})",
        )
        for call, count in waiting
    ]


def _waits(proposal: Proposal) -> bool:
    if proposal.state == ProposalState.INVITED:
        return True
    return is_in_writing(proposal) and not window_for(proposal).is_over(web.now())


def _to_read(proposal: Proposal, count: int) -> DeskItem:
    url = url_for("proposals.comment_list", proposal_id=proposal.id)
    title = f"{proposal.title or proposal.number} ({i18n.number(count)})"
    return DeskItem(say(N_("Read what your team says")), url, title)


def _item(proposal: Proposal) -> DeskItem:
    is_invited = proposal.state == ProposalState.INVITED
    label = say(N_("Start the full proposal")) if is_invited else say(N_("Go on writing"))
    stage = min(proposal.stage + 1, len(proposal.call.stages)) if is_invited else proposal.stage
    due_at = window_for(proposal, stage).closes_at
    url = url_for("proposals.proposal_show", proposal_id=proposal.id)
    return DeskItem(label, url, proposal.title or proposal.number, due_at)


def preview(*, definition: CallDefinition, stage: Stage, **_context: Any) -> Markup:
    """The form of a call that is still being made, as its teams will see it."""
    sections = [(section, form_of_section(section, stage, definition, {})) for section in stage.sections]
    html = render_template("proposals/_preview.html", sections=sections, definition=definition, stage=stage)
    return Markup(html)  # noqa: S704 - our own template


def figures(*, call: Call, definition: CallDefinition, **_context: Any) -> Markup:
    """How many are where, when they came in, where they come from: for each stage."""
    stages = []
    for number, stage in enumerate(definition.stages, 1):
        stages.append(
            {
                "number": number,
                "stage": stage,
                "total": sum(counts_by_state(call.id, stage=number).values()),
                "funnel": _funnel(call, number, is_last=number == len(definition.stages)),
                "received": _received(call, number),
                "places": _places(call, number),
            }
        )
    html = render_template("proposals/_dashboard.html", call=call, stages=stages)
    return Markup(html)  # noqa: S704 - our own template


def _is_rtl() -> bool:
    return i18n.text_direction() == "rtl"


def _funnel(call: Call, stage: int, *, is_last: bool) -> Figure:
    """How far they came: each bar is part of the one above."""
    end = STATE_NAMES["awarded" if is_last else "invited"]
    names = (N_("started"), STATE_NAMES["submitted"], STATE_NAMES["eligible"], end)
    bars = [
        Bar(i18n.sentence(say(name)), count, i18n.number(count))
        for name, count in zip(names, how_far(call.id, stage=stage), strict=True)
    ]
    columns = (i18n.sentence(say(N_("State"))), i18n.sentence(say(N_("Proposals"))))
    return funnel(bars, columns=columns, rtl=_is_rtl())


def _received(call: Call, stage: int) -> Figure:
    """The running count, a point a day."""
    window = window_of(call, stage)
    by_day: dict[Any, tuple[Any, int]] = {}
    for count, instant in enumerate(submission_instants(call.id, stage=stage), 1):
        by_day[instant.date()] = (instant, count)
    points = [
        Point(at, count, i18n.day(day, style="medium"), i18n.number(count))
        for day, (at, count) in by_day.items()
    ]
    return timeline(
        points,
        opens=Moment(window.opens_at, i18n.day(window.opens_at.date(), style="short")),
        deadline=Moment(window.closes_at, i18n.sentence(say(N_("Deadline")))),
        columns=(i18n.sentence(say(N_("Day"))), i18n.sentence(say(N_("Received")))),
        rtl=_is_rtl(),
    )


def _places(call: Call, stage: int) -> Figure:
    places = []
    for code, count in submissions_by_country(call.id, stage=stage):
        if where := centroid(code):
            places.append(Place(country_name(code, web.language()), *where, count, i18n.number(count)))
    columns = (i18n.sentence(say(N_("Country"))), i18n.sentence(say(N_("Proposals"))))
    return dot_map(places, columns=columns, rtl=_is_rtl())

"""What awards put on other pages: the decision on a proposal's, the list on a call's, the line on the dashboard."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from cop.awards.forms import OUTCOME_NAMES
from cop.awards.queries import announced_stages as stages_announced
from cop.awards.queries import decisions_of_proposal, public_awards, waiting_for_announcement
from cop.awards.ranking import RankedRow, funding_line, ranking_of
from cop.awards.services.guard import success_of
from cop.calls.definition.definition import CallDefinition
from cop.calls.models import Call
from cop.calls.queries import definition_of
from cop.calls.reading import titles_of
from cop.core import i18n, web
from cop.core.charts.figure import Figure
from cop.core.charts.intervals import Interval, interval_plot
from cop.core.desk import DeskItem
from cop.kernel.actor import Role
from cop.kernel.messages import N_, say
from cop.proposals.models import Proposal
from cop.proposals.states import ProposalState
from cop.reviews.queries import comments_of, submitted_scores
from cop.reviews.rules import mean_score

MOST_PLOTTED = 60


def decision_shown(*, proposal: Proposal, **_context: Any) -> Markup | None:
    """The decisions on a proposal that the reader may see, newest first, with the letter and what reviewers wrote."""
    if (
        proposal.stage == 1 and proposal.state == ProposalState.DRAFT
    ):  # a page that is opened often has one query less
        return None
    decisions = [d for d in decisions_of_proposal(proposal.id, web.actor()) if d.announced_at]
    if not decisions:
        return None
    definition = definition_of(proposal.call_version)
    scores = submitted_scores([d.submission_id for d in decisions])
    html = render_template(
        "awards/_decision.html",
        decisions=[
            (
                decision,
                definition.stage(decision.stage),
                mean_score(scores.get(decision.submission_id, ())),
                comments_of(decision.submission_id),
            )
            for decision in decisions
        ],
        definition=definition,
        outcome_names=OUTCOME_NAMES,
    )
    return Markup(html)  # noqa: S704 - our own template


def award_list(*, call: Call, definition: CallDefinition, **_context: Any) -> Markup | None:
    """What was awarded, once it is announced."""
    awards = public_awards(call.id)
    if not awards:
        return None
    html = render_template("awards/_list.html", awards=awards, definition=definition)
    return Markup(html)  # noqa: S704 - our own template


def announced_stages(*, call_ids: Sequence[int]) -> dict[int, frozenset[int]]:
    return stages_announced(call_ids)


def ranking_part(*, call: Call, definition: CallDefinition, **_context: Any) -> Markup:
    """The scores of each stage with the line."""
    stages = []
    for number, stage in enumerate(definition.stages, 1):
        rows = ranking_of(call, definition, number, actor=web.actor())
        stages.append((number, stage, len(rows), score_plot(rows, success_of(definition, number).value)))
    html = render_template("awards/_scores.html", call=call, stages=stages)
    return Markup(html)  # noqa: S704 - our own template


def score_plot(rows: Sequence[RankedRow], success: str) -> Figure:
    """Each proposal's mean with the span of its reviews, and the line; those nearest the line when there are many."""
    shown = [row for row in rows if not row.is_hidden]
    line = funding_line(shown, success)
    above = sum(row.outcome == success for row in shown)
    first = max(0, min(above - MOST_PLOTTED // 2, len(shown) - MOST_PLOTTED))
    items = [
        Interval(
            row.proposal.number,
            float(row.score.total),
            float(row.low),
            float(row.high),
            is_chosen=row.outcome == success,
        )
        for row in shown[first : first + MOST_PLOTTED]
    ]
    return interval_plot(
        items,
        columns=(_("Proposal"), _("Score"), _("Span of the reviews")),
        line=(float(line), _("Funding line")) if line is not None else None,
        legend=(_("above the line"), _("below the line")),
        write=lambda value: i18n.number(round(value, 2)),
        rtl=i18n.text_direction() == "rtl",
    )


def announcements_on_desk(**_context: Any) -> list[DeskItem]:
    """Lists that wait for a manager to announce them."""
    if not web.actor().has(Role.MANAGER, Role.ADMIN):
        return []
    waiting = waiting_for_announcement()
    titles = titles_of([call for call, _stage, _count in waiting])
    return [
        DeskItem(
            say(N_("Announce the decisions")),
            url_for("awards_staff.ranking_show", code=call.code, stage=stage),
            f"{titles[call.id]} ({i18n.number(count)})",
        )
        for call, stage, count in waiting
    ]

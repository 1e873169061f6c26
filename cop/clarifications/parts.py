"""What clarifications put on other pages: a tab and a feed of each call, what waits on the desk."""

from typing import Any

from flask import render_template, request, url_for
from markupsafe import Markup

from cop.calls.models import Call, CallState
from cop.calls.queries import definition_of, version_in_force, window_of
from cop.calls.reading import titles_of
from cop.clarifications.queries import published, waiting_by_call
from cop.clarifications.rules import can_answer, times_of
from cop.core import i18n, web
from cop.core.db import db
from cop.core.desk import DeskItem
from cop.kernel.messages import N_, say

MOST_SHOWN = 3
"""Answers on the call's own page; the others are one step away."""


def tab(*, call: Call, **_context: Any) -> tuple[str, str, bool]:
    """The way to the questions and answers, beside the other pages of a call."""
    url = url_for("clarifications.item_list", code=call.code)
    is_here = (request.endpoint or "").startswith("clarifications.")
    return i18n.sentence(say(N_("Questions and answers"))), url, is_here


def feed_link(*, call: Call, **_context: Any) -> Markup | str:
    """For readers of feeds, in the head of a public call's page."""
    if call.state != CallState.PUBLISHED:
        return ""
    return Markup(render_template("clarifications/_feed_link.html", call=call))  # noqa: S704 - our own template


def newest(*, call: Call, **_context: Any) -> Markup | str:
    """The last answers at the end of a call's page."""
    if call.state != CallState.PUBLISHED:
        return ""
    items = db.session.scalars(published(call).limit(MOST_SHOWN)).all()
    return Markup(render_template("clarifications/_newest.html", call=call, items=items))  # noqa: S704 - our own template


def waiting_on_desk(**_context: Any) -> list[DeskItem]:
    """Questions without an answer, until when answers are due."""
    if not can_answer(web.actor()):
        return []
    rows = waiting_by_call()
    titles = titles_of([call for call, _stage, _count in rows])
    return [
        DeskItem(
            say(N_("Answer questions about the call")),
            url_for("clarifications.question_list", code=call.code),
            f"{titles[call.id]} ({i18n.number(count)})",
            _due_at(call, stage),
        )
        for call, stage, count in rows
    ]


def _due_at(call: Call, stage: int) -> Any:
    terms = definition_of(version_in_force(call)).stage(stage).clarifications
    return times_of(window_of(call, stage), terms).answer_until

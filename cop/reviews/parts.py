"""What reviews put on other pages: what waits on the desk, how far the reviewing is."""

from typing import Any

from flask import render_template, url_for
from markupsafe import Markup

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.stages import Stage
from cop.calls.models import Call
from cop.core import web
from cop.core.desk import DeskItem
from cop.kernel.actor import Actor, Role
from cop.kernel.messages import N_, Message, say
from cop.reviews.forms import form_of_grid
from cop.reviews.models import Assignment, Declaration
from cop.reviews.queries import assignments_of_reviewer, progress_of


def preview(*, stage: Stage, **_context: Any) -> Markup | None:
    """The grid of a call that is still being made, as its reviewers will see it; None while its marks have no meaning."""
    grid = stage.grid_to_mark
    if len(grid.scale.labels) < len(grid.scale.marks):
        return None
    html = render_template("reviews/_preview.html", form=form_of_grid(grid, None), grid=grid)
    return Markup(html)  # noqa: S704 - our own template


def reviews_on_desk(**_context: Any) -> list[DeskItem]:
    """What a reviewer has not handed in yet."""
    actor = web.actor()
    if not actor.has(Role.REVIEWER):
        return []
    return [_item(row) for row in assignments_of_reviewer(actor) if _waits(row)]


def _waits(row: Assignment) -> bool:
    if row.declaration == Declaration.CONFLICT:
        return False
    return row.review is None or row.review.submitted_at is None


def _item(row: Assignment) -> DeskItem:
    proposal = row.submission.proposal
    if row.declaration == Declaration.PENDING:
        url = url_for("reviews.declaration_show", assignment_id=row.id)
        return DeskItem(say(N_("Declare whether you have a conflict of interest")), url, proposal.number)
    return DeskItem(say(N_("Review")), url_for("reviews.review_edit", assignment_id=row.id), proposal.number)


def progress(*, call: Call, definition: CallDefinition, **_context: Any) -> Markup:
    """Assigned, declined, in: for each stage."""
    stages = [
        (number, stage, progress_of(call.id, number)) for number, stage in enumerate(definition.stages, 1)
    ]
    html = render_template("reviews/_progress.html", call=call, stages=stages)
    return Markup(html)  # noqa: S704 - our own template


def open_reviews(*, user_id: int) -> Message | None:
    """Who still has a review to hand in, or to give back, cannot simply vanish."""
    rows = assignments_of_reviewer(Actor(user_id=user_id))
    if not any(_waits(row) for row in rows):
        return None
    return say(
        N_("You have reviews that are not handed in. Hand them in, or ask the secretariat to take them back.")
    )

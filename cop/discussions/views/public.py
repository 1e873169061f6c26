"""What everybody reads: the list, a discussion, where a contribution stands, its earlier words, on paper."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from cop.core import i18n, slots, web
from cop.core.access import access
from cop.core.db import db
from cop.core.kept import kept
from cop.core.paging import paginate, paginate_numbers
from cop.discussions import rules
from cop.discussions.follow_queries import follow_of, rhythm_of
from cop.discussions.forms import ContributionForm, FollowForm
from cop.discussions.listing import MINE, listed
from cop.discussions.models import Contribution, Discussion
from cop.discussions.queries import (
    PER_PAGE,
    contribution_by_id,
    discussion_by_id,
    discussions_of,
    is_answered,
    page_of,
    revisions_of,
    summaries_of,
    threads,
)
from cop.discussions.reading import Post, posts_of, reading_of, readings_of
from cop.kernel.errors import Denied

bp = i18n.page_blueprint("discussions", __name__)
MOST_ON_PAPER = 1_000


def seen(discussion_id: int) -> Discussion:
    return web.found(discussion_by_id(discussion_id, web.actor()))


def moderated(discussion: Discussion) -> Discussion:
    """The same, if the reader moderates it; one they may only read is a refusal."""
    if not rules.can_moderate(discussion, web.actor()):
        raise Denied
    return discussion


def back_to(discussion: Discussion) -> Response:
    return web.see_other(url_for("discussions.discussion_show", discussion_id=discussion.id))


def said(contribution_id: int) -> Contribution:
    return web.found(contribution_by_id(contribution_id, web.actor()))


@bp.get("/discussions")
@access("public")
@kept
def discussion_list() -> str:
    """Those that the address asks for, the liveliest first."""
    found = listed(web.actor(), web.now())
    return render_template(
        "discussions/discussion_list.html",
        found=found,
        page=paginate_numbers(found.ids, lambda ids: readings_of(discussions_of(ids)), per_page=20),
        follows_only=web.actor().is_signed_in and bool(request.args.get(MINE)),
        feed=web.absolute_url("discussions.feed_all"),
    )


@bp.get("/discussions/<int:discussion_id>")
@access("public")
@kept
def discussion_show(discussion_id: int) -> str:
    """One discussion, a page of what was said in it, and where one speaks."""
    return discussion_page(seen(discussion_id), ContributionForm(language=web.language()))


def discussion_page(discussion: Discussion, form: ContributionForm, **more: Any) -> str:
    """The page with `form` under what it answers, or at the end."""
    actor, now = web.actor(), web.now()
    newest_first = request.args.get("order") == "newest"
    page = paginate(threads(discussion, newest_first=newest_first), per_page=PER_PAGE)
    posts = posts_of(discussion, page.items, actor, now)
    moderates = rules.can_moderate(discussion, actor)
    return render_template(
        "discussions/discussion_show.html",
        discussion=discussion,
        reading=reading_of(discussion),
        page=page,
        posts=posts,
        form=form,
        answers=_answered(posts, form),
        refusal=rules.contribute_refusal(discussion, actor, now),
        newest_first=newest_first,
        summaries=summaries_of(discussion, is_public=not moderates),
        moderates=moderates,
        is_secretariat=rules.is_secretariat(actor),
        may_change=rules.can_change(discussion, actor),
        **(_following(discussion) if actor.is_signed_in else {}),
        subject=slots.parts("discussion_subject", about_id=discussion.about_id),
        summary_acts=slots.parts("discussion_summary", discussion=discussion),
        feed=web.absolute_url("discussions.feed_show", discussion_id=discussion.id),
        **more,
    )


def _following(discussion: Discussion) -> dict[str, Any]:
    """Whether the reader follows, and how often they are told."""
    follow = follow_of(discussion, web.actor())
    rhythm = follow.rhythm if follow else rhythm_of(web.actor())
    return {"follow": follow, "follow_form": FollowForm(formdata=None, rhythm=rhythm)}


def _answered(posts: Sequence[Post], form: ContributionForm) -> int:
    """What the form, or `?reply=`, answers, where that is on the page and can be answered; 0 for all."""
    number = form.reply_to.data or web.number_asked("reply")
    open_to = {post.said.id for one in posts for post in (one, *one.replies) if post.may_answer}
    return number if number in open_to else 0


@bp.get("/contributions/<int:contribution_id>")
@access("public")
@kept
def contribution_show(contribution_id: int) -> Response:
    """The address of a contribution for good: it leads to the page that it stands on."""
    return redirect(address_of(said(contribution_id)), 303)


def address_of(contribution: Contribution) -> str:
    """Where it is read now."""
    page = page_of(contribution)
    return url_for(
        "discussions.discussion_show",
        discussion_id=contribution.discussion_id,
        page=page if page > 1 else None,
        _anchor=f"c{contribution.id}",
    )


@bp.get("/contributions/<int:contribution_id>/revisions")
@access("public")
@kept
def revision_list(contribution_id: int) -> str:
    """What it said before it was changed: those who answered did so to these words."""
    contribution = said(contribution_id)
    web.found(contribution.is_shown or None)
    return render_template(
        "discussions/revision_list.html",
        contribution=contribution,
        reading=reading_of(contribution.discussion),
        revisions=revisions_of(contribution),
    )


@bp.get("/discussions/<int:discussion_id>/print")
@access("public")
def discussion_print(discussion_id: int) -> str:
    """All of it on one page, the oldest first."""
    discussion = seen(discussion_id)
    every = db.session.scalars(threads(discussion).limit(MOST_ON_PAPER)).all()
    return render_template(
        "discussions/discussion_print.html",
        reading=reading_of(discussion),
        discussion=discussion,
        posts=posts_of(discussion, every, web.actor(), web.now()),
        summaries=summaries_of(discussion, is_public=True),
        address=web.absolute_url("discussions.discussion_show", discussion_id=discussion.id),
    )


def may_rewrite(discussion: Discussion) -> bool:
    return rules.can_rewrite(discussion, web.actor(), is_answered=is_answered(discussion))

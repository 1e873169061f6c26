"""Begin a discussion, and change what it is: its opening, its translations, what it is about, who leads it and when."""

from datetime import datetime, timedelta

from cop.accounts.models import User
from cop.accounts.queries import user_by_email
from cop.activity.services import record
from cop.core import events
from cop.core.db import db, held
from cop.core.limits import count_try
from cop.discussions import rules
from cop.discussions.events import DiscussionChanged
from cop.discussions.mails import tell_moderator
from cop.discussions.models import Discussion
from cop.discussions.opening import Opening, Plan, Subject
from cop.discussions.queries import is_answered
from cop.discussions.services.follow import follow_discussion
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid, Refused, Stale
from cop.kernel.messages import N_, say

MOST_A_DAY = 5
"""Of one member: who has more questions asks them in one discussion."""


def start_discussion(
    opening: Opening,
    subject: Subject,
    *,
    plan: Plan | None = None,
    about_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> Discussion:
    """Ask everybody. With a `plan`, which the secretariat makes, it is an e-discussion. Raises Denied, Invalid or TooMany."""
    starter = _starter(actor, is_led=plan is not None, now=now)
    discussion = Discussion(
        kind=rules.Kind.LED if plan else rules.Kind.OPEN,
        language=opening.language,
        title=opening.title,
        question=opening.question,
        themes=list(subject.themes),
        countries=list(subject.countries),
        about_id=about_id,
        started_by=starter,
        started_at=now,
        last_at=now,
    )
    if plan is not None:
        _lay_down(discussion, plan)
    db.session.add(discussion)
    record("discussion.started", discussion, actor=actor, now=now, form=discussion.kind)
    follow_discussion(discussion, actor=actor, now=now)
    if discussion.moderator_id is not None:
        _welcome_moderator(discussion, now)
    events.publish(DiscussionChanged(discussion.id))
    return discussion


def _starter(actor: Actor, *, is_led: bool, now: datetime) -> int:
    """The number of who may begin one now; raises Denied or TooMany."""
    is_office = rules.is_secretariat(actor)
    if actor.user_id is None or (is_led and not is_office):
        raise Denied
    if not is_office:
        count_try(f"discussion {actor.user_id}", most=MOST_A_DAY, per=timedelta(days=1), now=now)
    return actor.user_id


def rewrite_opening(
    discussion: Discussion, *, title: str, question: str, made_from: int, actor: Actor, now: datetime
) -> None:
    """Change the words that nobody answered yet; raises Stale when they are no longer the version `made_from`."""
    discussion = held(discussion)
    if not rules.can_rewrite(discussion, actor, is_answered=is_answered(discussion)):
        raise Refused(say(N_("Somebody answered it already: the question stays as they read it.")))
    if discussion.version != made_from:
        raise Stale
    discussion.title, discussion.question = title, question
    discussion.version += 1
    record("discussion.rewritten", discussion, actor=actor, now=now, version=discussion.version)
    events.publish(DiscussionChanged(discussion.id))


def classify_discussion(discussion: Discussion, subject: Subject, *, actor: Actor, now: datetime) -> None:
    """Say what it is about: who began it, or a moderator."""
    _refuse_strangers(discussion, actor)
    if (discussion.themes, discussion.countries) == (list(subject.themes), list(subject.countries)):
        return
    discussion.themes, discussion.countries = list(subject.themes), list(subject.countries)
    record("discussion.classified", discussion, actor=actor, now=now)
    events.publish(DiscussionChanged(discussion.id))


def translate_opening(
    discussion: Discussion,
    language: str,
    *,
    title: str,
    question: str,
    made_from: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Give the opening in another language; raises Stale when the original is no longer the version `made_from`.

    Who answered may have read the translation: once somebody did, only a moderator changes it.
    """
    discussion = held(discussion)
    _refuse_strangers(discussion, actor)
    is_there = language in discussion.translations and not discussion.is_outdated(language)
    if is_there and is_answered(discussion) and not rules.can_moderate(discussion, actor):
        raise Refused(say(N_("Somebody answered it already: the question stays as they read it.")))
    if language == discussion.language:
        raise Invalid(say(N_("This is the language it was written in.")))
    if discussion.version != made_from:
        raise Stale
    text = {"title": title, "question": question, "version": made_from}
    discussion.translations = discussion.translations | {language: text}
    record("discussion.translated", discussion, actor=actor, now=now, language=language)


def plan_discussion(discussion: Discussion, plan: Plan, *, actor: Actor, now: datetime) -> None:
    """The secretariat moves the days of an e-discussion, or names another moderator."""
    discussion = held(discussion)
    if not rules.is_secretariat(actor):
        raise Denied
    if not discussion.is_led:
        raise Refused(say(N_("An open discussion has no days and no moderator of its own.")))
    before = discussion.moderator_id
    _lay_down(discussion, plan)
    record("discussion.planned", discussion, actor=actor, now=now, moderator=discussion.moderator_id)
    if discussion.moderator_id not in {None, before}:
        _welcome_moderator(discussion, now)


def _lay_down(discussion: Discussion, plan: Plan) -> None:
    rules.check_days(plan.opens_on, plan.closes_on)
    moderator = _moderator(plan.moderator) if plan.moderator else None
    discussion.opens_on, discussion.closes_on = plan.opens_on, plan.closes_on
    discussion.moderator_id = moderator.id if moderator else None


def _moderator(email: str) -> User:
    user = user_by_email(email)
    if user is None or user.disabled_at is not None or user.confirmed_at is None:
        raise Invalid(fields={"moderator": say(N_("Nobody has an account under this address."))})
    return user


def _welcome_moderator(discussion: Discussion, now: datetime) -> None:
    db.session.flush()
    db.session.refresh(discussion, ["moderator"])
    tell_moderator(discussion, now=now)


def _refuse_strangers(discussion: Discussion, actor: Actor) -> None:
    if not rules.can_change(discussion, actor):
        raise Denied

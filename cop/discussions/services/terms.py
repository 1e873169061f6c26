"""Themes that were merged: discussions classified by the one that went are moved to the one that stays."""

from sqlalchemy import select

from cop.activity.services import record
from cop.core import events
from cop.core.db import db
from cop.core.web import clock
from cop.discussions.events import DiscussionChanged
from cop.discussions.models import Discussion
from cop.kernel.actor import SYSTEM
from cop.taxonomy.events import TermsMerged
from cop.taxonomy.queries import has_code


def move_theme(event: TermsMerged) -> None:
    """There are few discussions: it is done at once."""
    if event.vocabulary != "themes":
        return
    for discussion in db.session.scalars(select(Discussion).where(has_code(Discussion.themes, [event.code]))):
        themes = [event.into if code == event.code else code for code in discussion.themes]
        discussion.themes = list(dict.fromkeys(themes))
        record("discussion.term_moved", discussion, actor=SYSTEM, now=clock()(), into=event.into)
        events.publish(DiscussionChanged(discussion.id))

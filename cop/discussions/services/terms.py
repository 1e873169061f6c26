"""Themes that were merged: discussions classified by the one that went are moved to the one that stays."""

from cop.activity.services import record
from cop.core import events
from cop.core.db import db
from cop.core.web import clock
from cop.discussions.events import DiscussionChanged
from cop.discussions.queries import with_theme
from cop.kernel.actor import SYSTEM
from cop.taxonomy.events import TermsMerged
from cop.taxonomy.rules import replaced


def move_theme(event: TermsMerged) -> None:
    """There are few discussions: it is done at once."""
    if event.vocabulary != "themes":
        return
    for discussion in db.session.scalars(with_theme([event.code])):
        discussion.themes = replaced(discussion.themes, event.code, event.into)
        record("discussion.term_moved", discussion, actor=SYSTEM, now=clock()(), into=event.into)
        events.publish(DiscussionChanged(discussion.id))

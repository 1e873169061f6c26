"""Themes that were merged: discussions classified by the one that went are moved to the one that stays."""

from cop.activity.services import record
from cop.core import events
from cop.core.db import db
from cop.core.web import clock
from cop.discussions.events import DiscussionChanged
from cop.discussions.queries import with_theme
from cop.kernel.actor import SYSTEM
from cop.taxonomy.events import TermsMerged


def move_theme(event: TermsMerged) -> None:
    """There are few discussions: it is done at once."""
    if event.vocabulary != "themes":
        return
    for discussion in db.session.scalars(with_theme([event.code])):
        themes = [event.into if code == event.code else code for code in discussion.themes]
        discussion.themes = list(dict.fromkeys(themes))
        record("discussion.term_moved", discussion, actor=SYSTEM, now=clock()(), into=event.into)
        events.publish(DiscussionChanged(discussion.id))

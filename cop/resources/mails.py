"""What whoever proposed a resource is told by mail."""

from datetime import datetime

from flask import render_template

from cop.accounts.models import User
from cop.activity.services import queue_mail
from cop.core import i18n, web
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.messages import N_, say
from cop.resources.models import Resource
from cop.resources.reading import reading_of


def tell_published(resource: Resource, *, actor: Actor, now: datetime) -> None:
    """It can be found by everyone."""
    _tell(resource, "published", N_("Published: %(title)s"), but=actor, now=now)


def tell_returned(resource: Resource, reason: str, *, actor: Actor, now: datetime) -> None:
    """An editor asks for changes."""
    subject = N_("Please look again: %(title)s")
    _tell(resource, "returned", subject, but=actor, now=now, reason=reason)


def tell_withdrawn(resource: Resource, reason: str, *, actor: Actor, now: datetime) -> None:
    """The secretariat took it off the public pages."""
    subject = N_("No longer in the library: %(title)s")
    _tell(resource, "withdrawn", subject, but=actor, now=now, reason=reason)


def _tell(
    resource: Resource, name: str, subject: str, *, but: Actor, now: datetime, reason: str = ""
) -> None:
    """The text of mails/<name>.txt, under the `subject` that holds the title."""
    author = _author(resource, but=but)
    if author is None:
        return
    with i18n.in_language(author.language):
        title = reading_of(resource, author.language).title.text
        url = web.absolute_url("resources.resource_show", resource_id=resource.id)
        text = render_template(
            f"resources/mails/{name}.txt", author=author, title=title, reason=reason, url=url
        )
        line = i18n.sentence(say(subject, title=title))
        queue_mail(to=author.email, subject=line, text=text, language=author.language, now=now)


def _author(resource: Resource, *, but: Actor) -> User | None:
    """Whoever proposed it, unless there is none any more or it is the one who acts."""
    if resource.author_id is None or resource.author_id == but.user_id:
        return None
    author = db.session.get(User, resource.author_id)
    return None if author is None or author.disabled_at else author

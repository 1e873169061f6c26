"""What whoever proposed a resource is told by mail."""

from datetime import datetime

from flask import render_template
from flask_babel import gettext as _

from cop.accounts.models import User
from cop.activity.services import queue_mail
from cop.core import i18n, web
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.resources.models import Resource
from cop.resources.reading import reading_of


def tell_published(resource: Resource, *, actor: Actor, now: datetime) -> None:
    """It can be found by everyone."""
    if (author := _author(resource, but=actor)) is not None:
        with i18n.in_language(author.language):
            title = reading_of(resource, author.language).title.text
            subject = _("Published: %(title)s", title=title)
            _mail("published", author, subject, resource, now=now)


def tell_returned(resource: Resource, reason: str, *, actor: Actor, now: datetime) -> None:
    """An editor asks for changes."""
    if (author := _author(resource, but=actor)) is not None:
        with i18n.in_language(author.language):
            title = reading_of(resource, author.language).title.text
            subject = _("Please look again: %(title)s", title=title)
            _mail("returned", author, subject, resource, now=now, reason=reason)


def tell_withdrawn(resource: Resource, reason: str, *, actor: Actor, now: datetime) -> None:
    """The secretariat took it off the public pages."""
    if (author := _author(resource, but=actor)) is not None:
        with i18n.in_language(author.language):
            title = reading_of(resource, author.language).title.text
            subject = _("No longer in the library: %(title)s", title=title)
            _mail("withdrawn", author, subject, resource, now=now, reason=reason)


def _mail(
    name: str, author: User, subject: str, resource: Resource, *, now: datetime, reason: str = ""
) -> None:
    text = render_template(
        f"resources/mails/{name}.txt",
        author=author,
        title=reading_of(resource, author.language).title.text,
        reason=reason,
        url=web.absolute_url("resources.resource_show", resource_id=resource.id),
    )
    queue_mail(to=author.email, subject=subject, text=text, language=author.language, now=now)


def _author(resource: Resource, *, but: Actor) -> User | None:
    """Whoever proposed it, unless there is none any more or it is the one who acts."""
    if resource.author_id is None or resource.author_id == but.user_id:
        return None
    author = db.session.get(User, resource.author_id)
    return None if author is None or author.disabled_at else author

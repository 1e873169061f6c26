"""What an author is told by mail."""

from datetime import datetime

from flask import render_template
from flask_babel import gettext as _

from cop.accounts.models import User
from cop.activity.services import queue_mail
from cop.articles.models import Article, AuthorInvitation
from cop.articles.queries import original_of
from cop.articles.reading import Reading, reading_of
from cop.core import i18n, web
from cop.core.db import db
from cop.kernel.actor import SYSTEM, Actor


def tell_author_published(article: Article, *, actor: Actor, now: datetime) -> None:
    """Their practice can be read by everyone."""
    author = _author(article, but=actor)
    if author is None:
        return
    with i18n.in_language(author.language):
        reading = reading_of(article, author.language)
        text = render_template(
            "articles/mails/published.txt", author=author, reading=reading, url=_url(reading)
        )
        subject = _("Published: %(title)s", title=reading.text.title)
        queue_mail(to=author.email, subject=subject, text=text, language=author.language, now=now)


def tell_author_returned(article: Article, reason: str, *, actor: Actor, now: datetime) -> None:
    """An editor asks for changes."""
    author = _author(article, but=actor)
    if author is None:
        return
    with i18n.in_language(author.language):
        reading = reading_of(article, author.language)
        text = render_template(
            "articles/mails/returned.txt",
            author=author,
            reading=reading,
            reason=reason,
            url=_url(reading),
        )
        subject = _("Please look again: %(title)s", title=reading.text.title)
        queue_mail(to=author.email, subject=subject, text=text, language=author.language, now=now)


def tell_author_due(article: Article, *, now: datetime) -> None:
    """Somebody has to say again that it holds."""
    author = _author(article, but=SYSTEM)
    if author is None:
        return
    with i18n.in_language(author.language):
        reading = reading_of(article, author.language)
        text = render_template("articles/mails/due.txt", author=author, reading=reading, url=_url(reading))
        subject = _("Does it still hold? %(title)s", title=reading.text.title)
        queue_mail(to=author.email, subject=subject, text=text, language=author.language, now=now)


def tell_translator(user: User, language: str, *, now: datetime) -> None:
    """They may translate from now on."""
    with i18n.in_language(user.language):
        name = i18n.language_name(language, own=False)
        url = f"{web.absolute_url('articles.translation_list')}?into={language}"
        text = render_template("articles/mails/translator.txt", user=user, into=name, url=url)
        subject = _("You may translate practices: %(language)s", language=name)
        queue_mail(to=user.email, subject=subject, text=text, language=user.language, now=now)


def ask_co_author(
    article: Article, invitation: AuthorInvitation, token: str, *, inviter: str, now: datetime
) -> None:
    """In the original's language: of the person asked we know only the address."""
    language, title = article.original_language, original_of(article).title
    with i18n.in_language(language):
        url = web.absolute_url("articles.author_join", token=token)
        text = render_template("articles/mails/co_author.txt", inviter=inviter, title=title, url=url)
        subject = _("Write together: %(title)s", title=title)
        queue_mail(to=invitation.email, subject=subject, text=text, language=language, now=now)


def _author(article: Article, *, but: Actor) -> User | None:
    """The author, unless there is none any more or it is the one who acts."""
    if article.author_id is None or article.author_id == but.user_id:
        return None
    author = db.session.get(User, article.author_id)
    return None if author is None or author.disabled_at else author


def _url(reading: Reading) -> str:
    where = {"article_id": reading.article.id, "slug": reading.text.slug}
    return web.absolute_url("articles.article_show", **where)

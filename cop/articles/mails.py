"""What those who write a practice, translate it or asked for changes are told by mail, each in their own language."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from flask import render_template
from flask_babel import gettext as _

from cop.accounts.models import User
from cop.activity.services import queue_mail
from cop.articles.author_queries import people, translated_by, wanting, writers_of
from cop.articles.models import Article, AuthorInvitation
from cop.articles.queries import original_of
from cop.articles.reading import reading_of
from cop.articles.rules.evidence import EVIDENCE_TAGS
from cop.core import i18n, web
from cop.core.i18n import sentence
from cop.kernel.actor import SYSTEM, Actor
from cop.kernel.messages import N_, say


def tell_published(article: Article, *, actor: Actor, now: datetime) -> None:
    """Their practice can be read by everyone."""
    _tell(writers_of(article, but=actor), article, "published", N_("Published: %(title)s"), now=now)


def tell_returned(article: Article, reason: str, *, actor: Actor, now: datetime) -> None:
    """An editor asks for changes."""
    subject = N_("Please look again: %(title)s")
    _tell(writers_of(article, but=actor), article, "returned", subject, now=now, reason=reason)


def tell_submitted(article: Article, *, actor: Actor, now: datetime) -> None:
    """Who writes along hears that it was handed in."""
    who, subject = actor.name, N_("Handed in: %(title)s")
    _tell(wanting(writers_of(article, but=actor)), article, "submitted", subject, now=now, who=who)


def tell_changed(article: Article, editor_id: int, *, now: datetime) -> None:
    """The editor who asked for changes hears that it was handed in again."""
    subject = N_("Handed in again: %(title)s")
    _tell(wanting(people({editor_id})), article, "submitted_again", subject, now=now)


def tell_reviewed(article: Article, *, is_other_level: bool, actor: Actor, now: datetime) -> None:
    """A peer said what they think of it; who they are stays with the secretariat."""
    level = EVIDENCE_TAGS[article.evidence] if is_other_level else ""
    subject = N_("A peer reviewed: %(title)s")
    _tell(wanting(writers_of(article, but=actor)), article, "reviewed", subject, now=now, level=level)


def tell_due(article: Article, *, now: datetime) -> None:
    """Somebody has to say again that it holds."""
    subject = N_("Does it still hold? %(title)s")
    _tell(wanting(writers_of(article, but=SYSTEM)), article, "due", subject, now=now)


def tell_gone(article: Article, reason: str, *, actor: Actor, now: datetime) -> None:
    """It is no longer public: somebody withdrew it for this `reason`, or archived it without one."""
    subject, who = N_("No longer public: %(title)s"), actor.name
    _tell(writers_of(article, but=actor), article, "gone", subject, now=now, who=who, reason=reason)


def tell_outdated(article: Article, languages: Sequence[str], *, actor: Actor, now: datetime) -> None:
    """The original was changed, and translations no longer say what it says: once to each, with what concerns them."""
    subject, into = N_("To be translated again: %(title)s"), translated_by(article, languages)
    writers = writers_of(article, but=actor)
    others = people(into.keys() - {actor.user_id, *(user.id for user in writers)})
    for user in wanting([*writers, *others]):
        codes = languages if user in writers else into[user.id]
        _tell([user], article, "outdated", subject, now=now, codes=codes)


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


def _tell(
    users: Iterable[User], article: Article, name: str, subject: str, *, now: datetime, **said: Any
) -> None:
    """Each of them: the text of mails/<name>.txt about the practice, under the `subject` that holds its title."""
    for user in users:
        with i18n.in_language(user.language):
            reading = reading_of(article, user.language)
            title = reading.text.title
            text = render_template(
                f"articles/mails/{name}.txt",
                user=user,
                title=title,
                url=_url(article, reading.text.slug),
                **said,
            )
            line = sentence(say(subject, title=title))
            queue_mail(to=user.email, subject=line, text=text, language=user.language, now=now)


def _url(article: Article, slug: str) -> str:
    return web.absolute_url("articles.article_show", article_id=article.id, slug=slug)

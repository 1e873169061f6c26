"""Write a practice together: ask somebody by mail, join, leave."""

from datetime import datetime

from cop.accounts.models import User
from cop.accounts.rules import folded
from cop.activity.services import record
from cop.articles.author_queries import invitations_to
from cop.articles.mails import ask_co_author
from cop.articles.models import Article, AuthorInvitation, CoAuthor
from cop.articles.queries import original_of
from cop.articles.rules.content import draft_of, texts_of
from cop.articles.rules.workflow import is_first_author
from cop.articles.services.keeping import keep_original, tell
from cop.core.db import db, held
from cop.directory.services.links import refuse_other_address, renew_link
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid
from cop.kernel.messages import N_, say


def invite_author(article: Article, email: str, *, actor: Actor, now: datetime) -> AuthorInvitation:
    """Ask a person by mail, who need not have an account yet; asked again they get a new link, and the earlier one is void."""
    _refuse_others(article, actor)
    first = db.session.get(User, article.author_id)
    writers = [one.user for one in article.co_authors] + ([first] if first else [])
    if folded(email) in {user.email_folded for user in writers}:
        raise Invalid(fields={"email": say(N_("This person is an author already."))})
    asked = {folded(waiting.email): waiting for waiting in invitations_to(article)}
    invitation = asked.get(folded(email)) or AuthorInvitation(
        article_id=article.id,
        email=email,
        token_sha256="",
        invited_by=actor.user_id or 0,
        invited_at=now,
        expires_at=now,
    )
    token = renew_link(invitation, actor=actor, now=now)
    db.session.add(invitation)
    record("article.author_invited", article, actor=actor, now=now)
    ask_co_author(article, invitation, token, inviter=actor.name, now=now)
    return invitation


def withdraw_invitation(invitation: AuthorInvitation, *, actor: Actor, now: datetime) -> None:
    """Its link is void."""
    _refuse_others(invitation.article, actor)
    record("article.author_not_invited", invitation.article, actor=actor, now=now)
    db.session.delete(invitation)


def join_authors(invitation: AuthorInvitation, user: User, *, actor: Actor, now: datetime) -> None:
    """Write it, too, and be named; raises Denied when the invitation went to another address."""
    refuse_other_address(invitation, user)
    article = held(invitation.article)
    if user.id != article.author_id and user.id not in article.co_author_ids:
        db.session.add(CoAuthor(article_id=article.id, user_id=user.id, since=now))
        record("article.author_joined", article, actor=actor, now=now, user=user.id)
        _credit(article, user, actor=actor, now=now)
    db.session.delete(invitation)
    db.session.expire(article, ["co_authors"])


def leave_authors(article: Article, co_author: CoAuthor, *, actor: Actor, now: datetime) -> None:
    """The first author lets somebody go, or a person leaves; what they wrote stays, and their name until it is edited."""
    if co_author.user_id != actor.user_id:
        _refuse_others(article, actor)
    record("article.author_left", article, actor=actor, now=now, user=co_author.user_id)
    db.session.delete(co_author)
    db.session.flush()
    db.session.expire(article, ["co_authors"])


def _credit(article: Article, user: User, *, actor: Actor, now: datetime) -> None:
    """Add the name to those that are cited; where nobody is named yet, whoever began comes first."""
    first = db.session.get(User, article.author_id)
    named = article.details.get("authors") or ([first.name] if first else [])
    if user.name not in named:
        article.details = {**article.details, "authors": [*named, user.name]}
        keep_original(article, draft_of(texts_of(original_of(article))), is_minor=True, actor=actor, now=now)
        tell(article)


def _refuse_others(article: Article, actor: Actor) -> None:
    if not is_first_author(article, actor):
        raise Denied(say(N_("Only whoever began this practice may do this.")))

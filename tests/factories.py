"""Small real things for tests, made as simply as the database allows. Each feature's under its heading."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from cop.accounts.models import Factor, User, UserRole
from cop.accounts.totp import new_secret
from cop.articles.models import Article, ArticleRevision, ArticleText
from cop.articles.states import ArticleState
from cop.core.db import db
from cop.core.sealing import seal
from cop.directory.models import Member, Organisation
from cop.directory.roles import MemberRole
from cop.kernel.actor import Actor, Role
from cop.resources.models import Resource, ResourceText
from cop.resources.states import ResourceState

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
_next = count(1)


# accounts
def make_user(*roles: Role, **given: Any) -> User:
    """A confirmed person with `roles`, flushed. Its password is "a long enough secret" once accounts hashed it."""
    n = next(_next)
    email = given.pop("email", f"person{n}@example.org")
    facts = {"name": f"Person {n}", "password_hash": "!", "created_at": NOON, "confirmed_at": NOON, **given}
    user = User(
        email=email, email_folded=email.casefold(), roles=[UserRole(role=role) for role in roles], **facts
    )
    db.session.add(user)
    db.session.flush()
    return user


def add_factor(user: User) -> Factor:
    """A second factor of `user`, set up at NOON, flushed."""
    factor = Factor(user_id=user.id, sealed_secret=seal(new_secret()), made_at=NOON, confirmed_at=NOON)
    db.session.add(factor)
    db.session.flush()
    return factor


def actor_of(user: User, *organisations: Organisation) -> Actor:
    return Actor(
        user_id=user.id,
        name=user.name,
        roles=frozenset(row.role for row in user.roles),
        organisations=frozenset(o.id for o in organisations),
        writes_for=frozenset(o.id for o in organisations),
        language=user.language,
    )


# directory
def make_organisation(*owners: User, **given: Any) -> Organisation:
    n = next(_next)
    facts = {
        "name": f"Organisation {n}",
        "slug": f"organisation-{n}",
        "kind": "diaspora",
        "country": "BE",
        "created_at": NOON,
    }
    organisation = Organisation(**{**facts, **given})
    db.session.add(organisation)
    db.session.flush()
    for owner in owners:
        db.session.add(
            Member(organisation_id=organisation.id, user_id=owner.id, role=MemberRole.OWNER, since=NOON)
        )
    db.session.flush()
    return organisation


# articles
def make_article(
    *, author: User | None = None, state: str = "published", texts: tuple[str, ...] = ("en",), **given: Any
) -> Article:
    """A complete practice whose original is the first of `texts`, flushed; each is published a minute after the one before."""
    n = next(_next)
    facts = {"themes": ["remittances"], "countries_of_origin": ["CO"], "lead": "A cooperative", **given}
    article = Article(
        state=ArticleState(state),
        original_language=texts[0],
        author_id=author.id if author else None,
        created_at=NOON,
        published_at=NOON + timedelta(minutes=n) if state in {"published", "archived"} else None,
        **facts,
    )
    for language in texts:
        words = {
            "title": f"Practice {n} {language}",
            "summary": f"Summary {n}",
            "content": {"approach": f"## Story\n\nBody {n}"},
        }
        text = ArticleText(language=language, slug=f"practice-{n}-{language}", updated_at=NOON, **words)
        text.pins = dict.fromkeys(("title", "summary", "approach"), 1)
        article.texts.append(text)
    db.session.add(article)
    db.session.flush()
    for text in article.texts:
        words = {"title": text.title, "summary": text.summary, "content": text.content, "pins": text.pins}
        words["details"] = article.details if text.language == texts[0] else None
        db.session.add(
            ArticleRevision(
                article_id=article.id, language=text.language, number=1, made_at=NOON, made_by=None, **words
            )
        )
    db.session.flush()
    return article


# resources
def make_resource(
    *, author: User | None = None, state: str = "published", texts: tuple[str, ...] = ("en",), **given: Any
) -> Resource:
    """A complete entry of the library in the languages `texts`, flushed; each is published a minute after the one before."""
    n = next(_next)
    facts = {
        "kind": "guide",
        "authors": "A cooperative",
        "year": 2020,
        "languages": ["en"],
        "themes": ["remittances"],
        "licence": "CC-BY-4.0",
        "link": f"https://example.org/{n}",
        **given,
    }
    resource = Resource(
        state=ResourceState(state),
        original_language=texts[0],
        author_id=author.id if author else None,
        created_at=NOON,
        published_at=NOON + timedelta(minutes=n) if state in {"published", "withdrawn"} else None,
        **facts,
    )
    for language in texts:
        words = {"title": f"Resource {n} {language}", "summary": f"About resource {n} {language}"}
        resource.texts.append(ResourceText(language=language, updated_at=NOON, **words))
    db.session.add(resource)
    db.session.flush()
    return resource

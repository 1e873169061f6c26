"""Practices at every point of their life, and translations that are not what they should be."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cop.accounts.models import User
from cop.articles import seeding
from cop.articles.models import Article
from cop.articles.queries import original_of
from cop.articles.rules.sections import SECTIONS
from cop.articles.rules.structure import fingerprint, values_of
from cop.articles.rules.workflow import HOLDS
from cop.articles.services.authors import invite_author, join_authors
from cop.articles.services.publish import (
    due_again,
    publish_article,
    retract_article,
    return_article,
    submit_article,
)
from cop.articles.services.tell import write_section
from cop.articles.services.translate import keep_drafts, translate_texts
from cop.articles.translations import source_of
from cop.core.db import db
from cop.demo.data import FOLDER, read
from cop.demo.people import Cast, actor_of
from cop.demo.practices import INVENTED, article_in, facts_in, read_drawn, review_as_told

UNPUBLISHED = FOLDER / "unpublished"
DUE = "seasonal-savings-jamaica-canada"


def live_on(cast: Cast, now: datetime) -> None:
    """What the applicant wrote and where it stands, a practice that is due, and four translations."""
    for file in sorted(UNPUBLISHED.glob("*/practice.yaml")):
        _begin(file.parent, cast, now)
    due = article_in(INVENTED / DUE)
    due_again(due, now - HOLDS - timedelta(days=12))
    due.due_told_at = now
    _translate(cast, now)


def _begin(path: Path, cast: Cast, now: datetime) -> None:
    """A practice by the applicant, as far as its `becomes` says."""
    facts, author = facts_in(path), actor_of(cast.applicant)
    article = seeding.write_practice(read_drawn(path), actor=author, now=now)
    if "co_author" in facts:
        _write_along(article, next(u for u in cast.reviewers if u.name == facts["co_author"]), cast, now)
    submit_article(article, actor=author, now=now)
    match facts["becomes"]:
        case "in_review":
            review_as_told(article, facts, cast, now)
        case "changes_requested":
            return_article(article, reason=facts["reason"], actor=cast.officer, now=now)
        case "withdrawn":
            publish_article(article, actor=cast.officer, now=now)
            retract_article(article, reason=facts["reason"], actor=author, now=now)


def _write_along(article: Article, user: User, cast: Cast, now: datetime) -> None:
    invitation = invite_author(article, user.email, actor=actor_of(cast.applicant), now=now)
    db.session.flush()
    join_authors(invitation, user, actor=actor_of(user), now=now)


def _translate(cast: Cast, now: datetime) -> None:
    told: Mapping[str, Mapping[str, Any]] = read("translations")
    for name, said in told["changed"].items():
        _change(article_in(INVENTED / name), said, cast, now)
    for name, said in told["begun"].items():
        article = article_in(INVENTED / name)
        shown = {path: (source_of(article).texts[path], "") for path in said["texts"]}
        translate_texts(article, said["into"], said["texts"], shown=shown, actor=cast.officer, now=now)
    for name, said in told["drafted"].items():
        article = article_in(INVENTED / name)
        version = original_of(article).version
        keep_drafts(article, said["into"], said["texts"], made_from=version, now=now)


def _change(article: Article, said: Mapping[str, str], cast: Cast, now: datetime) -> None:
    """One answer of the original says more than its translations."""
    section, content = SECTIONS[said["section"]], original_of(article).content
    values = {**values_of(section, article.details, content), said["item"]: said["text"]}
    mark = fingerprint(section, article.details, content)
    write_section(article, section, values, made_from=mark, actor=cast.officer, now=now)

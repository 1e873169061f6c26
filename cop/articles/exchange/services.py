"""Keep what a file says, and take the good ones of it: as drafts of whoever sent it, one at a time, by the worker."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select

from cop.accounts.events import AccountErased
from cop.activity.services import record
from cop.articles.exchange.checking import faults_in
from cop.articles.exchange.files import Read
from cop.articles.exchange.pictures import drop_pictures, keep_for_later, with_picture
from cop.articles.exchange.plain import Practice, mark_of, practice_from, practice_of
from cop.articles.models import Article, PracticeImport
from cop.articles.queries import article_seen_by, classification_of, original_of, text_of
from cop.articles.rules.sections import TEMPLATE
from cop.articles.rules.structure import fingerprint, values_of
from cop.articles.rules.workflow import can_write
from cop.articles.services.tell import write_section
from cop.articles.services.write import classify_article, create_article, picture_article, write_text
from cop.articles.states import ArticleState
from cop.core import jobs
from cop.core.db import db
from cop.core.unit import commit
from cop.core.web import clock
from cop.files.models import Blob
from cop.files.pictures import make_sizes
from cop.kernel.actor import Actor
from cop.kernel.errors import CopError, Denied, Refused
from cop.kernel.messages import N_, Message, say

JOB = "articles.take_import"
KEPT_FOR = timedelta(days=7)


def begin_import(reads: Iterable[Read], *, name: str, actor: Actor, now: datetime) -> PracticeImport:
    """Keep what a file says and what is wrong with it; no practice is made yet."""
    if actor.user_id is None or not actor.is_staff:
        raise Denied
    found = [_looked_into(read, actor=actor, now=now) for read in reads]
    kept = PracticeImport(name=name[-300:], asked_by=actor.user_id, asked_at=now, found=found)
    db.session.add(kept)
    record("article_import.begun", kept, actor=actor, now=now, count=len(found))
    return kept


def _looked_into(read: Read, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """One practice of a file as the column keeps it; `picture` is the number of the file that its picture is."""
    faults, picture, notes = faults_in(read.plain), None, list(read.notes)
    if not faults and not _is_there(read.plain, actor):
        upload, why = with_picture(read.plain, read.pictures)
        if upload is not None:
            picture, why = keep_for_later(upload, actor=actor, now=now)
        notes += [why] if why else []
    return {
        "place": read.place,
        "plain": read.plain,
        "faults": [{"field": f.field, **frozen(f.message)} for f in faults],
        "notes": [frozen(note) for note in notes],
        "picture": picture,
    }


def _is_there(plain: Mapping[str, Any], actor: Actor) -> bool:
    """The practice of this site that it was has this picture already."""
    article = article_seen_by(actor, plain["id"]) if plain.get("id") else None
    image = article.image if article else None
    return image is not None and image.sha256 == (plain.get("picture") or {}).get("sha256")


def ask_to_take(kept: PracticeImport, *, actor: Actor, now: datetime) -> None:
    """Take the good ones."""
    if kept.asked_by != actor.user_id:
        raise Denied
    if kept.taken_at is not None:
        raise Refused(say(N_("The practices of this file were taken already.")))
    kept.taken_at = now
    record("article_import.taken", kept, actor=actor, now=now)
    jobs.enqueue(JOB, import_id=kept.id)


def take_import(import_id: int) -> None:
    """One practice after the other, each committed by itself: a stopped worker goes on with the next one."""
    kept = db.session.get(PracticeImport, import_id)
    if kept is None or kept.taken_at is None:
        return
    actor, found = _actor_of(kept), kept.found
    while kept.done < len(found):
        one = found[kept.done]
        line: dict[str, Any] = {"place": one["place"]}
        if not one["faults"]:
            number = one.get("picture")
            picture = db.session.get(Blob, number) if number and make_sizes(number, now=clock()()) else None
            line |= _taken(one["plain"], actor, picture)
            if number and picture is None:
                line["note"] = frozen(say(N_("Its picture cannot be read and was left out.")))
            kept.report = [*kept.report, line]
        kept.done += 1
        commit()
    kept.finished_at = clock()()
    commit()


def _taken(plain: Mapping[str, Any], actor: Actor, picture: Blob | None) -> dict[str, Any]:
    """What became of one: the practice it is now, or why it is none."""
    now, practice = clock()(), practice_from(dict(plain))
    try:
        with db.session.begin_nested():
            article = take_practice(practice, picture=picture, actor=actor, now=now)
            return {"article_id": article.id, "title": original_of(article).title}
    except CopError as error:
        return frozen(error.message)


def take_practice(practice: Practice, *, picture: Blob | None = None, actor: Actor, now: datetime) -> Article:
    """A draft that says what `practice` does. One of this site is changed if it is unchanged since; raises Refused."""
    article = _unchanged(practice, actor)
    draft = practice.texts[practice.original]
    if article is None:
        article = create_article(draft, language=practice.original, actor=actor, now=now)
    else:
        version = original_of(article).version
        write_text(article, practice.original, draft, made_from=version, actor=actor, now=now)
    before = classification_of(article).fingerprint
    classify_article(article, practice.about, made_from=before, actor=actor, now=now)
    for section in TEMPLATE:
        words = original_of(article).content
        values = values_of(section, practice.details, draft.content)
        mark = fingerprint(section, article.details, words)
        write_section(article, section, values, made_from=mark, actor=actor, now=now)
    if picture is not None:
        picture_article(article, picture, draft.image_alt, language=practice.original, actor=actor, now=now)
    for language, text in practice.texts.items():
        if language != practice.original:
            written = text_of(article, language)
            made_from = written.version if written else 0
            write_text(article, language, text, made_from=made_from, actor=actor, now=now)
    return article


def _unchanged(practice: Practice, actor: Actor) -> Article | None:
    """The draft that the file was written from; None for a practice that is new here."""
    if practice.id is None:
        return None
    article = article_seen_by(actor, practice.id)
    if article is None or not can_write(actor, article) or article.state != ArticleState.DRAFT:
        raise Refused(
            say(N_("Only your own drafts can be changed by a file. Leave the number out to make a new one."))
        )
    if practice.original != article.original_language or mark_of(practice_of(article)) != practice.mark:
        raise Refused(say(N_("This draft has changed since the file was written.")))
    return article


def _actor_of(kept: PracticeImport) -> Actor:
    """Who sent the file, with what they may do now."""
    person = kept.person
    roles = frozenset() if person.disabled_at else frozenset(row.role for row in person.roles)
    return Actor(user_id=person.id, name=person.name, roles=roles, language=person.language, zone=person.zone)


def drop_old() -> None:
    """What a file said goes after a week; what was taken of it stays."""
    _drop(PracticeImport.asked_at < clock()() - KEPT_FOR)


def forget_imports(event: AccountErased) -> None:
    _drop(PracticeImport.asked_by == event.user_id)


def _drop(which: ColumnElement[bool]) -> None:
    for kept in db.session.scalars(select(PracticeImport).where(which)).all():
        drop_pictures(kept.found)
        db.session.delete(kept)
    db.session.flush()


def frozen(message: Message) -> dict[str, Any]:
    """A sentence as a column keeps it, to be said in any reader's language."""
    params = {n: list(v) if isinstance(v, tuple) else v for n, v in message.params.items()}
    return {"message": message.key, "params": params}


def said_in(kept: Mapping[str, Any]) -> Message:
    """The sentence that `frozen` kept."""
    params = {n: tuple(v) if isinstance(v, list) else v for n, v in kept["params"].items()}
    return Message(kept["message"], params)

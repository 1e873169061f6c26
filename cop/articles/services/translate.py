"""Translate a practice text by text: what a person wrote or finds right, a translator's file, a machine's drafts."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from cop.activity.services import record
from cop.articles.models import Article
from cop.articles.queries import original_of, revision_of
from cop.articles.rules.content import texts_of
from cop.articles.rules.translated_file import Taken, take_file
from cop.articles.rules.translation import Pinned, confirmed, drafted, translated, wants_draft
from cop.articles.services.keeping import keep_translation, locked_for, tell
from cop.articles.translations import source_of, target_of
from cop.core import jobs, machine
from cop.core.limits import count_try
from cop.core.xliff.files import TranslatedFile
from cop.kernel.actor import SYSTEM, Actor
from cop.kernel.errors import Refused, Stale
from cop.kernel.messages import N_, say

MOST_ASKED = 30
"""Times an hour that one person asks the machine: meanwhile the worker does nothing else, and the machine may cost."""


def translate_texts(
    article: Article,
    language: str,
    texts: Mapping[str, str],
    *,
    right: Collection[str] = (),
    shown: Mapping[str, tuple[str, str]],
    actor: Actor,
    now: datetime,
) -> None:
    """Keep `texts` (path -> words, "" takes them out) and what is `right` as it stands: both are now of what the original says.

    `shown` maps each path to source and translation as the translator saw them; raises Stale when either is other by now.
    """
    article = locked_for(language, article, actor)
    source, target = source_of(article), target_of(article, language)
    here = {path: (source.texts.get(path, ""), target.texts.get(path, "")) for path in shown}
    if here != dict(shown):
        raise Stale
    revision = original_of(article).version
    said = confirmed(translated(target, texts, made_from=revision), right, revision=revision)
    _keep(article, language, said, actor=actor, now=now)


def take_translated_file(
    article: Article, language: str, file: TranslatedFile, *, actor: Actor, now: datetime
) -> Taken:
    """Take a translator's file text by text; what becomes of each is in the answer."""
    article = locked_for(language, article, actor)
    old = revision_of(article, article.original_language, file.revision)
    taken = take_file(
        source_of(article),
        target_of(article, language),
        file.units,
        revision=original_of(article).version,
        made_from=(file.revision, texts_of(old) if old else {}),
    )
    _keep(article, language, taken.translation, actor=actor, now=now)
    return taken


def ask_drafts(article: Article, language: str, *, actor: Actor, now: datetime) -> None:
    """Let a machine draft what is missing; the worker does it. Raises Denied, Refused or TooMany."""
    article = locked_for(language, article, actor)
    if not machine.is_on():
        raise Refused(say(N_("No machine translates on this site.")))
    count_try(f"drafts {actor.user_id}", most=MOST_ASKED, per=timedelta(hours=1), now=now)
    record("article.drafts_asked", article, actor=actor, now=now, language=language)
    jobs.enqueue("articles.draft_translation", article_id=article.id, language=language)


def wanted_drafts(article: Article, language: str) -> dict[str, str]:
    """The texts of the original that a machine may draft: nobody has translated them."""
    source, target = source_of(article), target_of(article, language)
    return {path: text for path, text in source.texts.items() if wants_draft(path, source, target)}


def keep_drafts(
    article: Article, language: str, drafts: Mapping[str, str], *, made_from: int, now: datetime
) -> None:
    """Keep a machine's drafts, marked as such, of that revision of the original; what a person wrote meanwhile stays."""
    article = locked_for(language, article, SYSTEM)
    said = drafted(source_of(article), target_of(article, language), drafts, made_from=made_from)
    _keep(article, language, said, actor=SYSTEM, now=now)


def _keep(article: Article, language: str, said: Pinned, *, actor: Actor, now: datetime) -> None:
    """One revision if words changed; what was only said of them is a row of the log."""
    before = target_of(article, language)
    if said == before:
        return
    keep_translation(article, language, said, actor=actor, now=now)
    if said.texts == before.texts:
        paths = sorted(
            path
            for path in said.texts
            if said.pins[path] != before.pins.get(path) or path in before.unchecked
        )
        record("article.confirmed", article, actor=actor, now=now, language=language, texts=paths)
    tell(article)

"""The parts of a practice as its writer sees them: where each is written and how far it is."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from cop.articles.models import Article
from cop.articles.queries import classification_of, original_of, text_of
from cop.articles.rules.content import is_outdated
from cop.core import web
from cop.kernel.translated import LANGUAGES
from cop.taxonomy.countries import language_name


@dataclass(frozen=True, slots=True)
class Part:
    """One part, written at `url`. `state` is not_started, in_progress, complete or error; `text` says what is wrong."""

    title: str
    url: str
    state: str
    text: str = ""


def parts_of(article: Article) -> list[Part]:
    """The original first, then what it is about, its picture, its translations."""
    others = [code for code in LANGUAGES if code != article.original_language]
    return [
        _text(article, article.original_language),
        _about(article),
        _picture(article),
        *(_text(article, code) for code in others),
    ]


def _text(article: Article, language: str) -> Part:
    text, name = text_of(article, language), language_name(language, web.language())
    title = _("Text in %(language)s", language=name)
    if language == article.original_language:
        title = _("Text in %(language)s, the original", language=name)
    url = url_for("articles.text_edit", article_id=article.id, text_language=language)
    if text is None:
        return Part(title, url, "not_started")
    if article.image_id is not None and not text.image_alt:
        return Part(title, url, "error", _("The picture is not described."))
    if is_outdated(text.source_version, original_of(article).version):
        return Part(title, url, "in_progress", _("The original has changed since this translation was made."))
    return Part(title, url, "complete")


def _about(article: Article) -> Part:
    facts, url = classification_of(article), url_for("articles.about_edit", article_id=article.id)
    is_complete = bool(facts.themes and (facts.countries_of_origin or facts.countries_of_destination))
    return Part(_("What it is about"), url, "complete" if is_complete else "in_progress")


def _picture(article: Article) -> Part:
    url = url_for("articles.picture_edit", article_id=article.id)
    return Part(_("Picture"), url, "complete" if article.image_id else "not_started", _("Optional"))

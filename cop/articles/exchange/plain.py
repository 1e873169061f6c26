"""A practice as plain data, whole: what is written out for other programs, and what is read back.

Its keys are the codes of the template, so that a new question is in every file as soon as it is in the template.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import PurePath
from typing import Any

from cop.articles.models import Article
from cop.articles.queries import classification_of
from cop.articles.rules.content import Classification, Draft
from cop.articles.rules.structure import Content, Details
from cop.core import web
from cop.kernel.ids import canonical_json, digest

FORMAT = "cop-practices-1"
LISTS = ("themes", "sectors", "sdg_targets", "countries_of_origin", "countries_of_destination")
FACTS = (*LISTS, "starts_year", "ends_year", "lead")
HEAD = ("title", "summary", "image_alt")
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Picture:
    """Where a practice's picture is: its name beside the file, its address on the site that it comes from; and what it is."""

    file: str
    address: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Practice:
    """`texts` maps languages to drafts; `original` is one of them.

    `id` and `mark` say which practice of this site it was, and how it stood.
    """

    original: str
    about: Classification
    details: Details = field(hash=False)
    texts: Mapping[str, Draft] = field(hash=False)
    id: int | None = None
    mark: str = ""
    picture: Picture | None = None


def practice_of(article: Article) -> Practice:
    """The practice as it stands, with the mark by which it is known unchanged later."""
    texts = {
        text.language: Draft(text.title, text.summary, text.content, text.image_alt) for text in article.texts
    }
    about, picture = classification_of(article), _picture_of(article)
    practice = Practice(article.original_language, about, article.details, texts, article.id, picture=picture)
    return replace(practice, mark=mark_of(practice))


def _picture_of(article: Article) -> Picture | None:
    if article.image is None:
        return None
    key, ending = article.image.sha256, PurePath(article.image.name).suffix
    address = web.absolute_url("article_images.image_show", article_id=article.id)
    return Picture(f"pictures/{key[:16]}{ending}", address, key)


def mark_of(practice: Practice) -> str:
    """Changes with what the practice says."""
    picture = {"picture": practice.picture.sha256} if practice.picture else {}
    return digest(canonical_json(_content(practice) | picture))[:16]


def plain_of(practice: Practice) -> Plain:
    picture = {"picture": asdict(practice.picture)} if practice.picture else {}
    return {"id": practice.id, "mark": practice.mark, **_content(practice), **picture}


def _content(practice: Practice) -> Plain:
    about = asdict(practice.about)
    return {
        "original": practice.original,
        "about": {name: list(about[name]) if name in LISTS else about[name] for name in FACTS},
        "details": practice.details,
        "texts": {code: _text(text) for code, text in sorted(practice.texts.items())},
    }


def _text(text: Draft) -> Plain:
    content: Content = text.content
    return {**{name: getattr(text, name) for name in HEAD}, "content": content}


def practice_from(plain: Plain) -> Practice:
    """The practice in plain data whose shape was checked (exchange.checking)."""
    about = plain.get("about") or {}
    facts: Plain = {
        name: tuple(about.get(name) or ()) if name in LISTS else about.get(name) for name in FACTS
    }
    texts = {
        code: Draft(text["title"], text["summary"], text.get("content") or {}, text.get("image_alt") or "")
        for code, text in plain["texts"].items()
    }
    return Practice(
        original=plain["original"],
        about=Classification(**{**facts, "lead": facts["lead"] or ""}),
        details=plain.get("details") or {},
        texts=texts,
        id=plain.get("id"),
        mark=plain.get("mark") or "",
        picture=Picture(**plain["picture"]) if plain.get("picture") else None,
    )

"""A practice for machines: how to cite it, and what search engines understand of it."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from flask import current_app
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from cop.articles.reading import Reading
from cop.core import web
from cop.kernel.licences import LICENCE_PAGES


def _publisher(reading: Reading) -> str:
    return str(current_app.config["SETTINGS"].name_in(reading.text.language))


def _authors(reading: Reading) -> list[str]:
    """Who wrote it, as they want to be cited; else who leads what it is about."""
    named: list[str] = reading.article.details.get("authors", [])
    return named or ([reading.article.lead] if reading.article.lead else [])


def as_bibtex(reading: Reading) -> str:
    day = reading.article.published_at
    fields = {
        "title": f"{{{_tex(reading.text.title)}}}",
        "author": " and ".join(f"{{{_tex(name)}}}" for name in _authors(reading)),
        "editor": " and ".join(f"{{{_tex(name)}}}" for name in reading.article.details.get("editors", ())),
        "year": str(day.year) if day else "",
        "month": str(day.month) if day else "",
        "publisher": _tex(_publisher(reading)),
        "langid": reading.text.language,
        "url": reading.canonical,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@online{{practice{reading.article.id},\n" + ",\n".join(lines) + "\n}\n"


def _tex(text: str) -> str:
    """Without what would be a command."""
    return "".join(f"\\{c}" if c in "&%$#_{}" else {"\\": "/", "~": "-", "^": ""}.get(c, c) for c in text)


def as_ris(reading: Reading) -> str:
    day = reading.article.published_at
    lines = [("TY", "ELEC"), ("TI", reading.text.title), ("AB", " ".join(reading.text.summary.split()))]
    lines += [("AU", name) for name in _authors(reading)]
    lines += [("ED", name) for name in reading.article.details.get("editors", ())]
    lines += [("PY", str(day.year)), ("DA", f"{day:%Y/%m/%d}")] if day else []
    lines += [
        ("PB", _publisher(reading)),
        ("LA", reading.text.language),
        ("UR", reading.canonical),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines)


def as_csl(reading: Reading) -> str:
    day = reading.article.published_at
    item: dict[str, Any] = {
        "id": f"practice-{reading.article.id}",
        "type": "webpage",
        "title": reading.text.title,
        "abstract": reading.text.summary,
        "language": reading.text.language,
        "publisher": _publisher(reading),
        "URL": reading.canonical,
    }
    if names := _authors(reading):
        item["author"] = [{"literal": name} for name in names]
    if editors := reading.article.details.get("editors"):
        item["editor"] = [{"literal": name} for name in editors]
    if day:
        item["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    return json.dumps([item], ensure_ascii=False, indent=2)


CITATIONS: dict[str, tuple[str, str, Callable[[Reading], str]]] = {
    "bib": ("BibTeX", "application/x-bibtex", as_bibtex),
    "ris": ("RIS", "application/x-research-info-systems", as_ris),
    "json": ("CSL-JSON", "application/vnd.citationstyles.csl+json", as_csl),
}
"""Ending of the file -> name of the format, its media type, how it is made."""


def schema_org(reading: Reading) -> Markup:
    """The practice in the words of schema.org, for the page's JSON-LD; nothing in it can end the element it stands in."""
    article, text = reading.article, reading.text
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": text.title,
        "abstract": text.summary,
        "inLanguage": text.language,
        "url": reading.canonical,
        "dateModified": text.updated_at.date().isoformat(),
        "about": [*reading.themes, *reading.sectors],
        "spatialCoverage": [*reading.origins, *reading.destinations],
        "publisher": {"@type": "Organization", "name": _publisher(reading)},
    }
    if named := article.details.get("authors"):
        said["author"] = [{"@type": "Person", "name": name} for name in named]
    elif article.lead:
        said["author"] = {"@type": "Organization", "name": article.lead}
    if article.published_at:
        said["datePublished"] = article.published_at.date().isoformat()
    if licence := LICENCE_PAGES.get(article.details.get("licence", "")):
        said["license"] = licence
    if article.image:
        said["image"] = web.absolute_url("article_images.image_show", article_id=article.id)
    if reading.text is not reading.original:
        said["translationOfWork"] = {"@type": "Article", "inLanguage": reading.original.language}
    return htmlsafe_json_dumps(said, dumps=partial(json.dumps, separators=(",", ":")), ensure_ascii=False)

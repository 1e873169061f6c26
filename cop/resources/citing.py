"""How to cite a resource, and what search engines understand of it."""

import json
from functools import partial
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from cop.core import web
from cop.kernel.licences import LICENCE_PAGES
from cop.resources.models import Resource
from cop.resources.reading import Reading
from cop.resources.rules.content import Words

TYPES = {
    "report": "Report",
    "training": "LearningResource",
    "dataset": "Dataset",
    "law": "Legislation",
    "video": "VideoObject",
    "web-page": "WebPage",
}
"""What a kind is called by schema.org; the others are creative works."""


def citation(resource: Resource) -> str:
    """Authors (year). Title. Publisher. Where it is to be had: as the document itself has it, in the original's words."""
    title = title_of(resource)
    by = resource.authors or resource.publisher
    year = f"({resource.year})" if resource.year else ""
    publisher = resource.publisher if resource.authors else ""
    parts = [" ".join(part for part in (by, year) if part), title, publisher, resource.found_in]
    said = " ".join(part if part.endswith((".", "?", "!", "؟")) else f"{part}." for part in parts if part)
    return f"{said} {resource.link or web.absolute_url('resources.resource_show', resource_id=resource.id)}"


def title_of(resource: Resource) -> str:
    """That of the original."""
    words = {text.language: Words(text.title, text.summary) for text in resource.texts}
    return words[resource.original_language].title


def schema_org(reading: Reading) -> Markup:
    """The resource in the words of schema.org, for the page's JSON-LD; nothing in it can end the element it stands in."""
    resource = reading.resource
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES.get(resource.kind, "CreativeWork"),
        "name": reading.title.text,
        "abstract": reading.summary.text,
        "inLanguage": list(resource.languages),
        "url": reading.canonical,
        "about": reading.themes,
        "spatialCoverage": reading.countries,
    }
    more: dict[str, Any] = {
        "author": {"@type": "Person", "name": resource.authors} if resource.authors else None,
        "publisher": {"@type": "Organization", "name": resource.publisher} if resource.publisher else None,
        "datePublished": str(resource.year) if resource.year else None,
        "license": LICENCE_PAGES.get(resource.licence),
        "sameAs": resource.link or None,
        "encoding": _encoding(resource),
    }
    said |= {name: value for name, value in more.items() if value}
    return htmlsafe_json_dumps(said, dumps=partial(json.dumps, separators=(",", ":")), ensure_ascii=False)


def _encoding(resource: Resource) -> dict[str, Any] | None:
    if resource.file is None:
        return None
    return {
        "@type": "MediaObject",
        "contentUrl": web.absolute_url("resources.file_show", resource_id=resource.id),
        "encodingFormat": resource.file.media_type,
        "contentSize": str(resource.file.size),
    }

"""Every published resource of the library, in each language that it is described in."""

from collections.abc import Sequence

from sqlalchemy import func, select

from cop.core.db import db
from cop.core.search.port import Document
from cop.kernel.translated import LANGUAGES
from cop.resources.models import Resource, ResourceText
from cop.resources.queries import KINDS, using
from cop.resources.reading import reading_of
from cop.resources.states import ResourceState
from cop.search.sources.source import Source, coded, labels_of
from cop.taxonomy.shipped import COUNTRIES
from cop.taxonomy.terms import vocabulary

IS_PUBLIC = Resource.state == ResourceState.PUBLISHED


def documents_of(resource: Resource) -> list[Document]:
    """A document for each language; labels of its terms in every language find it across languages."""
    keywords = labels_of(
        coded(KINDS, [resource.kind])
        + coded("themes", resource.themes)
        + coded(COUNTRIES, resource.countries)
    )
    return [_document(resource, text, keywords) for text in resource.texts]


def _document(resource: Resource, text: ResourceText, keywords: tuple[str, ...]) -> Document:
    beside = (resource.authors, resource.publisher, resource.found_in)
    title = reading_of(resource, text.language).title
    return Document(
        id=_name(resource.id, text.language),
        kind="resource",
        language=text.language,
        title=title.text,
        body="\n\n".join([text.summary, *filter(None, beside)]),
        keywords=keywords,
        facets={
            "theme": vocabulary("themes").with_broader(resource.themes),
            "country": tuple(resource.countries),
            "language_of": tuple(code for code in resource.languages if code in LANGUAGES),
            "year": (str(resource.year),) if resource.year else (),
        },
        group=f"resource-{resource.id}",
        stored={
            "date": resource.published_at.isoformat() if resource.published_at else "",
            "resource": str(resource.id),
            "title_language": title.language,
            "countries": " ".join(resource.countries),
        },
    )


def _name(resource_id: int, language: str) -> str:
    return f"resource-{resource_id}-{language}"


def _after(last: int, most: int) -> Sequence[Resource]:
    wanted = select(Resource).where(IS_PUBLIC, Resource.id > last).order_by(Resource.id).limit(most)
    return db.session.scalars(wanted).all()


def _by_number(resource_id: int) -> Resource | None:
    return db.session.scalar(select(Resource).where(IS_PUBLIC, Resource.id == resource_id))


def _names() -> set[str]:
    rows = select(Resource.id, ResourceText.language).join(Resource.texts).where(IS_PUBLIC)
    return {_name(number, language) for number, language in db.session.execute(rows)}


RESOURCES = Source(
    name="resource",
    count=lambda: db.session.scalar(select(func.count(Resource.id)).where(IS_PUBLIC)) or 0,
    after=_after,
    by_number=_by_number,
    documents_of=documents_of,
    possible=lambda number: [_name(number, language) for language in LANGUAGES],
    names=_names,
    using=lambda of, codes: [row.id for row in db.session.scalars(using(of, codes))],
)

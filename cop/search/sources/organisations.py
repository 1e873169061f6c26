"""Every organisation of the directory, in the language it describes itself in."""

from collections.abc import Sequence

from sqlalchemy import func, select

from cop.core.db import db
from cop.core.search.port import Document
from cop.directory.models import Organisation
from cop.search.sources.source import Source, coded, labels_of
from cop.taxonomy.shipped import COUNTRIES


def documents_of(organisation: Organisation) -> list[Document]:
    countries = tuple(dict.fromkeys([organisation.country, *organisation.works_in]))
    terms = coded("organisation_types", [organisation.kind]) + coded(COUNTRIES, countries)
    return [
        Document(
            id=_name(organisation.id),
            kind="organisation",
            language=organisation.language,
            title=organisation.name,
            body="\n\n".join(part for part in (organisation.about, organisation.city) if part),
            keywords=labels_of(terms),
            facets={"country": countries, "language_of": (organisation.language,)},
            is_brief=True,
            stored={
                "date": organisation.created_at.isoformat(),
                "slug": organisation.slug,
                "countries": " ".join(countries),
            },
        )
    ]


def _name(organisation_id: int) -> str:
    return f"organisation-{organisation_id}"


def _after(last: int, most: int) -> Sequence[Organisation]:
    wanted = select(Organisation).where(Organisation.id > last).order_by(Organisation.id).limit(most)
    return db.session.scalars(wanted).all()


ORGANISATIONS = Source(
    name="organisation",
    count=lambda: db.session.scalar(select(func.count(Organisation.id))) or 0,
    after=_after,
    by_number=lambda number: db.session.get(Organisation, number),
    documents_of=documents_of,
    possible=lambda number: [_name(number)],
    names=lambda: {_name(number) for number in db.session.scalars(select(Organisation.id))},
)

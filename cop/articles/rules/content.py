"""What a practice says: its classification and its texts, when they hold and what they lack."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Protocol

from cop.articles.rules.structure import Content, check_content, content_of, paths_of
from cop.kernel.errors import Invalid
from cop.kernel.ids import canonical_json, digest, slugify
from cop.kernel.messages import N_, Message, say

MOST_TITLE, MOST_SUMMARY, MOST_ALT = 120, 600, 300
FIRST_YEAR, LAST_YEAR = 1945, 2100

# Pages beside a practice's own, under the same address.
RESERVED_SLUGS = frozenset(
    {"print", "pdf", "edit", "about", "picture", "sections", "revisions", "submission", "image"}
    | {"citation", "resources", "review", "text", "translations"}
)


@dataclass(frozen=True, slots=True)
class Classification:
    """What a practice is about. Codes are terms of the vocabularies; countries are ISO 3166 alpha-2."""

    themes: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    sdg_targets: tuple[str, ...] = ()
    countries_of_origin: tuple[str, ...] = ()
    countries_of_destination: tuple[str, ...] = ()
    starts_year: int | None = None
    ends_year: int | None = None
    lead: str = ""

    @property
    def fingerprint(self) -> str:
        """Changes with the content: by it a writer proves which version the change was made from."""
        return digest(canonical_json(asdict(self)))[:16]


@dataclass(frozen=True, slots=True)
class Draft:
    """A practice's text in one language, as somebody wants it. `slug` is made from the title when empty."""

    title: str
    summary: str
    content: Content = field(default_factory=dict, hash=False)
    image_alt: str = ""
    slug: str = ""

    def with_alt(self, image_alt: str) -> "Draft":
        return replace(self, image_alt=image_alt)


class Telling(Protocol):
    """A text in one language: a draft of it, as it stands, or as it once was."""

    @property
    def title(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def image_alt(self) -> str: ...
    @property
    def content(self) -> Content: ...


HEAD = {"title": MOST_TITLE, "summary": MOST_SUMMARY, "image_alt": MOST_ALT}
"""The texts beside the answers to the template, and how long each may be."""


def texts_of(telling: Telling) -> dict[str, str]:
    """Everything it says, by path."""
    head = {path: text for path in HEAD if (text := getattr(telling, path))}
    return head | dict(paths_of(telling.content))


def draft_of(texts: Mapping[str, str]) -> Draft:
    """The other way round."""
    content = content_of({path: text for path, text in texts.items() if path not in HEAD})
    return Draft(texts.get("title", ""), texts.get("summary", ""), content, texts.get("image_alt", ""))


def check_classification(facts: Classification) -> None:
    """Raises Invalid, naming the fields."""
    fields: dict[str, Message] = {}
    for name in ("starts_year", "ends_year"):
        year = getattr(facts, name)
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            fields[name] = say(
                N_("Write a year between %(first)s and %(last)s."), first=str(FIRST_YEAR), last=str(LAST_YEAR)
            )
    if not fields and facts.starts_year and facts.ends_year and facts.ends_year < facts.starts_year:
        fields["ends_year"] = say(N_("The last year comes before the first."))
    if fields:
        raise Invalid(fields=fields)


def check_translation(draft: Draft) -> None:
    """Raises Invalid, naming the fields, for what is too long: a translation may be as unfinished as it is."""
    if fields := dict(_too_long(draft)):
        raise Invalid(fields=fields)
    check_content(draft.content)


def check_draft(draft: Draft, *, has_image: bool) -> None:
    """Raises Invalid, naming the fields. A picture without words for those who do not see it is not accepted."""
    fields = dict(_too_long(draft))
    words = {"title": draft.title, "summary": draft.summary, "approach": draft.content.get("approach", "")}
    fields |= {name: say(N_("Please answer this.")) for name, text in words.items() if not text.strip()}
    if has_image and not draft.image_alt.strip():
        fields["image_alt"] = say(N_("Describe the picture for those who do not see it."))
    if fields:
        raise Invalid(fields=fields)
    check_content(draft.content)


def _too_long(draft: Draft) -> Iterator[tuple[str, Message]]:
    for name, most in HEAD.items():
        if len(getattr(draft, name)) > most:
            yield name, say(N_("At most %(most)s characters."), most=most)


def missing(
    facts: Classification, *, has_image: bool, alt: str, lacks_consent: bool = False
) -> tuple[Message, ...]:
    """What a practice lacks before the public may read it. `alt` is its picture in the original's words.

    It `lacks_consent` when a photograph may show people of whom nobody has said that they agreed.
    """
    found = []
    if not facts.themes:
        found.append(say(N_("Choose at least one theme.")))
    if not (facts.countries_of_origin or facts.countries_of_destination):
        found.append(say(N_("Name at least one country.")))
    if has_image and not alt:
        found.append(say(N_("Describe the picture for those who do not see it.")))
    if lacks_consent:
        found.append(
            say(N_("Say under “Evidence and licence” that whoever can be recognised in the picture agreed."))
        )
    return tuple(found)


def free_slug(title: str, *, taken: Collection[str]) -> str:
    """The slug of `title` that no other practice of that language has: `kahriz`, else `kahriz-2`, `kahriz-3`…"""
    base = slugify(title, most=72)
    slug, number = base, 1
    while slug in taken or slug in RESERVED_SLUGS:
        number += 1
        slug = f"{base}-{number}"
    return slug

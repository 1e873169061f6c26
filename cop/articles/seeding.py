"""The first practices: folders of data/practices, brought in through the services, each once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import yaml

from cop.articles.models import Article
from cop.articles.queries import article_with_slug, classification_of, text_of
from cop.articles.rules.content import Classification, Draft
from cop.articles.rules.sections import TEMPLATE
from cop.articles.rules.structure import Content, Details, content_of, fingerprint, values_of
from cop.articles.services.publish import publish_article, submit_article
from cop.articles.services.tell import write_section
from cop.articles.services.write import classify_article, create_article, picture_article, write_text
from cop.files.services import keep_file
from cop.kernel.actor import Actor
from cop.kernel.ids import slugify
from cop.kernel.translated import LANGUAGES

FOLDER = Path(__file__).parent / "data" / "practices"


@dataclass(frozen=True, slots=True)
class PracticeFolder:
    """One practice as its folder tells it. `texts` maps languages to drafts; `original` is one of them."""

    name: str
    original: str
    texts: Mapping[str, Draft]
    classification: Classification
    details: Details
    image: bytes | None
    published_on: date | None


def load_practices(
    actor: Actor,
    now: datetime,
    on_progress: Callable[[int, int], None] | None = None,
    *,
    root: Path = FOLDER,
    read: Callable[[Path], PracticeFolder] | None = None,
) -> int:
    """Bring in the practices that are not there yet; how many that were. `on_progress` hears (done, all)."""
    folders = [(read or read_folder)(path.parent) for path in sorted(root.glob("*/practice.yaml"))]
    loaded = 0
    for done, folder in enumerate(folders, 1):
        draft = folder.texts[folder.original]
        if article_with_slug(folder.original, slugify(draft.slug, most=72)) is None:
            _load(folder, actor=actor, now=now)
            loaded += 1
        if on_progress is not None:
            on_progress(done, len(folders))
    return loaded


def read_folder(path: Path) -> PracticeFolder:
    """The practice in the folder `path`: practice.yaml, one Markdown file a language, image.svg."""
    facts = yaml.safe_load((path / "practice.yaml").read_text("utf-8"))
    texts = {code: read_text(file) for code in LANGUAGES if (file := path / f"{code}.md").exists()}
    image = path / "image.svg"
    return PracticeFolder(
        name=path.name,
        original=facts["original"],
        texts=texts,
        classification=_classification(facts),
        details=facts.get("details") or {},
        image=image.read_bytes() if image.exists() else None,
        published_on=facts.get("published_on"),
    )


def read_text(file: Path) -> Draft:
    """A Markdown file whose front matter (YAML between lines of ---) holds title, summary, image_alt and slug.

    A first-level heading is a place in the template, as rules.structure.Word has it; before the first is the approach.
    """
    _, front, body = file.read_text("utf-8").split("---\n", 2)
    facts = yaml.safe_load(front)
    return Draft(
        title=facts["title"].strip(),
        summary=_one_line(facts["summary"]),
        content=_content(body),
        image_alt=_one_line(facts.get("image_alt") or ""),
        slug=str(facts["slug"]),
    )


def _content(body: str) -> Content:
    first, *rest = re.split(r"^# ([a-z0-9_-]+)$", body, flags=re.MULTILINE)
    texts = dict(zip(rest[::2], rest[1::2], strict=True))
    return content_of({path: text.strip() for path, text in {"approach": first, **texts}.items()})


def _one_line(text: str) -> str:
    """`text` without line breaks; the spaces that keep a number together stay as they are."""
    return " ".join(part for part in re.split(r"[ \t\n]+", text) if part)


def _classification(facts: Mapping[str, Any]) -> Classification:
    lists = ("themes", "sectors", "sdg_targets", "countries_of_origin", "countries_of_destination")
    return Classification(
        **{name: tuple(str(code) for code in facts.get(name) or ()) for name in lists},
        starts_year=facts.get("starts"),
        ends_year=facts.get("ends"),
        lead=facts.get("lead") or "",
    )


def _load(folder: PracticeFolder, *, actor: Actor, now: datetime) -> None:
    article = write_practice(folder, actor=actor, now=now)
    submit_article(article, actor=actor, now=now)
    published_at = datetime.combine(folder.published_on or now.date(), time(12), UTC)
    publish_article(article, actor=actor, now=now, published_at=published_at)


def write_practice(folder: PracticeFolder, *, actor: Actor, now: datetime) -> Article:
    """A draft, made through the services, so that it has revisions and a log like any other."""
    draft = folder.texts[folder.original]
    article = create_article(draft, language=folder.original, actor=actor, now=now)
    before = classification_of(article).fingerprint
    classify_article(article, folder.classification, made_from=before, actor=actor, now=now)
    for section in TEMPLATE:
        values = values_of(section, folder.details, draft.content)
        mark = fingerprint(section, article.details, draft.content)
        write_section(article, section, values, made_from=mark, actor=actor, now=now)
    if folder.image is not None:
        blob = keep_file(
            folder.image, name=f"{folder.name}.svg", media_type="image/svg+xml", actor=actor, now=now
        )
        picture_article(article, blob, draft.image_alt, language=folder.original, actor=actor, now=now)
    for language, text in folder.texts.items():
        written = text_of(article, language)
        made_from = written.version if written else 0
        write_text(article, language, text, made_from=made_from, actor=actor, now=now)
    return article

"""Practices of the demonstration: the real ones, invented ones beside them, what was taken over from where, what peers said."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from cop.articles import seeding
from cop.articles.models import Article
from cop.articles.queries import article_with_slug, original_of
from cop.articles.rules.evidence import CRITERIA, Evidence
from cop.articles.rules.sections import BLOCKS
from cop.articles.rules.structure import fingerprint, values_of
from cop.articles.services.review import review_article
from cop.articles.services.tell import write_section
from cop.demo.data import FOLDER
from cop.demo.people import Cast, actor_of
from cop.kernel.actor import Actor
from cop.kernel.ids import slugify

INVENTED = FOLDER / "practices"
MARKS = {Evidence.GOOD: 4, Evidence.PROMISING: 3, Evidence.INNOVATION: 2}


def folders() -> list[Path]:
    """Every practice's folder, the real ones first."""
    return [
        file.parent for root in (seeding.FOLDER, INVENTED) for file in sorted(root.glob("*/practice.yaml"))
    ]


def make_practices(actor: Actor, now: datetime) -> int:
    """Publish them all, each block that was taken over with its origin; how many that were."""
    count = seeding.load_practices(actor, now) + seeding.load_practices(actor, now, root=INVENTED)
    paths = {path.name: path for path in folders()}
    for name, facts in _invented():
        if "reused" in facts:
            origins = {key: _block(paths, *origin.split("/")) for key, origin in facts["reused"].items()}
            _take_over(article_of(paths[name]), origins, actor=actor, now=now)
    return count


def review_practices(cast: Cast, now: datetime) -> None:
    """What peers said of them, `peers` of practice.yaml; levels of evidence follow from that alone."""
    reviewers = {user.name: actor_of(user) for user in cast.reviewers}
    for name, facts in _invented():
        for said in facts.get("peers", ()):
            verdict = Evidence(said["verdict"])
            review_article(
                article_of(INVENTED / name),
                verdict=verdict,
                marks=dict.fromkeys(CRITERIA, MARKS[verdict]),
                comments=said["comments"],
                actor=reviewers[said["by"]],
                now=now,
            )


def _invented() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for file in sorted(INVENTED.glob("*/practice.yaml")):
        yield file.parent.name, yaml.safe_load(file.read_text("utf-8"))


def article_of(path: Path) -> Article:
    """The practice that was made of the folder `path`."""
    folder = seeding.read_folder(path)
    article = article_with_slug(folder.original, slugify(folder.texts[folder.original].slug, most=72))
    if article is None:
        raise LookupError(path.name)
    return article


def _block(paths: Mapping[str, Path], name: str, key: str) -> str:
    """The address of block `key` of the practice of folder `name`, as the template wants it."""
    return f"{article_of(paths[name]).id}-{key}"


def _take_over(article: Article, origins: Mapping[str, str], *, actor: Actor, now: datetime) -> None:
    content = original_of(article).content
    values = values_of(BLOCKS, article.details, content)
    values["blocks"] = [
        {**row, "reused_from": origins.get(row["key"], row["reused_from"])} for row in values["blocks"]
    ]
    made_from = fingerprint(BLOCKS, article.details, content)
    write_section(article, BLOCKS, values, made_from=made_from, actor=actor, now=now)

"""The library of the demonstration: real publications described anew, invented guides as small files, one that waits."""

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import PurePath
from typing import Any

from cop.articles.services.resources import name_resource
from cop.core import i18n, pdf, sheets
from cop.demo.data import FOLDER, read
from cop.demo.organisations import Bidder
from cop.demo.practices import article_of
from cop.files.rules import Upload
from cop.kernel.actor import Actor
from cop.resources.models import Resource
from cop.resources.rules.content import Entry, Words
from cop.resources.services.publish import propose_resource, publish_resource
from cop.resources.services.write import create_resource, file_resource

FILES = FOLDER / "library"


def make_library(bidders: Sequence[Bidder], *, editor: Actor, now: datetime) -> None:
    """Each proposed by a writer of its organisation, or by the secretariat; all but the last published."""
    writers = {bidder.organisation.name: bidder.writer for bidder in bidders}
    for facts in read("library"):
        actor = writers[facts["by"]] if "by" in facts else editor
        resource = _propose(facts, actor=actor, now=now - timedelta(days=facts.get("days", 0) + 2))
        if "days" in facts:
            day = now - timedelta(days=facts["days"])
            publish_resource(resource, actor=editor, now=day)
        for name in facts.get("named_in", ()):
            name_resource(article_of(name), resource, actor=editor, now=now)


def _propose(facts: Mapping[str, Any], *, actor: Actor, now: datetime) -> Resource:
    resource = create_resource(entry_of(facts), actor=actor, now=now)
    if "file" in facts:
        title = facts["texts"][facts["original"]]["title"]
        content = made_of(facts["file"], title, facts["original"], facts["by"])
        file_resource(resource, Upload(facts["called"], content), actor=actor, now=now)
    propose_resource(resource, actor=actor, now=now)
    return resource


def entry_of(facts: Mapping[str, Any]) -> Entry:
    texts = {code: Words(said.get("title", ""), said["summary"]) for code, said in facts["texts"].items()}
    return Entry(
        original_language=facts["original"],
        texts=texts,
        kind=facts["kind"],
        publisher=facts.get("publisher") or facts["by"],
        year=facts.get("year"),
        languages=tuple(facts["languages"]),
        themes=tuple(facts["themes"]),
        countries=tuple(facts.get("countries", ())),
        licence=facts["licence"],
        found_in=facts.get("found_in", ""),
    )


@cache
def made_of(name: str, title: str, language: str, publisher: str) -> bytes:
    """The file that a document of the library is: a PDF of Markdown, a spreadsheet of a table. Made once a process."""
    text = (FILES / name).read_text("utf-8")
    if PurePath(name).suffix == ".csv":
        header, *rows = csv.reader(text.splitlines())
        return sheets.as_xlsx(header, [[_cell(cell) for cell in row] for row in rows])
    with i18n.in_language(language):
        return pdf.render_pdf("demo/guide.pdf.html", title=title, publisher=publisher, text=text)


def _cell(text: str) -> str | int:
    return int(text) if text.isdigit() else text

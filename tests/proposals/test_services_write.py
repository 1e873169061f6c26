"""Writing a draft: nothing is lost, nobody is overwritten, and nothing that is locked moves."""

import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from cop.core.db import db
from cop.files.rules import Upload
from cop.kernel.errors import Denied, Invalid, NotFound, Refused, Stale
from cop.proposals.models import Proposal
from cop.proposals.queries import draft_of
from cop.proposals.rules.merge import base_of
from cop.proposals.services.budget import save_budget
from cop.proposals.services.documents import add_document, remove_document
from cop.proposals.services.write import (
    MOST_LINES,
    MOST_PARTNERS,
    PARTNER_COLUMNS,
    base_of_rows,
    save_answers,
    save_partners,
)
from tests.calls.shipped import shipped
from tests.factories import NOON
from tests.proposals.making import (
    CONCEPT,
    line,
    make_call,
    make_draft,
    make_full_proposal,
    make_submission,
    make_team,
    write,
)

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def partner(name: str = "Example partner") -> dict[str, str]:
    return {"name": name, "kind": "ngo", "country": "BE", "part": "Training"}


def test_what_is_unfinished_is_kept(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team, title="Wells", why="word " * 900, grant="1")
    db.session.expire_all()
    draft = draft_of(proposal)
    assert draft
    assert draft.answers == {"title": "Wells", "why": "word " * 900, "grant": "1"}
    assert (proposal.title, draft.version) == ("Wells", 2)


def test_two_sections_do_not_collide_and_one_does(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team)
    base = base_of({}, ["title"])
    write(proposal, {"why": "Far."}, team)
    save_answers(proposal, {"title": "Mine"}, base=base, actor=team.actor, now=NOON)
    with pytest.raises(Stale):
        save_answers(proposal, {"title": "Yours"}, base=base, actor=team.actor, now=NOON)
    draft = draft_of(proposal)
    assert draft
    assert draft.answers == {"title": "Mine", "why": "Far."}


def test_rows_are_replaced_unless_somebody_else_was_first(ctx: Flask) -> None:
    team = make_team()
    proposal = make_full_proposal(team)
    save_partners(proposal, [partner()], base=base_of_rows([], PARTNER_COLUMNS), actor=team.actor, now=NOON)
    with pytest.raises(Stale):
        save_partners(proposal, [], base=base_of_rows([], PARTNER_COLUMNS), actor=team.actor, now=NOON)
    db.session.expire_all()
    draft = draft_of(proposal)
    assert draft
    assert [row.name for row in draft.partners] == ["Example partner"]
    same = base_of_rows(draft.partners, PARTNER_COLUMNS)
    assert len(save_partners(proposal, [], base=same, actor=team.actor, now=NOON).partners) == 0


def test_rows_over_the_limit_are_refused_and_never_dropped(ctx: Flask) -> None:
    team = make_team()
    proposal = make_full_proposal(team)
    lines = [line(Decimal(1))] * (MOST_LINES + 1)
    partners = [partner()] * (MOST_PARTNERS + 1)
    with pytest.raises(Invalid):
        save_budget(proposal, lines, base="", actor=team.actor, now=NOON)
    with pytest.raises(Invalid):
        save_partners(proposal, partners, base=base_of_rows([], PARTNER_COLUMNS), actor=team.actor, now=NOON)


def test_only_the_team_writes_and_only_a_draft(ctx: Flask) -> None:
    team = make_team()
    proposal, stranger = make_draft(team), make_team(team.call)
    with pytest.raises(Denied):
        write(proposal, {"title": "Mine"}, stranger)
    write(proposal, CONCEPT, team)
    submitted = make_submission(stranger).proposal
    with pytest.raises(Refused):
        write(submitted, {"title": "Late"}, stranger)


def test_what_the_call_locks_stays(ctx: Flask) -> None:
    team = make_team()
    proposal = make_full_proposal(team)
    with pytest.raises(Invalid) as refusal:
        write(proposal, {"title": "Another"}, team)
    assert set(refusal.value.fields) == {"title"}
    write(proposal, {"reason": "Still far."}, team)


# documents: the full proposal of MIDA asks for one PDF


def with_documents() -> tuple[Any, Proposal]:
    """A full proposal whose form asks for a PDF of at most a megabyte."""
    question = shipped("mida-great-lakes").stage(2).of_type("document")[0]
    question = question.model_copy(update={"max_mb": 1})
    call = make_call()
    version = call.versions[0]
    content = dict(version.definition)
    stages = [dict(stage) for stage in content["stages"]]
    section = dict(stages[0]["sections"][0])
    section["questions"] = [*section["questions"], question.model_dump(mode="json")]
    stages[0]["sections"] = [section]
    version.definition, version.sha256 = {**content, "stages": stages}, "d" * 64
    db.session.flush()
    team = make_team(call)
    return team, make_draft(team)


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return out.getvalue()


def test_a_document_is_checked_as_its_question_says(ctx: Flask) -> None:
    team, proposal = with_documents()
    code = shipped("mida-great-lakes").stage(2).of_type("document")[0].code

    def send(name: str, content: bytes, question: str = code) -> Any:
        return add_document(proposal, question, Upload(name, content), actor=team.actor, now=NOON)

    for name, content in (
        ("statutes.docx", zipped()),
        ("statutes.pdf", b"MZ not a pdf"),
        ("statutes.pdf", b""),
        ("statutes.pdf", PDF + b"x" * 1_000_000),
        ("statutes.exe", PDF),
    ):
        with pytest.raises(Invalid):
            send(name, content)
    with pytest.raises(NotFound):
        send("statutes.pdf", PDF, question="title")
    document = send("النظام الأساسي.pdf", PDF)
    db.session.flush()
    assert (document.blob.name, document.blob.size) == ("النظام الأساسي.pdf", len(PDF))
    remove_document(proposal, document.id, actor=team.actor, now=NOON)
    draft = draft_of(proposal)
    assert draft
    assert draft.documents == []
    with pytest.raises(NotFound):
        remove_document(proposal, document.id, actor=team.actor, now=NOON)

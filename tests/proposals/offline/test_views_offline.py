"""The form is downloaded by anybody, filled in anywhere, and comes back: shown first, chosen where both changed, then taken."""

import io
import re
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from cop.core.db import db
from cop.kernel.clock import SetClock
from cop.proposals.budget_models import BudgetLine
from cop.proposals.models import Proposal, StageDraft
from tests.proposals.conftest import Visitor
from tests.proposals.making import (
    FULL_PROPOSAL_OPEN,
    Team,
    make_draft,
    make_full_proposal,
    write,
    write_budget,
)
from tests.proposals.test_services_budget import again, current, put

BLANK = "/calls/small-2026/stages/1/form"


@pytest.fixture
def draft(app: Flask, team: Team) -> int:
    """The number of a proposal that somebody has begun to write."""
    with app.app_context():
        number = make_draft(team, title="Wells", why="Water is far.").id
        db.session.commit()
    return number


@pytest.fixture
def url(draft: int) -> str:
    return f"/proposals/{draft}/form"


def written(file: bytes, *changes: tuple[str, str]) -> bytes:
    """A Word document in which somebody wrote: in its text `changes`, from what to what."""
    source, out = zipfile.ZipFile(io.BytesIO(file)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            text = source.read(name).decode()
            for before, after in changes if name == "word/document.xml" else ():
                assert before in text
                text = text.replace(before, after)
            archive.writestr(name, text)
    return out.getvalue()


def said(title: str) -> str:
    return f'<w:t xml:space="preserve">{title}</w:t>'


def send(visitor: Visitor, url: str, file: bytes, name: str = "form.docx") -> TestResponse:
    return visitor.post(url, file=(io.BytesIO(file), name))


def take(visitor: Visitor, url: str, shown: TestResponse, **chosen: str) -> TestResponse:
    hidden = dict(re.findall(r'<input[^>]*name="(parcel|seen)"[^>]*value="([^"]*)"', shown.text))
    return visitor.post(f"{url}/answers", **{**hidden, **chosen})


def answers(app: Flask) -> dict[str, Any]:
    with app.app_context():
        return db.session.query(StageDraft).one().answers


def test_anybody_downloads_the_empty_forms(app: Flask, team: Team) -> None:
    anybody = Visitor(app.test_client())
    page = anybody.get("/calls/small-2026/forms").text
    links = re.findall(r'href="(/en/calls/small-2026/stages/\d/form/\w+\.\w+)"', page)
    assert len(links) == 8, "two stages, two languages, Word and spreadsheet"
    assert '/calls/small-2026/forms"' in anybody.get("/calls/small-2026").text
    for link in links:
        assert zipfile.ZipFile(io.BytesIO(app.test_client().get(link).data)).testzip() is None
    for nothing in (f"{BLANK}/ar.docx", f"{BLANK}/en.pdf", "/calls/small-2026/stages/3/form/en.docx"):
        assert anybody.get(nothing).status_code == 404


def test_what_only_the_file_changed_is_taken(app: Flask, applicant: Visitor, url: str) -> None:
    file = written(applicant.get(f"{url}/fr.docx").data, (said("Wells"), said("Deep wells")))
    shown = send(applicant, url, file)
    assert shown.status_code == 200
    assert answers(app)["title"] == "Wells", "nothing is saved before it was seen"
    assert take(applicant, url, shown).status_code == 303
    assert answers(app) == {"title": "Deep wells", "why": "Water is far."} | answers(app)


def test_what_both_changed_is_chosen(
    app: Flask, team: Team, applicant: Visitor, draft: int, url: str
) -> None:
    file = written(
        applicant.get(f"{url}/en.docx").data,
        (said("Wells"), said("Deep wells")),
        (said("Water is far."), said("Water is very far.")),
    )
    with app.app_context():
        write(db.session.get_one(Proposal, draft), {"title": "Shallow wells", "why": "It is dry."}, team)
        db.session.commit()
    shown = send(applicant, url, file)
    assert "Shallow wells" in shown.text
    assert "Deep wells" in shown.text
    refused = take(applicant, url, shown, **{"keep:title": "file"})
    assert refused.status_code == 422
    assert answers(app)["title"] == "Shallow wells"
    assert take(applicant, url, refused, **{"keep:title": "file", "keep:why": "site"}).status_code == 303
    assert answers(app)["title"] == "Deep wells"
    assert answers(app)["why"] == "It is dry."


def test_of_a_budget_only_the_line_that_both_changed_is_chosen(
    app: Flask, team: Team, applicant: Visitor, clock: SetClock
) -> None:
    with app.app_context():
        proposal = make_full_proposal(team)
        write_budget(proposal, team, grant=1000, own=500)
        db.session.commit()
        number, clock.at = proposal.id, FULL_PROPOSAL_OPEN
    url = f"/proposals/{number}/form"
    file = written(applicant.get(f"{url}/en.docx").data, (said("1,000"), said("1,200")))
    with app.app_context():
        proposal = db.session.get_one(Proposal, number)
        first, second = (again(row) for row in current(proposal).budget_lines)
        put(proposal, team, first | {"rate": Decimal(1100)}, second | {"rate": Decimal(600)})
        db.session.commit()
    shown = send(applicant, url, file)
    [name] = {*re.findall(r'name="(keep:budget:[^"]+)"', shown.text)}
    assert take(applicant, url, shown).status_code == 422
    assert take(applicant, url, shown, **{name: "file"}).status_code == 303
    with app.app_context():
        lines = db.session.query(BudgetLine).order_by(BudgetLine.position)
        assert [line.rate for line in lines] == [Decimal(1200), Decimal(600)]


def test_what_changed_while_it_was_looked_at_is_shown_again(
    app: Flask, team: Team, applicant: Visitor, draft: int, url: str
) -> None:
    shown = send(
        applicant, url, written(applicant.get(f"{url}/en.docx").data, (said("Wells"), said("Deep wells")))
    )
    with app.app_context():
        write(db.session.get_one(Proposal, draft), {"title": "Shallow wells"}, team)
        db.session.commit()
    again = take(applicant, url, shown)
    assert again.status_code == 409
    assert "Shallow wells" in again.text
    assert take(applicant, url, again, **{"keep:title": "site"}).status_code == 303
    assert answers(app)["title"] == "Shallow wells"


def test_what_cannot_be_read_is_named_and_the_rest_is_offered(
    app: Flask, applicant: Visitor, url: str
) -> None:
    form = applicant.get(f"{url}/en.docx").data
    file = written(form, (said("Wells"), said("Deep wells")), (said("Water is far."), said("dry " * 20_000)))
    shown = send(applicant, url, file)
    assert shown.status_code == 422
    assert "1 answer could not be read" in shown.text
    assert "At most 60000 characters." in shown.text
    assert take(applicant, url, shown).status_code == 303
    assert answers(app)["title"] == "Deep wells"
    assert answers(app)["why"] == "Water is far."


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("call=small-2026", "call=another-2026"), "another call"),
        (("stage=concept-note", "stage=full-proposal"), "another stage"),
        (("proposal=SMALL-2026-0001", "proposal=SMALL-2026-0002"), "another proposal"),
        (("[form ", "[from "), "no form that was downloaded here"),
    ],
)
def test_a_form_of_something_else_is_explained(
    applicant: Visitor, url: str, change: tuple[str, str], why: str
) -> None:
    refused = send(applicant, url, written(applicant.get(f"{url}/en.docx").data, change))
    assert refused.status_code == 422
    assert why in refused.text


def test_a_form_of_an_older_version_is_taken_as_far_as_it_is_still_asked(
    applicant: Visitor, url: str
) -> None:
    file = applicant.get(f"{url}/en.docx").data
    [version] = re.findall(
        r"version=\w{16}", zipfile.ZipFile(io.BytesIO(file)).read("word/document.xml").decode()
    )
    older = written(file, (version, "version=0123456789abcdef"), ("[why:", "[reason:"))
    shown = send(applicant, url, older)
    assert shown.status_code == 422
    assert "The call was corrected after this form was downloaded" in shown.text
    assert "This is not asked here, or not any more." in shown.text
    assert "Water is far." in shown.text


def test_a_forged_parcel_is_refused(applicant: Visitor, stranger: Visitor, url: str) -> None:
    assert applicant.post(f"{url}/answers", parcel="forged").status_code == 422
    assert stranger.get(url).status_code == 404
    assert stranger.post(f"{url}/answers", parcel="forged").status_code == 404


def test_the_file_of_a_stranger_is_not_looked_into(
    applicant: Visitor, stranger: Visitor, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = applicant.get(f"{url}/en.docx").data
    monkeypatch.setattr(
        "cop.core.child.calling.subprocess.run", None
    )  # what would start the child that reads it
    assert send(stranger, url, file).status_code == 404

"""With a scanner: a virus is refused; while it is away files are kept and closed, and scanned when it is back."""

import pytest
from flask import Flask
from sqlalchemy import select

from cop.activity.models import Event, Mail
from cop.core.db import db
from cop.files.jobs import scan_waiting
from cop.files.models import Blob
from cop.files.rules import Upload
from cop.files.services import keep_file, keep_upload, send
from cop.files.states import ScanState
from cop.kernel.errors import Invalid, Refused
from cop.proposals.models import Document
from cop.proposals.queries import draft_of
from tests.clamd import VIRUS, clamd
from tests.core.lab import free_port
from tests.factories import NOON, actor_of, make_user
from tests.files.making import PDF
from tests.proposals.making import make_draft, make_team

BAD = PDF.replace(b"%%EOF", VIRUS + b"%%EOF")


@pytest.fixture
def port(ctx: Flask, monkeypatch: pytest.MonkeyPatch) -> int:
    """Where the site looks for a scanner; nobody is there yet."""
    port = free_port()
    settings = ctx.config["SETTINGS"].model_copy(update={"scanner_url": f"tcp://127.0.0.1:{port}"})
    monkeypatch.setitem(ctx.config, "SETTINGS", settings)
    return port


def keep(content: bytes = PDF) -> Blob:
    blob = keep_upload(Upload("plan.pdf", content), actor=actor_of(make_user()), now=NOON)
    db.session.commit()
    return blob


def test_a_clean_file_is_open_at_once(port: int) -> None:
    with clamd(address=("127.0.0.1", port)) as seen:
        blob = keep()
    assert seen == [PDF]
    assert blob.scan == ScanState.CLEAN
    assert send(blob).data == PDF


def test_a_virus_is_refused_by_name(port: int) -> None:
    with clamd(address=("127.0.0.1", port)), pytest.raises(Invalid, match="Eicar-Signature"):
        keep(BAD)
    assert db.session.query(Blob).count() == 0


def test_while_it_is_away_files_are_kept_and_closed(port: int) -> None:
    blob = keep()
    scan_waiting()  # it is still away
    assert blob.scan == ScanState.UNSCANNED
    with pytest.raises(Refused, match="waits for the virus check"):
        send(blob)
    with clamd(address=("127.0.0.1", port)) as seen:
        scan_waiting()
        scan_waiting()
    assert seen == [PDF]
    assert send(blob).data == PDF


def test_equal_files_are_scanned_once(port: int) -> None:
    blobs = [keep(), keep()]
    with clamd(address=("127.0.0.1", port)) as seen:
        scan_waiting()
    assert len(seen) == 1
    assert {blob.scan for blob in blobs} == {ScanState.CLEAN}


def test_a_virus_found_later_closes_the_file_and_the_team_is_told(port: int) -> None:
    team = make_team()
    proposal, blob = make_draft(team), keep(BAD)
    draft = draft_of(proposal)
    assert draft
    draft.documents.append(Document(question="statutes", blob_id=blob.id, added_at=NOON, added_by=None))
    db.session.commit()
    with clamd(address=("127.0.0.1", port)):
        scan_waiting()
    assert (blob.scan, blob.threat) == (ScanState.INFECTED, "Eicar-Signature")
    with pytest.raises(Refused, match="virus was found"):
        send(blob)
    event = db.session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert (event.verb, event.subject_id) == ("document.infected", proposal.id)
    mail = db.session.scalars(select(Mail)).one()
    assert mail.to == team.user.email
    assert "plan.pdf" in mail.subject


def test_what_we_made_ourselves_is_open(port: int) -> None:
    blob = keep_file(b"x", name="a.txt", media_type="text/plain", actor=actor_of(make_user()), now=NOON)
    assert send(blob).data == b"x"


def test_without_a_scanner_nothing_waits(ctx: Flask) -> None:
    blob = keep()
    scan_waiting()
    assert blob.scan == ScanState.UNSCANNED
    assert send(blob).data == PDF

"""Work on many proposals: each is done or refused by itself, and what was asked for is there until it expires."""

import csv
import io
import zipfile
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from cop.accounts.events import AccountErased
from cop.activity.models import Event, Mail
from cop.core import storage
from cop.core.db import db
from cop.core.unit import commit
from cop.files.models import Blob
from cop.files.services import keep_file
from cop.files.states import ScanState
from cop.kernel.actor import Actor, Role
from cop.kernel.clock import SetClock
from cop.kernel.errors import Denied, Invalid
from cop.proposals.budget_models import Funder
from cop.proposals.check_models import Check
from cop.proposals.lists import documents
from cop.proposals.lists.acts import Act, BatchState
from cop.proposals.lists.batches import ask_batch
from cop.proposals.lists.filters import Filter
from cop.proposals.lists.jobs import run_batch, tidy
from cop.proposals.lists.models import Batch, SavedFilter
from cop.proposals.lists.queries import batch_by_id, batches_of, filters_for, visible_to
from cop.proposals.lists.rules import KEPT_FOR, STALLED_AFTER, can_remove_filter, can_see_batch
from cop.proposals.lists.saving import forget_filters, remove_filter, save_filter
from cop.proposals.models import PersonalExtension, Proposal
from cop.proposals.states import ProposalState
from tests.factories import NOON, actor_of, make_user
from tests.proposals.making import (
    FULL_PROPOSAL_OPEN,
    Team,
    deadline,
    end_stage,
    line,
    make_draft,
    make_full_proposal,
    make_submission,
    make_team,
    submit,
    write,
    write_budget,
)
from tests.proposals.teaming import row as partner_row
from tests.proposals.teaming import set_partners
from tests.proposals.test_services_budget import make_exchanging_call, put


def officer() -> Actor:
    made = actor_of(make_user(Role.OFFICER))
    db.session.flush()
    return made


def ask(
    team: Team, act: Act, proposals: list[Proposal], who: Actor, *, stage: int = 1, **settings: Any
) -> Batch:
    """A batch, done at once as every job of a test is."""
    ids = [proposal.id for proposal in proposals]
    batch = ask_batch(team.call, act, ids, stage=stage, settings=settings, language="en", actor=who, now=NOON)
    commit()
    db.session.refresh(batch)
    return batch


def content(batch: Batch) -> bytes:
    (file,) = batch.files
    return storage.get(file.blob.sha256)


def test_each_is_checked_on_its_own(ctx: Flask) -> None:
    team = make_team()
    good, again = (make_submission(make_team(team.call)).proposal for _ in range(2))
    again.state = ProposalState.IN_REVIEW
    draft = make_draft(team)
    end_stage(team.call)
    batch = ask(team, Act.ACCEPT, [good, again, draft], officer())
    assert (batch.state, batch.percent, batch.done) == (BatchState.DONE, 100, 3)
    assert [line["number"] for line in batch.report] == [again.number, draft.number]
    assert good.state == ProposalState.ELIGIBLE
    assert len(db.session.scalars(select(Check)).all()) == 1


def test_teams_in_writing_get_more_time(ctx: Flask) -> None:
    team = make_team()
    draft, done = make_draft(team), make_submission(make_team(team.call)).proposal
    later = deadline(team) + timedelta(days=1)
    batch = ask(team, Act.EXTEND, [draft, done], officer(), closes_at=later.isoformat(), reason="Flood")
    (extension,) = db.session.scalars(select(PersonalExtension)).all()
    assert (extension.proposal_id, extension.closes_at, extension.reason) == (draft.id, later, "Flood")
    assert [line["number"] for line in batch.report] == [done.number]


def test_a_mail_goes_to_each_team_once(ctx: Flask) -> None:
    team = make_team()
    proposals = [make_draft(team), make_draft(make_team(team.call))]
    batch = ask(team, Act.MAIL, proposals, officer(), subject="Office closed", text="On Monday.")
    run_batch(batch.id)
    mails = [mail for mail in db.session.scalars(select(Mail)) if mail.subject == "Office closed"]
    assert len(mails) == 2
    assert all("On Monday." in mail.text and mail.language for mail in mails)
    assert team.user.email in {mail.to for mail in mails}
    assert (
        db.session.scalars(select(Event.verb).where(Event.verb == "proposal.told")).all()
        == ["proposal.told"] * 2
    )


def test_answers_have_a_column_for_each_question_and_no_formula(ctx: Flask) -> None:
    team = make_team(name="=cmd()")
    submission, draft = make_submission(team), make_draft(make_team(team.call))
    batch = ask(team, Act.ANSWERS, [submission.proposal, draft], officer(), ending="csv")
    header, row = list(csv.reader(io.StringIO(content(batch).decode("utf-8-sig"))))
    found = dict(zip(header, row, strict=True))
    assert found["Organisation"] == "'=cmd()"
    assert (found["Receipt"], "Wells & words" in row, "Water is far." in row) == (
        submission.number,
        True,
        True,
    )
    assert "10000.0" in row
    assert [line["number"] for line in batch.report] == [draft.number]
    sheet = CalamineWorkbook.from_filelike(
        io.BytesIO(content(ask(team, Act.ANSWERS, [submission.proposal], officer(), ending="xlsx")))
    ).get_sheet_by_index(0)
    assert sheet.to_python()[1][1] == "'=cmd()"


def full(team: Team) -> Proposal:
    """A full proposal with a budget, handed in."""
    proposal = make_full_proposal(team)
    write(proposal, {"reason": "More wells."}, team)
    write_budget(proposal, team, grant=8000, own=2000)
    db.session.flush()
    submit(proposal, team, now=FULL_PROPOSAL_OPEN)
    return proposal


def test_budgets_have_a_row_for_each_line(ctx: Flask, clock: SetClock) -> None:
    team = make_team()
    proposal = full(team)
    batch = ask(team, Act.BUDGETS, [proposal], officer(), stage=2, ending="csv")
    rows = list(csv.DictReader(io.StringIO(content(batch).decode("utf-8-sig"))))
    assert [(row["Number"], row["Cost"], row["Paid by"]) for row in rows] == [
        (proposal.number, "8000.0", "the grant"),
        (proposal.number, "2000.0", "own contribution"),
    ]


def test_budgets_say_whose_a_line_is_and_at_which_rate(ctx: Flask, clock: SetClock) -> None:
    team = make_team(make_exchanging_call())
    proposal = make_full_proposal(team)
    [partner] = set_partners(proposal, team, partner_row())
    write(proposal, {"reason": "More wells."}, team)
    own = line(Decimal(3000), funder=Funder.OWN, partner_key=partner.key, year=2)
    put(proposal, team, line(Decimal(10_000), currency="USD"), own)
    submit(proposal, team, now=FULL_PROPOSAL_OPEN)
    batch = ask(team, Act.BUDGETS, [proposal], officer(), stage=2, ending="csv")
    rows = list(csv.DictReader(io.StringIO(content(batch).decode("utf-8-sig"))))
    columns = ("Organisation", "Year", "Currency of the rate", "Exchange rate", "Cost", "Currency")
    assert [tuple(row[name] for name in columns) for row in rows] == [
        (team.organisation.name, "1", "USD", "0.92", "9200.0", "EUR"),
        ("Umoja", "2", "EUR", "1.0", "3000.0", "EUR"),
    ]


def with_document(team: Team, name: str, scan: ScanState = ScanState.CLEAN) -> Proposal:
    """A proposal that handed in one document, which the scanner said `scan` of."""
    submission = make_submission(team)
    blob = keep_file(name.encode(), name=name, media_type="application/pdf", actor=team.actor, now=NOON)
    blob.scan = scan
    row = {"id": blob.id, "question": "statutes", "name": name, "size": blob.size, "sha256": blob.sha256}
    submission.content = {**submission.content, "documents": [row]}
    db.session.flush()
    return submission.proposal


def test_documents_come_in_folders_with_a_list(ctx: Flask) -> None:
    team = make_team()
    one = with_document(team, "نظام.pdf")
    sick = with_document(make_team(team.call), "virus.pdf", ScanState.INFECTED)
    lost = with_document(make_team(team.call), "lost.pdf")
    storage.remove(lost.submissions[0].content["documents"][0]["sha256"])
    batch = ask(team, Act.DOCUMENTS, [one, sick, lost], officer())
    with zipfile.ZipFile(io.BytesIO(content(batch))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [f"{one.number}/01-statutes-نظام.pdf", "documents.csv"]
        rows = list(csv.DictReader(io.StringIO(archive.read("documents.csv").decode("utf-8-sig"))))
    assert [row["Left out because"] for row in rows] == [
        "",
        "A virus was found in this file, so nobody can open it.",
        "This file cannot be found any more.",
    ]
    assert rows[0]["SHA-256"] == one.submissions[0].content["documents"][0]["sha256"]


def test_archives_are_cut_where_they_grow_too_large(ctx: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_BYTES", 5)
    team = make_team()
    proposals = [with_document(make_team(team.call), f"{name}.pdf") for name in ("first", "second", "third")]
    batch = ask(team, Act.DOCUMENTS, proposals, officer())
    assert [file.blob.name[-6:] for file in batch.files] == ["-1.zip", "-2.zip", "-3.zip"]


def test_nobody_without_a_proposal_nor_in_their_own_call(ctx: Flask) -> None:
    team = make_team()
    submission = make_submission(team)
    both = actor_of(make_user(Role.OFFICER), team.organisation)
    auditor = actor_of(make_user(Role.AUDITOR))
    for who in (both, auditor):
        with pytest.raises(Denied):
            ask(team, Act.ACCEPT, [submission.proposal], who)
    with pytest.raises(Invalid):
        ask(team, Act.ANSWERS, [], officer(), ending="csv")


def test_what_may_be_listed_is_what_may_be_seen(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team)
    one, other = (actor_of(make_user(Role.AUDITOR)) for _ in range(2))
    batch = ask(team, Act.ANSWERS, [proposal], one, ending="csv")
    for actor in (one, other, officer(), team.actor):
        may = can_see_batch(actor, asked_by=batch.asked_by)
        assert (batch in db.session.scalars(visible_to(actor)).all()) == may
        assert (batch_by_id(team.call.id, batch.id, actor) is batch) == may
        assert (batch in batches_of(team.call.id, actor)) == may
    assert not can_see_batch(other, asked_by=batch.asked_by)


def test_files_go_when_they_expire(ctx: Flask, clock: SetClock) -> None:
    team = make_team()
    batch = ask(team, Act.ANSWERS, [make_submission(team).proposal], officer(), ending="csv")
    key = batch.files[0].blob.sha256
    tidy()
    commit()
    assert storage.get(key)
    clock.at = NOON + KEPT_FOR
    tidy()
    commit()
    assert batch.files == []
    assert db.session.scalars(select(Blob).where(Blob.sha256 == key)).all() == []
    with pytest.raises(FileNotFoundError):
        storage.get(key)


def test_a_stopped_one_goes_on_where_it_was(ctx: Flask, clock: SetClock) -> None:
    team = make_team()
    proposals = [make_submission(make_team(team.call)).proposal for _ in range(2)]
    end_stage(team.call)
    batch = ask(team, Act.ACCEPT, proposals, officer())
    proposals[1].state, batch.done = ProposalState.SUBMITTED, 1
    db.session.delete(db.session.scalars(select(Check).order_by(Check.id.desc())).first())
    batch.state, batch.finished_at, batch.expires_at = BatchState.RUNNING, None, None
    commit()
    tidy()
    commit()
    db.session.refresh(batch)
    assert batch.finished_at is None
    clock.at = NOON + STALLED_AFTER
    tidy()
    commit()
    db.session.refresh(batch)
    assert (batch.state, batch.report, proposals[1].state) == (BatchState.DONE, [], ProposalState.ELIGIBLE)


def test_who_was_disabled_meanwhile_changes_nothing(ctx: Flask) -> None:
    team, user = make_team(), make_user(Role.OFFICER)
    proposal = make_submission(team).proposal
    user.disabled_at = NOON
    db.session.flush()
    batch = ask(team, Act.ACCEPT, [proposal], actor_of(user))
    assert (proposal.state, len(batch.report)) == (ProposalState.SUBMITTED, 1)


def test_what_goes_wrong_on_our_side_is_said(ctx: Flask) -> None:
    team = make_team()
    batch = ask(team, Act.EXTEND, [make_draft(team)], officer(), closes_at="no instant", reason="Flood")
    assert (batch.state, len(batch.report)) == (BatchState.FAILED, 1)


def test_a_filter_has_one_owner_and_readers_when_shared(ctx: Flask) -> None:
    team = make_team()
    one, other, auditor = officer(), officer(), actor_of(make_user(Role.AUDITOR))
    saved = save_filter(team.call, Filter(q="wells"), name="Mine", is_shared=False, actor=one, now=NOON)
    assert (filters_for(team.call.id, one), filters_for(team.call.id, other)) == ([saved], [])
    again = save_filter(team.call, Filter(q="roads"), name="Mine", is_shared=True, actor=one, now=NOON)
    assert (again, saved.query, filters_for(team.call.id, other)) == (saved, "q=roads", [saved])
    assert not can_remove_filter(auditor, owner_id=saved.owner_id, is_shared=True)
    with pytest.raises(Denied):
        remove_filter(saved, actor=auditor, now=NOON)
    own = save_filter(team.call, Filter(), name="Own", is_shared=False, actor=one, now=NOON)
    forget_filters(AccountErased(own.owner_id, "former@example.org", NOON))
    assert filters_for(team.call.id, one) == [saved]
    remove_filter(saved, actor=other, now=NOON)
    db.session.flush()
    assert db.session.scalars(select(SavedFilter)).all() == []

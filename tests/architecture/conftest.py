"""The demonstration, in which every kind of thing exists, and a client for each kind of person in it."""

import hashlib
import shutil
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import Select, select
from werkzeug.test import TestResponse

from cop.accounts.models import SignIn, User
from cop.articles.models import Article
from cop.articles.services.translators import add_translator
from cop.awards.jobs import write_letters
from cop.awards.models import Decision
from cop.calls.building.queries import workbench
from cop.calls.building.services import begin_call, replace_values
from cop.calls.models import Call
from cop.calls.services import change_call, create_call
from cop.clarifications.models import Clarification
from cop.core.db import db
from cop.core.unit import unit_of_work
from cop.directory.models import Invitation, Member, Organisation
from cop.directory.roles import MemberRole
from cop.directory.services.invitations import invite
from cop.kernel.actor import SYSTEM, Actor, Role
from cop.proposals.check_models import CheckRequest
from cop.proposals.lists.acts import Act
from cop.proposals.lists.batches import ask_batch
from cop.proposals.lists.filters import Filter
from cop.proposals.lists.models import Batch, SavedFilter
from cop.proposals.lists.saving import save_filter
from cop.proposals.models import Document, Proposal, Revision, StageDraft, Submission
from cop.proposals.roles import TeamRole
from cop.proposals.services.comment import write_comment
from cop.proposals.services.team import invite_to_team
from cop.proposals.states import ProposalState
from cop.proposals.team_models import Participant
from cop.resources.models import Resource
from cop.reviews.models import Assignment, Review
from cop.reviews.services.assign import assign_reviewer
from cop.search.asking import asked_by
from cop.search.queries import token_of
from cop.search.rules import Rhythm
from cop.search.services.save import save_search
from tests.calls.shipped import small
from tests.discussions.staged import discuss_further, values_of
from tests.factories import NOON, actor_of, add_factor, make_article, make_resource, make_user
from tests.once import Once, site
from tests.signing import sign_in

COLUMNS = ("anonymous", "halfway", "applicant", "assigned", *(role.value for role in Role))
"""Who walks: nobody, an administrator before the second factor, an owner, a reviewer, strangers of each role."""

RAW_TOKEN = "0" * 40


@dataclass(slots=True)
class World:
    """The app, its clients by column, and what stands in the addresses."""

    app: Flask
    path: Path
    clients: dict[str, FlaskClient]
    values: dict[str, Any]
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)

    def restore(self) -> None:
        """As it was before anybody posted."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        for ending in ("-wal", "-shm"):
            Path(f"{self.path}{ending}").unlink(missing_ok=True)
        shutil.copy(f"{self.path}.world", self.path)
        for column, client in self.clients.items():
            with client.session_transaction() as session:
                session.clear()
                session.update(self.sessions[column])

    def digest(self) -> str:
        """What the whole database holds, as one hash."""
        connection = sqlite3.connect(self.path)
        lines = "\n".join(connection.iterdump())
        connection.close()
        return hashlib.sha256(lines.encode()).hexdigest()

    def url(self, endpoint: str) -> str:
        rule = next(self.app.url_map.iter_rules(endpoint))
        values = {
            name: self.values.get(f"{endpoint} {name}", self.values.get(name)) for name in rule.arguments
        }
        return str(self.app.url_map.bind("localhost").build(endpoint, values))

    def ask(self, who: str, endpoint: str, method: str) -> TestResponse:
        """An empty request of `method`, with a valid token where one is asked for."""
        token = URLSafeTimedSerializer(self.app.secret_key or "", salt="wtf-csrf-token").dumps(RAW_TOKEN)
        data = None if method == "GET" else {"csrf_token": token}
        return self.clients[who].open(self.url(endpoint), method=method, data=data)


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory, once: Once) -> World:
    folder = tmp_path_factory.mktemp("world")
    once.seeded(folder)
    app = site(folder)
    with app.app_context():
        with unit_of_work():
            people, values = _fill()
        write_letters()
        for person in people.values():
            db.session.refresh(person)
            db.session.expunge(person)
        db.session.rollback()
    clients = {column: app.test_client() for column in COLUMNS}
    for column, person in people.items():
        sign_in(app, clients[column], person)
    made = World(app, folder / "cop.sqlite3", clients, values)
    for column, client in clients.items():
        with client.session_transaction() as session:
            session["csrf_token"] = RAW_TOKEN
            made.sessions[column] = dict(session)
    with app.app_context():
        values["sign_in_id"] = _first(select(SignIn).where(SignIn.user_id == people["applicant"].id)).id
        db.session.remove()
    connection = sqlite3.connect(made.path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    shutil.copy(made.path, f"{made.path}.world")
    return made


def _fill() -> tuple[dict[str, Any], dict[str, Any]]:
    """The demonstration's people by column, strangers of each role, and a value for every name in an address."""
    applicant = _first(select(User).where(User.email == "applicant@example.org"))
    own = _first(select(Organisation).join(Member).where(Member.user_id == applicant.id))
    ours = select(Proposal).where(Proposal.organisation_id == own.id)
    draft = _first(ours.where(Proposal.state == ProposalState.DRAFT))
    done = _first(ours.where(Proposal.stage == 2))
    begun = _first(select(Assignment).join(Review).where(Review.submitted_at.is_(None)))
    unread = _first(select(Submission).join(Proposal).where(Proposal.state == ProposalState.ELIGIBLE))
    unchecked = _first(
        select(Proposal).join(Call).where(Call.programme == "jmdi", Proposal.state == "submitted")
    )
    asked = assign_reviewer(unread, begun.reviewer, actor=SYSTEM, now=NOON)
    pending = _first(select(Decision).where(Decision.announced_at.is_(None), Decision.score.is_not(None)))
    told = _first(select(Decision).where(Decision.proposal_id == done.id, Decision.stage == 2))
    unpublished = create_call(small(), actor=SYSTEM, now=NOON)
    change_call(unpublished, small(), actor=SYSTEM, now=NOON)
    begun_call = begin_call({"code": "begun", "languages": ["en", "fr"]}, actor=SYSTEM, now=NOON)
    article, resource = make_article(author=applicant), make_resource(author=applicant)
    db.session.flush()
    people = {"applicant": applicant, "assigned": begun.reviewer}
    people |= {role.value: make_user(role) for role in Role} | {"halfway": make_user(Role.ADMIN)}
    add_factor(people["halfway"])
    translator = add_translator(make_user().email, "fr", actor=SYSTEM, now=NOON)
    asked_for, shared = _lists(begun.submission, actor_of(people["officer"]))
    asked_in = _invite(own, people["member"].email, actor_of(applicant))
    saved = save_search(asked_by("q=wells"), Rhythm.DAILY, actor=actor_of(applicant), now=NOON)
    db.session.flush()
    reading = begun.submission
    said = discuss_further(applicant, actor_of(people["officer"]))
    values = {
        "language": "en",
        "text_language": "en",
        "article_id": article.id,
        "articles.article_show slug": article.texts[0].slug,
        "article_images.image_show article_id": _first(
            select(Article).where(Article.image_id.is_not(None))
        ).id,
        "resource_id": resource.id,
        "resources.file_show resource_id": _first(select(Resource).where(Resource.file_id.is_not(None))).id,
        "code": reading.proposal.call.code,
        "calls_staff.call_edit code": unpublished.code,
        "calls_staff.call_publish code": unpublished.code,
        **{f"builder.{name} code": begun_call.code for name in BUILDING},
        "builder.correction_publish code": _corrected(reading.proposal.call),
        "where": "basics",
        "into": "fr",
        "builder.version_show code": unpublished.code,
        "builder.version_show number": 2,
        "proposals.proposal_new code": draft.call.code,
        "proposals.section_edit code": "project",
        "articles.section_edit code": "story",
        "translator_id": translator.id,
        "articles.article_cite ending": "bib",
        **{f"proposals.{name} ending": "docx" for name in ("form_blank", "form_show")},
        "slug": own.slug,
        "proposal_id": draft.id,
        **{f"proposals.{name} proposal_id": done.id for name in HANDED_IN},
        **{
            f"proposals_staff.{name} proposal_id": unchecked.id
            for name in ("proposal_show", "check_new", "reopening_new", *CHECKING)
        },
        **_asked(),
        "clarification_id": _first(select(Clarification).where(Clarification.number.is_(None))).id,
        **{f"clarifications.{name} code": draft.call.code for name in ("item_show", "question_new")},
        **values_of(said),
        "revision_id": _first(
            select(Revision).where(Revision.draft_id.in_([row.id for row in draft.drafts]))
        ).id,
        "comment_id": write_comment(
            draft,
            draft.drafts[0],
            question="title",
            text="Shorter?",
            answers_id=None,
            actor=actor_of(applicant, own),
            now=NOON,
        ).id,
        "user_id": applicant.id,
        "request_id": 1,
        "letter_id": 1,
        "stage": 1,
        "number": 1,
        "name": "accessibility",
        "ending": "csv",
        "token": "no-such-token",
        "invitation_id": asked_in.id,
        "batch_id": asked_for.id,
        "saved_id": saved.id,
        "search.saved_end token": token_of(saved),
        "file_id": 1,
        "filter_id": shared.id,
        **_let_in(draft, actor_of(applicant, own)),
        "assignment_id": begun.id,
        "reviews.declaration_show assignment_id": asked.id,
        "reviews_staff.assignment_remove assignment_id": asked.id,
        "decision_id": pending.id,
        "awards.letter_show decision_id": told.id,
        "document_id": _first(select(Document).join(StageDraft).where(StageDraft.proposal_id == done.id)).id,
        "blob_id": _first(select(Document).join(StageDraft).where(StageDraft.proposal_id == done.id)).blob_id,
        "reviews.document_show blob_id": reading.content["documents"][0]["id"],
    }
    return people, values | _vocabularies()


def _vocabularies() -> dict[str, Any]:
    """Whose addresses have a vocabulary and a term of it; and files of practices, which nobody sent yet."""
    pages = (
        "vocabulary_show",
        "term_show",
        "term_new",
        "term_edit",
        "term_retire",
        "term_offer",
        "term_merge",
    )
    ours = [f"vocabularies.{page}" for page in pages]
    ours += [f"vocabulary_data.{page}" for page in ("scheme_show", "concept_show", "skos_show")]
    terms = {f"{page} name": "themes" for page in ours} | {f"{page} code": "rights" for page in ours}
    return terms | {
        "vocabulary_data.skos_show ending": "ttl",
        "articles.export_show ending": "json",
        "import_id": 1,
    }


def _corrected(call: Call) -> str:
    """The code of a public call, of which there is a working copy now."""
    bench = workbench(call.code, SYSTEM, now=NOON)
    assert bench
    replace_values(bench, bench.values, "basics", actor=SYSTEM, now=NOON)
    return call.code


def _asked() -> dict[str, Any]:
    """Something that a team has not answered yet."""
    asked = _first(select(CheckRequest).where(CheckRequest.answered_at.is_(None)))
    here = {"proposal_id": asked.proposal_id, "request_id": asked.id}
    return {f"proposals_staff.request_withdraw {name}": value for name, value in here.items()}


def _lists(submission: Submission, officer: Actor) -> tuple[Batch, SavedFilter]:
    """A table of answers that an officer asked for (done as soon as this is committed), and a filter they share."""
    call = submission.proposal.call
    batch = ask_batch(
        call,
        Act.ANSWERS,
        [submission.proposal_id],
        stage=1,
        settings={"ending": "csv"},
        language="en",
        actor=officer,
        now=NOON,
    )
    return batch, save_filter(call, Filter(q="wells"), name="Wells", is_shared=True, actor=officer, now=NOON)


def _let_in(proposal: Proposal, owner: Actor) -> dict[str, Any]:
    """Somebody in the team of `proposal` and somebody asked in, strangers to everybody here."""
    invitation = invite_to_team(
        proposal, email="asked@example.org", role=TeamRole.READER, actor=owner, now=NOON
    )
    user = make_user()
    db.session.add(
        Participant(
            proposal_id=proposal.id, user_id=user.id, role=TeamRole.READER, partner_key="", since=NOON
        )
    )
    db.session.flush()
    invited = {f"proposals.invitation_{act} invitation_id": invitation.id for act in INVITED}
    return invited | {f"proposals.participant_{act} user_id": user.id for act in ("edit", "remove")}


def _invite(organisation: Organisation, email: str, owner: Actor) -> Invitation:
    invitation = invite(organisation, email=email, role=MemberRole.READER, actor=owner, now=NOON)
    db.session.flush()
    return invitation


BUILDING = (
    *("draft_discard", "draft_keep", "draft_show", "part_edit", "part_move", "part_remove"),
    *("translation_edit", "translation_export", "translation_import", "translation_list"),
)
"""Pages of a call that is only just being made."""
CHECKING = ("checklist_edit", "request_new", "check_confirm", "check_return", "appeal_answer")
"""Of what was handed in and is not decided yet."""
INVITED = ("send", "withdraw", "mine")
HANDED_IN = (
    *("document_show", "receipt_json", "receipt_pdf", "receipt_show"),
    *("submission_pdf", "submission_show"),
)


def _first(statement: Select[Any]) -> Any:
    return db.session.scalars(statement.limit(1)).one()

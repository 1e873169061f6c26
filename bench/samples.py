"""What the measured pages show: a published practice, an open call, a draft, a reviewer's assignment, and who may see them."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from cop.accounts.models import SignIn, User, UserRole
from cop.app import create_app
from cop.articles.models import Article
from cop.articles.states import ArticleState
from cop.calls.models import Call
from cop.calls.queries import definition_of
from cop.core.db import db
from cop.core.settings import Settings
from cop.directory.models import Member
from cop.kernel.actor import Role
from cop.kernel.clock import system_clock
from cop.kernel.ids import digest, new_token
from cop.proposals.models import Proposal
from cop.proposals.states import ProposalState
from cop.reviews.models import Assignment, Declaration, Review


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the table: its label, its address, who reads it, and the most it may cost in times bare."""

    label: str
    path: str
    reader: int | None
    target: float


def open_app(folder: Path, *, database: str = "") -> Flask:
    """The app on the bench's data, in this process: for preparing, counting queries, comparing rows."""
    return create_app(Settings(_env_file=None, data_dir=folder, database_url=database, log_level="error"))


def pages(app: Flask) -> list[Page]:
    """Those of the pages to measure that this data has."""
    with app.app_context():
        article = db.session.scalar(
            select(Article.id).where(Article.state == ArticleState.PUBLISHED).limit(1)
        )
        call, _count = db.session.execute(
            select(Call.code, func.count(Proposal.id))
            .join(Proposal)
            .group_by(Call.id)
            .order_by(func.count().desc())
        ).first() or ("", 0)
        officer = db.session.scalar(select(UserRole.user_id).where(UserRole.role == Role.OFFICER).limit(1))
        draft = db.session.execute(
            select(Proposal.id, Member.user_id)
            .join(Member, Member.organisation_id == Proposal.organisation_id)
            .where(Proposal.state == ProposalState.DRAFT)
        ).first()
        review = _open_review()
    found = [
        Page("public home", "/en/", None, 2.5),
        Page("call page", f"/en/calls/{call}", None, 2.5),
        Page("search results", "/en/search?q=water", None, 15),
    ]
    if article:
        found.insert(2, Page("article", _article_path(app, article), None, 2.5))
    if draft:
        section = _longest_section(app, draft[0])
        found.append(Page("application form", f"/en/proposals/{draft[0]}/sections/{section}", draft[1], 6))
    found.append(Page("staff list", f"/en/calls/{call}/proposals", officer, 6))
    if review:
        found.append(Page("reviewer opens", f"/en/reviews/{review[0]}", review[1], 6))
    return found


def _longest_section(app: Flask, proposal_id: int) -> str:
    with app.app_context():
        proposal = db.session.get_one(Proposal, proposal_id)
        sections = definition_of(proposal.call_version).stage(proposal.stage).sections
        return str(max(sections, key=lambda section: len(section.questions)).code)


def _open_review() -> tuple[int, int] | None:
    row = db.session.execute(
        select(Assignment.id, Assignment.reviewer_id)
        .outerjoin(Review)
        .where(Assignment.declaration == Declaration.NO_CONFLICT, Review.submitted_at.is_(None))
    ).first()
    return (row[0], row[1]) if row else None


def _article_path(app: Flask, article_id: int) -> str:
    response = app.test_client().get(f"/en/practices/{article_id}")
    return response.location or f"/en/practices/{article_id}"


def cookie_of(app: Flask, user_id: int) -> str:
    """A fresh sign-in of `user_id`, as the Cookie header that carries it."""
    token, now = new_token(), system_clock()
    with app.app_context():
        assert db.session.get(User, user_id)
        db.session.add(
            SignIn(
                user_id=user_id,
                token_sha256=digest(token),
                created_at=now,
                expires_at=now + timedelta(days=1),
                password_at=now,
            )
        )
        db.session.commit()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie
    return f"{cookie.key}={cookie.value}"

"""A person takes a copy of what is kept of them, and goes; on both databases."""

import io
import json
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import select

from cop.accounts.exports import data_archive
from cop.accounts.models import Factor, MailedLink, RecoveryCode, SignIn, User
from cop.accounts.queries import sign_in_by_token, user_by_email
from cop.accounts.services.erase import erase_account, obstacles
from cop.accounts.services.register import create_user
from cop.accounts.services.reset import ask_reset
from cop.accounts.services.sealed import secret_of
from cop.accounts.services.sign_in import begin_session, check_password
from cop.activity.audit import verify_chain
from cop.activity.models import Event
from cop.articles.models import Article, ArticleText
from cop.core.db import db
from cop.directory.models import Member
from cop.directory.roles import MemberRole
from cop.directory.services.invitations import invite
from cop.kernel.actor import Role
from cop.kernel.errors import Invalid, Refused
from tests.accounts.pages import SECRET
from tests.factories import NOON, actor_of, add_factor, make_article, make_organisation, make_user
from tests.proposals.making import make_call
from tests.reviews.making import GOOD, make_assignment, make_eligible, make_review, make_reviewer

NAME, EMAIL = "Espérance Quispe-Nimbona", "Esperance.Quispe@example.org"


def make_ada() -> User:
    return create_user(email=EMAIL, name=NAME, password=SECRET, now=NOON)


def erase(user: User) -> None:
    token = begin_session(user, device="A browser of mine", hours=12, now=NOON)
    row = sign_in_by_token(token, NOON)
    assert row is not None
    erase_account(row, actor=actor_of(user), now=NOON)
    db.session.flush()
    db.session.expire_all()


def copy_of(user: User) -> dict[str, Any]:
    with ZipFile(io.BytesIO(data_archive(user))) as archive:
        assert archive.namelist() == ["data.json"]
        return json.loads(archive.read("data.json"))  # type: ignore[no-any-return]


def all_text() -> str:
    """Whatever stands in any column of any table."""
    rows = [
        str(list(row)) for table in db.metadata.sorted_tables for row in db.session.execute(table.select())
    ]
    return "\n".join(rows).casefold()


# the copy


def test_a_copy_holds_what_each_feature_keeps(ctx: Flask) -> None:
    user = make_ada()
    organisation = make_organisation(user, name="Amis du Kivu")
    make_article(author=user, texts=("fr",))
    begin_session(user, device="A browser of mine", hours=12, now=NOON)
    data = copy_of(user)
    assert data["account"] | {"email": EMAIL, "name": NAME, "roles": ["member"]} == data["account"]
    assert data["organisations"] == [{"name": organisation.name, "role": "owner", "since": NOON.isoformat()}]
    assert [text["language"] for text in data["practices"][0]["texts"]] == ["fr"]
    assert [session["device"] for session in data["sessions"]] == ["A browser of mine"]
    assert [event["what"] for event in data["activity"]] == ["account.signed_in"]


def test_a_copy_holds_a_reviewer_s_own_reviews(ctx: Flask) -> None:
    mine, other = make_reviewer(), make_reviewer()
    _team, submission = make_eligible(make_call())
    make_review(submission, GOOD, mine, comment="Mine alone")
    make_review(submission, GOOD, other, comment="Of somebody else")
    (review,) = copy_of(mine)["reviews"]
    assert review["review"]["comment"] == "Mine alone"
    assert "Of somebody else" not in str(copy_of(mine))


def test_a_copy_holds_no_secret(ctx: Flask) -> None:
    user = make_ada()
    factor = add_factor(user)
    text = str(copy_of(user))
    assert secret_of(factor) not in text
    assert factor.sealed_secret not in text
    assert user.password_hash not in text


# the end


def test_nothing_says_who_it_was(ctx: Flask) -> None:
    user, owner = make_ada(), make_user()
    organisation = make_organisation(owner)
    db.session.add(
        Member(organisation_id=organisation.id, user_id=user.id, role=MemberRole.WRITER, since=NOON)
    )
    invite(
        make_organisation(owner), email=EMAIL.upper(), role=MemberRole.READER, actor=actor_of(owner), now=NOON
    )
    ask_reset(EMAIL, now=NOON)
    with pytest.raises(Invalid):
        check_password(email=EMAIL, password="wrong password", address="192.0.2.1", now=NOON)
    add_factor(user).confirmed_at = None
    make_article(author=user, state="published")
    erase(user)
    kept = all_text()
    assert NAME.casefold() not in kept
    assert EMAIL.casefold() not in kept
    for table in (Factor, RecoveryCode, SignIn, MailedLink, Member):
        assert db.session.scalars(select(table).where(table.user_id == user.id)).all() == []  # type: ignore[attr-defined]
    assert verify_chain().broken_at is None


def test_what_the_audit_needs_stays_without_a_name(ctx: Flask) -> None:
    reviewer = make_reviewer(name=NAME)
    review = make_review(make_eligible(make_call())[1], GOOD, reviewer)
    erase(reviewer)
    assert review.assignment.reviewer.name == "Former member"
    done = db.session.scalars(select(Event).where(Event.actor_id == reviewer.id)).all()
    assert {event.actor_name for event in done} == {""}
    assert "account.erased" in {event.verb for event in done}


def test_published_practices_stay_and_drafts_go(ctx: Flask) -> None:
    user = make_ada()
    kept, gone = make_article(author=user), make_article(author=user, state="draft").id
    others = make_article(author=make_user(), state="draft")
    erase(user)
    assert set(db.session.scalars(select(Article.id))) == {kept.id, others.id}
    assert db.session.scalars(select(ArticleText).where(ArticleText.article_id == gone)).all() == []


def test_the_address_is_free_again_and_the_account_closed(ctx: Flask) -> None:
    user = make_ada()
    erase(user)
    assert user.disabled_at == NOON
    assert user_by_email(EMAIL) is None
    with pytest.raises(Invalid):
        check_password(email=user.email, password=SECRET, address="192.0.2.1", now=NOON)
    assert make_ada().id != user.id


def test_an_old_password_is_not_enough(ctx: Flask) -> None:
    user = make_ada()
    row = sign_in_by_token(begin_session(user, device="", hours=12, now=NOON), NOON)
    assert row is not None
    with pytest.raises(Refused):
        erase_account(row, actor=actor_of(user), now=NOON + timedelta(minutes=16))


# what stands in the way


def test_the_only_owner_hands_over_first(ctx: Flask) -> None:
    user, second = make_ada(), make_user()
    organisation = make_organisation(user, name="Amis du Kivu")
    make_organisation(user, second)
    make_organisation(second)
    (reason,) = obstacles(user)
    assert "Amis du Kivu" in str(reason)
    with pytest.raises(Refused):
        erase(user)
    db.session.add(
        Member(organisation_id=organisation.id, user_id=second.id, role=MemberRole.OWNER, since=NOON)
    )
    assert obstacles(user) == []


def test_an_open_review_is_handed_in_or_back_first(ctx: Flask) -> None:
    reviewer = make_reviewer()
    assert obstacles(reviewer) == []
    make_assignment(make_eligible(make_call())[1], reviewer)
    assert len(obstacles(reviewer)) == 1
    with pytest.raises(Refused):
        erase(reviewer)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MANAGER, Role.AUDITOR, Role.ADMIN])
def test_an_office_is_taken_away_first(ctx: Flask, role: Role) -> None:
    assert len(obstacles(make_user(Role.MEMBER, role))) == 1

"""The pages of a team, as its people, its partners and strangers see them."""

import re
from collections.abc import Callable

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from cop.accounts.models import User
from cop.activity.models import Event
from cop.core.db import db
from cop.kernel.actor import Role
from cop.kernel.clock import SetClock
from cop.proposals.models import Partner, Proposal
from cop.proposals.roles import TeamRole
from cop.proposals.team_models import Mandate, Participant, TeamInvitation
from tests.factories import NOON, make_user
from tests.proposals.conftest import Visitor
from tests.proposals.making import (
    CONCEPT,
    FULL_PROPOSAL_OPEN,
    Team,
    make_draft,
    make_full_proposal,
    make_team,
)
from tests.proposals.teaming import mailed_token, make_waiting_call, row, set_partners


def begin(app: Flask, team: Team) -> tuple[int, str]:
    """A draft with a partner: its number and the partner's key."""
    with app.app_context():
        proposal = make_draft(team, **CONCEPT)
        partner = set_partners(proposal, team, row())[0]
        db.session.commit()
        return proposal.id, partner.key


def somebody(app: Flask) -> User:
    with app.app_context():
        db.session().expire_on_commit = False
        user = make_user(Role.MEMBER)
        db.session.commit()
    return user


def let_in(app: Flask, proposal_id: int, role: TeamRole, key: str = "") -> User:
    user = somebody(app)
    with app.app_context():
        facts = {"proposal_id": proposal_id, "user_id": user.id, "since": NOON}
        db.session.add(Participant(role=role, partner_key=key, **facts))
        db.session.commit()
    return user


def test_a_partner_is_asked_in_joins_and_writes_its_part(
    app: Flask, team: Team, applicant: Visitor, visitor: Callable[[User], Visitor]
) -> None:
    proposal_id, key = begin(app, team)
    user = somebody(app)
    page = f"/proposals/{proposal_id}/team"
    asked = applicant.post(page, email=user.email, role=f"partner:{key}")
    assert asked.status_code == 303
    assert user.email in applicant.get(page).text
    with app.app_context():
        token = mailed_token("team-invitations")
    partner = visitor(user)
    assert partner.get(f"/proposals/{proposal_id}").status_code == 404
    assert "Join the team of a proposal" in partner.get("/desk").text
    assert partner.get(f"/team-invitations/{token}").status_code == 200
    assert partner.post(f"/team-invitations/{token}").status_code == 303
    assert "Go to your part" in partner.get(f"/proposals/{proposal_id}").text
    saved = partner.post_from(f"/proposals/{proposal_id}/part", part="Trains teachers.")
    assert saved.status_code == 303
    assert "Trains teachers." in partner.get(f"/proposals/{proposal_id}/part").text
    for path in ("partners", "sections/all", "submission"):
        assert partner.get(f"/proposals/{proposal_id}/{path}").status_code == 403
    assert partner.post(page, email="x@example.org", role="reader").status_code == 403
    assert "wrote the part of Umoja" in applicant.get(f"/proposals/{proposal_id}/deeds").text


def test_what_two_wrote_at_once_is_shown(app: Flask, team: Team, visitor: Callable[[User], Visitor]) -> None:
    proposal_id, key = begin(app, team)
    partner = visitor(let_in(app, proposal_id, TeamRole.PARTNER, key))
    stale = partner.post(f"/proposals/{proposal_id}/part", part="Mine.", base="0" * 16)
    assert stale.status_code == 409
    assert "Mine." in stale.text
    assert "Digs the wells." in stale.text


def test_a_mandate_is_confirmed_by_its_link_without_an_account(
    app: Flask, visitor: Callable[[User], Visitor]
) -> None:
    with app.app_context():
        db.session().expire_on_commit = False
        team = make_team(make_waiting_call())
        db.session.commit()
    proposal_id, key = begin(app, team)
    applicant = visitor(team.user)
    assert "have not confirmed yet" in applicant.get(f"/proposals/{proposal_id}/submission").text
    refused = applicant.post(f"/proposals/{proposal_id}/mandates", partner=key, email="nobody")
    assert refused.status_code == 422
    assert "nobody" in refused.text
    asked = applicant.post(f"/proposals/{proposal_id}/mandates", partner=key, email="head@umoja.example")
    assert asked.status_code == 303
    with app.app_context():
        token = mailed_token("mandates")
    director = Visitor(app.test_client())
    page = director.get(f"/mandates/{token}").text
    assert "Umoja takes part in" in page
    csrf = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert csrf

    def sign(**fields: str) -> TestResponse:
        return director.client.post(
            f"/en/mandates/{token}",
            data={"csrf_token": csrf[1], **fields},
            headers={"Sec-Fetch-Site": "same-origin"},
        )

    unsigned = sign(name="Aline N.", function="")
    assert unsigned.status_code == 422
    assert "Aline N." in unsigned.text
    signed = sign(name="Aline N.", function="Director", agreed="y")
    assert signed.status_code == 303
    assert "Confirmed on" in director.get(f"/mandates/{token}").text
    assert "Aline N." in applicant.get(f"/proposals/{proposal_id}/team").text
    assert "Aline N." in applicant.get(f"/proposals/{proposal_id}/submission").text
    with app.app_context():
        assert db.session.scalars(select(Mandate)).one().statement.startswith("Umoja takes part")


def test_a_writer_reads_the_check_page_and_does_not_hand_in(
    app: Flask, team: Team, visitor: Callable[[User], Visitor]
) -> None:
    proposal_id, _key = begin(app, team)
    writer = visitor(let_in(app, proposal_id, TeamRole.WRITER))
    page = writer.get(f"/proposals/{proposal_id}/submission")
    assert page.status_code == 200
    assert 'name="declared"' not in page.text
    assert writer.post(f"/proposals/{proposal_id}/submission", declared="y", key="k").status_code == 403


def test_an_owner_hands_over_and_whoever_leaves_sees_nothing_more(
    app: Flask, team: Team, applicant: Visitor, visitor: Callable[[User], Visitor]
) -> None:
    proposal_id, _key = begin(app, team)
    user = let_in(app, proposal_id, TeamRole.READER)
    page = f"/proposals/{proposal_id}/team/{user.id}"
    reader = visitor(user)
    assert reader.get(page).status_code == 403
    assert applicant.post(page, role="nonsense").status_code == 422
    assert applicant.post(page, role="owner").status_code == 303
    assert reader.get(page).status_code == 200
    assert reader.post(f"{page}/removal").status_code == 303
    assert reader.get(f"/proposals/{proposal_id}").status_code == 404


def test_an_invitation_is_sent_again_and_withdrawn(app: Flask, team: Team, applicant: Visitor) -> None:
    proposal_id, _key = begin(app, team)
    applicant.post(f"/proposals/{proposal_id}/team", email="new@example.org", role="reader")
    with app.app_context():
        number = db.session.scalars(select(TeamInvitation.id)).one()
    page = f"/proposals/{proposal_id}/team/invitations/{number}"
    assert applicant.post(f"{page}/sending").status_code == 303
    assert applicant.post(f"{page}/withdrawal").status_code == 303
    assert applicant.post(f"{page}/withdrawal").status_code == 404


def test_the_form_of_partners_keeps_which_is_which(app: Flask, team: Team, applicant: Visitor) -> None:
    proposal_id, key = begin(app, team)
    page = f"/proposals/{proposal_id}/partners"
    hidden = re.search(r'name="(rows-0-key)"[^>]*value="([^"]*)"', applicant.get(page).text)
    assert hidden
    assert hidden[2] == key
    fields = {f"rows-0-{name}": value for name, value in row("Umoja ASBL", key=key).items()}
    assert applicant.post_from(page, **fields).status_code == 303
    with app.app_context():
        assert db.session.execute(select(Partner.key, Partner.name)).all() == [(key, "Umoja ASBL")]


def test_strangers_see_no_team(app: Flask, team: Team, stranger: Visitor) -> None:
    proposal_id, _key = begin(app, team)
    for path in ("team", "deeds", "part"):
        assert stranger.get(f"/proposals/{proposal_id}/{path}").status_code == 404
    with app.app_context():
        assert db.session.get_one(Proposal, proposal_id)


def test_a_page_of_partners_saves_itself_and_says_what_moved(
    app: Flask, team: Team, applicant: Visitor
) -> None:
    with app.app_context():
        page = f"/proposals/{make_full_proposal(team).id}/partners"
        db.session.commit()
    app.extensions["cop.clock"] = SetClock(FULL_PROPOSAL_OPEN)
    hidden = dict(re.findall(r'name="(base|rows-0-key)"[^>]*value="([^"]*)"', applicant.get(page).text))
    row_of = lambda name: {f"rows-0-{field}": value for field, value in row(name).items()}  # noqa: E731 - sent twice
    first = applicant.post(page, **row_of("Umoja"), **hidden, act="auto").json
    assert first
    assert first["said"].startswith("Saved:")
    assert "New partner: <bdi>Umoja</bdi>." in first["moved"]
    second = applicant.post(page, **row_of("Umoja ASBL"), **hidden | {"base": first["base"]}, act="auto")
    assert second.status_code == 200
    assert applicant.post(page, **row_of("Late"), **hidden, act="auto").status_code == 409
    with app.app_context():
        assert db.session.execute(select(Partner.key, Partner.name)).all() == [
            (hidden["rows-0-key"], "Umoja ASBL")
        ]
        verbs = db.session.scalars(select(Event.verb).where(Event.verb == "draft.partners_saved")).all()
        assert len(verbs) == 1  # what one person's page saves within minutes is one change

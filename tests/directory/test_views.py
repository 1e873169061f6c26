"""The directory as everyone sees it, and as an organisation's own people keep it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cop.accounts.models import User
from cop.core import web
from cop.core.db import db
from cop.directory.models import Member, Organisation
from cop.directory.queries import memberships
from cop.directory.roles import MemberRole
from cop.kernel.actor import Role
from tests.accounts.pages import SECRET, link_in, mails, make_person, send
from tests.counting import counted
from tests.factories import NOON, make_organisation

SignIn = Callable[[FlaskClient, User], FlaskClient]
FIELDS = {"name": "Amis du Kivu", "kind": "diaspora", "country": "BE", "language": "fr"}


def make(app: Flask, *owners: User, readers: tuple[User, ...] = (), **given: Any) -> Organisation:
    with app.app_context():
        db.session().expire_on_commit = False
        organisation = make_organisation(*owners, **given)
        for user in readers:
            row = Member(organisation_id=organisation.id, user_id=user.id, role=MemberRole.READER, since=NOON)
            db.session.add(row)
        db.session.commit()
    return organisation


# everyone


def test_an_empty_directory_has_a_page(client: FlaskClient) -> None:
    assert client.get("/en/organisations").status_code == 200


def test_the_directory_is_narrowed_by_its_address(app: Flask, client: FlaskClient) -> None:
    make(app, name="Zamani", country="BI")
    make(app, name="Azur", country="BE")
    assert "Zamani" in (page := client.get("/en/organisations").text)
    assert page.index("Azur") < page.index("Zamani")
    assert "Azur" not in client.get("/en/organisations?country=BI").text
    assert "Zamani" not in client.get("/fr/organisations?q=azu").text


@pytest.mark.parametrize(
    "query", ["page=99999999999", "page=-1", "country=%27;drop", "kind=%25", "q=" + "x" * 5000]
)
def test_nonsense_in_the_address_is_harmless(client: FlaskClient, query: str) -> None:
    assert client.get(f"/en/organisations?{query}").status_code in {200, 404}


def test_the_directory_costs_the_same_for_1_3_and_50(app: Flask, client: FlaskClient) -> None:
    costs, have = [], 0
    for wanted in (1, 3, 50):
        with app.app_context():
            for _ in range(wanted - have):
                make_organisation()
            db.session.commit()
        have = wanted
        with counted(app) as said:
            assert client.get("/en/organisations").text.count("/en/organisations/organisation-") >= wanted
        costs.append(len([one for one in said if one.startswith("SELECT")]))
    assert len(set(costs)) == 1
    assert costs[0] <= 8


def test_people_are_shown_to_their_own_and_to_staff(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    owner, reader = make_person(app, name="Olive Owner"), make_person(app)
    path = f"/en/organisations/{make(app, owner, readers=(reader,)).slug}"
    assert "Olive Owner" not in client.get(path).text
    for user, sees in [
        (make_person(app), False),
        (make_person(app, Role.REVIEWER), False),
        (reader, True),
        (make_person(app, Role.OFFICER), True),
        (make_person(app, Role.AUDITOR), True),
    ]:
        page = sign_in(app.test_client(), user).get(path).text
        assert ("Olive Owner" in page) == sees


# its own people


def test_an_organisation_is_entered_and_kept(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    sign_in(client, make_person(app))
    refused = send(client, "/organisations/new", **{**FIELDS, "country": "", "about": "We build wells"})
    assert refused.status_code == 422
    assert "We build wells" in refused.text
    entered = send(client, "/organisations/new", **FIELDS, slug="chosen", is_demonstration="1")
    assert (entered.status_code, entered.location) == (303, "/en/organisations/amis-du-kivu")
    changed = {
        **FIELDS,
        "name": "Amis du Sud-Kivu",
        "website": "https://amis.example",
        "registered_year": "2012",
    }
    assert send(client, "/organisations/amis-du-kivu/edit", **changed).status_code == 303
    page = client.get("/en/organisations/amis-du-kivu").text
    assert "Amis du Sud-Kivu" in page
    assert "2012" in page
    assert "Amis du Sud-Kivu" in client.get("/en/organisations/mine").text


@pytest.mark.parametrize("website", ["javascript:alert(1)", "ftp://a.example", "www.a.example"])
def test_a_website_is_on_the_web(app: Flask, client: FlaskClient, sign_in: SignIn, website: str) -> None:
    sign_in(client, make_person(app))
    assert send(client, "/organisations/new", **FIELDS, website=website).status_code == 422


def test_another_organisation_is_not_ones_own(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    owner = make_person(app)
    slug = make(app, owner).slug
    sign_in(client, make_person(app, Role.OFFICER))
    for path in (f"/organisations/{slug}/edit", f"/organisations/{slug}/members"):
        assert client.get(f"/en{path}").status_code == 403
        assert send(client, path, **FIELDS, email="a@example.org", role="owner").status_code == 403
    assert send(client, f"/organisations/{slug}/members/{owner.id}/removal").status_code == 403
    assert client.get("/en/organisations/nothing/edit").status_code == 404
    assert mails(app) == []


def test_somebody_without_an_account_joins_by_mail(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    owner = make_person(app, name="Olive Owner")
    organisation = make(app, owner, language="en")
    sign_in(client, owner)
    path = f"/organisations/{organisation.slug}/members"
    assert send(client, path, email="not an address", role="writer").status_code == 422
    assert send(client, path, email="guest@example.org", role="emperor").status_code == 422
    assert send(client, path, email="guest@example.org", role="writer").status_code == 303
    assert "guest@example.org" in client.get(f"/en{path}").text
    link = link_in(mails(app)[-1])

    guest = app.test_client()
    assert guest.get(f"/en{link}").location.startswith("/en/sign-in?next=")
    send(guest, "/register", email="guest@example.org", name="Guest", password=SECRET)
    send(guest, link_in(mails(app)[-1]), password=SECRET)
    assert guest.get(f"/en{link}").status_code == 200
    joined = send(guest, link)
    assert joined.location == f"/en/organisations/{organisation.slug}"
    assert "Olive Owner" in guest.get(joined.location).text
    assert send(guest, link).status_code == 404


def test_an_invitation_is_for_its_address(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    owner, other = make_person(app), make_person(app)
    organisation = make(app, owner)
    send(
        sign_in(client, owner),
        f"/organisations/{organisation.slug}/members",
        email="g@example.org",
        role="reader",
    )
    answer = send(sign_in(app.test_client(), other), link_in(mails(app)[-1]))
    assert answer.status_code == 403
    assert "another address" in answer.text
    with app.app_context():
        assert memberships(other.id) == {}


def test_an_owner_sends_again_and_withdraws(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    owner, guest = make_person(app, name="Olive Owner"), make_person(app, email="guest@example.org")
    path = f"/organisations/{make(app, owner).slug}"
    sign_in(client, owner)
    send(client, f"{path}/members", email=guest.email, role="reader")
    assert send(client, f"{path}/members", email=guest.email, role="reader").status_code == 422
    old = link_in(mails(app)[-1])
    found = re.search(r"(/invitations/\d+)/sending", client.get(f"/en{path}/members").text)
    assert found
    assert send(client, f"{path}{found[1]}/sending").status_code == 303
    new, browser = link_in(mails(app)[-1]), sign_in(app.test_client(), guest)
    gone = browser.get(f"/en{old}")
    assert gone.status_code == 404
    assert "withdrawn" in gone.text
    assert "Olive Owner" in browser.get(f"/en{new}").text
    other = f"/organisations/{make(app, owner).slug}"
    assert send(client, f"{other}{found[1]}/withdrawal").status_code == 404
    assert send(browser, f"{path}{found[1]}/withdrawal").status_code == 403
    assert send(client, f"{path}{found[1]}/withdrawal").status_code == 303
    assert guest.email not in client.get(f"/en{path}/members").text
    assert browser.get(f"/en{new}").status_code == 404


def test_the_way_to_an_invitation_says_whose_it_is(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    owner = make_person(app)
    organisation = make(app, owner, name="Amis du Kivu")
    send(
        sign_in(app.test_client(), owner),
        f"/organisations/{organisation.slug}/members",
        email="guest@example.org",
        role="writer",
    )
    door = client.get(f"/en{link_in(mails(app)[-1])}", follow_redirects=True).text
    assert "Amis du Kivu" in door
    assert "guest@example.org" in door
    onwards = re.search(r'href="(/en/register\?next=[^"]+)"', door)
    assert onwards
    assert "Amis du Kivu" in client.get(onwards[1]).text
    assert "invitation waits" not in client.get("/en/sign-in?next=/en/invitations/made-up").text
    assert "invitation waits" not in client.get("/en/register?next=https://evil.example/invitations/x").text


def test_an_invitation_lies_on_the_desk(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    owner, guest = make_person(app), make_person(app, email="guest@example.org")
    organisation = make(app, owner, name="Amis du Kivu")
    members = f"/organisations/{organisation.slug}/members"
    send(sign_in(app.test_client(), owner), members, email=guest.email, role="writer")
    sign_in(client, guest)
    found = re.search(r'href="/en(/invitations/mine/\d+)"', client.get("/en/desk").text)
    assert found
    assert found[1] in client.get("/en/organisations/mine").text
    assert client.get(f"/en{found[1]}").status_code == 200
    stranger = sign_in(app.test_client(), make_person(app))
    assert stranger.get(f"/en{found[1]}").status_code == 404
    assert send(stranger, found[1]).status_code == 404
    assert send(client, found[1]).location == f"/en/organisations/{organisation.slug}"
    assert found[1] not in client.get("/en/desk").text


def test_members_change_and_go(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    owner, reader = make_person(app), make_person(app)
    organisation = make(app, owner, readers=(reader,))
    sign_in(client, owner)
    path = f"/organisations/{organisation.slug}/members"
    assert send(client, f"{path}/{owner.id}", role="reader").status_code == 409
    assert send(client, f"{path}/{owner.id}/removal").status_code == 409
    assert send(client, f"{path}/{reader.id}", role="writer").status_code == 303
    assert send(client, f"{path}/99", role="writer").status_code == 404
    assert send(sign_in(app.test_client(), reader), f"{path}/{reader.id}/removal").status_code == 303
    with app.app_context():
        assert memberships(reader.id) == {}


def test_an_actor_knows_whom_they_write_for(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    user = make_person(app, Role.REVIEWER)
    owns, reads = make(app, user), make(app, make_person(app), readers=(user,))
    sign_in(client, user)
    with client:
        client.get("/en/account")
        actor = web.actor()
    assert actor.organisations == {owns.id, reads.id}
    assert actor.writes_for == {owns.id}
    assert actor.roles == {Role.REVIEWER}

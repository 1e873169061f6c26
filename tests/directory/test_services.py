"""Organisations on both databases: founded, kept, joined, left."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from cop.accounts.models import User
from cop.activity.models import Event, Mail
from cop.core.db import db
from cop.directory.models import Invitation, Member, Organisation
from cop.directory.queries import (
    countries_listed,
    invitation_by_token,
    invitations_for,
    invitations_of,
    listed,
    memberships,
    organisations_of,
    own_organisations,
    writers_of,
)
from cop.directory.roles import MemberRole
from cop.directory.services.invitations import accept_invitation, invite, send_again, withdraw_invitation
from cop.directory.services.members import change_role, member_of, remove_member
from cop.directory.services.organisations import Facts, change_organisation, create_organisation
from cop.kernel.actor import ANONYMOUS, Role
from cop.kernel.errors import Denied, Invalid, NotFound, Refused, TooMany
from tests.factories import NOON, actor_of, make_organisation, make_user

FACTS = Facts(name="Amis du Kivu", kind="diaspora", country="BE", works_in=("CD",))


def join(organisation: Organisation, role: MemberRole) -> tuple[User, Member]:
    user = make_user()
    member = Member(organisation_id=organisation.id, user_id=user.id, role=role, since=NOON)
    db.session.add(member)
    db.session.flush()
    return user, member


def invited(organisation: Organisation, owner: User, email: str) -> str:
    """The token that is in the mail."""
    invite(organisation, email=email, role=MemberRole.WRITER, actor=actor_of(owner), now=NOON)
    return newest_token(to=email)


def newest_token(to: str | None = None) -> str:
    mail = db.session.scalars(select(Mail).order_by(Mail.id.desc())).first()
    assert mail is not None
    assert mail.to == (to or mail.to)
    return mail.text.partition("/invitations/")[2].split()[0]


def test_whoever_enters_an_organisation_owns_it(ctx: Flask) -> None:
    user = make_user()
    organisation = create_organisation(FACTS, owner=user, actor=actor_of(user), now=NOON)
    assert (organisation.slug, organisation.works_in) == ("amis-du-kivu", ["CD"])
    assert memberships(user.id) == {organisation.id: MemberRole.OWNER}


def test_two_of_one_name_have_two_addresses(ctx: Flask) -> None:
    user = make_user()
    made = [create_organisation(FACTS, owner=user, actor=actor_of(user), now=NOON) for _ in range(3)]
    assert [one.slug for one in made] == ["amis-du-kivu", "amis-du-kivu-2", "amis-du-kivu-3"]


def test_a_new_name_leaves_the_address(ctx: Flask) -> None:
    user = make_user()
    organisation = create_organisation(FACTS, owner=user, actor=actor_of(user), now=NOON)
    change_organisation(organisation, replace(FACTS, name="Autre"), actor=actor_of(user), now=NOON)
    assert (organisation.name, organisation.slug) == ("Autre", "amis-du-kivu")
    verbs = list(db.session.scalars(select(Event.verb).order_by(Event.id)))
    assert verbs == ["organisation.created", "organisation.changed"]


@pytest.mark.parametrize("role", [MemberRole.WRITER, MemberRole.READER, None])
def test_only_owners_edit_invite_and_let_go(ctx: Flask, role: MemberRole | None) -> None:
    organisation = make_organisation(make_user())
    user = join(organisation, role)[0] if role else make_user(Role.OFFICER)
    _other, member = join(organisation, MemberRole.READER)
    actor = actor_of(user)
    with pytest.raises(Denied):
        change_organisation(organisation, FACTS, actor=actor, now=NOON)
    with pytest.raises(Denied):
        invite(organisation, email="a@example.org", role=MemberRole.OWNER, actor=actor, now=NOON)
    with pytest.raises(Denied):
        change_role(member, MemberRole.OWNER, actor=actor, now=NOON)
    with pytest.raises(Denied):
        remove_member(member, actor=actor, now=NOON)


def test_an_invitation_is_accepted_once_by_whom_it_was_sent_to(ctx: Flask) -> None:
    owner, guest, other = make_user(), make_user(email="Guest@example.org"), make_user()
    organisation = make_organisation(owner)
    token = invited(organisation, owner, "guest@Example.org")
    invitation = invitation_by_token(token, NOON)
    assert invitation is not None
    with pytest.raises(Denied):
        accept_invitation(invitation, other, actor=actor_of(other), now=NOON)
    accept_invitation(invitation, guest, actor=actor_of(guest), now=NOON)
    assert memberships(guest.id) == {organisation.id: MemberRole.WRITER}
    assert invitation_by_token(token, NOON) is None


def test_an_invitation_lives_two_weeks(ctx: Flask) -> None:
    owner, guest = make_user(), make_user(email="guest@example.org")
    organisation = make_organisation(owner)
    token = invited(organisation, owner, guest.email)
    just_before, then = NOON + timedelta(days=13), NOON + timedelta(days=14)
    assert invitation_by_token(token, just_before) is not None
    assert len(invitations_for(actor_of(guest), just_before)) == 1
    assert invitation_by_token(token, then) is None
    assert invitations_for(actor_of(guest), then) == []
    assert [one.inviter.id for one in invitations_of(organisation.id)] == [owner.id]


def test_who_came_another_way_is_no_member_twice(ctx: Flask) -> None:
    owner, guest = make_user(), make_user(email="guest@example.org")
    organisation = make_organisation(owner)
    invitation = invitation_by_token(invited(organisation, owner, guest.email), NOON)
    assert invitation is not None
    db.session.add(
        Member(organisation_id=organisation.id, user_id=guest.id, role=MemberRole.OWNER, since=NOON)
    )
    accept_invitation(invitation, guest, actor=actor_of(guest, organisation), now=NOON)
    assert memberships(guest.id) == {organisation.id: MemberRole.OWNER}


def test_nobody_is_invited_twice(ctx: Flask) -> None:
    owner = make_user()
    organisation = make_organisation(owner)
    invited(organisation, owner, "guest@example.org")
    with pytest.raises(Invalid) as refusal:
        invited(organisation, owner, "Guest@example.org")
    assert set(refusal.value.fields) == {"email"}
    invited(make_organisation(owner), owner, "guest@example.org")


def test_sent_again_it_has_a_new_link_and_two_weeks_more(ctx: Flask) -> None:
    owner, guest = make_user(), make_user(email="guest@example.org")
    organisation = make_organisation(owner)
    old, later = invited(organisation, owner, guest.email), NOON + timedelta(days=20)
    (invitation,) = invitations_of(organisation.id)
    send_again(invitation, actor=actor_of(owner), now=later)
    new = newest_token()
    assert invitation_by_token(old, later) is None
    assert invitation_by_token(new, later + timedelta(days=13)) is invitation
    accept_invitation(invitation, guest, actor=actor_of(guest), now=later)
    assert invitations_of(organisation.id) == []


def test_a_withdrawn_invitation_is_gone_with_its_address(ctx: Flask) -> None:
    owner = make_user()
    organisation = make_organisation(owner)
    token = invited(organisation, owner, "guest@example.org")
    (invitation,) = invitations_of(organisation.id)
    withdraw_invitation(invitation, actor=actor_of(owner), now=NOON)
    assert invitation_by_token(token, NOON) is None
    assert db.session.scalars(select(Invitation)).all() == []
    event = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert event
    assert (event.verb, event.data) == ("organisation.invitation_withdrawn", {})


def test_invitations_are_the_owners_to_send_and_to_withdraw(ctx: Flask) -> None:
    owner = make_user()
    organisation = make_organisation(owner)
    writer, _member = join(organisation, MemberRole.WRITER)
    invited(organisation, owner, "guest@example.org")
    (invitation,) = invitations_of(organisation.id)
    for act in (send_again, withdraw_invitation):
        with pytest.raises(Denied):
            act(invitation, actor=actor_of(writer), now=NOON)


def test_an_invitation_waits_for_its_address_only(ctx: Flask) -> None:
    owner, guest = make_user(), make_user(email="Guest@Example.org")
    organisation = make_organisation(owner)
    invited(organisation, owner, "gUEST@example.org")
    assert [one.organisation for one in invitations_for(actor_of(guest), NOON)] == [organisation]
    assert invitations_for(actor_of(owner), NOON) == []
    assert invitations_for(ANONYMOUS, NOON) == []


def test_who_belongs_already_is_not_invited(ctx: Flask) -> None:
    owner = make_user(email="Owner@example.org")
    organisation = make_organisation(owner)
    with pytest.raises(Invalid) as refusal:
        invited(organisation, owner, "owner@EXAMPLE.org")
    assert set(refusal.value.fields) == {"email"}


def test_strangers_mailboxes_are_not_filled(ctx: Flask) -> None:
    owner = make_user()
    organisation = make_organisation(owner)
    for number in range(30):
        invited(organisation, owner, f"guest{number}@example.org")
    with pytest.raises(TooMany):
        invited(organisation, owner, "one-more@example.org")


def test_the_last_owner_stays(ctx: Flask) -> None:
    owner = make_user()
    organisation = make_organisation(owner)
    _user, other = join(organisation, MemberRole.WRITER)
    mine = member_of(organisation, owner.id)
    with pytest.raises(Refused):
        change_role(mine, MemberRole.READER, actor=actor_of(owner), now=NOON)
    with pytest.raises(Refused):
        remove_member(mine, actor=actor_of(owner), now=NOON)
    change_role(other, MemberRole.OWNER, actor=actor_of(owner), now=NOON)
    remove_member(mine, actor=actor_of(owner), now=NOON)
    db.session.flush()
    assert organisations_of(owner.id) == frozenset()


def test_a_person_leaves_without_asking(ctx: Flask) -> None:
    organisation = make_organisation(make_user())
    user, member = join(organisation, MemberRole.READER)
    remove_member(member, actor=actor_of(user), now=NOON)
    with pytest.raises(NotFound):
        member_of(organisation, user.id)


# reading


def test_organisations_are_found_by_name_country_and_type(ctx: Flask) -> None:
    one = make_organisation(name="Zamani 100%", country="BI", kind="ngo")
    two = make_organisation(name="azur", country="BE")

    def found(**wanted: str) -> list[Organisation]:
        return list(db.session.scalars(listed(**wanted)))

    assert found() == [two, one]
    assert found(text="ZAM") == found(text="100%") == found(country="BI") == found(kind="ngo") == [one]
    assert found(text="_") == found(country="XX") == []
    assert sorted(countries_listed()) == [("BE", 1), ("BI", 1)]


def test_one_writes_for_those_where_one_is_more_than_a_reader(ctx: Flask) -> None:
    owner = make_user()
    organisation = make_organisation(owner)
    reader, _ = join(organisation, MemberRole.READER)
    writer, _ = join(organisation, MemberRole.WRITER)
    assert [member.user_id for member in writers_of(organisation.id)] == [owner.id, writer.id]
    assert own_organisations(actor_of(owner, organisation), to_write=True) == [organisation]
    only_reads = replace(actor_of(reader, organisation), writes_for=frozenset())
    assert own_organisations(only_reads, to_write=True) == []
    assert own_organisations(only_reads) == [organisation]

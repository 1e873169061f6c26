"""Accounts on both databases: opened, confirmed, signed in to, ended."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from cop.accounts.models import MailedLink, Purpose, SignIn, User
from cop.accounts.passwords import hash_password, is_password
from cop.accounts.queries import sign_in_by_token, sign_ins_of, user_by_email, visible_to
from cop.accounts.services.links import new_link
from cop.accounts.services.manage import disable, set_roles
from cop.accounts.services.profile import change_password, change_profile, confirm_password
from cop.accounts.services.register import confirm, create_user, register
from cop.accounts.services.reset import ask_reset, set_password_by_link
from cop.accounts.services.sign_in import begin_session, check_password, end_session
from cop.activity.models import Event, Mail
from cop.core.db import db
from cop.kernel.actor import Role
from cop.kernel.errors import Denied, Invalid, NotFound, Refused, TooMany
from tests.accounts.pages import SECRET
from tests.factories import NOON, actor_of, make_user

EMAIL = "Ada@Example.org"


def make(*roles: Role, email: str = EMAIL) -> User:
    return create_user(email=email, name="Ada", password=SECRET, roles=roles or (Role.MEMBER,), now=NOON)


def session_of(user: User) -> tuple[str, SignIn]:
    token = begin_session(user, device="A browser", hours=12, now=NOON)
    row = sign_in_by_token(token, NOON)
    assert row is not None
    return token, row


def token_of(mail: Mail) -> str:
    return mail.text.partition("http")[2].split()[0].rpartition("/")[2]


def last_mail() -> Mail:
    return db.session.scalars(select(Mail).order_by(Mail.id.desc())).first()  # type: ignore[return-value]


def begin(password: str = SECRET) -> str:
    register(email=EMAIL, name="Ada", password=password, language="fr", now=NOON)
    return token_of(last_mail())


# passwords


def test_a_hash_is_argon2id_with_the_minimum_of_owasp() -> None:
    assert hash_password(SECRET).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_composed_and_decomposed_letters_are_the_same_password() -> None:
    assert is_password("cafe\u0301 au lait", hash_password("caf\u00e9 au lait"))


def test_nobody_has_a_password() -> None:
    assert not is_password("nobody has this password", None)
    assert not is_password(SECRET, "!")


# registering


def test_an_account_opens_with_link_and_password(ctx: Flask) -> None:
    token = begin()
    with pytest.raises(Invalid):
        confirm(token, password="what somebody else chose", now=NOON)
    user = confirm(token, password=SECRET, now=NOON)
    assert (user.confirmed_at, user.language, user.email_folded) == (NOON, "fr", "ada@example.org")
    with pytest.raises(NotFound):
        confirm(token, password=SECRET, now=NOON)


def test_a_link_to_confirm_lives_two_days(ctx: Flask) -> None:
    token = begin()
    with pytest.raises(NotFound):
        confirm(token, password=SECRET, now=NOON + timedelta(hours=48))


def test_whoever_registers_last_holds_the_account_until_it_is_confirmed(ctx: Flask) -> None:
    first = begin("the stranger's password")
    second = begin("the owner's password")
    with pytest.raises(NotFound):
        confirm(first, password="the stranger's password", now=NOON)
    with pytest.raises(Invalid):
        confirm(second, password="the stranger's password", now=NOON)
    assert confirm(second, password="the owner's password", now=NOON).name == "Ada"


def test_a_known_address_keeps_its_account_and_hears_of_it(ctx: Flask) -> None:
    user = make()
    before = user.password_hash
    register(email="ADA@example.org", name="Eve", password="another password", language="en", now=NOON)
    assert (user.password_hash, user.name) == (before, "Ada")
    assert last_mail().to == EMAIL
    assert db.session.scalars(select(MailedLink)).all() == []


def test_an_address_has_one_account(ctx: Flask) -> None:
    make()
    with pytest.raises(Invalid) as refusal:
        make(email="ada@example.ORG")
    assert set(refusal.value.fields) == {"email"}


def test_only_digests_are_kept(ctx: Flask) -> None:
    secret = begin()
    row = db.session.scalars(select(MailedLink)).one()
    assert secret not in repr(row)
    assert len(row.token_sha256) == 64
    told = [repr(event.data) for event in db.session.scalars(select(Event))]
    assert not any(secret in data or SECRET in data for data in told)


# signing in


def test_the_right_password_lets_in(ctx: Flask) -> None:
    user = make()
    assert check_password(email=" ADA@example.org", password=SECRET, address="192.0.2.1", now=NOON) is user


@pytest.mark.parametrize("spoil", ["password", "nobody", "unconfirmed", "disabled"])
def test_every_refusal_reads_the_same(ctx: Flask, spoil: str) -> None:
    user = make()
    email, password = EMAIL, SECRET
    if spoil == "password":
        password = "not the password"
    elif spoil == "nobody":
        email = "nobody@example.org"
    elif spoil == "unconfirmed":
        user.confirmed_at = None
    else:
        user.disabled_at = NOON
    with pytest.raises(Invalid) as refusal:
        check_password(email=email, password=password, address="192.0.2.1", now=NOON)
    assert refusal.value.fields == {}
    assert "do not go together" in refusal.value.message.key


def fail(email: str, address: str, *, times: int = 10) -> None:
    for _ in range(times):
        with pytest.raises(Invalid):
            check_password(email=email, password="wrong password", address=address, now=NOON)


def test_the_eleventh_try_on_an_account_waits(ctx: Flask) -> None:
    user = make()
    fail(EMAIL, "192.0.2.1")
    with pytest.raises(TooMany) as refusal:
        check_password(email=EMAIL, password=SECRET, address="192.0.2.1", now=NOON + timedelta(minutes=2))
    assert refusal.value.retry_after == 180
    later = NOON + timedelta(minutes=5)
    assert check_password(email=EMAIL, password=SECRET, address="192.0.2.1", now=later) is user


def test_the_eleventh_try_from_a_network_waits_whatever_the_account(ctx: Flask) -> None:
    for number in range(10):
        fail(f"guess{number}@example.org", f"2001:db8::{number}", times=1)
    with pytest.raises(TooMany):
        check_password(email="other@example.org", password=SECRET, address="2001:db8::ffff", now=NOON)


def test_nobody_is_locked_out_by_somebody_elsewhere(ctx: Flask) -> None:
    user = make()
    fail(EMAIL, "192.0.2.1")
    assert check_password(email=EMAIL, password=SECRET, address="198.51.100.7", now=NOON) is user


def test_successes_do_not_count(ctx: Flask) -> None:
    for number in range(12):
        make(email=f"colleague{number}@example.org")
    for number in range(12):
        check_password(email=f"colleague{number}@example.org", password=SECRET, address="192.0.2.1", now=NOON)


# sessions


def test_a_session_ends_by_time_or_by_hand(ctx: Flask) -> None:
    user = make()
    token, row = session_of(user)
    assert sign_in_by_token(token, NOON + timedelta(hours=12)) is None
    end_session(row, actor=actor_of(user), now=NOON)
    assert sign_in_by_token(token, NOON) is None


def test_nobody_ends_the_session_of_another(ctx: Flask) -> None:
    _token, row = session_of(make())
    with pytest.raises(NotFound):
        end_session(row, actor=actor_of(make_user()), now=NOON)


def _change(user: User, here: SignIn) -> None:
    change_password(here, old=SECRET, new="quite another one", actor=actor_of(user), now=NOON)


def _reset(user: User, _here: SignIn) -> None:
    ask_reset(user.email, now=NOON)
    set_password_by_link(token_of(last_mail()), "quite another one", now=NOON)


def _disable(user: User, _here: SignIn) -> None:
    disable(user, password_at=NOON, actor=actor_of(make_user(Role.ADMIN)), now=NOON)


@pytest.mark.parametrize(("act", "left"), [(_change, 1), (_reset, 0), (_disable, 0)])
def test_sessions_end_with_what_let_them_in(
    ctx: Flask, act: Callable[[User, SignIn], None], left: int
) -> None:
    user = make()
    (_, here), _elsewhere = session_of(user), session_of(user)
    act(user, here)
    assert len([row for row in sign_ins_of(user.id, NOON) if not user.disabled_at]) == left
    assert len(sign_ins_of(user.id, NOON)) == left


def test_the_present_password_is_asked_for_and_cannot_be_guessed(ctx: Flask) -> None:
    _token, here = session_of(make())
    for _ in range(10):
        with pytest.raises(Invalid):
            confirm_password(here, "wrong password", now=NOON)
    with pytest.raises(TooMany):
        confirm_password(here, SECRET, now=NOON)


# resetting


def test_a_reset_link_works_once_and_for_an_hour(ctx: Flask) -> None:
    user = make()
    link = new_link(user, Purpose.RESET, now=NOON)
    with pytest.raises(NotFound):
        set_password_by_link(link, "quite another one", now=NOON + timedelta(minutes=60))
    set_password_by_link(link, "quite another one", now=NOON)
    assert is_password("quite another one", user.password_hash)
    with pytest.raises(NotFound):
        set_password_by_link(link, "and yet another", now=NOON)


def test_a_newer_link_voids_the_older(ctx: Flask) -> None:
    user = make()
    older, newer = (new_link(user, Purpose.RESET, now=NOON) for _ in range(2))
    with pytest.raises(NotFound):
        set_password_by_link(older, "quite another one", now=NOON)
    set_password_by_link(newer, "quite another one", now=NOON)


def test_a_link_of_one_kind_is_no_link_of_the_other(ctx: Flask) -> None:
    user = make()
    with pytest.raises(NotFound):
        confirm(new_link(user, Purpose.RESET, now=NOON), password=SECRET, now=NOON)
    with pytest.raises(NotFound):
        set_password_by_link(new_link(user, Purpose.CONFIRM, now=NOON), "quite another one", now=NOON)


def test_a_bad_new_password_leaves_the_link(ctx: Flask) -> None:
    user = make(Role.OFFICER)
    link = new_link(user, Purpose.RESET, now=NOON)
    with pytest.raises(Invalid):
        set_password_by_link(link, "elevenlette", now=NOON)
    set_password_by_link(link, "twelveletter", now=NOON)


@pytest.mark.parametrize("spoil", ["confirmed_at", "disabled_at", "nobody"])
def test_nothing_is_mailed_where_nobody_may_sign_in(ctx: Flask, spoil: str) -> None:
    user = make()
    if spoil != "nobody":
        setattr(user, spoil, None if spoil == "confirmed_at" else NOON)
    ask_reset(EMAIL if spoil != "nobody" else "nobody@example.org", now=NOON)
    assert db.session.scalars(select(Mail)).all() == []


# people


def test_an_administrator_gives_exactly_these_roles(ctx: Flask) -> None:
    admin, user = actor_of(make_user(Role.ADMIN)), make(Role.MEMBER, Role.REVIEWER)
    set_roles(user, {Role.MEMBER, Role.OFFICER}, password_at=NOON, actor=admin, now=NOON)
    db.session.expire(user)
    assert {row.role for row in user.roles} == {Role.MEMBER, Role.OFFICER}
    told = db.session.scalars(select(Event).where(Event.verb == "account.roles_set")).one()
    assert told.data == {"before": ["member", "reviewer"], "after": ["member", "officer"]}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_nobody_else_gives_roles(ctx: Flask, role: Role) -> None:
    with pytest.raises(Denied):
        set_roles(make(), {Role.ADMIN}, password_at=NOON, actor=actor_of(make_user(role)), now=NOON)


def test_roles_need_a_fresh_password(ctx: Flask) -> None:
    admin = actor_of(make_user(Role.ADMIN))
    with pytest.raises(Refused):
        set_roles(make(), {Role.OFFICER}, password_at=NOON - timedelta(minutes=16), actor=admin, now=NOON)


def test_an_administrator_stays_one(ctx: Flask) -> None:
    admin = make_user(Role.ADMIN)
    with pytest.raises(Refused):
        set_roles(admin, {Role.MEMBER}, password_at=NOON, actor=actor_of(admin), now=NOON)
    with pytest.raises(Refused):
        disable(admin, password_at=NOON, actor=actor_of(admin), now=NOON)


def test_a_profile_changes(ctx: Flask) -> None:
    user = make()
    change_profile(
        user, name="Ada L.", language="ar", zone="Africa/Bujumbura", actor=actor_of(user), now=NOON
    )
    assert (user.name, user.language, user.zone) == ("Ada L.", "ar", "Africa/Bujumbura")


# reading


def test_everyone_sees_themselves_and_administrators_everyone(ctx: Flask) -> None:
    one, other, admin = make_user(), make_user(), make_user(Role.ADMIN)
    assert db.session.scalars(visible_to(actor_of(one))).all() == [one]
    assert set(db.session.scalars(visible_to(actor_of(admin)))) == {one, other, admin}


def test_people_are_found_by_part_of_name_or_address(ctx: Flask) -> None:
    admin = actor_of(make_user(Role.ADMIN, name="Chief"))
    user = make_user(name="Espérance 100%", email="esper@example.org")
    for text in ("espé", "ESPER@", "100%"):
        assert db.session.scalars(visible_to(admin, text=text)).all() == [user]
    assert db.session.scalars(visible_to(admin, text="_")).all() == []


def test_an_address_is_found_however_it_is_written(ctx: Flask) -> None:
    assert user_by_email(" aDA@example.org ") is None
    assert make() is user_by_email(" aDA@example.org ")

"""The second factor on both databases: set up, shown, used up, lost."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from cop.accounts.models import Factor, RecoveryCode, SignIn, User
from cop.accounts.queries import factor_of, recovery_codes_left, sign_in_by_token
from cop.accounts.services.code import show_factor
from cop.accounts.services.factor import (
    RECOVERY_CODES,
    begin_factor,
    confirm_factor,
    remove_factor,
    renew_recovery_codes,
)
from cop.accounts.services.manage import remove_lost_factor
from cop.accounts.services.reset import ask_reset, set_password_by_link
from cop.accounts.services.sealed import secret_of
from cop.accounts.services.sign_in import begin_session
from cop.accounts.totp import SECONDS, code_at, step_at
from cop.activity.models import Event, Mail
from cop.core.db import db
from cop.kernel.actor import Role
from cop.kernel.errors import Denied, Invalid, NotFound, Refused, TooMany
from tests.factories import NOON, actor_of, add_factor, make_user

LATER = NOON + timedelta(seconds=SECONDS)


def begin(user: User, *, now: datetime = NOON) -> tuple[str, SignIn]:
    """A session after the password; it may be halfway."""
    token = begin_session(user, device="A browser", hours=12, now=now)
    row = sign_in_by_token(token, now) or sign_in_by_token(token, now, halfway=True)
    assert row is not None
    return token, row


def code_of(user: User, now: datetime = NOON) -> str:
    factor = factor_of(user.id)
    assert factor
    return code_at(secret_of(factor), step_at(now))


def set_up(user: User) -> tuple[SignIn, list[str]]:
    _token, row = begin(user)
    begin_factor(row, actor=actor_of(user), now=NOON)
    return row, confirm_factor(row, code_of(user), actor=actor_of(user), now=NOON)


def last_mail() -> Mail:
    return db.session.scalars(select(Mail).order_by(Mail.id.desc())).first()  # type: ignore[return-value]


def verbs() -> list[str]:
    return list(db.session.scalars(select(Event.verb).order_by(Event.id)))


# setting up


def test_a_factor_counts_once_its_code_was_typed(ctx: Flask) -> None:
    user = make_user()
    token, row = begin(user)
    begin_factor(row, actor=actor_of(user), now=NOON)
    assert sign_in_by_token(token, NOON) is row
    with pytest.raises(Invalid):
        confirm_factor(row, "000000", actor=actor_of(user), now=NOON)
    codes = confirm_factor(row, code_of(user), actor=actor_of(user), now=NOON)
    assert len(set(codes)) == RECOVERY_CODES == recovery_codes_left(user.id)
    assert (row.factor_at, sign_in_by_token(token, NOON)) == (NOON, row)
    assert verbs()[-2:] == ["account.factor_begun", "account.factor_set_up"]


def test_a_second_beginning_makes_another_secret(ctx: Flask) -> None:
    user = make_user()
    _token, row = begin(user)
    first = secret_of(begin_factor(row, actor=actor_of(user), now=NOON))
    assert secret_of(begin_factor(row, actor=actor_of(user), now=NOON)) != first


def test_nothing_is_set_up_twice_or_unbegun(ctx: Flask) -> None:
    user = make_user()
    row, _codes = set_up(user)
    with pytest.raises(Refused):
        begin_factor(row, actor=actor_of(user), now=NOON)
    with pytest.raises(NotFound):
        confirm_factor(row, code_of(user, LATER), actor=actor_of(user), now=LATER)


@pytest.mark.parametrize("act", [begin_factor, renew_recovery_codes, remove_factor])
def test_an_old_password_is_not_enough(ctx: Flask, act: object) -> None:
    user = make_user()
    row, _codes = set_up(user)
    with pytest.raises(Refused):
        act(row, actor=actor_of(user), now=NOON + timedelta(minutes=16))  # type: ignore[operator]


def test_only_digests_of_recovery_codes_are_kept(ctx: Flask) -> None:
    _row, codes = set_up(make_user())
    kept = set(db.session.scalars(select(RecoveryCode.sha256)))
    assert len(kept) == RECOVERY_CODES
    assert not kept & {*codes, *(code.replace("-", "") for code in codes)}


def test_the_database_holds_no_secret_that_computes_a_code(ctx: Flask) -> None:
    user = make_user()
    set_up(user)
    factor = factor_of(user.id)
    assert factor
    assert secret_of(factor) not in str(db.session.execute(select(Factor.__table__)).all())


def test_without_its_key_the_app_is_lost_but_not_the_account(ctx: Flask) -> None:
    user = make_user()
    _row, codes = set_up(user)
    factor, (token, row) = factor_of(user.id), begin(user)
    assert factor
    factor.sealed_secret = "sealed by a key that is gone"
    with pytest.raises(Refused, match="recovery code"):
        show_factor(row, "123456", now=LATER)
    show_factor(row, codes[0], now=LATER)
    assert sign_in_by_token(token, LATER) is row


# signing in


def test_halfway_is_not_present(ctx: Flask) -> None:
    user = make_user()
    add_factor(user)
    token, row = begin(user)
    assert sign_in_by_token(token, NOON) is None
    assert sign_in_by_token(token, NOON, halfway=True) is row
    show_factor(row, code_of(user), now=NOON)
    assert sign_in_by_token(token, NOON) is row
    assert sign_in_by_token(token, NOON, halfway=True) is None


def test_a_code_opens_one_session(ctx: Flask) -> None:
    user = make_user()
    add_factor(user)
    code = code_of(user)
    show_factor(begin(user)[1], code, now=NOON)
    other = begin(user)[1]
    with pytest.raises(Invalid):
        show_factor(other, code, now=LATER)
    show_factor(other, code_of(user, LATER), now=LATER)


def test_the_code_of_the_set_up_does_not_sign_in(ctx: Flask) -> None:
    user = make_user()
    set_up(user)
    with pytest.raises(Invalid):
        show_factor(begin(user)[1], code_of(user), now=NOON)


def test_a_recovery_code_opens_once_and_the_person_is_told(ctx: Flask) -> None:
    user = make_user()
    _row, codes = set_up(user)
    show_factor(begin(user)[1], codes[0].lower().replace("-", " "), now=NOON)
    assert recovery_codes_left(user.id) == RECOVERY_CODES - 1
    assert last_mail().to == user.email
    with pytest.raises(Invalid):
        show_factor(begin(user)[1], codes[0], now=NOON)


def test_another_s_recovery_code_opens_nothing(ctx: Flask) -> None:
    _row, codes = set_up(make_user())
    user = make_user()
    add_factor(user)
    with pytest.raises(Invalid):
        show_factor(begin(user)[1], codes[0], now=NOON)


def test_an_eleventh_code_has_to_wait_whatever_the_session(ctx: Flask) -> None:
    user = make_user()
    add_factor(user)
    for _ in range(10):
        with pytest.raises(Invalid):
            show_factor(begin(user)[1], "000000", now=NOON)
    row = begin(user)[1]
    with pytest.raises(TooMany):
        show_factor(row, code_of(user), now=NOON)
    later = NOON + timedelta(minutes=15)
    show_factor(row, code_of(user, later), now=later)


def test_a_reset_of_the_password_leaves_the_factor(ctx: Flask) -> None:
    user = make_user()
    add_factor(user)
    ask_reset(user.email, now=NOON)
    token = last_mail().text.partition("http")[2].split()[0].rpartition("/")[2]
    set_password_by_link(token, "quite another one", now=NOON)
    token, row = begin(user)
    assert sign_in_by_token(token, NOON) is None
    assert row.factor_at is None


# doing without


def test_new_recovery_codes_void_the_old(ctx: Flask) -> None:
    user = make_user()
    row, old = set_up(user)
    new = renew_recovery_codes(row, actor=actor_of(user), now=NOON)
    assert not {*old} & {*new}
    with pytest.raises(Invalid):
        show_factor(begin(user)[1], old[0], now=NOON)
    show_factor(begin(user)[1], new[0], now=NOON)


def test_without_a_factor_there_is_nothing_to_renew_or_remove(ctx: Flask) -> None:
    user = make_user()
    _token, row = begin(user)
    for act in (renew_recovery_codes, remove_factor):
        with pytest.raises(NotFound):
            act(row, actor=actor_of(user), now=NOON)


def test_who_removes_it_signs_in_with_the_password_alone(ctx: Flask) -> None:
    user = make_user()
    row, _codes = set_up(user)
    elsewhere, _other = begin(user)
    remove_factor(row, actor=actor_of(user), now=NOON)
    assert (factor_of(user.id), recovery_codes_left(user.id), row.factor_at) == (None, 0, None)
    assert sign_in_by_token(elsewhere, NOON) is None
    assert sign_in_by_token(begin(user)[0], NOON) is not None


def test_an_administrator_removes_a_lost_one_with_a_reason(ctx: Flask) -> None:
    user, admin = make_user(Role.OFFICER), make_user(Role.ADMIN)
    set_up(user)
    reason = "She called from the number we know."
    facts = {"reason": reason, "password_at": NOON, "now": NOON}
    with pytest.raises(Denied):
        remove_lost_factor(user, actor=actor_of(user), **facts)  # type: ignore[arg-type]
    remove_lost_factor(user, actor=actor_of(admin), **facts)  # type: ignore[arg-type]
    assert factor_of(user.id) is None
    assert (
        db.session.scalar(select(SignIn).where(SignIn.user_id == user.id, SignIn.ended_at.is_(None))) is None
    )
    assert reason in last_mail().text
    event = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert event
    assert (event.verb, event.actor_id) == ("account.lost_factor_removed", admin.id)


def test_an_administrator_s_own_is_removed_as_everyone_s_own(ctx: Flask) -> None:
    admin = make_user(Role.ADMIN)
    add_factor(admin)
    with pytest.raises(Refused):
        remove_lost_factor(admin, reason="Lost", password_at=NOON, actor=actor_of(admin), now=NOON)

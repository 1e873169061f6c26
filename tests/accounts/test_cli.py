"""`cop users …` on a terminal."""

from flask import Flask
from sqlalchemy import update

from cop.accounts.models import Factor, User
from cop.accounts.passwords import is_password
from cop.accounts.queries import factor_of, user_by_email
from cop.core.db import db
from tests.accounts.pages import SECRET, give_factor, mails, make_person

ADA = ["users", "create", "ada@example.org", "--name", "Ada", "--role", "admin"]


def test_an_account_is_made_and_listed(app: Flask) -> None:
    run = app.test_cli_runner().invoke
    made = run(args=[*ADA, "--password-stdin"], input=f"{SECRET}\n")
    assert made.exit_code == 0, made.output
    assert "admin, member" in made.output
    assert "1\tada@example.org\tAda\tadmin,member" in run(args=["users", "list"]).output
    with app.app_context():
        user = user_by_email("ada@example.org")
        assert user
        assert is_password(SECRET, user.password_hash)


def test_a_password_is_asked_for_twice(app: Flask) -> None:
    made = app.test_cli_runner().invoke(args=ADA, input=f"{SECRET}\n{SECRET}\n")
    assert made.exit_code == 0, made.output
    assert SECRET not in made.output


def test_what_will_not_do_is_said(app: Flask) -> None:
    run = app.test_cli_runner().invoke
    short = run(args=[*ADA, "--password-stdin"], input="short\n")
    assert short.exit_code == 1
    assert "12" in short.output
    run(args=[*ADA, "--password-stdin"], input=SECRET)
    assert run(args=[*ADA, "--password-stdin"], input=SECRET).exit_code == 1


def test_a_lost_factor_is_removed_with_a_reason(app: Flask) -> None:
    user = make_person(app, email="ada@example.org")
    give_factor(app, user)
    remove = ["users", "remove-factor", "ada@example.org"]
    run = app.test_cli_runner().invoke
    assert run(args=remove).exit_code == 2
    assert run(args=[*remove, "--reason", "Called me"]).exit_code == 0
    assert "Called me" in mails(app)[-1].text
    again = run(args=[*remove, "--reason", "Called me"])
    assert again.exit_code == 1
    assert "no second factor" in again.output


def test_factors_are_sealed_anew_and_what_opens_with_no_key_is_said(app: Flask) -> None:
    user = make_person(app, email="ada@example.org")
    give_factor(app, user)
    run = app.test_cli_runner().invoke
    before = sealed_of(app, user)
    sealed = run(args=["users", "seal-factors"])
    assert (sealed.exit_code, sealed.output) == (0, "1 second factors are sealed with the present key.\n")
    assert sealed_of(app, user) != before
    with app.app_context():
        db.session.execute(update(Factor).values(sealed_secret="sealed by a key that is gone"))
        db.session.commit()
    lost = run(args=["users", "seal-factors"])
    assert lost.exit_code == 1
    assert "1 open with none" in lost.output


def sealed_of(app: Flask, user: User) -> str:
    with app.app_context():
        factor = factor_of(user.id)
        assert factor
        return factor.sealed_secret

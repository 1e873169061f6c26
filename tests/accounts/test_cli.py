"""`cop users …` on a terminal."""

from flask import Flask

from cop.accounts.passwords import is_password
from cop.accounts.queries import user_by_email
from tests.accounts.pages import SECRET

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

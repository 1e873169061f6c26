"""`cop seed`: once, never unasked in production, and it says how to come in."""

from sqlalchemy import func, select

from cop.accounts.models import User
from cop.core.db import db
from cop.demo.people import PASSWORD


def test_seeding_happens_once_and_everyone_it_names_can_sign_in(app):
    runner = app.test_cli_runner()
    first = runner.invoke(args=["seed", "--if-empty", "--port", "8123"])
    assert first.exit_code == 0, first.output
    for said in ("http://127.0.0.1:8123", PASSWORD, "applicant@example.org", "auditor@example.org"):
        assert said in first.output
    with app.app_context():
        people = db.session.scalar(select(func.count(User.id)))
    again = runner.invoke(args=["seed", "--if-empty"])
    assert again.exit_code == 0
    assert PASSWORD in again.output
    assert runner.invoke(args=["seed"]).exit_code == 1
    with app.app_context():
        assert db.session.scalar(select(func.count(User.id))) == people
    for name in ("applicant", "reviewer", "officer", "manager", "auditor", "admin"):
        _sign_in(app.test_client(), f"{name}@example.org")


def _sign_in(page, email):
    token = page.get("/en/sign-in").text.partition('name="csrf_token" value="')[2].partition('"')[0]
    typed = {"csrf_token": token, "email": email, "password": PASSWORD}
    assert page.post("/en/sign-in", data=typed).status_code == 303, email
    assert page.get("/en/desk").status_code == 200


def test_production_is_not_seeded_unasked(app, monkeypatch):
    settings = app.config["SETTINGS"].model_copy(update={"environment": "production"})
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    refused = app.test_cli_runner().invoke(args=["seed"])
    assert refused.exit_code == 1
    assert "--yes" in refused.output

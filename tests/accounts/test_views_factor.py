"""The second factor as people meet it: two doors, one after the other."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cop.accounts.models import User
from cop.core.settings import Settings
from cop.kernel.actor import Role
from cop.kernel.clock import SetClock
from tests.accounts.pages import SECRET, code_of, give_factor, mails, make_person, send, try_to_sign_in
from tests.counting import counted

SignIn = Callable[[FlaskClient, User], FlaskClient]
ACCOUNT, CODE = "/en/account", "/sign-in/code"


@pytest.fixture
def required(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The setting of a site that people use."""
    settings: Settings = app.config["SETTINGS"]
    monkeypatch.setitem(app.config, "SETTINGS", settings.model_copy(update={"second_factor": "required"}))


def set_up(app: Flask, client: FlaskClient, user: User) -> list[str]:
    """Through the pages; the recovery codes."""
    assert send(client, "/account/factor").location == "/en/account/factor/new"
    done = send(client, "/account/factor/new", code=code_of(app, user))
    assert done.status_code == 200
    return re.findall(r"<code>(\S{19})</code>", done.text)


# signing in


def test_in_by_two_doors_and_on_to_where_one_wanted_to_go(app: Flask, client: FlaskClient) -> None:
    user = make_person(app)
    give_factor(app, user)
    answer = send(client, "/sign-in", email=user.email, password=SECRET, next=ACCOUNT)
    assert answer.location == f"/en{CODE}?next=/en/account"
    assert client.get(ACCOUNT).location == "/en/sign-in?next=/en/account"
    assert client.get("/en/sign-in?next=/en/account").location == answer.location
    assert user.email not in client.get("/en/desk", follow_redirects=True).text
    assert send(client, CODE, code="000000", next=ACCOUNT).status_code == 422
    answer = send(client, CODE, code=code_of(app, user), next=ACCOUNT)
    assert (answer.status_code, answer.location) == (303, ACCOUNT)
    assert user.email in client.get(ACCOUNT).text


def test_the_page_of_the_code_is_for_those_halfway(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    assert client.get(f"/en{CODE}").location.startswith("/en/sign-in?")
    sign_in(client, make_person(app))
    assert client.get(f"/en{CODE}?next=/en/account").location == ACCOUNT


def test_digits_of_another_script_are_digits(app: Flask, client: FlaskClient) -> None:
    user = make_person(app)
    give_factor(app, user)
    try_to_sign_in(client, user.email)
    arabic = code_of(app, user).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert send(client, CODE, code=f"{arabic[:3]} {arabic[3:]}").status_code == 303


def test_wrong_codes_count_and_the_eleventh_waits(app: Flask, client: FlaskClient) -> None:
    user = make_person(app)
    give_factor(app, user)
    try_to_sign_in(client, user.email)
    tries = [send(client, CODE, code="000000") for _ in range(11)]
    assert [answer.status_code for answer in tries] == [422] * 10 + [429]
    assert 0 < int(tries[-1].headers["Retry-After"]) <= 900


def test_halfway_lasts_a_quarter_of_an_hour(app: Flask, client: FlaskClient, clock: SetClock) -> None:
    user = make_person(app)
    give_factor(app, user)
    try_to_sign_in(client, user.email)
    clock.advance(minutes=16)
    assert send(client, CODE, code=code_of(app, user)).location.startswith("/en/sign-in?")


def test_halfway_one_may_turn_round(app: Flask, client: FlaskClient) -> None:
    user = make_person(app)
    give_factor(app, user)
    try_to_sign_in(client, user.email)
    assert send(client, "/sign-out").status_code == 303
    assert client.get(f"/en{CODE}").location.startswith("/en/sign-in?")


def test_halfway_can_post_nowhere(app: Flask, client: FlaskClient) -> None:
    user = make_person(app, Role.ADMIN)
    give_factor(app, user)
    try_to_sign_in(client, user.email)
    for path in ("/account/factor", "/account/factor/removal", "/account/password", f"/people/{user.id}"):
        assert send(client, path).status_code == 401


def test_a_reset_does_not_get_past_the_factor(app: Flask, client: FlaskClient) -> None:
    user = make_person(app)
    give_factor(app, user)
    send(client, "/reset", email=user.email)
    path = re.search(r"https?://[^/\s]+/\w\w(/\S+)", mails(app)[-1].text)
    assert path
    send(client, path[1], password="quite another one")
    assert CODE in try_to_sign_in(client, user.email, "quite another one").location
    assert client.get(ACCOUNT).status_code == 303


def test_who_is_there_is_still_one_question(app: Flask, client: FlaskClient) -> None:
    user = make_person(app)
    give_factor(app, user)
    try_to_sign_in(client, user.email)
    send(client, CODE, code=code_of(app, user))
    with counted(app) as said:
        client.get(ACCOUNT)
    assert len([one for one in said if one.startswith("SELECT")]) == 2


# setting up


def test_from_a_password_to_two_factors(app: Flask, client: FlaskClient, clock: SetClock) -> None:
    user = make_person(app)
    try_to_sign_in(client, user.email)
    assert client.get("/en/account/factor/new").location == "/en/account/factor"
    send(client, "/account/factor")
    page = client.get("/en/account/factor/new")
    assert page.headers["Cache-Control"] == "no-store"
    assert "otpauth://totp/" in page.text
    assert re.search(r"<code>([A-Z2-7]{4} ){7}[A-Z2-7]{4}</code>", page.text)
    assert page.text.count("<svg") == client.get(ACCOUNT).text.count("<svg") + 1
    assert send(client, "/account/factor/new", code="000000").status_code == 422
    done = send(client, "/account/factor/new", code=code_of(app, user))
    codes = re.findall(r"<code>(\S{19})</code>", done.text)
    assert len(codes) == 10
    assert done.headers["Cache-Control"] == "no-store"
    assert codes[0] not in client.get("/en/account/factor").text
    assert client.get(ACCOUNT).status_code == 200
    browser = app.test_client()
    clock.advance(minutes=1)
    try_to_sign_in(browser, user.email)
    assert send(browser, CODE, code=codes[3]).status_code == 303
    assert browser.get(ACCOUNT).status_code == 200


def test_another_browser_is_halfway_from_then_on(app: Flask, client: FlaskClient) -> None:
    user, elsewhere = make_person(app), app.test_client()
    for browser in (client, elsewhere):
        try_to_sign_in(browser, user.email)
    set_up(app, client, user)
    assert elsewhere.get(ACCOUNT).status_code == 303


def test_an_old_password_is_asked_for_again(app: Flask, client: FlaskClient, clock: SetClock) -> None:
    user = make_person(app)
    try_to_sign_in(client, user.email)
    set_up(app, client, user)
    clock.advance(minutes=16)
    page = client.get("/en/account/factor").text
    assert "/sign-in/again?next=/en/account/factor" in page
    assert "/account/factor/removal" not in page
    for path in ("/account/factor", "/account/factor/removal", "/account/factor/recovery-codes"):
        assert send(client, path).status_code == 409
    send(client, "/sign-in/again", password=SECRET)
    assert send(client, "/account/factor/removal").status_code == 303
    assert send(client, "/account/factor/removal").status_code == 404


def test_the_key_is_shown_after_the_password_only(app: Flask, client: FlaskClient, clock: SetClock) -> None:
    user = make_person(app)
    try_to_sign_in(client, user.email)
    send(client, "/account/factor")
    clock.advance(minutes=16)
    for answer in (
        client.get("/en/account/factor/new"),
        send(client, "/account/factor/new", code=code_of(app, user)),
    ):
        assert answer.location == "/en/sign-in/again?next=/en/account/factor/new"
    send(client, "/sign-in/again", password=SECRET)
    assert "otpauth" in client.get("/en/account/factor/new").text


def test_new_codes_are_shown_once(app: Flask, client: FlaskClient) -> None:
    user = make_person(app)
    try_to_sign_in(client, user.email)
    old = set_up(app, client, user)
    new = re.findall(r"<code>(\S{19})</code>", send(client, "/account/factor/recovery-codes").text)
    assert len({*old, *new}) == 20


# where it is required


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize(
    ("role", "path"),
    [(Role.ADMIN, "/people"), (Role.REVIEWER, "/reviews"), (Role.OFFICER, "/practices/in-review")],
)
def test_a_role_waits_for_the_factor(app: Flask, client: FlaskClient, role: Role, path: str) -> None:
    user = make_person(app, Role.MEMBER, role)
    try_to_sign_in(client, user.email)
    refused = client.get(f"/en{path}")
    assert refused.status_code == 403
    assert "Your role here waits for your second factor" in refused.text
    assert 'href="/en/account/factor"' in refused.text
    assert "Set up your second factor" in client.get("/en/desk").text
    assert "you are here as a member" in client.get("/en/account/factor").text
    set_up(app, client, user)
    assert client.get(f"/en{path}").status_code == 200
    assert "Set up your second factor" not in client.get("/en/desk").text


@pytest.mark.usefixtures("required")
def test_a_member_needs_none(app: Flask, client: FlaskClient) -> None:
    try_to_sign_in(client, make_person(app, Role.MEMBER).email)
    assert client.get(ACCOUNT).status_code == 200
    assert "Your role here waits" not in client.get("/en/people").text


def test_elsewhere_it_is_offered(app: Flask, client: FlaskClient) -> None:
    try_to_sign_in(client, make_person(app, Role.ADMIN).email)
    assert client.get("/en/people").status_code == 200
    assert "/account/factor" in client.get(ACCOUNT).text


# lost


def test_administrators_see_who_has_one(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    sign_in(client, make_person(app, Role.ADMIN))
    give_factor(app, make_person(app, name="Ada", email="ada@example.org"))
    assert client.get("/en/people?q=ada").text.count("second factor") == 1
    assert "second factor" not in client.get("/en/people?q=person").text


def test_a_lost_factor_is_removed_by_an_administrator(
    app: Flask, client: FlaskClient, clock: SetClock
) -> None:
    admin, user = make_person(app, Role.ADMIN), make_person(app)
    give_factor(app, user)
    path = f"/people/{user.id}/factor/removal"
    try_to_sign_in(client, admin.email)
    assert path in client.get(f"/en/people/{user.id}").text
    assert send(client, path).status_code == 422
    clock.advance(minutes=16)
    assert "/sign-in/again" in client.get(f"/en{path}").text
    assert send(client, path, reason="On the telephone").status_code == 409
    send(client, "/sign-in/again", password=SECRET)
    assert send(client, path, reason="On the telephone").location == f"/en/people/{user.id}"
    assert "On the telephone" in mails(app)[-1].text
    assert client.get(f"/en{path}").status_code == 404
    assert try_to_sign_in(app.test_client(), user.email).location == "/en/desk"

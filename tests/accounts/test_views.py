"""Accounts as people meet them, and as those who attack them do."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cop.accounts.models import User
from cop.app import create_app
from cop.core.db import db
from cop.core.settings import Settings
from cop.kernel.actor import Role
from cop.kernel.clock import SetClock
from tests.accounts.pages import SECRET, link_in, mails, make_person, send, try_to_sign_in
from tests.counting import counted
from tests.factories import make_user

SignIn = Callable[[FlaskClient, User], FlaskClient]
ACCOUNT = "/en/account"


def without_token(page: str, email: str) -> str:
    """A page without what differs by nature: the token, the address typed."""
    return re.sub(r'value="[^"]{60,}"', "", page).replace(email, "")


# in and out


def test_in_and_on_to_where_one_wanted_to_go(app: Flask, client: FlaskClient) -> None:
    user = make_person(app)
    asked = client.get(ACCOUNT)
    assert asked.status_code == 303
    assert asked.location == "/en/sign-in?next=/en/account"
    answer = send(client, "/sign-in", email=user.email, password=SECRET, next="/en/account")
    assert (answer.status_code, answer.location) == (303, "/en/account")
    assert user.email in client.get(ACCOUNT).text


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:1"]
)
def test_on_to_nowhere_else(app: Flask, client: FlaskClient, target: str) -> None:
    user = make_person(app)
    answer = send(client, "/sign-in", email=user.email, password=SECRET, next=target)
    assert "evil" not in answer.location
    assert answer.location.startswith("/")


def test_a_copied_cookie_is_worth_nothing_after_signing_out(app: Flask, client: FlaskClient) -> None:
    user = make_person(app)
    try_to_sign_in(client, user.email)
    copied = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert copied is not None
    assert client.get(ACCOUNT).status_code == 200
    assert send(client, "/sign-out").status_code == 303
    thief = app.test_client()
    thief.set_cookie(copied.key, copied.value)
    assert thief.get(ACCOUNT).status_code == 303
    client.set_cookie(copied.key, copied.value)
    assert client.get(ACCOUNT).status_code == 303


def test_signing_in_begins_a_new_session(app: Flask, client: FlaskClient) -> None:
    user = make_person(app)
    try_to_sign_in(client, user.email)
    with client.session_transaction() as session:
        first = session["_user_id"]
    try_to_sign_in(client, user.email)
    with client.session_transaction() as session:
        assert session["_user_id"] != first


def test_an_eleventh_try_is_told_to_wait_and_the_owner_is_not(app: Flask, client: FlaskClient) -> None:
    user = make_person(app)
    tries = [try_to_sign_in(client, user.email, "wrong password", "192.0.2.1") for _ in range(11)]
    assert [answer.status_code for answer in tries] == [422] * 10 + [429]
    assert 0 < int(tries[-1].headers["Retry-After"]) <= 300
    assert try_to_sign_in(client, user.email, address="192.0.2.1").status_code == 429
    assert try_to_sign_in(client, user.email, address="198.51.100.7").status_code == 303


def test_a_forged_forwarding_header_is_no_other_address(app: Flask, client: FlaskClient) -> None:
    user = make_person(app)
    for _ in range(10):
        try_to_sign_in(client, user.email, "wrong password")
    page = client.get("/en/sign-in").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token
    answer = client.post(
        "/en/sign-in",
        data={"csrf_token": token[1], "email": user.email, "password": SECRET},
        headers={"Sec-Fetch-Site": "same-origin", "X-Forwarded-For": "203.0.113.9"},
    )
    assert answer.status_code == 429


def test_a_refused_sign_in_keeps_the_address_and_not_the_password(client: FlaskClient) -> None:
    answer = try_to_sign_in(client, "nobody@example.org", "a password nobody has")
    assert answer.status_code == 422
    assert "nobody@example.org" in answer.text
    assert "a password nobody has" not in answer.text


def test_a_forged_host_is_refused_in_production(tmp_path: Path) -> None:
    settings = Settings(
        _env_file=None,
        environment="production",
        data_dir=tmp_path,
        base_url="https://cop.example",
        secret_key="k" * 40,
        log_level="error",
    )
    client = create_app(settings).test_client()
    assert client.get("/en/reset", base_url="https://evil.example").status_code == 400
    assert client.get("/en/reset", base_url="https://cop.example").status_code == 200


def test_links_in_mails_go_to_the_host_of_the_settings(app: Flask, client: FlaskClient) -> None:
    user = make_person(app)
    client.get("/en/sign-in")
    send(client, "/reset", email=user.email)
    assert app.config["SETTINGS"].base_url in mails(app)[-1].text


# nobody learns who has an account


@pytest.mark.parametrize("path", ["/sign-in", "/register", "/reset"])
def test_known_and_unknown_addresses_get_the_same_answer(app: Flask, client: FlaskClient, path: str) -> None:
    known, unknown = make_person(app).email, "nobody@example.org"
    said = []
    for email in (known, unknown):
        answer = send(client, path, email=email, name="Ada", password="not this password")
        said.append((answer.status_code, without_token(answer.text, email), sorted(answer.headers.keys())))
    assert said[0] == said[1]


def test_mails_are_limited_by_sender(client: FlaskClient) -> None:
    codes = [send(client, "/reset", email=f"person{n}@example.org").status_code for n in range(11)]
    assert codes == [200] * 10 + [429]


# registering and resetting


def test_from_nobody_to_an_account(app: Flask, client: FlaskClient) -> None:
    answer = send(client, "/register", email="ada@example.org", name="Ada", password=SECRET)
    assert answer.status_code == 200
    assert try_to_sign_in(client, "ada@example.org").status_code == 422
    path = link_in(mails(app)[-1])
    opened = client.get(f"/en{path}")
    assert opened.status_code == 200
    assert send(client, path, password="a stranger's guess").status_code == 422
    assert send(client, path, password=SECRET).location == "/en/desk"
    assert client.get(ACCOUNT).status_code == 200
    assert send(client, path, password=SECRET).status_code == 404


@pytest.mark.parametrize(
    "email",
    [
        *(
            ".a@example.org",
            "a..b@example.org",
            "a.@example.org",
            "a@b..org",
            "a(b)@example.org",
        ),
        *("ü@example.org", "a@-b.org", "a@example", "a b@example.org", "a@example.org\nBcc: b@example.org"),
    ],
)
def test_an_address_that_no_mail_reaches_is_refused(app: Flask, client: FlaskClient, email: str) -> None:
    assert send(client, "/register", email=email, name="Ada", password=SECRET).status_code == 422
    assert mails(app) == []


@pytest.mark.parametrize("email", ["a@example.org", "A.b+c_d@sub.example.co", "o'neil@x-y.example.org"])
def test_an_address_that_mail_reaches_is_taken(client: FlaskClient, email: str) -> None:
    assert send(client, "/register", email=email, name="Ada", password=SECRET).status_code == 200


def test_a_name_carries_no_message_to_strangers(app: Flask, client: FlaskClient) -> None:
    """Whoever registers somebody else's address writes nothing of their own into the mail it gets."""
    claim = "Friend,\n\nYour grant was approved.\nClaim it: http://evil.example/claim"
    assert send(client, "/register", email="v@example.org", name=claim, password=SECRET).status_code == 422
    assert (
        send(client, "/register", email="v@example.org", name="Ada\n\nLove", password=SECRET).status_code
        == 200
    )
    assert "Ada Love" in mails(app)[-1].text


def test_a_common_password_is_refused_beside_its_field(client: FlaskClient) -> None:
    answer = send(client, "/register", email="ada@example.org", name="Ada", password="password1")
    assert answer.status_code == 422
    assert "ada@example.org" in answer.text
    assert 'href="#password"' in answer.text


def test_a_forgotten_password_is_set_anew(app: Flask, client: FlaskClient) -> None:
    user = make_person(app)
    elsewhere = app.test_client()
    try_to_sign_in(elsewhere, user.email)
    send(client, "/reset", email=user.email)
    path = link_in(mails(app)[-1])
    assert send(client, path, password="short").status_code == 422
    assert send(client, path, password="quite another one").status_code == 303
    assert elsewhere.get(ACCOUNT).status_code == 303
    assert try_to_sign_in(client, user.email).status_code == 422
    assert try_to_sign_in(client, user.email, "quite another one").status_code == 303
    assert send(client, path, password="quite another one").status_code == 404


@pytest.mark.parametrize("path", ["/confirm/made-up", "/reset/made-up"])
def test_a_made_up_link_is_nothing(client: FlaskClient, path: str) -> None:
    assert send(client, path, password=SECRET).status_code == 404


# one's own account


def test_a_profile_is_changed_and_what_cannot_be_is_said(
    app: Flask, client: FlaskClient, sign_in: SignIn
) -> None:
    sign_in(client, make_person(app))
    assert send(client, "/account", name="Ada", language="fr", zone="Mars/Base").status_code == 422
    good = send(client, "/account", name="Ada L.", language="fr", zone="Africa/Bujumbura", roles="admin")
    assert good.status_code == 303
    assert "Ada L." in client.get(ACCOUNT).text
    assert client.get("/en/people").status_code == 403


def test_a_new_password_signs_out_elsewhere_only(app: Flask, client: FlaskClient) -> None:
    user = make_person(app)
    elsewhere = app.test_client()
    for browser in (client, elsewhere):
        try_to_sign_in(browser, user.email)
    wrong = send(client, "/account/password", password="wrong password", new_password="quite another one")
    assert wrong.status_code == 422
    right = send(client, "/account/password", password=SECRET, new_password="quite another one")
    assert right.status_code == 303
    assert client.get(ACCOUNT).status_code == 200
    assert elsewhere.get(ACCOUNT).status_code == 303


def test_sessions_are_seen_and_ended_and_only_ones_own(
    app: Flask, client: FlaskClient, sign_in: SignIn
) -> None:
    user, stranger = make_person(app), app.test_client()
    elsewhere = app.test_client()
    for browser in (elsewhere, client):
        try_to_sign_in(browser, user.email)
    found = re.search(r"/account(/sessions/\d+/end)", client.get("/en/account/sessions").text)
    assert found
    sign_in(stranger, make_person(app))
    assert send(stranger, f"/account{found[1]}").status_code == 404
    assert send(client, f"/account{found[1]}").status_code == 303
    assert elsewhere.get(ACCOUNT).status_code == 303
    assert client.get(ACCOUNT).status_code == 200


# people


def test_roles_are_given_after_the_password_once_more(
    app: Flask, client: FlaskClient, clock: SetClock
) -> None:
    admin, user = make_person(app, Role.ADMIN), make_person(app, Role.MEMBER)
    try_to_sign_in(client, admin.email)
    clock.advance(minutes=16)
    path = f"/people/{user.id}"
    assert 'name="roles"' not in client.get(f"/en{path}").text
    assert send(client, path, roles=["member", "officer"]).status_code == 409
    assert send(client, "/sign-in/again", password="wrong password").status_code == 422
    again = send(client, "/sign-in/again", password=SECRET, next=f"/en{path}")
    assert again.location == f"/en{path}"
    assert send(client, path, roles=["member", "emperor"]).status_code == 422
    assert send(client, path, roles=["member", "officer"]).status_code == 303
    with app.app_context():
        kept = db.session.get(User, user.id)
        assert kept
        assert {row.role for row in kept.roles} == {Role.MEMBER, Role.OFFICER}


def test_a_closed_account_is_out_at_once(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    user, browser = make_person(app), app.test_client()
    try_to_sign_in(browser, user.email)
    sign_in(client, make_person(app, Role.ADMIN))
    assert send(client, f"/people/{user.id}", roles=["member"], closed="y").status_code == 303
    assert browser.get(ACCOUNT).status_code == 303
    assert try_to_sign_in(browser, user.email).status_code == 422


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_people_are_for_administrators(app: Flask, client: FlaskClient, sign_in: SignIn, role: Role) -> None:
    user = make_person(app, role)
    sign_in(client, user)
    assert client.get("/en/people").status_code == 403
    assert send(client, f"/people/{user.id}", roles=["admin"]).status_code == 403


def test_a_list_of_people_costs_the_same_for_1_3_and_50(
    app: Flask, client: FlaskClient, sign_in: SignIn
) -> None:
    sign_in(client, make_person(app, Role.ADMIN))
    costs, have = [], 1
    for wanted in (1, 3, 50):
        with app.app_context():
            for _ in range(wanted - have):
                make_user(Role.MEMBER, Role.REVIEWER)
            db.session.commit()
        have = wanted
        with counted(app) as said:
            assert client.get("/en/people").text.count("<bdi>person") >= wanted - 1
        costs.append(len([one for one in said if one.startswith("SELECT")]))
    assert len(set(costs)) == 1
    assert costs[0] <= 8


def test_who_did_not_sign_in_costs_no_query(app: Flask, client: FlaskClient) -> None:
    with counted(app) as said:
        client.get("/en/sign-in")
    assert [one for one in said if one.startswith("SELECT")] == []


def test_who_signed_in_costs_two(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    sign_in(client, make_person(app))
    with counted(app) as said:
        client.get(ACCOUNT)
    assert len([one for one in said if one.startswith("SELECT")]) == 2

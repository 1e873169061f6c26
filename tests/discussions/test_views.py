"""Pages of discussions: read, spoken in without script, refused with every word kept, told as feeds, found by the search."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from cop.accounts.models import User
from cop.accounts.queries import user_by_email
from cop.core.db import db
from cop.core.search.port import Query
from cop.core.unit import unit_of_work
from cop.discussions.follow_queries import token_of
from cop.discussions.models import Contribution, Discussion, DiscussionFollow
from cop.discussions.services.moderate import close_discussion, hide_contribution, hide_discussion
from cop.discussions.services.summarise import endorse_summary, offer_summary, write_summary
from cop.kernel.actor import SYSTEM, Role
from cop.kernel.clock import SetClock
from cop.search.engine import engine
from tests.articles.pages import SignIn, arranged, send
from tests.discussions.making import QUESTION, TITLE, make_discussion, make_led, say_in
from tests.factories import NOON, actor_of, make_article, make_user

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def member(app: Flask, client: FlaskClient, sign_in: SignIn) -> FlaskClient:
    with arranged(app):
        user = make_user(email="member@example.org", name="Amina")
    return sign_in(client, user)


def made(app: Flask) -> int:
    with arranged(app):
        discussion = make_discussion()
    return discussion.id


def test_one_asks_is_refused_with_every_word_kept_and_asks(app: Flask, member: FlaskClient) -> None:
    words = {"title": "", "question": "Who mends *pumps*?", "language": "en", "countries": "Kenya\nMali"}
    refused = send(member, "/en/discussions/new", **words)
    assert refused.status_code == 422
    assert "Who mends *pumps*?" in refused.text
    answer = send(member, "/en/discussions/new", **words | {"title": "Pumps", "themes": ["rights"]})
    assert answer.status_code == 303
    page = member.get(answer.location).text
    assert "Who mends <em>pumps</em>?" in page
    assert "Kenya" in page


def test_one_speaks_answers_and_follows_without_script(app: Flask, member: FlaskClient) -> None:
    number = made(app)
    url = f"/en/discussions/{number}"
    for nothing in ("", " \n "):
        assert send(member, f"{url}/contributions", text=nothing, language="ar").status_code == 422
    answer = send(member, f"{url}/contributions", text="<script>x</script> **نعم**", language="ar")
    assert (answer.status_code, answer.location) == (303, f"{url}#c1")
    page = member.get(url).text
    assert 'lang="ar" dir="rtl"><p>&lt;script&gt;' in page
    assert "<strong>نعم</strong>" in page
    form = member.get(f"{url}?reply=1").text
    assert 'name="reply_to" value="1"' in form
    reply = send(member, f"{url}/contributions", text="And again", language="en", reply_to="1")
    assert reply.location == f"{url}#c2"
    refused = send(member, f"{url}/contributions", text="Where?", language="en", reply_to="99")
    assert refused.status_code == 422
    assert "Where?" in refused.text
    with app.app_context():
        followers = select(User.name).join(DiscussionFollow, DiscussionFollow.user_id == User.id)
        assert "Amina" in db.session.scalars(followers.where(DiscussionFollow.discussion_id == number)).all()


def test_who_edits_what_was_edited_sees_both_texts(app: Flask, member: FlaskClient) -> None:
    url = f"/en/discussions/{made(app)}"
    send(member, f"{url}/contributions", text="First", language="en")
    edit = {"language": "en", "made_from": "1"}
    assert send(member, "/en/contributions/1/edit", text="Second", **edit).status_code == 303
    stale = send(member, "/en/contributions/1/edit", text="Third", **edit)
    assert stale.status_code == 409
    assert "Second" in stale.text
    assert "Third" in stale.text
    assert 'name="made_from" type="hidden" value="2"' in stale.text
    assert "First" in member.get("/en/contributions/1/revisions").text


def test_what_is_closed_or_too_late_says_so(app: Flask, member: FlaskClient, clock: SetClock) -> None:
    number = made(app)
    send(member, f"/en/discussions/{number}/contributions", text="First", language="en")
    clock.advance(hours=2)
    assert "too late" in member.get("/en/contributions/1/edit").text
    with arranged(app):
        close_discussion(db.session.get_one(Discussion, number), actor=SYSTEM, now=NOON)
    assert "is closed" in member.get(f"/en/discussions/{number}").text
    refused = send(member, f"/en/discussions/{number}/contributions", text="My long text", language="en")
    assert refused.status_code == 409
    assert "My long text" in refused.text


def test_what_is_hidden_is_nowhere_and_what_is_not_there_is_404(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), unit_of_work():
        discussion, other = make_discussion(), make_discussion(title="All of it bad")
        bad, good = say_in(discussion, text="Bad words"), say_in(discussion, text="Good words")
        say_in(other, text="Worse words")
        where = {"discussion": discussion.id, "other": other.id, "bad": bad.id, "good": good.id}
    everywhere = ("discussions/1", "discussions/1/print", "discussions/1/contributions.atom")
    pages = [f"/en/{page}" for page in (*everywhere, "discussions", "discussions/contributions.atom")]
    assert any("Bad words" in client.get(page).text for page in pages)
    with app.app_context(), unit_of_work():
        hide_contribution(db.session.get_one(Contribution, where["bad"]), "Why", actor=SYSTEM, now=NOON)
        hide_discussion(db.session.get_one(Discussion, where["other"]), "Why", actor=SYSTEM, now=NOON)
    for page in pages:
        text = client.get(page).text
        assert "Bad words" not in text, page
        assert "Worse words" not in text, page
        assert "All of it bad" not in text, page
    assert "A moderator hid this contribution." in client.get("/en/discussions/1").text
    gone = [f"/en/discussions/{where['other']}{rest}" for rest in ("", "/print", "/contributions.atom")]
    gone += ["/en/contributions/3", f"/en/contributions/{where['bad']}/revisions", "/en/discussions/99"]
    assert {client.get(page).status_code for page in gone} == {404}
    assert client.get(f"/en/contributions/{where['good']}").location == "/en/discussions/1#c2"
    with app.app_context():
        found = engine().search(Query(text="words")).hits
        assert [(hit.kind, hit.stored["discussion"]) for hit in found] == [("discussion", "1")]
        assert engine().search(Query(text="Bad")).hits == ()


def test_feeds_are_atom_with_each_contribution_in_its_language(app: Flask, client: FlaskClient) -> None:
    with arranged(app):
        discussion = make_discussion()
        say_in(discussion, text="Un **puits**", language="fr", now=NOON + timedelta(hours=1))
    for page in ("/en/discussions/contributions.atom", "/ar/discussions/1/contributions.atom"):
        answer = client.get(page)
        assert answer.mimetype == "application/atom+xml"
        (entry,) = ET.fromstring(answer.text).iter(f"{ATOM}entry")  # noqa: S314 - our own
        assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
        assert entry.findtext(f"{ATOM}content") == "<p>Un <strong>puits</strong></p>\n"
    assert client.get("/en/discussions/1/contributions.atom").status_code == 200


def test_long_ones_have_pages_and_the_newest_first(app: Flask, client: FlaskClient) -> None:
    with arranged(app):
        discussion = make_discussion()
        for number in range(21):
            say_in(discussion, text=f"Point {number}.")
    assert "Point 20." not in client.get("/en/discussions/1").text
    assert "Point 20." in client.get("/en/discussions/1?page=2").text
    newest = client.get("/en/discussions/1?order=newest").text
    assert newest.index("Point 20.") < newest.index("Point 19.")
    assert "Point 0." not in newest
    assert client.get("/en/contributions/21").location == "/en/discussions/1?page=2#c21"


@pytest.mark.parametrize("page", ["/en/discussions", "/en/discussions/1"])
def test_pages_ask_as_much_for_many_as_for_few(
    app: Flask, client: FlaskClient, statements: list[str], page: str
) -> None:
    asked = []
    with arranged(app):
        first = make_discussion().id
    for count in (1, 2, 15):
        with arranged(app):
            for number in range(count):
                made = say_in(db.session.get_one(Discussion, first), text=f"Point {count} {number}")
                say_in(db.session.get_one(Discussion, first), reply_to=made)
                say_in(make_discussion(themes=("rights",)))
        statements.clear()
        assert client.get(page).status_code == 200
        asked.append(len([said for said in statements if said.startswith("SELECT")]))
    assert len(set(asked)) == 1
    assert asked[0] <= 8


def test_a_mails_link_ends_it_without_signing_in(app: Flask, client: FlaskClient) -> None:
    with arranged(app):
        make_discussion()
    with app.app_context():
        url = f"/fr/discussions/following/{token_of(db.session.scalars(select(DiscussionFollow)).one())}/end"
    assert TITLE in client.get(url).text
    with arranged(app):
        db.session.scalars(select(Discussion)).one().hidden_at = NOON
    assert TITLE not in client.get(url).text  # the link still ends it
    assert send(client, url).status_code == 303
    assert client.get(url).status_code == 404


def test_an_endorsed_summary_becomes_the_draft_of_a_practice(app: Flask, member: FlaskClient) -> None:
    with arranged(app):
        moderator = user_by_email("member@example.org")
        assert moderator
        led, who, manager = make_led(moderator), actor_of(moderator), actor_of(make_user(Role.MANAGER))
        write_summary(led, 0, "Keep **accounts**.", language="fr", made_from=0, actor=who, now=NOON)
        offer_summary(led, actor=who, now=NOON)
        number = led.id
    address = f"/en/discussions/{number}/practice"
    assert send(member, address).status_code == 409
    assert "Keep <strong>accounts</strong>." not in app.test_client().get(f"/en/discussions/{number}").text
    with arranged(app):
        endorse_summary(db.session.get_one(Discussion, number), actor=manager, now=NOON)
    assert "Keep <strong>accounts</strong>." in app.test_client().get(f"/en/discussions/{number}").text
    answer = send(member, address)
    assert answer.status_code == 303
    page = member.get(answer.location.replace("/edit", "/text")).text
    assert TITLE in page
    story = member.get(answer.location.replace("/edit", "/sections/story")).text
    assert "Keep **accounts**." in story
    assert f"/fr/discussions/{number}" in story


def test_a_practice_leads_to_what_is_discussed_about_it(app: Flask, member: FlaskClient) -> None:
    with arranged(app):
        article, draft = make_article(), make_article(state="draft")
        number, slug, secret = article.id, article.texts[0].slug, draft.id
    practice = f"/en/practices/{number}/{slug}"
    assert f"/en/discussions/new?about={number}" in member.get(practice).text
    words = {"title": "Pumps", "question": QUESTION, "language": "en"}
    asked = send(member, f"/en/discussions/new?about={number}", **words).location
    assert f'href="{practice}"' in member.get(asked).text
    assert "Pumps" in member.get(practice).text
    other = send(member, f"/en/discussions/new?about={secret}", **words).location
    assert "About:" not in member.get(other).text


@pytest.mark.parametrize(
    "query",
    ["page=999999", "theme=x&state=;drop", "order=x", "reply=99999999999", "reply=abc", "contribution=x"],
)
def test_strange_addresses_hurt_nobody(app: Flask, member: FlaskClient, query: str) -> None:
    number = made(app)
    for page in ("", f"/{number}", "/new"):
        assert member.get(f"/en/discussions{page}?{query}").status_code == 200
    assert member.get(f"/en/discussions/{number}/reports/new?{query}").status_code in {200, 404}

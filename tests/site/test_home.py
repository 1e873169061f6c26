"""The front page: what is new of everything, light and in few queries, and what it says while there is nothing."""

from flask import Flask
from flask.testing import FlaskClient

from tests.articles.pages import arranged
from tests.counting import counted
from tests.discussions.making import TITLE, make_discussion, say_in
from tests.factories import make_article, make_resource

MOST_QUERIES = 8


def test_while_nothing_is_published_it_says_so(client: FlaskClient) -> None:
    text = client.get("/en/").text
    assert "Nothing is published yet" in text
    assert "Discussions that go on" not in text


def test_discussions_and_resources_are_among_what_is_new(app: Flask, client: FlaskClient) -> None:
    asked = []
    for count in (1, 5):
        with arranged(app):
            for _ in range(count):
                say_in(make_discussion())
                make_resource(state="published", texts=("fr",))
                make_article(state="published")
        with counted(app) as statements:
            text = client.get("/en/").text
        asked.append(len([said for said in statements if said.startswith("SELECT")]))
    assert "Nothing is published yet" not in text
    assert (text.count(TITLE), text.count('<span lang="fr" dir="ltr">')) == (3, 3)
    assert text.index("Discussions that go on") < text.index("New in the library")
    assert max(asked) <= MOST_QUERIES, asked

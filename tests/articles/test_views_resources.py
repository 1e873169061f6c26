"""A practice and the documents it names lead to each other."""

from flask import Flask
from flask.testing import FlaskClient

from cop.kernel.actor import Role
from tests.articles.pages import arranged, send
from tests.factories import make_article, make_resource, make_user
from tests.signing import sign_in


def test_a_document_is_named_and_both_pages_say_so(app: Flask, client: FlaskClient) -> None:
    with arranged(app):
        user = make_user(Role.OFFICER)
        article, resource = make_article(), make_resource(texts=("fr",))
        title, slug = resource.texts[0].title, article.texts[0].slug
    officer = sign_in(app, app.test_client(), user)
    chooser = f"/en/practices/{article.id}/resources"
    assert title in officer.get(f"{chooser}?q={title[:10]}").text
    assert title not in officer.get(f"{chooser}?q=elsewhere").text
    assert send(officer, f"{chooser}/{resource.id}").status_code == 303
    story, entry = f"/en/practices/{article.id}/{slug}", f"/en/resources/{resource.id}"
    assert f'href="{entry}"' in client.get(story).text
    assert f'href="{story}"' in client.get(entry).text
    assert send(officer, f"{chooser}/{resource.id}/removal").status_code == 303
    assert f'href="{entry}"' not in client.get(story).text
    assert send(officer, f"{chooser}/{resource.id}/removal").status_code == 404

"""Files of practices taken as drafts, on both databases."""

import io
import zipfile
from dataclasses import replace

import pytest
from flask import Flask

from cop.articles.exchange.files import Read, as_json, read_file
from cop.articles.exchange.plain import Picture, Practice, plain_of, practice_from, practice_of
from cop.articles.exchange.services import ask_to_take, begin_import, drop_old, take_practice
from cop.articles.models import Article, PracticeImport
from cop.articles.rules.content import Classification, Draft
from cop.articles.states import ArticleState
from cop.core.db import db
from cop.core.unit import commit
from cop.files.models import Blob
from cop.files.rules import Upload
from cop.kernel.actor import Actor, Role
from cop.kernel.errors import Denied, Invalid, Refused
from cop.kernel.ids import digest
from tests.articles.exchange.iati import ACTIVITIES
from tests.articles.exchange.test_files import GOOD
from tests.factories import NOON, actor_of, make_article, make_user
from tests.files.test_pictures import photograph


@pytest.fixture
def editor(ctx: Flask) -> Actor:
    return actor_of(make_user(Role.OFFICER))


def test_the_good_ones_become_drafts_and_nothing_before_somebody_asks(ctx: Flask, editor: Actor) -> None:
    reads = [Read("3", GOOD), Read("4", {**GOOD, "original": "fr"}), Read("5", {**GOOD, "id": 999})]
    kept = begin_import(reads, name="practices.xlsx", actor=editor, now=NOON)
    commit()
    assert db.session.query(Article).count() == 0
    with pytest.raises(Denied):
        ask_to_take(kept, actor=actor_of(make_user(Role.OFFICER)), now=NOON)
    ask_to_take(kept, actor=editor, now=NOON)
    commit()
    db.session.expire_all()
    (article,) = db.session.query(Article).all()
    assert (article.state, article.author_id) == (ArticleState.DRAFT, editor.user_id)
    assert (kept.done, kept.percent) == (3, 100)
    assert [line["place"] for line in kept.report] == ["3", "5"]
    assert kept.report[0]["article_id"] == article.id
    assert "own drafts" in kept.report[1]["message"]
    with pytest.raises(Refused):
        ask_to_take(kept, actor=editor, now=NOON)
    kept.asked_at = NOON.replace(year=2020)
    drop_old()
    assert db.session.query(PracticeImport).count() == 0


def test_what_comes_back_changes_an_unchanged_draft_and_no_other(ctx: Flask, editor: Actor) -> None:
    whole = practice_from(GOOD)
    whole = replace(whole, details={"women": 3, "partners": [{"key": "a", "name": "A"}]})
    draft = take_practice(whole, actor=editor, now=NOON)
    sent = practice_of(draft)
    assert replace(sent, id=None, mark="") == whole
    changed = replace(sent, texts={**sent.texts, "fr": replace(sent.texts["en"], title="Puits")})
    assert take_practice(changed, actor=editor, now=NOON).id == draft.id
    assert {text.language: text.title for text in draft.texts} == {"en": "Wells", "fr": "Puits"}
    with pytest.raises(Refused):
        take_practice(changed, actor=editor, now=NOON)
    public = make_article()
    with pytest.raises(Refused):
        take_practice(practice_of(public), actor=editor, now=NOON)
    with pytest.raises(Denied):
        begin_import([], name="x", actor=actor_of(make_user()), now=NOON)


def test_files_are_read_whatever_they_are(ctx: Flask, held: list[bool]) -> None:
    (one,) = read_file(Upload("a.xml", ACTIVITIES))
    assert one.place == "1: XX-1"
    db.session.rollback()
    with pytest.raises(Invalid):
        read_file(Upload("a.json", b"[" * 200_000))
    with pytest.raises(Invalid):
        read_file(Upload("a.txt", b"x"))
    for unfit in ("\uffff", "\\ufffe", "\\u0000"):  # as they are, and as JSON escapes them
        with pytest.raises(Invalid):
            read_file(Upload("a.json", as_json([]).replace(b"[]", f'["{unfit}"]'.encode())))
    with pytest.raises(Invalid):
        read_file(Upload("a.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><iati-activities>&a;</iati-activities>"))
    assert not any(held)
    assert plain_of(practice_from(one.plain))["original"] == "en"


def zipped(practices: list[Practice], **pictures: bytes) -> Upload:
    """A ZIP as an editor makes it: a folder with the file and its pictures, named as some programs name them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("./mine/practices.json", as_json(practices))
        for name, content in pictures.items():
            archive.writestr(f"./mine/pictures/{name}.jpg", content)
    return Upload("mine.zip", out.getvalue())


def test_pictures_come_along_with_words_credit_and_consent_or_a_row_says_why_not(
    ctx: Flask, editor: Actor
) -> None:
    photo, text = photograph(400, 300), Draft("Wells", "Water", {"approach": "Dig"}, "A well")
    details = {"picture_by": "Awa", "people_agree": True}
    good = Practice("en", Classification(), details, {"en": text, "fr": replace(text, image_alt="")})
    wanted = [
        Picture("pictures/well.jpg", sha256=digest(photo)),
        Picture("pictures/absent.jpg"),
        Picture("pictures/well.jpg", sha256="0" * 64),
        Picture("pictures/text.jpg"),
        Picture("pictures/broken.jpg"),
    ]
    practices = [replace(good, picture=picture) for picture in wanted]
    practices.append(replace(practices[0], texts={"en": replace(text, image_alt="")}))
    upload = zipped(practices, well=photo, text=b"words", broken=photo[:600])
    kept = begin_import(read_file(upload), name="mine.zip", actor=editor, now=NOON)
    notes = [[note["message"][:39] for note in one["notes"]] for one in kept.found]
    assert [len(one) for one in notes] == [0, 1, 1, 1, 0, 1]
    ask_to_take(kept, actor=editor, now=NOON)
    commit()
    db.session.expire_all()
    articles = db.session.query(Article).order_by(Article.id).all()
    assert [article.image_id is not None for article in articles] == [True] + [False] * 5
    assert articles[0].image
    assert articles[0].image.sizes[0]["width"] == 300
    assert articles[0].details == details
    assert "cannot be read" in kept.report[4]["note"]["message"]
    again = practice_of(articles[0])
    assert again.picture
    assert again.picture.sha256 == digest(photo)
    back = begin_import([Read("1", plain_of(again))], name="again.json", actor=editor, now=NOON)
    assert back.found[0]["notes"] == []  # it is there already
    kept.asked_at = NOON.replace(year=2020)
    drop_old()
    assert [blob.id for blob in db.session.query(Blob)] == [articles[0].image_id]

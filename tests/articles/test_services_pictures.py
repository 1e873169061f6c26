"""Pictures from before there were sizes, on both databases."""

from flask import Flask

from cop.articles.jobs import resize_pictures
from cop.articles.queries import pictures_waiting
from cop.core import storage
from cop.core.db import db
from cop.files.rules import Upload
from cop.files.services import keep_upload
from cop.kernel.actor import SYSTEM
from cop.kernel.ids import digest
from tests.articles.pages import pictured
from tests.factories import NOON, make_article
from tests.files.test_pictures import photograph


def test_pictures_of_practices_get_their_sizes_and_drawings_need_none(ctx: Flask) -> None:
    pictured(make_article())
    article = make_article()
    photo = Upload("a.jpg", photograph(400, 300))
    blob = keep_upload(photo, actor=SYSTEM, now=NOON, kinds=("jpg",))
    elsewhere = keep_upload(photo, actor=SYSTEM, now=NOON, kinds=("jpg",))
    article.image_id = blob.id
    db.session.commit()
    assert (resize_pictures(), resize_pictures()) == (1, 0)
    db.session.expire_all()
    assert [size["width"] for size in blob.sizes] == [300]  # it was held sideways
    assert elsewhere.sizes == []


def test_a_damaged_one_is_tried_once_and_again_when_asked(ctx: Flask) -> None:
    article = make_article()
    photo = Upload("a.jpg", photograph(400, 300))
    blob = keep_upload(photo, actor=SYSTEM, now=NOON, kinds=("jpg",))
    article.image_id, blob.sha256 = blob.id, digest(b"its bytes are gone")
    db.session.commit()
    assert pictures_waiting(9, also_unsized=False) == [blob.id]
    assert resize_pictures() == 0
    assert pictures_waiting(9, also_unsized=False) == []
    blob.sha256 = storage.put(photo.content)
    db.session.commit()
    assert resize_pictures() == 0
    assert resize_pictures(also_unsized=True) == 1

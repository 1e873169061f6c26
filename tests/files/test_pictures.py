"""Pictures in their sizes: small enough, as they were meant, and saying nothing of where they were taken."""

import base64
import io

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from cop.core import storage
from cop.core.db import db
from cop.files.models import Blob
from cop.files.pictures import keep_picture, look_into, make_sizes, send_picture
from cop.files.resizing import BUDGETS, FORMATS, sizes_of
from cop.files.rules import Upload
from cop.files.services import keep_upload
from cop.kernel.errors import Invalid
from tests.factories import NOON, actor_of, make_user

GPS, ORIENTATION = 0x8825, 0x0112


def photograph(width: int = 1600, height: int = 900, *, kind: str = "JPEG", noise: bool = False) -> bytes:
    """A picture that says where it was taken, and that it was held sideways."""
    picture = (
        Image.effect_noise((width, height), 120).convert("RGB")
        if noise
        else Image.new("RGB", (width, height))
    )
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[1] = "S"
    exif.get_ifd(GPS)[2] = (3.0, 25.0, 40.0)
    out = io.BytesIO()
    picture.save(out, kind, exif=exif)
    return out.getvalue()


def opened(packed: str) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(packed)))


def test_each_size_is_upright_and_says_nothing_of_its_making() -> None:
    original = photograph()
    assert Image.open(io.BytesIO(original)).getexif().get_ifd(GPS)
    sizes = sizes_of(original)
    assert [(size["width"], size["height"]) for size in sizes] == [(320, 569), (640, 1138)]
    for size in sizes:
        for kind in FORMATS:
            picture = opened(size[kind])
            assert picture.format == kind.upper()
            assert picture.size == (size["width"], size["height"])
            assert dict(picture.getexif()) == {}
            assert not {"exif", "xmp", "icc_profile"} & set(picture.info)


@settings(max_examples=8)
@given(st.integers(1, 1500), st.integers(1, 400), st.sampled_from(["JPEG", "PNG", "WEBP"]))
def test_no_size_is_larger_than_the_picture(width: int, height: int, kind: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, kind)
    sizes = sizes_of(out.getvalue())
    assert [size["width"] for size in sizes] == ([w for w in BUDGETS if w < width] or [width])
    for size in sizes:
        assert size["height"] == max(1, round(height * size["width"] / width))


def test_the_worst_picture_keeps_to_the_budget() -> None:
    """Noise packs worst of all; so 24 cards cost at most 720 kB, and a practice's page 200."""
    for size in sizes_of(photograph(noise=True)):
        for kind in FORMATS:
            assert len(base64.b64decode(size[kind])) <= BUDGETS[size["width"]]


def test_what_is_see_through_stays_so() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    (size,) = sizes_of(out.getvalue())
    assert opened(size["webp"]).mode == "RGBA"


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", photograph()[:2000]])
def test_what_is_no_picture_is_refused(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    # The renderer of PDFs lets pictures be cut off. It is not there in the child that makes sizes, but here.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)
    with pytest.raises(ValueError, match=r"."):
        sizes_of(content)


def test_the_original_is_kept_and_never_shown(ctx: Flask, held: list[bool]) -> None:
    upload = Upload("a.jpg", photograph(kind="JPEG"))
    picture = look_into(upload)
    assert held == [False]
    blob = keep_picture(picture, actor=actor_of(make_user()), now=NOON)
    db.session.commit()
    assert storage.get(blob.sha256) == upload.content
    for accepts, width, kind in (("image/avif,*/*", 320, "avif"), ("*/*", 9999, "webp")):
        with ctx.test_request_context(headers={"Accept": accepts}):
            response = send_picture(blob, width=width)
        assert response.mimetype == f"image/{kind}"
        assert response.headers["Vary"] == "Accept"
        assert upload.content != response.data
        assert Image.open(io.BytesIO(response.data)).width == (320 if width == 320 else 640)
    with pytest.raises(Invalid):
        look_into(Upload("a.jpg", upload.content[:2000]))


def test_a_picture_from_before_gets_its_sizes(ctx: Flask) -> None:
    blob = keep_upload(
        Upload("a.png", photograph(kind="PNG")), actor=actor_of(make_user()), now=NOON, kinds=("png",)
    )
    db.session.commit()
    assert make_sizes(blob.id, now=NOON)
    assert [size["width"] for size in db.session.get_one(Blob, blob.id).sizes] == [320, 640]
    assert not make_sizes(blob.id, now=NOON)
    assert not make_sizes(999, now=NOON)

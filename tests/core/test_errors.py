"""Each refusal has its status, a page in the reader's language, and gives back what was typed."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cop.app import create_app
from cop.core.settings import Settings
from tests.core.lab import post

STATUSES = {
    "Denied": 403,
    "Invalid": 422,
    "Later": 503,
    "NotFound": 404,
    "Refused": 409,
    "Stale": 409,
    "TooLate": 409,
}


@pytest.mark.parametrize(("name", "status"), STATUSES.items())
def test_status_table(lab: FlaskClient, keys, name: str, status: int) -> None:
    response = post(lab, f"/lab/raise/{name}", story="typed <text>", password="pass")

    assert response.status_code == status
    assert "typed &lt;text&gt;" in response.text
    assert 'value="pass"' not in response.text
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert keys() == set()


def test_what_does_not_exist_says_so_in_the_language_of_its_address(lab: FlaskClient) -> None:
    for language, direction in (("en", "ltr"), ("fr", "ltr"), ("ar", "rtl")):
        response = lab.get(f"/{language}/nothing-here")
        assert response.status_code == 404
        assert f'lang="{language}"' in response.text
        assert f'dir="{direction}"' in response.text


def test_a_wrong_method_is_a_405(lab: FlaskClient) -> None:
    assert lab.post("/lab/plain").status_code == 405


def test_too_much_text_is_a_413_and_not_a_crash(lab: FlaskClient) -> None:
    assert post(lab, "/lab/write/200", story="x" * 3_000_000).status_code == 413


def test_too_large_a_file_is_a_413(lab: FlaskClient) -> None:
    kind = "multipart/form-data; boundary=x"
    assert lab.post("/lab/write/200", data=bytes(22_000_000), content_type=kind).status_code == 413


def test_ten_thousand_fields_are_no_crash(lab: FlaskClient) -> None:
    fields = {f"f{n}": "x" for n in range(10_000)}
    assert post(lab, "/lab/write/200", **fields).status_code in {200, 413}


def test_a_busy_database_says_when_to_come_back(lab: FlaskClient) -> None:
    response = post(lab, "/lab/locked")
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0


def test_a_collision_is_a_409(lab: FlaskClient, keys) -> None:
    assert post(lab, "/lab/twice").status_code == 409
    assert keys() == set()


def test_a_crash_shows_the_request_s_number_and_no_trace(lab: FlaskClient) -> None:
    response = lab.get("/lab/read-adds")
    assert response.status_code == 500
    assert response.headers["X-Request-ID"] in response.text
    assert "Traceback" not in response.text
    assert "WriteInRead" not in response.text


def test_a_forged_host_is_a_400_that_links_nowhere(tmp_path) -> None:
    settings = Settings(
        _env_file=None, environment="production", base_url="https://cop.example.org", data_dir=tmp_path
    )
    app: Flask = create_app(settings)
    response = app.test_client().get("/healthz", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.text
    assert app.test_client().get("/healthz", headers={"Host": "cop.example.org"}).status_code == 200

"""The life of a request: who comes in, what is kept, what a GET may not do."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape

from cop.core.access import UndeclaredAccess, check_all_routes
from cop.core.db import db
from cop.kernel.actor import Role
from tests.conftest import NOON
from tests.core.lab import enter, post


@pytest.mark.parametrize("status", [200, 204, 303])
def test_what_ends_below_400_is_kept_and_then_told(
    lab: FlaskClient, keys, lab_app: Flask, status: int
) -> None:
    post(lab, f"/lab/write/{status}")

    assert keys() == {f"write-{status}"}
    assert lab_app.extensions["lab.told"] == [f"write-{status}"]


@pytest.mark.parametrize("status", [400, 409, 422, 500])
def test_what_ends_as_a_refusal_is_undone_and_not_told(
    lab: FlaskClient, keys, lab_app: Flask, status: int
) -> None:
    assert post(lab, f"/lab/write/{status}").status_code == status

    assert keys() == set()
    assert lab_app.extensions["lab.told"] == []


def test_a_crash_undoes_everything(lab: FlaskClient, keys) -> None:
    assert post(lab, "/lab/crash").status_code == 500
    assert keys() == set()


def test_a_failed_sign_in_counts_although_it_is_a_refusal(lab: FlaskClient, keys) -> None:
    assert post(lab, "/lab/keep").status_code == 401
    assert keys() == {"keep"}


@pytest.mark.parametrize("url", ["/lab/read-adds", "/lab/read-bulk"])
def test_a_get_cannot_write(lab: FlaskClient, keys, url: str) -> None:
    assert lab.get(url).status_code == 500
    assert keys() == set()


def test_a_queued_call_that_fails_does_not_take_back_the_answer(lab_app: Flask) -> None:
    from cop.core.limits import LimitCount
    from cop.core.unit import after_commit, unit_of_work

    told = []
    with lab_app.app_context():
        with unit_of_work():
            db.session.add(LimitCount(key="kept", started_at=NOON, tries=1))
            after_commit(lambda: 1 / 0)
            after_commit(lambda: told.append("second"))
            after_commit(lambda: told.append("never"), once="name")
            after_commit(lambda: told.append("never"), once="name")
        assert db.session.get(LimitCount, "kept")
        assert told == ["second", "never"]


def test_a_reader_is_asked_to_sign_in_and_sent_back(lab: FlaskClient) -> None:
    response = lab.get("/lab/mine?a=1")

    assert response.status_code == 303
    assert response.location.endswith("next=/lab/mine?a%3D1")
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_a_writer_who_was_signed_out_gets_the_text_back(lab: FlaskClient) -> None:
    response = post(lab, "/lab/mine", story="<b>long</b> evening", password="hunter2")

    assert response.status_code == 401
    assert "&lt;b&gt;long&lt;/b&gt; evening" in response.text
    assert "hunter2" not in response.text


def test_roles_open_doors(lab: FlaskClient, lab_app: Flask) -> None:
    enter(lab_app, lab, Role.MEMBER)
    assert lab.get("/lab/mine").status_code == 200
    assert lab.get("/lab/admin").status_code == 403
    enter(lab_app, lab, Role.ADMIN)
    assert lab.get("/lab/admin").status_code == 200


def test_a_route_that_declares_nothing_stops_the_start(lab_app: Flask) -> None:
    bare = Flask("bare")
    bare.add_url_rule("/open", "open", lambda: "")
    with pytest.raises(UndeclaredAccess):
        check_all_routes(bare)


@pytest.mark.parametrize(
    "url", ["/lab/number/2147483648", "/lab/number/99999999999999999999999", "/lab/number/-1"]
)
def test_a_number_no_column_holds_is_a_404(lab: FlaskClient, url: str) -> None:
    assert lab.get(url).status_code == 404


@pytest.mark.parametrize(
    ("given", "page"),
    [
        ("3", "3"),
        ("0", "1"),
        ("-5", "1"),
        ("1e3", "1"),
        ("١", "1"),
        ("9" * 30, "1"),
        ("20000", "10000"),
        ("", "1"),
    ],
)
def test_a_page_number_is_always_one(lab: FlaskClient, given: str, page: str) -> None:
    assert lab.get("/lab/page", query_string={"page": given}).text == page


@pytest.mark.parametrize("query", ["a=%00", "%00=a", "a=1&a=%00"])
def test_a_nul_is_refused(lab: FlaskClient, query: str) -> None:
    assert lab.get(f"/lab/plain?{query}").status_code == 400


@pytest.mark.parametrize("fields", [{"a": "x\x00"}, {"a\x00": "x"}, {"a": ["x", "\x00"]}])
def test_a_nul_in_a_form_is_refused(lab: FlaskClient, keys, fields: dict[str, object]) -> None:
    assert post(lab, "/lab/write/200", **fields).status_code == 400
    assert keys() == set()


@pytest.mark.parametrize("query", ["a=%ff%fe", "a=%ed%a0%80", "a=%", "&&==&", "a=" + "x" * 5000])
def test_odd_bytes_are_not_our_fault_but_no_crash(lab: FlaskClient, query: str) -> None:
    assert lab.get(f"/lab/plain?{query}").status_code in {200, 400}


def test_every_answer_names_its_request(lab: FlaskClient) -> None:
    first, second = lab.get("/lab/plain"), lab.get("/lab/plain")
    assert len(first.headers["X-Request-ID"]) == 16
    assert first.headers["X-Request-ID"] != second.headers["X-Request-ID"]


FORM = "application/x-www-form-urlencoded"


def test_a_form_without_an_end_is_not_read(lab_app: Flask) -> None:
    """Sent in chunks it could go on for ever."""
    chunked = {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
    body = BytesIO(b"a=b&" * 9)
    refused = lab_app.test_client().post(
        "/lab/keep", input_stream=body, content_type=FORM, environ_overrides=chunked
    )
    assert refused.status_code == 400


def test_a_form_longer_than_any_of_ours_is_not_read(lab: FlaskClient) -> None:
    assert lab.post("/lab/keep", data=b"a=" + b"b" * 2_000_001, content_type=FORM).status_code == 413


def test_a_form_of_ten_thousand_fields_is_refused_and_not_shown_again(lab: FlaskClient) -> None:
    answer = lab.post("/lab/keep", data=b"a=b&" * 10_000, content_type=FORM)
    assert answer.status_code == 413
    assert len(answer.data) < 20_000


@pytest.mark.parametrize(
    "query",
    [
        "_anchor=x",
        "_method=x",
        "endpoint=x",
        "_scheme=x",
        "_external=1",
        "language=xx",
        "code=y",
        "page=2&q=a&q=b",
    ],
)
def test_a_query_is_no_argument_of_ours(lab: FlaskClient, query: str) -> None:
    """The language menu keeps the query as it is, and nothing in it changes where the links lead."""
    page = lab.get(f"/en/organisations?{query}", headers={"Host": "localhost"})
    assert page.status_code == 200
    assert f'href="/fr/organisations?{escape(query)}"' in page.text
    assert f'rel="canonical" href="http://127.0.0.1:8000/en/organisations?{escape(query)}"' in page.text

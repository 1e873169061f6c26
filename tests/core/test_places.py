"""Places: who finds one, who waits, who is sent away, and with what."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client import REGISTRY

from cop.core import places
from cop.core.places import Places, threads_for
from cop.core.settings import Settings
from cop.kernel.translated import LANGUAGES, direction
from tests.counting import counted


def take(room: Places, *, first: bool = False, patience: float = 0) -> bool:
    return room.take(first=first, patience=patience)


def test_the_reserved_places_are_for_those_who_go_first() -> None:
    room = Places(ordinary=2, reserved=1, seats=1)
    assert [take(room) for _ in range(3)] == [True, True, False]
    assert [take(room, first=True) for _ in range(2)] == [True, False]
    room.give_back()
    assert not take(room)  # two are at work still, as many as ordinary ones may be
    assert take(room, first=True)


def test_whoever_waits_gets_the_place_that_becomes_free() -> None:
    room = Places(ordinary=1, reserved=1, seats=1)
    take(room)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(take, room, patience=30)
        while not room.are_waiting:
            pass
        assert not take(room, patience=30)  # the only seat is taken: sent away at once
        room.give_back()
        assert waiting.result(30)


def test_everyone_at_work_waiting_or_turned_away_has_a_thread() -> None:
    settings = Settings(_env_file=None, web_threads=3, web_reserved=2, web_waiting=5)
    assert threads_for(settings) > 3 + 2 + 2 * 5


@pytest.fixture
def full(lab_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Places:
    """The laboratory's door when every place, the reserved ones too, is taken."""
    room = Places(ordinary=1, reserved=1, seats=0)
    monkeypatch.setitem(lab_app.extensions, "cop.places", room)
    take(room)
    take(room, first=True)
    return room


def test_a_request_is_read_before_it_takes_a_place(lab: FlaskClient, full: Places) -> None:
    assert lab.post("/en/lab/write/200", data={"text": "a\0b"}).status_code == 400


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_is_sent_away_gets_a_page_that_costs_nothing(
    lab: FlaskClient, lab_app: Flask, full: Places, language: str
) -> None:
    lab.get(f"/{language}/anything")  # the first of a language makes it
    with counted(lab_app) as statements:
        answer = lab.post(f"/{language}/sign-in", data={"email": "a@example.org"})
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert f'lang="{language}" dir="{direction(language)}"' in answer.text
    assert "a@example.org" not in answer.text
    assert statements == []


def test_a_page_of_one_reader_is_no_other_s(lab: FlaskClient, full: Places) -> None:
    first, second = lab.get("/en/calls/one?a=1"), lab.get("/en/calls/two")
    assert first.text == second.text
    assert "calls/one" not in first.text


def test_those_who_watch_us_are_answered(lab: FlaskClient, full: Places) -> None:
    assert lab.get("/healthz").status_code == 200
    assert lab.get("/readyz").status_code == 200


def test_who_goes_first_finds_a_reserved_place(lab: FlaskClient, full: Places) -> None:
    full.give_back()
    assert lab.get("/lab/plain").status_code == 503
    assert [lab.get("/lab/first").status_code for _ in range(3)] == [200] * 3


def test_a_place_is_given_back_whatever_happens(lab: FlaskClient, full: Places) -> None:
    full.give_back()
    full.give_back()
    for url in ("/lab/plain", "/lab/token/x", "/nothing", "/lab/mine", "/lab/plain?a=%00"):
        lab.get(url)
    assert lab.get("/lab/plain").status_code == 200


def test_they_are_counted(lab: FlaskClient, full: Places) -> None:
    def shed() -> float:
        return REGISTRY.get_sample_value("cop_requests_shed_total", {"goes_first": "false"}) or 0

    before = shed()
    lab.get("/lab/plain")
    assert shed() == before + 1


def test_what_people_would_lose_goes_first(app: Flask) -> None:
    first = {name for name, view in app.view_functions.items() if getattr(view, "place", "") == "first"}
    assert {"accounts.sign_in", "proposals.section_edit", "proposals.submission_new"} <= first
    assert places.PATIENCE < places.PATIENCE_OF_FIRST

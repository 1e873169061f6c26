"""Activities of others as drafts, and what of them had no place."""

import pytest

from cop.articles.exchange.checking import faults_in
from cop.articles.exchange.from_iati import practice_in
from cop.articles.exchange.iati import activities_in
from cop.articles.exchange.plain import practice_from
from tests.articles.exchange.iati import ACTIVITIES


def test_an_activity_finds_its_place_in_the_template() -> None:
    (activity,) = activities_in(ACTIVITIES)
    plain, notes = practice_in(activity)
    assert faults_in(plain) == []
    practice = practice_from(plain)
    about, details, english = practice.about, practice.details, practice.texts["en"]
    assert (about.sectors, about.sdg_targets, about.countries_of_origin) == (("14030",), ("10.7",), ("BI",))
    assert (about.starts_year, about.ends_year, about.lead) == (2020, 2022, "Wells for All")
    assert (details["currency"], details["budget"], details["donors"]) == (
        "EUR",
        "42500.50",
        ["European Union"],
    )
    assert details["partners"] == [{"key": "i0", "name": "Town of Gitega", "kind": "local-authority"}]
    assert details["results"] == [{"key": "i0", "baseline": "2", "value": "12"}]
    assert details["places"] == [{"key": "i0", "latitude": "-3.43", "longitude": "29.92"}]
    assert details["gender_marker"] == "2"
    assert (english.title, english.summary) == ("Water for return", "Wells & pumps.")
    assert english.content["objectives"] == "Water near every house."
    assert english.content["target_groups"] == "Families who came back."
    assert english.content["results"] == {"i0": {"indicator": "Wells dug"}}
    assert practice.texts["fr"].title == "De l'eau pour le retour"
    said = " ".join(str(note) for note in notes)
    for what in ("activity-status (1)", "transaction (2)", "sector 99810"):
        assert what in said


def test_a_number_that_would_fill_the_memory_once_written_out_is_none() -> None:
    place = "<location><name><narrative>Kayes</narrative></name><point><pos>1e-999999999 4</pos></point></location>"
    file = f"<iati-activities><iati-activity>{place}</iati-activity></iati-activities>"
    (activity,) = activities_in(file.encode())
    assert practice_in(activity)[0]["details"]["places"] == [{"key": "i0"}]


def test_long_titles_are_shortened_and_an_empty_activity_says_what_it_lacks() -> None:
    long = ACTIVITIES.replace(b"Water for return", b"Water " * 40)
    plain, notes = practice_in(activities_in(long)[0])
    assert len(plain["texts"]["en"]["title"]) <= 120
    assert "shortened" in str(notes[0])
    empty, _notes = practice_in(activities_in(b"<iati-activities><iati-activity/></iati-activities>")[0])
    assert {fault.field for fault in faults_in(empty)} >= {"texts.en.title", "texts.en.approach"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<x/>",
        b"<iati-activities>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><iati-activities>&b;</iati-activities>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><iati-activities/>',
        b"<iati-activities>" + b"<a>" * 60 + b"</a>" * 60 + b"</iati-activities>",
    ],
)
def test_what_is_no_file_of_activities_is_unreadable(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        activities_in(content)

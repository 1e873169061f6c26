"""The practices of the demonstration: enough of them, in every language, and nobody takes the invented ones for real."""

from collections import Counter

import pytest
import yaml

from cop.articles.rules.structure import every_word, is_full
from cop.articles.seeding import PracticeFolder, read_folder
from cop.demo.data import read
from cop.demo.practices import INVENTED, folders
from cop.kernel.translated import LANGUAGES

INVENTED_FOLDERS = [path for path in folders() if path.parent == INVENTED]
MARKS = ("Example", "Exemple", "Ejemplo", "Exemplo", "المثال")


@pytest.fixture(scope="module")
def invented() -> list[PracticeFolder]:
    return [read_folder(path) for path in INVENTED_FOLDERS]


def test_they_are_many_with_originals_in_every_language(invented):
    assert len(folders()) >= 40
    originals = Counter(read_folder(path).original for path in folders())
    assert all(originals[language] >= 6 for language in LANGUAGES)
    alone = Counter(folder.original for folder in invented if len(folder.texts) == 1)
    assert alone["fr"] >= 2
    assert alone["ar"] >= 1
    assert {is_full(folder.details, folder.texts[folder.original].content) for folder in invented} == {
        True,
        False,
    }


def test_each_says_that_it_is_invented(invented):
    for folder in invented:
        assert any(mark in folder.classification.lead for mark in MARKS), folder.name
        assert all("sources" in text.content for text in folder.texts.values()), folder.name


def test_every_language_tells_the_same_parts(invented):
    for folder in invented:
        paths = {
            language: {word.path for word in every_word(text.content, folder.details)}
            for language, text in folder.texts.items()
        }
        assert all(found == paths[folder.original] for found in paths.values()), folder.name


def test_no_sentence_is_told_twice(invented):
    """A test set of clones would prove nothing about search."""
    sentences = Counter(
        line
        for folder in invented
        for text in folder.texts.values()
        for word in every_word(text.content, folder.details)
        for line in word.text.split(". ")
        if len(line) > 60
    )
    assert [line for line, count in sentences.items() if count > 1] == []


def test_peers_are_people_of_the_demonstration():
    known = {person["name"] for person in read("people")["reviewers"]}
    facts = [yaml.safe_load((path / "practice.yaml").read_text("utf-8")) for path in INVENTED_FOLDERS]
    assert {said["by"] for one in facts for said in one.get("peers", ())} <= known

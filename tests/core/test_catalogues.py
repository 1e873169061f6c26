"""Catalogues: what is said is found, and what is wrong with a translation is named."""

from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from babel.support import Translations

from cop.core import catalogues


@pytest.fixture
def translated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A French catalogue of given pairs against a site that says given sentences; its problems."""

    def judge(said: list[str | tuple[str, str]], pairs: dict, *, fuzzy: bool = False) -> list[str]:
        template, french = Catalog(), Catalog(locale="fr")
        for sentence in said:
            template.add(sentence)
        for key, text in pairs.items():
            french.add(key, text, flags=["fuzzy"] if fuzzy else [])
        path = tmp_path / "fr.po"
        with path.open("wb") as file:
            write_po(file, french)
        monkeypatch.setattr(catalogues, "LANGUAGES", ("fr",))
        monkeypatch.setattr(catalogues, "extracted", lambda: template)
        monkeypatch.setattr(catalogues, "path_of", lambda _language: path)
        return catalogues.problems()

    return judge


def test_a_complete_catalogue_has_no_problem(translated) -> None:
    plural = ("%(num)d day", "%(num)d days")
    assert translated(["Home", plural], {"Home": "Accueil", plural: ("%(num)d jour", "%(num)d jours")}) == []


@pytest.mark.parametrize(
    ("said", "pairs", "problem"),
    [
        (["Home"], {}, "not collected"),
        ([], {"Home": "Accueil"}, "no longer said"),
        (["Home"], {"Home": ""}, "untranslated"),
        (["Hello %(name)s"], {"Hello %(name)s": "Bonjour"}, "place"),
        (["Hello %(name)s"], {"Hello %(name)s": "Bonjour %(nom)s"}, "place"),
    ],
)
def test_what_is_wrong_is_named(translated, said: list[str], pairs: dict[str, str], problem: str) -> None:
    [found] = translated(said, pairs)
    assert problem in found


def test_a_guess_is_no_translation(translated) -> None:
    [found] = translated(["Home"], {"Home": "Accueil"}, fuzzy=True)
    assert "untranslated" in found


def test_sentences_of_code_and_templates_are_found() -> None:
    said = {message.id for message in catalogues.extracted()}
    assert "Page not found" in said
    assert "Please answer this." in said


def test_arabic_counts_in_its_six_ways() -> None:
    """The forms stand as CLDR names them: zero, one, two, few, many, other. Babel's own rule for a new catalogue is another."""
    names = ("zero", "one", "two", "few", "many", "other")
    rule = Locale("ar").plural_form
    kept = Translations.load(catalogues.ROOT / "translations", ["ar"])
    assert [kept.plural(n) for n in range(1_000)] == [names.index(rule(n)) for n in range(1_000)]


def test_a_new_sentence_waits_to_be_translated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """English says what the code says; every other language is asked for its own words."""
    template = Catalog()
    template.add("A new sentence")
    monkeypatch.setattr(catalogues, "extracted", lambda: template)
    monkeypatch.setattr(catalogues, "path_of", lambda language: tmp_path / f"{language}.po")
    catalogues.collect()
    assert catalogues.problems() == [
        f"{language}: untranslated: 'A new sentence'" for language in ("fr", "es", "pt", "ar")
    ]

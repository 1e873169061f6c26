"""When a term holds, and what may become of it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cop.kernel.actor import Actor, Role
from cop.kernel.errors import Invalid
from cop.kernel.messages import N_, Message, say
from cop.kernel.translated import LANGUAGES
from cop.taxonomy.shipped import COUNTRIES
from cop.taxonomy.sorting import folded
from cop.taxonomy.vocabulary import Vocabulary

MOST_WORDS, MOST_SYNONYMS = 80, 20
_CODE = re.compile(r"[a-z0-9][a-z0-9.-]{0,59}")
_RESERVED = frozenset({"new"})
VOCABULARY_NAMES: Mapping[str, str] = {
    "themes": N_("Themes"),
    "sectors": N_("Sectors"),
    "sdg_targets": N_("Targets of the Sustainable Development Goals"),
    "compact_objectives": N_("Objectives of the Global Compact for Migration"),
    "organisation_types": N_("Kinds of actor"),
    "transfer_kinds": N_("Kinds of transfer"),
    "resource_kinds": N_("Kinds of resource"),
    COUNTRIES: N_("Countries"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """A term as somebody wants it: a label and synonyms in every language, and the term that includes it."""

    labels: Mapping[str, str] = field(hash=False)
    synonyms: Mapping[str, tuple[str, ...]] = field(hash=False)
    parent: str | None = None


def can_edit(actor: Actor) -> bool:
    """Whether `actor` may change vocabularies."""
    return actor.is_system or actor.has(Role.MANAGER, Role.ADMIN)


def is_open(name: str) -> bool:
    """Whether terms may come, go and be merged. Which countries there are is not ours to say; what they are called is."""
    return name != COUNTRIES


def check_code(vocabulary: Vocabulary, code: str) -> None:
    """Raises Invalid for a new term's code. Codes stand in addresses and in other people's data: they never change."""
    if not _CODE.fullmatch(code) or code in _RESERVED:
        reason = say(N_("Write small letters without accents, digits, full stops and hyphens."))
        raise Invalid(fields={"code": reason})
    if code in vocabulary:
        raise Invalid(
            fields={"code": say(N_("There is a term with the code “%(code)s” already."), code=code)}
        )


def check_wording(vocabulary: Vocabulary, code: str, wanted: Wording) -> None:
    """Raises Invalid, naming the fields, for words that are missing, too long or already another term's."""
    fields: dict[str, Message] = {}
    for language in LANGUAGES:
        fields |= _wrong_label(vocabulary, code, language, wanted.labels.get(language, ""))
        fields |= _wrong_synonyms(language, wanted)
    if reason := _wrong_parent(vocabulary, code, wanted.parent):
        fields["parent"] = reason
    if fields:
        raise Invalid(fields=fields)


def _wrong_label(vocabulary: Vocabulary, code: str, language: str, label: str) -> dict[str, Message]:
    name = f"label_{language}"
    if not label.strip():
        return {name: say(N_("Please answer this."))}
    if len(label) > MOST_WORDS:
        return {name: say(N_("At most %(most)s characters."), most=MOST_WORDS)}
    others = (term for term in vocabulary.terms.values() if term.code != code)
    if any(folded(term.labels[language]) == folded(label) for term in others):
        return {name: say(N_("Another term is called so. Merge the two, or say what is different."))}
    return {}


def _wrong_synonyms(language: str, wanted: Wording) -> dict[str, Message]:
    name, words = f"synonyms_{language}", wanted.synonyms.get(language, ())
    if len(words) > MOST_SYNONYMS:
        return {name: say(N_("At most %(most)s synonyms."), most=MOST_SYNONYMS)}
    if any(len(word) > MOST_WORDS for word in words):
        return {name: say(N_("At most %(most)s characters."), most=MOST_WORDS)}
    return {}


def _wrong_parent(vocabulary: Vocabulary, code: str, parent: str | None) -> Message | None:
    if parent is None:
        return None
    if parent not in vocabulary.terms or not is_open(vocabulary.name):
        return say(N_("“%(code)s” is not in this list."), code=parent)
    if parent == code or code in vocabulary.broader(parent):
        return say(N_("A term cannot be broader than itself: this one is already below it."))
    return None


def check_merge(vocabulary: Vocabulary, code: str, into: str) -> None:
    """Raises Invalid where `code` cannot become `into`."""
    if not is_open(vocabulary.name) or into not in vocabulary.terms or into == code:
        raise Invalid(fields={"into": say(N_("“%(code)s” is not in this list."), code=into)})
    if code in vocabulary.broader(into):
        reason = say(N_("This term is narrower than the one that would go. Put it elsewhere first."))
        raise Invalid(fields={"into": reason})


def replaced(codes: Iterable[str], code: str, into: str) -> list[str]:
    """`codes` after a merge: `into` where `code` stood, each once."""
    return list(dict.fromkeys(into if one == code else one for one in codes))


def together(*lists: Iterable[str], but: str = "") -> tuple[str, ...]:
    """Every word once, however it is written, in this order; what reads like `but` is left out."""
    return tuple(_once((word for words in lists for word in words), {folded(but)}))


def _once(words: Iterable[str], said: set[str]) -> Iterator[str]:
    for word in words:
        if folded(word) and folded(word) not in said:
            said.add(folded(word))
            yield word

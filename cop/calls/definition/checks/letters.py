"""Letters name only what they will be given, and the same in every language."""

import re
from collections.abc import Iterator

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.letters import PLACES, Letters
from cop.calls.definition.problems import Found, Loc, nearest
from cop.calls.definition.texts import Text
from cop.kernel.messages import N_, Message, say

_PLACE = re.compile(r"%(?:\((\w+)\)s)?")


def check_letters(definition: CallDefinition) -> Iterator[Found]:
    """There is a letter for every outcome of this call, and its places are known."""
    letters = definition.letters
    if len(definition.stages) == 2 and letters.invited is None:
        yield ("letters", "invited"), say(N_("A call in two stages needs the letter “invited”."))
    if definition.reserve and letters.reserve is None:
        yield ("letters", "reserve"), say(N_("A call with a reserve list needs the letter “reserve”."))
    for outcome in Letters.model_fields:
        letter = getattr(letters, outcome)
        if letter is not None:
            yield from _places(letter.subject, definition.authoritative, ("letters", outcome, "subject"))
            yield from _places(letter.body, definition.authoritative, ("letters", outcome, "body"))


def _places(text: Text, authoritative: str, loc: Loc) -> Iterator[Found]:
    wanted = _named(text.get(authoritative, ""))
    for language, sentence in text.items():
        named = _named(sentence)
        for place in sorted(named - set(PLACES)):
            yield (*loc, language), _unknown(place)
        for place in sorted((wanted - named) & set(PLACES)):
            message = N_("The authoritative text names “%(place)s”; this one does not.")
            yield (*loc, language), say(message, place=place)


def _named(sentence: str) -> set[str]:
    return set(_PLACE.findall(sentence.replace("%%", "")))


def _unknown(place: str) -> Message:
    if not place:
        return say(N_("A per cent sign that is meant as one is written twice: %%."))
    meant = nearest(place, PLACES)
    if meant is None:
        message = N_("A letter cannot name “%(place)s”; it can name %(places)s.")
        return say(message, place=place, places=", ".join(PLACES))
    return say(N_("A letter cannot name “%(place)s”; did you mean “%(meant)s”?"), place=place, meant=meant)

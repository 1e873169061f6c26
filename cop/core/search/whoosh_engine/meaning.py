"""What texts mean beside the words that are in them: the nearest texts join those that were found, and all are ordered anew."""

from cop.core.search.analysis import ANALYSED
from cop.core.search.asking import Asked, term
from cop.core.search.meaning.question import Close, Near
from cop.core.search.ranking import NEAR, RERANKED, Mix, least_closeness, near_enough, rarity
from cop.core.search.whoosh_engine import bits
from cop.core.search.whoosh_engine.scoring import named_scores
from cop.core.search.whoosh_engine.view import View


def close(
    view: View, near: Near, scores: dict[int, float], allowed: int, left: int, *, reader: str
) -> dict[int, Close]:
    """How near the best by words are, and those of `allowed` that are near enough to be results without them.

    What filters have `left` has its own nearest among them, and `allowed` tells how near is enough. With these come what they
    are in the reader's language: what a text means holds for its translations.
    """
    keys, numbers = view.document_keys(), view.numbers()
    found = near.nearest(NEAR, allowed=_among(view, allowed))
    least = least_closeness(found.values())
    if left != allowed:
        found |= near.nearest(NEAR, allowed=_among(view, left))
    nearest = near_enough(found, least)
    joined = (numbers[key] for key in nearest if key in numbers)
    translated = (
        view.texts_in(reader).get(view.groups()[number]) for number in joined if number not in scores
    )
    may = bits.flags(allowed, view.size)
    more = [number for number in translated if number is not None and may[number]]
    others = near.close([keys[number] for number in [*list(scores)[:RERANKED], *more]])
    return {numbers[key]: one for key, one in (nearest | others).items() if key in numbers}


def _among(view: View, allowed: int) -> list[int] | None:
    """The keys of these documents; None for all."""
    keys = view.document_keys()
    return None if allowed == view.alive else [keys[number] for number in bits.members(allowed, view.size)]


def mixed(
    view: View, asked: Asked, scores: dict[int, float], near: dict[int, Close], *, reader: str
) -> dict[int, float]:
    """`scores` by words and closeness in one order, best first; past the best by words their order stays."""
    own, named = view.spoken(reader), named_scores(view, asked, reader)
    mix = Mix(best=max(scores.values(), default=0.0), whole=_whole(view, asked, reader))
    first = {
        number: mix.score(
            scores.get(number, 0.0),
            named.get(number, 0.0) if number in scores else 0.0,
            near[number].closeness if number in near else 0.0,
            is_own=bool(own[number]),
        )
        for number in {**dict.fromkeys(list(scores)[:RERANKED]), **near}
    }
    least = min(first.values(), default=0.0)
    rest = {number: least * mix.share(score) for number, score in scores.items() if number not in first}
    return dict(sorted(first.items(), key=lambda pair: -pair[1])) | rest


def _whole(view: View, asked: Asked, reader: str) -> float:
    """About what a text scores by words that has all of those asked."""
    total = 0.0
    for word in asked.words:
        said = [(spoken, term(word, spoken, heard_as=reader)) for spoken in ANALYSED]
        holders = max((len(view.weights(spoken, one).numbers) for spoken, one in said if one), default=0)
        total += rarity(view.count, holders)
    return total

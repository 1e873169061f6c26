"""From handing in to decisions, a whole call at a time."""

from datetime import datetime, timedelta

from cop.awards.services.announce import announce_decisions
from cop.awards.services.draw import propose_decisions
from cop.demo import checking, reviewing
from cop.demo.bids import Bid, start_bid, submit_bid, write_bid
from cop.demo.calendar import Staged
from cop.demo.organisations import Bidder
from cop.demo.stage import World
from cop.proposals.models import Submission
from cop.proposals.services.exclude import announce_ineligible
from cop.reviews.services.assign import close_reviews

HandedIn = tuple[Bid, Submission]


def _received(world: World, staged: Staged, count: int) -> list[datetime]:
    """When each hands in: most of them in the last days, as everywhere."""
    opens, closes = staged.windows[0]
    span = min(closes, world.now) - opens
    return sorted(opens + span * (0.12 + 0.87 * world.rng.random() ** 0.45) for _ in range(count))


def hand_in(world: World, staged: Staged, bidders: list[Bidder]) -> list[HandedIn]:
    """Everyone's first stage, written and submitted."""
    made = []
    pairs = zip(bidders, _received(world, staged, len(bidders)), strict=True)
    for bidder, at in world.along(pairs, len(bidders), staged.call.code):
        bid = start_bid(staged, bidder, rng=world.rng, now=max(at - timedelta(days=9), staged.windows[0][0]))
        write_bid(bid, now=at - timedelta(hours=2))
        made.append((bid, submit_bid(bid, now=at)))
    return made


def read_all(world: World, handed_in: list[HandedIn], at: datetime, *, refused: tuple[int, ...] = ()) -> None:
    """Check everything, assign two reviewers each, have them read; the submissions of `refused` are excluded."""
    for number, (bid, submission) in enumerate(handed_in):
        checking.check(bid, submission, world.cast, is_eligible=number not in refused, now=at)
    if refused:
        submission = handed_in[0][1]
        call = submission.proposal.call
        announce_ineligible(call, submission.stage, actor=world.cast.manager, now=at + timedelta(days=2))
    for number, (_bid, submission) in enumerate(handed_in):
        if number in refused:
            continue
        pair = reviewing.pair(world.cast, number)
        quality, lowest = (2.1, 1) if number % 8 == 5 else (world.rng.uniform(3.3, 4.7), 2)
        for assignment in reviewing.assign(submission, pair, world.cast, now=at + timedelta(days=3)):
            reviewing.review(
                assignment,
                quality=quality,
                rng=world.rng,
                now=at + timedelta(days=9 + world.rng.random() * 10),
                lowest=lowest,
            )


def draw_up(world: World, staged: Staged, stage: int, at: datetime) -> None:
    """The officer closes the reviews and draws the decisions up."""
    officer = world.cast.officer
    close_reviews(staged.call, stage, actor=officer, now=at)
    propose_decisions(staged.call, staged.definition, stage, actor=officer, now=at + timedelta(days=1))


def announce(world: World, staged: Staged, stage: int, at: datetime) -> None:
    """The manager, who did not draw them up, announces the decisions."""
    announce_decisions(staged.call, stage, actor=world.cast.manager, now=at)

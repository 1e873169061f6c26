"""The four calls of the demonstration: one decided in two stages, one drawn up, one in review, one open."""

from datetime import timedelta

from cop.demo import checking, reviewing
from cop.demo.asking import ask
from cop.demo.bids import Bid, continue_bid, start_bid, submit_bid, write_bid
from cop.demo.calendar import Staged
from cop.demo.evaluating import announce, draw_up, hand_in, read_all
from cop.demo.stage import World
from cop.proposals.models import Submission
from cop.proposals.services.submit import withdraw_proposal
from cop.proposals.states import ProposalState


def decided_in_two_stages(world: World, name: str, staged: Staged) -> None:
    notes = hand_in(world, staged, world.of_call(name))
    (_, first_closes), (opens, closes) = staged.windows
    read_all(world, notes, first_closes + timedelta(days=5), refused=(3,))
    draw_up(world, staged, 1, first_closes + timedelta(days=40))
    announce(world, staged, 1, first_closes + timedelta(days=46))
    full = []
    for bid, _note in notes:
        if bid.proposal.state != ProposalState.INVITED:
            continue
        at = opens + (closes - opens) * world.rng.uniform(0.5, 0.98)
        continue_bid(bid, now=opens + timedelta(days=1))
        write_bid(bid, now=at - timedelta(hours=3))
        full.append((bid, submit_bid(bid, now=at)))
    read_all(world, full, closes + timedelta(days=5))
    draw_up(world, staged, 2, closes + timedelta(days=45))
    announce(world, staged, 2, closes + timedelta(days=51))


def drawn_up(world: World, name: str, staged: Staged) -> None:
    """All is read and the decisions are drawn up; announcing them waits for the manager."""
    handed_in = hand_in(world, staged, world.of_call(name))
    closes = staged.windows[0][1]
    read_all(world, handed_in, closes + timedelta(days=5), refused=(6,))
    draw_up(world, staged, 1, closes + timedelta(days=45))


def in_review(world: World, name: str, staged: Staged) -> None:
    """Of every kind: withdrawn, not checked yet, excluded, waiting for reviewers, half read, read."""
    handed_in = hand_in(world, staged, world.of_call(name))
    withdrawn, _ = handed_in[1]
    withdraw_proposal(withdrawn.proposal, actor=withdrawn.bidder.writer, now=world.day(-24))
    for number, (bid, submission) in world.along(enumerate(handed_in), len(handed_in), "Reviews"):
        if number == 1 or number >= len(handed_in) - 2:
            continue
        checking.check(bid, submission, world.cast, is_eligible=number != 8, now=world.day(-21))
        if number != 8 and number < len(handed_in) - 4:
            _read_some(world, bid, submission, number)
    _ask_two(world, handed_in[-2:])


def _ask_two(world: World, unchecked: list[tuple[Bid, Submission]]) -> None:
    """Two whose statutes are not signed: one team has sent them since, the other has some days left."""
    for number, (bid, submission) in enumerate(unchecked):
        asked = checking.ask(bid, submission, world.cast, now=world.day(-4), due_at=world.day(6))
        if number == 1:
            checking.answer(bid, asked, now=world.day(-1))


def _read_some(world: World, bid: Bid, submission: Submission, number: int) -> None:
    pair = reviewing.assign(submission, reviewing.pair(world.cast, number), world.cast, now=world.day(-18))
    quality = world.rng.uniform(2.6, 4.7)
    for step, assignment in enumerate(pair):
        at = world.day(-15 + world.rng.random() * 11)
        match (number * 2 + step) % 7:
            case 0 | 1 if number < 6:
                continue
            case 3:
                reviewing.review(assignment, quality=quality, rng=world.rng, now=at, is_finished=False)
            case 5 if number == 6:
                reviewing.step_aside(assignment, reason=bid.bidder.organisation.name, now=at)
            case _:
                reviewing.review(assignment, quality=quality, rng=world.rng, now=at)


def still_open(world: World, name: str, staged: Staged) -> None:
    """Some have handed in; the applicant's and two other drafts are unfinished; questions were asked."""
    bidders = world.of_call(name)
    drafts, done = bidders[:3], bidders[3:]
    hand_in(world, staged, done)
    for number, bidder in enumerate(drafts):
        bid = start_bid(staged, bidder, rng=world.rng, now=world.day(-6 + number))
        sections = [section.code for section in staged.definition.stage(1).sections]
        write_bid(bid, now=world.day(-4 + number), only=sections[: 2 + number % 2])
    ask(world, staged, name)

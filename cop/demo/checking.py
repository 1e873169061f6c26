"""Administrative checks of the demonstration, through the services."""

from datetime import datetime, timedelta

from cop.demo.bids import Bid, document
from cop.demo.people import Cast
from cop.demo.words import words
from cop.files.rules import Upload
from cop.proposals.check_models import CheckRequest
from cop.proposals.models import Submission
from cop.proposals.services.check import Ruling, check_submission
from cop.proposals.services.checklist import Said, base_of_checklist, save_checklist
from cop.proposals.services.confirm import confirm_check
from cop.proposals.services.request import answer_request, ask_team
from cop.proposals.states import CheckState, ItemAnswer


def check(bid: Bid, submission: Submission, cast: Cast, *, is_eligible: bool, now: datetime) -> None:
    """What the secretariat decides after its checklist, with the call's first paragraph where it excludes."""
    go_through(bid, submission, cast, is_right=is_eligible, now=now)
    ruling = Ruling(is_eligible=True)
    if not is_eligible:
        paragraph = bid.staged.definition.who_may_apply[0].code
        ruling = Ruling(is_eligible=False, paragraph=paragraph, reason=words(bid.bidder.language)["refused"])
    made = check_submission(submission, ruling, actor=cast.officer, now=now)
    if made.state == CheckState.PROPOSED:
        confirm_check(made, actor=cast.manager, now=now + timedelta(hours=3))


def go_through(bid: Bid, submission: Submission, cast: Cast, *, is_right: bool, now: datetime) -> None:
    """The checklist of a submission: all well but, where it is not right, the first item."""
    items = [item.code for item in bid.staged.definition.stage(submission.stage).check.items]
    said = dict.fromkeys(items, Said(ItemAnswer.YES, ""))
    if not is_right and items:
        said[items[0]] = Said(ItemAnswer.NO, words(bid.bidder.language)["refused"])
    base = base_of_checklist({}, items)
    save_checklist(submission, said, base=base, actor=cast.officer, now=now)


def ask(bid: Bid, submission: Submission, cast: Cast, *, now: datetime, due_at: datetime) -> CheckRequest:
    """The officer wants to see the signed document."""
    (asked,) = bid.staged.definition.stage(submission.stage).of_type("document")
    text = words(bid.bidder.language)["asked"]
    return ask_team(submission, question=asked.code, text=text, due_at=due_at, actor=cast.officer, now=now)


def answer(bid: Bid, request: CheckRequest, *, now: datetime) -> None:
    """The team sends it."""
    upload = Upload(f"{request.question}-signed.pdf", document())
    text = words(bid.bidder.language)["explained"]
    answer_request(request, text=text, upload=upload, actor=bid.bidder.writer, now=now)

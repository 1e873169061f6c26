"""Questions about the open call, answered and not."""

from datetime import timedelta

from cop.clarifications.rules import mark_of
from cop.clarifications.services import ask_question, publish_answer
from cop.demo.calendar import Staged
from cop.demo.data import read
from cop.demo.stage import World


def ask(world: World, staged: Staged, name: str) -> None:
    """Each by another bidder; what is answered was answered two days later."""
    kept, bidders = read("clarifications"), world.of_call(name)
    for number, row in enumerate([*kept["answered"], *kept["waiting"]]):
        asked_at = world.day(-14 + 3 * number)
        asker = bidders[number % len(bidders)].writer
        question = ask_question(
            staged.call, row["asked"], language=row["language"], actor=asker, now=asked_at
        )
        if "answer" in row:
            base = mark_of(question.question, question.answer)
            texts = {"question": row["question"], "answer": row["answer"], "base": base}
            publish_answer(question, **texts, actor=world.cast.officer, now=asked_at + timedelta(days=2))

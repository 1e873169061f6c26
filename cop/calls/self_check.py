"""May we apply? The call's own questions and its rules of eligibility, answered before anything is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cop.calls.definition.definition import AskedFirst, CallDefinition, Paragraph
from cop.calls.definition.texts import Text
from cop.calls.eligibility import check_eligibility
from cop.calls.facts import Facts, Verdict
from cop.kernel.messages import Message


@dataclass(frozen=True, slots=True)
class Remark:
    """What one question or rule says of the reader, in the call's words or ours, and the paragraph that it rests on."""

    verdict: Verdict
    said: Message | Text
    paragraph: Paragraph | None


def remarks_on(definition: CallDefinition, facts: Facts, answers: Mapping[str, bool]) -> list[Remark]:
    """What the call says of a bid of which `facts` are known and `answers` (question -> yes?) were given."""
    return [*_asked(definition, answers), *_ruled(definition, facts)]


def conclusion(remarks: Sequence[Remark]) -> Verdict:
    """No as soon as one says no; yes only when all do."""
    verdicts = {remark.verdict for remark in remarks}
    if Verdict.NO in verdicts:
        return Verdict.NO
    return Verdict.UNKNOWN if Verdict.UNKNOWN in verdicts else Verdict.YES


def _asked(definition: CallDefinition, answers: Mapping[str, bool]) -> Iterator[Remark]:
    for asked in definition.ask_before_applying:
        verdict = _verdict(asked, answers.get(asked.code))
        said = asked.otherwise if verdict == Verdict.NO else asked.text
        yield Remark(verdict, said, definition.paragraph(asked.paragraph) if asked.paragraph else None)


def _verdict(asked: AskedFirst, answer: bool | None) -> Verdict:
    if answer is None:
        return Verdict.UNKNOWN
    return Verdict.YES if answer == asked.expected else Verdict.NO


def _ruled(definition: CallDefinition, facts: Facts) -> Iterator[Remark]:
    for finding in check_eligibility(definition, facts):
        yield Remark(finding.verdict, finding.message, definition.paragraph(finding.paragraph))

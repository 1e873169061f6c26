"""What the fields of a definition are called where a change of them is told to people who never saw one."""

from cop.calls.definition.changes import Change, ChangeKind
from cop.kernel.messages import N_, Message, say

_SAME = {
    N_("wording"): "about summary text title label otherwise",
    N_("hint"): "help",
    N_("declaration"): "declaration",
    N_("letters"): "letters invited awarded rejected subject body",
    N_("least"): "min minimum lowest at_least share_min lowest_mark",
    N_("most"): "max maximum highest at_most share_max",
    N_("limit of words"): "max_words",
    N_("limit of characters"): "max_length",
    N_("limit of megabytes"): "max_mb",
    N_("formats of files"): "formats",
    N_("type of answer"): "type fact among whole",
    N_("whether an answer is needed"): "required",
    N_("choices"): "options",
    N_("columns of the table"): "columns",
    N_("when it is asked"): "asked_if question answer",
    N_("unit"): "unit",
    N_("sections"): "sections",
    N_("questions"): "questions question",
    N_("stages"): "stages",
    N_("dates"): "window opens closes zone",
    N_("time for questions"): "clarifications ask_days answer_days",
    N_("budget"): "budget",
    N_("administrative check"): "check items four_eyes appeal_days",
    N_("headings of the budget"): "headings number",
    N_("other currencies of the budget"): "exchange rate",
    N_("ceiling"): "ceiling",
    N_("own contribution"): "own_contribution percent in_kind_counts",
    N_("money available"): "envelope amount currency",
    N_("grant"): "grant",
    N_("duration in months"): "duration_months",
    N_("countries"): "countries target_countries partner_countries counting_lead",
    N_("themes and sectors"): "themes sectors",
    N_("types of organisation"): "types",
    N_("languages"): "languages proposal_languages",
    N_("who may apply"): "who_may_apply paragraph",
    N_("rules of eligibility"): "eligibility rule params",
    N_("questions before applying"): "ask_before_applying expected",
    N_("documents of the call"): "documents_public kind",
    N_("what is taken over from the concept note"): "prefill locked carries",
    N_("how far the grant may differ from the concept note"): "drift grant_percent months",
    N_("whether partners may change"): "partners",
    N_("mandates of the partners"): "needs_mandates",
    N_(
        "scoring"
    ): "grid scale labels criteria weight threshold version divergence_percent reviewers_per_proposal",
    N_("selection"): "selection cut places envelope_percent reserve",
    N_("code"): "code programme",
}
NAMES = {field: name for name, fields in _SAME.items() for field in fields.split()}


def name_of(change: Change) -> Message:
    """What changed, in a word or two."""
    return say(NAMES[change.name]) if change.name in NAMES else say("%(name)s", name=change.name)


KINDS = {
    ChangeKind.ADDED: N_("added"),
    ChangeKind.REMOVED: N_("removed"),
    ChangeKind.MOVED: N_("moved"),
    ChangeKind.CHANGED: N_("changed"),
}

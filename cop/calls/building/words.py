"""What the pages call each field, page and list of a definition: one table, so that a new field is one line here."""

from cop.calls.definition.texts import Part
from cop.kernel.messages import N_, Message, say

_FIELDS = {
    "code": (N_("Short name"), N_("For addresses and exports: small letters, digits and hyphens.")),
    "programme": (N_("Programme"), N_("Its short name, the same in all its calls.")),
    "languages": (N_("Languages of the call"), N_("Every text must be there in each of them before the call can open.")),
    "proposal_languages": (N_("Languages of proposals"), N_("Applicants choose one of them to write in.")),
    "title": (N_("Title"), ""),
    "summary": (N_("In short"), N_("Two or three sentences for the list of calls.")),
    "about": (N_("What the call is about"), N_("Leave an empty line between paragraphs.")),
    "envelope": (N_("Money available"), ""),
    "amount": (N_("Amount"), ""),
    "currency": (N_("Currency"), N_("Three capital letters, for example EUR.")),
    "grant": (N_("One grant"), ""),
    "min": (N_("At least"), ""),
    "max": (N_("At most"), ""),
    "share_min": (N_("Pays at least, in per cent of the cost"), ""),
    "share_max": (N_("Pays at most, in per cent of the cost"), ""),
    "duration_months": (N_("Duration of a project, in months"), ""),
    "themes": (N_("Themes"), N_("None chosen: open to all.")),
    "sectors": (N_("Sectors"), N_("None chosen: open to all.")),
    "target_countries": (N_("Target countries"), N_("One country a line.")),
    "partner_countries": (N_("Partner countries"), N_("One country a line.")),
    "who_may_apply": (N_("Paragraphs: who may apply"), ""),
    "eligibility": (N_("Rules of eligibility"), ""),
    "ask_before_applying": (N_("Questions to ask before applying"), ""),
    "documents_public": (N_("Documents published with the call"), ""),
    "stages": (N_("Stages"), ""),
    "reserve": (N_("Keep a reserve list"), ""),
    "letters": (N_("Letters"), ""),
    "text": (N_("Text"), ""),
    "params": (N_("What the rule needs"), ""),
    "paragraph": (N_("Paragraph it rests on"), ""),
    "expected": (N_("“Yes” is the right answer"), ""),
    "otherwise": (N_("What to say to the other answer"), ""),
    "kind": (N_("Kind"), ""),
    "Stage.code": (N_("Which stage it is"), N_("A call in one stage has the full proposal only.")),
    "window": (N_("When it is open"), ""),
    "opens": (N_("Opens"), N_("As the clock shows it in the zone below.")),
    "closes": (N_("Closes"), N_("As the clock shows it in the zone below.")),
    "zone": (N_("Time zone"), N_("As Africa/Bujumbura or Europe/Brussels.")),
    "clarifications": (N_("Questions of applicants"), ""),
    "ask_days": (N_("Taken until so many days before it closes"), ""),
    "answer_days": (N_("Answered until so many days before it closes"), ""),
    "declaration": (N_("Declaration"), N_("What an applicant declares when handing in.")),
    "sections": (N_("Sections"), ""),
    "questions": (N_("Questions"), ""),
    "label": (N_("Label"), ""),
    "help": (N_("Help"), ""),
    "required": (N_("An answer is needed"), ""),
    "fact": (N_("What the answer tells the rules"), N_("Title, grant, duration and others are read across calls.")),
    "asked_if": (N_("Asked only if"), N_("Save the question it hangs on first; it stands before this one.")),
    "DeclarationQuestion.text": (N_("What is declared"), ""),
    "max_length": (N_("At most so many characters"), ""),
    "max_words": (N_("At most so many words"), ""),
    "options": (N_("Choices"), ""),
    "columns": (N_("Columns"), ""),
    "TableQuestion.at_most": (N_("At most so many rows"), ""),
    "at_least": (N_("At least"), ""),
    "at_most": (N_("At most"), ""),
    "minimum": (N_("Not below"), ""),
    "maximum": (N_("Not above"), ""),
    "whole": (N_("Whole numbers only"), ""),
    "unit": (N_("Said after the number"), ""),
    "among": (N_("Which countries"), ""),
    "formats": (N_("Kinds of file"), ""),
    "max_mb": (N_("At most so many megabytes"), ""),
    "prefill": (N_("Filled in from the stage before"), ""),
    "locked": (N_("Stays as it was in the stage before"), ""),
    "drift": (N_("How far it may move from the stage before"), ""),
    "grant_percent": (N_("The grant, up or down, in per cent"), ""),
    "months": (N_("The duration, up or down, in months"), N_("Empty: by any number of months.")),
    "Drift.partners": (N_("The partners"), ""),
    "needs_mandates": (
        N_("Each partner confirms by mail that it takes part"), N_("Without that nothing can be handed in."),
    ),
    "carries": (N_("Points taken over from the stage before"), N_("These sections of the grid are not scored again.")),
    "budget": (N_("Budget"), ""),
    "headings": (N_("Headings"), ""),
    "exchange": (N_("Other currencies"), N_("Lines may be in these too, at a rate that is the same for all.")),
    "Exchange.code": (N_("Currency"), N_("Three capital letters, for example EUR.")),
    "rate": (N_("Exchange rate"), N_("What one unit of it is in the call’s currency. It stays once the stage is open.")),
    "own_contribution": (N_("Paid by others than the grant, at least, in per cent of the cost"), ""),
    "in_kind_counts": (N_("Contributions in kind count"), ""),
    "number": (N_("Number on the donor’s form"), ""),
    "ceiling": (N_("At most, in per cent of direct costs"), ""),
    "check": (N_("Administrative check"), ""),
    "items": (N_("Checklist"), ""),
    "four_eyes": (N_("A second officer confirms each decision"), ""),
    "appeal_days": (N_("A team may appeal for so many days"), N_("Counted from the day it is told; 0 is no appeal.")),
    "CheckItem.text": (N_("What an officer looks at"), ""),
    "CheckItem.paragraph": (N_("Paragraph of the call"), ""),
    "CheckItem.question": (N_("Question of the form"), ""),
    "grid": (N_("Grid"), ""),
    "version": (N_("Version"), N_("For example the year of the guide: small letters, digits and hyphens.")),
    "scale": (N_("Scale of marks"), ""),
    "lowest": (N_("Lowest mark"), ""),
    "highest": (N_("Highest mark"), ""),
    "labels": (N_("What each mark means, from the lowest on"), ""),
    "Grid.maximum": (N_("Most points in all"), N_("What the sections come to.")),
    "Grid.threshold": (N_("Least points in all"), ""),
    "GridSection.maximum": (N_("Most points"), N_("The weights together, times the highest mark.")),
    "threshold": (N_("Least points that pass"), ""),
    "lowest_mark": (N_("No mark below"), ""),
    "criteria": (N_("Criteria"), ""),
    "weight": (N_("Weight"), N_("The mark counts so many times.")),
    "reviewers_per_proposal": (N_("Reviewers of each proposal"), ""),
    "divergence_percent": (
        N_("One more reviewer when scores differ by more than"), N_("In per cent of the most points."),
    ),
    "selection": (N_("Selection"), ""),
    "cut": (N_("The ranking is cut by"), ""),
    "places": (N_("Places"), ""),
    "envelope_percent": (N_("In per cent of the money available"), ""),
    "invited": (N_("Letter: invited to the next stage"), ""),
    "awarded": (N_("Letter: a grant is awarded"), ""),
    "Letters.reserve": (N_("Letter: on the reserve list"), ""),
    "rejected": (N_("Letter: not selected"), ""),
    "subject": (N_("Subject"), ""),
    "body": (
        N_("Letter"),
        N_("It may name %(organisation)s, %(title)s, %(call)s, %(number)s, %(amount)s, %(score)s, %(rank)s and %(deadline)s."),
    ),
    "types": (N_("Types of organisation"), ""),
    "countries": (N_("Countries"), ""),
    "counting_lead": (N_("The lead counts too"), ""),
    "RegisteredYears.at_least": (N_("Registered for so many years"), ""),
    "ExpertOrigin.question": (N_("Question that asks where the experts come from"), N_("Save that question first.")),
    "percent": (N_("In per cent of the cost"), ""),
}  # fmt: skip
"""Field, or Model.field -> what it is called, and a hint."""

_PAGES = {
    "CallDefinition.basics": N_("The call in short"),
    "CallDefinition.money": N_("Money and duration"),
    "CallDefinition.subjects": N_("Themes and countries"),
    "CallDefinition.who": N_("Who may apply"),
    "CallDefinition.documents": N_("Documents"),
    "CallDefinition.outcome": N_("Reserve list and letters"),
    "Stage.stage": N_("Name and dates"),
    "Stage.form": N_("Sections and questions"),
    "Stage.continuity": N_("What is taken over from the stage before"),
    "Stage.money": N_("Budget"),
    "Stage.checking": N_("Administrative check"),
    "Stage.scoring": N_("Evaluation grid"),
    "Stage.review": N_("Reviewers and selection"),
}

_ITEMS = {
    "who_may_apply": N_("Paragraph"),
    "eligibility": N_("Rule"),
    "ask_before_applying": N_("Question"),
    "documents_public": N_("Document"),
    "stages": N_("Stage"),
    "sections": N_("Section"),
    "questions": N_("Question"),
    "options": N_("Choice"),
    "columns": N_("Column"),
    "headings": N_("Heading"),
    "exchange": N_("Currency"),
    "items": N_("Item"),
    "criteria": N_("Criterion"),
}
"""What one of a list is called."""


def label_of(model: type[Part], name: str) -> Message:
    """What a field is called; one that nobody named yet by its own name."""
    return say(_named(model, name)[0])


def hint_of(model: type[Part], name: str) -> Message | None:
    hint = _named(model, name)[1]
    return say(hint) if hint else None


def _named(model: type[Part], name: str) -> tuple[str, str]:
    return _FIELDS.get(f"{model.__name__}.{name}") or _FIELDS.get(name) or (name, "")


def page_label(model: type[Part], group: str) -> Message:
    """What a page of a large part is called."""
    return say(_PAGES[f"{model.__name__}.{group}"])


def item_label(name: str) -> Message:
    """What one of the list `name` is called: “Paragraph”."""
    return say(_ITEMS[name])

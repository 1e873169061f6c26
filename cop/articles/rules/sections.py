"""The template of a practice, merged from those of PANORAMA, WOCAT, FAO and the handbook of the joint initiative: data."""

from cop.articles.rules.choices import CURRENCIES, DIMENSIONS, EFFECTS, GENDER, SCALES
from cop.articles.rules.template import SHORT, Group, Item, Kind, Section
from cop.kernel.licences import LICENCES
from cop.kernel.messages import N_

SCOPE = Section(
    "scope",
    N_("Kind, scale and places"),
    parts=(
        Item("scale", N_("Scale"), Kind.CHOICE, is_needed=True, choices=SCALES),
        Item("actor_types", N_("Who acts"), Kind.TERMS, vocabulary="organisation_types"),
        Item("transfers", N_("What is transferred"), Kind.TERMS, vocabulary="transfer_kinds"),
        Item(
            "compact_objectives",
            N_("Objectives of the Global Compact for Migration"),
            Kind.TERMS,
            vocabulary="compact_objectives",
        ),
        Item("gender_marker", N_("Gender marker"), Kind.CHOICE, choices=GENDER),
        Item("tags", N_("Tags"), Kind.LINE, N_("Other words that people search by, between commas.")),
        Group(
            "places",
            N_("Places"),
            N_("Place %(number)s"),
            (
                Item("name", N_("Name"), Kind.LINE, is_needed=True),
                Item("country", N_("Country"), Kind.COUNTRY),
                Item("level", N_("Level"), Kind.CHOICE, choices=SCALES[:3]),
                Item("latitude", N_("Degrees north"), Kind.NUMBER, low=-90, high=90),
                Item("longitude", N_("Degrees east"), Kind.NUMBER, low=-180, high=180),
            ),
            most=10,
        ),
    ),
)

WHO = Section(
    "who",
    N_("Who"),
    parts=(
        Item("target_groups", N_("Target groups"), is_needed=True),
        Item("women", N_("Women reached"), Kind.WHOLE),
        Item("men", N_("Men reached"), Kind.WHOLE),
        Item("young", N_("Young people reached"), Kind.WHOLE),
        Item("reached", N_("Everyone reached"), Kind.WHOLE),
        Item("counted", N_("How they were counted"), Kind.LINE),
        Item("donors", N_("Donors"), Kind.NAMES, N_("One a line.")),
        Group(
            "partners",
            N_("Partners"),
            N_("Partner %(number)s"),
            (
                Item("name", N_("Name"), Kind.NAME, is_needed=True),
                Item("kind", N_("Type"), Kind.TERM, vocabulary="organisation_types"),
                Item("country", N_("Country"), Kind.COUNTRY),
                Item("role", N_("Its role"), Kind.LINE),
            ),
            most=20,
        ),
        Group(
            "people",
            N_("People to ask"),
            N_("Person %(number)s"),
            (
                Item("name", N_("Name"), Kind.NAME, is_needed=True),
                Item("contact", N_("E-mail address or web page"), Kind.NAME),
                Item("subject", N_("What to ask them about"), Kind.LINE),
                Item("agrees", N_("This person agrees to be named here."), Kind.YES),
            ),
            most=6,
            hint=N_("Only those who agree are shown."),
        ),
    ),
)

STORY = Section(
    "story",
    N_("The story"),
    N_("Start a heading with ##, a list item with a hyphen. Leave an empty line between paragraphs."),
    parts=(
        Item("context", N_("Context"), is_needed=True, hint=N_("Where this is, and how things were before.")),
        Item("challenges", N_("Challenges"), is_needed=True, hint=N_("What had to change, and for whom.")),
        Item("objectives", N_("Objectives")),
        Item(
            "approach",
            N_("What was done"),
            is_needed=True,
            hint=N_("The idea, and how it was put to work."),
            most=60_000,
        ),
        Item("activities", N_("Activities"), hint=N_("Phase by phase.")),
        Item("involvement", N_("How the community took part"), hint=N_("Phase by phase.")),
    ),
)

BLOCKS = Section(
    "blocks",
    N_("Building blocks"),
    N_("The parts that somebody elsewhere could use without the rest."),
    parts=(
        Group(
            "blocks",
            N_("Building blocks"),
            N_("Building block %(number)s"),
            (
                Item("title", N_("Title"), Kind.LINE, is_needed=True),
                Item("purpose", N_("Purpose"), is_needed=True, most=SHORT),
                Item("description", N_("How it works"), most=SHORT),
                Item("enabling", N_("What it takes"), most=SHORT),
                Item("lessons", N_("Lesson"), most=SHORT),
                Item(
                    "reused_from",
                    N_("Taken over from"),
                    Kind.BLOCK,
                    N_("The address of the building block of another practice, if this is one of theirs."),
                ),
            ),
            most=8,
            is_needed=True,
        ),
    ),
)

RESOURCES = Section(
    "resources",
    N_("Resources"),
    parts=(
        Item("currency", N_("Currency"), Kind.CHOICE, choices=CURRENCIES),
        Item("budget", N_("Budget"), Kind.NUMBER),
        Item("cost_to_begin", N_("Cost to set up"), Kind.NUMBER),
        Item("cost_to_run", N_("Cost to run, a year"), Kind.NUMBER),
        Item("staff", N_("Staff"), is_needed=True),
        Item("benefit_soon", N_("Costs and benefits in the short term")),
        Item("benefit_later", N_("Costs and benefits in the long term")),
    ),
)

RESULTS = Section(
    "results",
    N_("Results"),
    parts=(
        Group(
            "results",
            N_("Results"),
            N_("Result %(number)s"),
            (
                Item("indicator", N_("Indicator"), Kind.LINE, N_("What is counted or measured."), True),
                Item("dimension", N_("Dimension"), Kind.CHOICE, choices=DIMENSIONS),
                Item(
                    "effect",
                    N_("Effect"),
                    Kind.CHOICE,
                    N_("From −3, much worse, to +3, much better."),
                    choices=EFFECTS,
                ),
                Item("baseline", N_("Before"), Kind.NUMBER),
                Item("value", N_("Figure"), Kind.NUMBER),
                Item("source", N_("Source"), Kind.LINE),
            ),
            most=20,
            is_needed=True,
        ),
        Group(
            "constraints",
            N_("Constraints, and how they were overcome"),
            N_("Constraint %(number)s"),
            (
                Item("constraint", N_("Constraint"), most=SHORT, is_needed=True),
                Item("overcome", N_("How it was overcome"), most=SHORT),
            ),
            most=8,
        ),
        Item("outcome", N_("What came of it")),
        Item("unexpected", N_("Unintended effects")),
        Item("success_factors", N_("Success factors")),
        Item("strengths_users", N_("Strengths, as users see them")),
        Item("weaknesses_users", N_("Weaknesses, as users see them")),
        Item("strengths_author", N_("Strengths, as the author sees them")),
        Item("weaknesses_author", N_("Weaknesses, as the author sees them")),
    ),
)

DURABILITY = Section(
    "durability",
    N_("Durability"),
    parts=(
        Item("sustainability", N_("What makes it last"), is_needed=True),
        Item("anchoring", N_("Anchoring in institutions")),
        Item("replicability", N_("What it needs elsewhere")),
        Item("preconditions", N_("Preconditions")),
        Item("adaptations", N_("Adaptations")),
    ),
)

EVIDENCE = Section(
    "evidence",
    N_("Evidence and licence"),
    parts=(
        Item("sources", N_("Sources"), is_needed=True),
        Item("evaluations", N_("Evaluations")),
        Item("authors", N_("Authors"), Kind.NAMES, N_("As they want to be cited, one a line.")),
        Item("editors", N_("Edited by"), Kind.NAMES, N_("One a line.")),
        Item("licence", N_("Licence"), Kind.CHOICE, is_needed=True, choices=LICENCES),
        Item("picture_by", N_("Picture by"), Kind.NAME, N_("Who made it, as they want to be named.")),
        Item("people_agree", N_("Everyone who can be recognised in the pictures has agreed."), Kind.YES),
        Group(
            "quotes",
            N_("Quotes"),
            N_("Quote %(number)s"),
            (
                Item("quote", N_("In their words"), most=SHORT, is_needed=True),
                Item("said_by", N_("Who said it"), Kind.NAME),
                Item("agrees", N_("This person agrees to be quoted here."), Kind.YES),
            ),
            most=6,
            hint=N_("Only those who agree are shown."),
        ),
    ),
)

TEMPLATE = (SCOPE, WHO, STORY, BLOCKS, RESOURCES, RESULTS, DURABILITY, EVIDENCE)
SECTIONS = {section.code: section for section in TEMPLATE}
_SNAPSHOT = ("challenges", "approach", "outcome", "replicability")
SNAPSHOT = tuple(
    item for code in _SNAPSHOT for section in TEMPLATE for item in section.items if item.code == code
)
"""The items of the form that takes ten minutes, besides title, summary and classification."""

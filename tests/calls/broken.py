"""The ways to get a definition wrong: each a small edit of small_call.yaml, and what is then said."""

from typing import NamedTuple

HERE = "# HERE"

# What the second stage's grid carries over, and the line after it, which makes it the second.
RELEVANCE = """\
        - code: relevance
          title: {en: Relevance, fr: Pertinence}
          criteria:
            - code: needs
              label: {en: Needs, fr: Besoins}
              weight: 2
            - code: value
              label: {en: Value, fr: Valeur}
          maximum: 9
        - code: money
"""


class Broken(NamedTuple):
    """A small edit (the first `old` becomes `new`), and what is then said about the line marked HERE."""

    old: str
    new: str
    path: str
    says: str


BROKEN = {
    "unreadable": Broken("code: small-2026", f"code: small: 2026 {HERE}", "", "This line cannot be read as YAML"),
    "key twice": Broken("code: small-2026", f"code: a\ncode: b {HERE}", "code", "“code” is here twice; first in line 2."),
    "alias": Broken(
        "sectors: [health]", f"sectors: &s [health]\npartner_countries: *s {HERE}\nx: 1", "partner_countries", "aliases"
    ),
    "tag": Broken("programme: small", f"programme: !!binary c21hbGw= {HERE}", "programme", "write the plain value"),
    "list as a name": Broken("programme: small", f"? [a] {HERE}\n: b", "?", "A name before a colon must be one word."),
    "long number": Broken(
        "amount: 100000,", f"amount: {'9' * 30}, {HERE}\n ", "envelope.amount", "This number is too long."
    ),
    "missing": Broken("programme: small\n", "", "programme", "“programme” is missing."),
    "misspelt name": Broken("sectors: [", f"sector: [{HERE}\n", "sector", "did you mean “sectors”?"),
    "unknown name": Broken("sectors: [", f"xyzzy: [{HERE}\n", "xyzzy", "“xyzzy” is not known here."),
    "bad code": Broken("code: small-2026", f"code: Small 2026 {HERE}", "code", "is not a code"),
    "number as text": Broken("version: 2009-16", f"version: 2018 {HERE}", "stages[0].grid.version", "put “2018” in quotes"),
    "no country code": Broken("[RW, BI]", f"[RW, Burundi] {HERE}", "target_countries[1]", "is not a country"),
    "no such country": Broken("[RW, BI]", f"[RW, QQ] {HERE}", "target_countries[1]", "There is no country “QQ”."),
    "no currency": Broken("currency: EUR}", f"currency: euro}} {HERE}", "envelope.currency", "is not a currency"),
    "amount in words": Broken(
        "amount: 100000,", f"amount: plenty, {HERE}\n ", "envelope.amount", "A number is needed here, not “plenty”."
    ),
    "amount below zero": Broken("amount: 100000,", f"amount: -1, {HERE}\n ", "envelope.amount", "at least 0"),
    "three decimals": Broken("amount: 100000,", f"amount: 0.125, {HERE}\n ", "envelope.amount", "too many decimals"),
    "weight of nothing": Broken(
        "weight: 2", f"weight: 99 {HERE}", "stages[0].grid.sections[0].criteria[0].weight", "at most 20"
    ),
    "no maximum": Broken("maximum: 9", f"maximum: 0 {HERE}", "stages[0].grid.sections[0].maximum", "more than 0"),
    "list expected": Broken("themes: [rights]", f"themes: rights {HERE}", "themes", "A list is needed here"),
    "empty list": Broken("[RW, BI]", f"[] {HERE}", "target_countries", "too short"),
    "text without languages": Broken(
        "title: {en: A small call, fr: Un petit appel}", f"title: A small call {HERE}", "title", "One text for each language"
    ),
    "empty text": Broken("fr: Un petit appel}", f'fr: " "}} {HERE}', "title.fr", "This text is empty."),
    "whole number": Broken(
        "max_words: 200", f"max_words: many {HERE}", "stages[0].sections[0].questions[1].max_words", "A whole number"
    ),
    "yes is no boolean": Broken(
        "type: long_text", f"type: long_text\n            required: [] {HERE}",
        "stages[0].sections[0].questions[1].required", "Write true or false",
    ),
    "unknown type": Broken(
        "type: long_text", "kind: x\n            type: essay", "stages[0].sections[0].questions[1]", "type “essay”"
    ),
    "unknown kind": Broken("kind: guidelines", f"kind: poster {HERE}", "documents_public[0].kind", "“poster” is not known"),
    "no type": Broken("            type: long_text\n", "", "stages[0].sections[0].questions[1]", "needs a “type”"),
    "date only": Broken("2026-11-02 09:00,", f"soon, {HERE}\n     ", "stages[0].window.opens", "Write date and time as"),
    "time with offset": Broken(
        "2026-11-02 09:00,", f"2026-11-02T09:00+01:00, {HERE}\n     ", "stages[0].window.opens", "as the clock shows it"
    ),
    "language missing": Broken(
        "{en: A small call, fr: Un petit appel}", f"{{en: A small call}} {HERE}", "title.fr", "in “fr” is missing"
    ),
    "language too many": Broken(
        "fr: Un petit appel}", f"fr: Un petit appel,\n  ar: دعوة}} {HERE}", "title.ar", "“ar” is not a language of this call"
    ),
    "no language of the site": Broken(
        "[en, fr, ar]", f"[en, de] {HERE}", "proposal_languages[1]", "“de” is not a language of this site"
    ),
    "question twice": Broken(
        "code: why", f"code: title {HERE}", "stages[0].sections[0].questions[1].code", "“title” is used twice"
    ),
    "hangs on nothing": Broken(
        "            fact: requested_grant\n",
        f"            fact: requested_grant\n            asked_if: {{question: who, answer: x}} {HERE}\n",
        "stages[0].sections[0].questions[3].asked_if.question", "before this one is called “who”",
    ),
    "hangs on no answer": Broken(
        "            fact: requested_grant\n",
        f"            fact: requested_grant\n            asked_if: {{question: theme, answer: x}} {HERE}\n",
        "stages[0].sections[0].questions[3].asked_if.answer", "cannot be answered with “x”",
    ),
    "question with a name of the form": Broken(
        "code: why", f"code: errors {HERE}", "stages[0].sections[0].questions[1].code", "cannot be called “errors”"
    ),
    "grant upside down": Broken("min: 1000, max", f"min: 30000, {HERE}\n  max", "grant.min", "The smallest grant, 30000"),
    "grant over envelope": Broken("max: 20000,", f"max: 200000, {HERE}\n ", "grant.max", "more than the whole envelope"),
    "shares upside down": Broken(
        "share_min: 20,", f"share_min: 90, {HERE}\n ", "grant.share_min", "The smallest share, 90%, is above"
    ),
    "durations upside down": Broken("{min: 3, max", f"{{min: 30, {HERE}\n  max", "duration_months.min", "shortest duration"),
    "unknown theme": Broken("themes: [rights]", f"themes: [right] {HERE}", "themes[0]", "did you mean “rights”?"),
    "unknown sector": Broken("sectors: [health]", f"sectors: [juggling] {HERE}", "sectors[0]", "has no term “juggling”."),
    "misspelt rule": Broken(
        "rule: lead_type", f"rule: lead_typ {HERE}", "eligibility[0].rule",
        "There is no rule “lead_typ”; did you mean “lead_type”?",
    ),
    "a rule told by no question": Broken(
        "rule: lead_country\n    params: {countries: target}",
        f"rule: expert_origin\n    params: {{countries: target, question: origins}} {HERE}", "eligibility[1].params.question",
        "No question of this call is called “origins”.",
    ),
    "a rule told by another question": Broken(
        "rule: lead_country\n    params: {countries: target}",
        f"rule: expert_origin\n    params: {{countries: target, question: theme}} {HERE}", "eligibility[1].params.question",
        "The question “theme” does not ask for countries.",
    ),
    "unknown rule": Broken("rule: lead_type", f"rule: zodiac {HERE}", "eligibility[0].rule", "there are lead_type, lead"),
    "parameter missing": Broken(
        "{types: [ngo, diaspora]}", f"{{}} {HERE}", "eligibility[0].params.types", "“types” is missing."
    ),
    "parameter unknown": Broken(
        "{types: [ngo, diaspora]}", f"{{types: [ngo],\n      kinds: x}} {HERE}", "eligibility[0].params.kinds",
        "not known here",
    ),
    "unknown type of organisation": Broken(
        "[ngo, diaspora]", f"[ngos] {HERE}\n     ", "eligibility[0].params.types[0]", "“organisation_types” has no term"
    ),
    "no such paragraph": Broken(
        'paragraph: "1.1"', f'paragraph: "7.1" {HERE}', "eligibility[0].paragraph", "has no paragraph “7.1”; it has 1.1, 1.2"
    ),
    "closes first": Broken(
        "2026-11-02 09:00,", f"2027-11-02 09:00, {HERE}\n     ", "stages[0].window.opens", "which is not before it closes"
    ),
    "stages overlap": Broken(
        "2027-03-01 09:00,", f"2027-01-10 09:00, {HERE}\n     ", "stages[1].window.opens", "before the one before it closes"
    ),
    "misspelt zone": Broken(
        "Europe/Brussels}", f"Europe/Brusels}} {HERE}", "stages[0].window.zone", "did you mean “Europe/Brussels”?"
    ),
    "two zones": Broken(
        "16:00, zone: Europe/Brussels}\n    sections:\n      - code: all",
        f"16:00, zone: Africa/Kigali}} {HERE}\n    sections:\n      - code: all",
        "stages[1].window.zone", "Both stages of a call are in one time zone",
    ),
    "time that never comes": Broken(
        "2027-03-01 09:00,", f"2027-03-28 02:30, {HERE}\n     ", "stages[1].window.opens", "there is no 2027-03-28 02:30"
    ),
    "time that comes twice": Broken(
        "2026-11-02 09:00,", f"2026-10-25 02:30, {HERE}\n     ", "stages[0].window.opens", "comes twice on that day"
    ),
    "answers before questions": Broken(
        "answer_days: 11", f"answer_days: 31 {HERE}\n     ", "stages[0].clarifications.answer_days", "earlier than the questions"
    ),
    "no time to ask": Broken(
        "ask_days: 21,", f"ask_days: 210, {HERE}\n     ", "stages[0].clarifications.ask_days", "when it is not open yet"
    ),
    "scale upside down": Broken("lowest: 1", f"lowest: 5 {HERE}", "stages[0].grid.scale.lowest", "not below the highest"),
    "label missing": Broken(
        "labels:\n          - {en: Poor, fr: Faible}", f"labels: {HERE}", "stages[0].grid.scale.labels", "3 marks but 2 labels"
    ),
    "weights do not add up": Broken(
        "maximum: 9\n          threshold", f"maximum: 10 {HERE}\n          threshold",
        "stages[0].grid.sections[0].maximum", "The weights come to 9, not to the maximum of 10.",
    ),
    "sections do not add up": Broken(
        "maximum: 9\n      threshold", f"maximum: 10 {HERE}\n      threshold", "stages[0].grid.maximum",
        "The sections come to 9",
    ),
    "threshold out of reach": Broken(
        "threshold: 5", f"threshold: 9.5 {HERE}", "stages[0].grid.sections[0].threshold", "threshold of this section, 9.5"
    ),
    "total out of reach": Broken(
        "threshold: 6", f"threshold: 60 {HERE}", "stages[0].grid.threshold", "The threshold of the grid, 60"
    ),
    "lowest mark off the scale": Broken(
        "lowest_mark: 2", f"lowest_mark: 4 {HERE}", "stages[0].grid.sections[0].lowest_mark", "4, is not on the scale"
    ),
    "stages swapped": Broken(
        "code: full-proposal", f"code: concept-note {HERE}", "stages[1].code", "This stage is “full-proposal”"
    ),
    "places without number": Broken(
        "{cut: places, places: 5}", f"{{cut: places}} {HERE}", "stages[1].selection.places", "needs their number"
    ),
    "limits upside down": Broken(
        "minimum: 1000", f"minimum: 90000 {HERE}", "stages[0].sections[0].questions[3].minimum", "The least, 90000"
    ),
    "theme of another call": Broken(
        "- code: health", f"- code: rights-awareness {HERE}", "stages[0].sections[0].questions[2].options[1].code",
        "neither a theme nor a sector",
    ),
    "two budgets": Broken(
        "          - code: budget\n            type: budget\n",
        "          - code: more\n            type: budget\n            label: {en: More, fr: Plus}\n"
        f"          - code: budget\n            type: budget {HERE}\n",
        "stages[1].sections[0].questions[3].type", "one question of type “budget”",
    ),
    "budget without headings": Broken(
        "headings:\n        - code: staff\n          label: {en: Staff, fr: Personnel}\n        - code: indirect\n"
        "          kind: indirect\n          ceiling: 7\n          label: {en: Indirect, fr: Indirects}\n"
        "        - code: reserve\n          kind: contingency\n          ceiling: 5\n          label: {en: Reserve, fr: Réserve}",
        f"headings: [] {HERE}", "stages[1].budget.headings", "so it needs headings",
    ),
    "budget that nobody asks for": Broken(
        "            type: budget\n            label: {en: Budget, fr: Budget}\n    grid:",
        "            type: money\n            fact: requested_grant\n            label: {en: Budget, fr: Budget}\n    grid:",
        "stages[1].budget", "has a budget but no question",
    ),
    "two currencies": Broken(
        "budget:\n      currency: EUR", f"budget:\n      currency: USD {HERE}", "stages[1].budget.currency",
        "The budget is in USD but the envelope in EUR.",
    ),
    "its own currency exchanged": Broken(
        "budget:\n      currency: EUR", f"budget:\n      currency: EUR\n      exchange: [{{code: EUR, rate: 1}}] {HERE}",
        "stages[1].budget.exchange[0].code", "EUR is the budget’s own currency and needs no rate.",
    ),
    "a currency at two rates": Broken(
        "budget:\n      currency: EUR",
        f"budget:\n      currency: EUR\n      exchange: [{{code: USD, rate: 1}}, {{code: USD, rate: 2}}] {HERE}",
        "stages[1].budget.exchange[1].code", "“USD” is used twice",
    ),
    "indirect without ceiling": Broken(
        "          ceiling: 7\n", "", "stages[1].budget.headings[1].ceiling", "so it needs a ceiling"
    ),
    "fact of another type": Broken(
        "fact: requested_grant", f"fact: duration {HERE}", "stages[0].sections[0].questions[3].fact",
        "is told by a question of type period",
    ),
    "fact twice": Broken(
        "code: why\n", f"code: name\n            type: short_text\n            fact: title {HERE}\n"
        "            label: {en: Name, fr: Nom}\n          - code: why\n",
        "stages[0].sections[0].questions[1].fact", "tells the fact “title” already",
    ),
    "no title": Broken("            fact: title\n", "", "stages[0].sections", "No question of this stage tells the title"),
    "no grant": Broken(
        "            fact: requested_grant\n", "", "stages[0].sections", "tells the grant that is requested"
    ),
    "no partner countries": Broken(
        "code: why\n", f"code: where\n            type: country\n            among: partner {HERE}\n"
        "            label: {en: Where, fr: Où}\n          - code: why\n",
        "stages[0].sections[0].questions[1].among", "no partner countries to choose from",
    ),
    "nothing before the first": Broken(
        "clarifications: {", f"drift: {{grant_percent: 20}} {HERE}\n    clarifications: {{", "stages[0].drift",
        "There is no stage before this one",
    ),
    "prefill from nowhere": Broken(
        "reason: why}", f"reason: whi}} {HERE}", "stages[1].prefill.reason",
        "The stage before has no question “whi”. Did you mean “why”?",
    ),
    "prefill of nothing": Broken(
        "reason: why}", f"zzz: why}} {HERE}", "stages[1].prefill.zzz", "This stage has no question “zzz”."
    ),
    "prefill of another type": Broken(
        "reason: why}", f"reason: grant}} {HERE}", "stages[1].prefill.reason", "are questions of different types"
    ),
    "locked and empty": Broken("locked: [title]", f"locked: [reasons] {HERE}", "stages[1].locked[0]", "it would stay empty"),
    "carried from nowhere": Broken(
        "carries: [relevance]", f"carries: [money] {HERE}", "stages[1].carries[0]", "The grid of the stage before has no"
    ),
    "carried to nowhere": Broken(
        RELEVANCE, "        - code: money\n", "stages[1].carries[0]", "The grid of this stage has no section"
    ),
    "nothing left to review": Broken(
        "carries: [relevance]", f"carries: [relevance, money] {HERE}", "stages[1].carries", "nothing to review"
    ),
    "two kinds of indirect costs": Broken(
        "kind: contingency", f"kind: indirect {HERE}", "stages[1].budget.headings[2].kind", "one heading of kind “indirect”"
    ),
    "language twice": Broken("[en, fr, ar]", f"[en, fr, en] {HERE}", "proposal_languages[2]", "first at proposal_languages[0]"),
    "paragraph twice": Broken('code: "1.2"', f'code: "1.1" {HERE}', "who_may_apply[1].code", "“1.1” is used twice"),
    "option twice": Broken(
        "- code: health", f"- code: rights {HERE}", "stages[0].sections[0].questions[2].options[1].code",
        "first at stages[0].sections[0].questions[2].options[0].code",
    ),
    "criterion twice": Broken(
        "code: value", f"code: needs {HERE}", "stages[0].grid.sections[0].criteria[1].code", "“needs” is used twice"
    ),
    "heading twice": Broken(
        "code: indirect", f"code: staff {HERE}", "stages[1].budget.headings[1].code", "“staff” is used twice"
    ),
    "locked twice": Broken("locked: [title]", f"locked: [title, title] {HERE}", "stages[1].locked[1]", "stages[1].locked[0]"),
    "advice without paragraph": Broken(
        'paragraph: "1.1"\ndocuments', f'paragraph: "9.9" {HERE}\ndocuments', "ask_before_applying[0].paragraph", "“9.9”"
    ),
    "carried with another weight": Broken(
        RELEVANCE, RELEVANCE.replace("weight: 2", "weight: 1"), "stages[1].carries[0]",
        "its criteria or weights are not those of before",
    ),
    "carried between scales": Broken("lowest: 1", "lowest: 0", "stages[1].carries", "grids with different scales"),
    "checked by no paragraph": Broken(
        'paragraph: "1.1"\n        - code: adds-up', f'paragraph: "9.9" {HERE}\n        - code: adds-up',
        "stages[1].check.items[0].paragraph", "names paragraph “9.9”",
    ),
    "checked against no question": Broken(
        "question: budget", f"question: costs {HERE}", "stages[1].check.items[1].question", "is about “costs”"
    ),
    "no letter to invite": Broken(
        '  invited:\n    subject: {en: "Come, %(organisation)s", fr: "Venez, %(organisation)s"}\n'
        '    body: {en: "Until %(deadline)s.", fr: "Avant le %(deadline)s."}\n',
        "", "letters.invited", "needs the letter “invited”",
    ),
    "no letter of reserve": Broken(
        '  reserve:\n    subject: {en: Wait, fr: Attendez}\n    body: {en: "Rank %(rank)s", fr: "Rang %(rank)s"}\n',
        "", "letters.reserve", "needs the letter “reserve”",
    ),
    "misspelt place": Broken(
        '"Come, %(organisation)s"', f'"Come, %(organization)s %(organisation)s" {HERE}\n     ', "letters.invited.subject.en",
        "did you mean “organisation”?",
    ),
    "unknown place": Broken(
        '"Come, %(organisation)s"', f'"Come, %(iban)s %(organisation)s" {HERE}\n     ', "letters.invited.subject.en",
        "A letter cannot name “iban”; it can name organisation",
    ),
    "stray per cent": Broken(
        "100 %% sûr", "100 % sûr", "letters.awarded.body.fr", "is written twice: %%."
    ),
    "place lost in translation": Broken(
        'fr: "Note %(score)s"}', f'fr: "Note"}} {HERE}', "letters.rejected.body.fr", "names “score”; this one does not"
    ),
}  # fmt: skip

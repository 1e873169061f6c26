"""The demonstration as a site in a browser: who reads which page of it, for every page there is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from flask import Flask, url_for
from sqlalchemy import Select, delete, select

from cop.accounts.models import Purpose, User
from cop.accounts.services.links import new_link
from cop.articles.exchange.files import Read
from cop.articles.exchange.services import ask_to_take, begin_import
from cop.articles.models import Article, PracticeImport
from cop.articles.rules.content import Classification, Draft
from cop.articles.rules.sections import SECTIONS
from cop.articles.services.authors import invite_author
from cop.articles.services.publish import submit_article
from cop.articles.services.write import classify_article, create_article
from cop.articles.states import ArticleState
from cop.awards.jobs import write_letters
from cop.awards.models import Decision
from cop.calls.building.queries import workbench
from cop.calls.building.services import begin_call, replace_values
from cop.calls.correcting.queries import definition_now, mark_now
from cop.calls.correcting.services import correct_call
from cop.calls.definition.definition import CallDefinition
from cop.calls.models import Call
from cop.calls.services import change_call, create_call, extend_stage, publish_call
from cop.clarifications.models import Clarification
from cop.core.db import db
from cop.core.unit import unit_of_work
from cop.directory.models import Invitation, Member, Organisation
from cop.directory.roles import MemberRole
from cop.directory.services.links import renew_link
from cop.directory.services.organisations import Facts
from cop.files.rules import Upload
from cop.kernel.actor import SYSTEM, Actor
from cop.kernel.ids import digest, new_token
from cop.kernel.messages import say
from cop.kernel.translated import LANGUAGES
from cop.proposals.budget_models import Funder
from cop.proposals.check_models import Check, CheckRequest
from cop.proposals.lists.acts import Act
from cop.proposals.lists.batches import ask_batch
from cop.proposals.lists.filters import Filter
from cop.proposals.lists.models import Batch
from cop.proposals.lists.saving import save_filter
from cop.proposals.models import Proposal, Revision, StageDraft, Submission
from cop.proposals.paper_models import PaperEntry
from cop.proposals.reading import definition_under
from cop.proposals.roles import TeamRole
from cop.proposals.services.appeal import appeal_check
from cop.proposals.services.budget import save_budget
from cop.proposals.services.check import Ruling, check_submission
from cop.proposals.services.checklist import Said, base_of_checklist, save_checklist
from cop.proposals.services.paper import Paper, enter_paper
from cop.proposals.services.start import start_proposal
from cop.proposals.services.tell import tell_team
from cop.proposals.services.write import PARTNER_COLUMNS, base_of_rows, save_partners
from cop.proposals.states import CheckState, ItemAnswer, ProposalState
from cop.proposals.team_models import Mandate, Participant, TeamInvitation
from cop.resources.models import Resource
from cop.resources.states import ResourceState
from cop.reviews.models import Assignment, Declaration, Review
from cop.search.asking import asked_by
from cop.search.indexing import rebuild_index
from cop.search.models import SavedSearch
from cop.search.queries import token_of
from cop.search.rules import Rhythm
from cop.search.services.miss import count_miss
from cop.search.services.save import save_search
from tests.calls.shipped import shipped, small
from tests.discussions import staged as discussed
from tests.factories import NOON, actor_of, add_factor, make_user
from tests.once import Once, site
from tests.proposals.making import line
from tests.proposals.teaming import row

ANYBODY = ""
BEGUN = "begun"
"""A call of which only the languages are settled."""


@dataclass(frozen=True, slots=True)
class Visit:
    """`who` (a sign-in's name, or ANYBODY) opens `path`, a page of `endpoint`; its language stands first."""

    endpoint: str
    who: str
    path: str


def make_demonstration(folder: Path, once: Once) -> Flask:
    """The site of `cop seed`, and what it lacks: invitations, mailed links, factors, a practice begun, a call unpublished."""
    once.copied("demonstration", lambda begun: _make(begun, once), folder)
    return site(folder)


def _make(folder: Path, once: Once) -> None:
    once.seeded(folder)
    with site(folder).app_context():
        with unit_of_work():
            _add()
        write_letters()
        rebuild_index()
        db.session.remove()
        db.engine.dispose()


def _add() -> None:
    officer = actor_of(_person("officer"))
    make_user(email="newcomer@example.org", name="Newcomer")
    make_user(email="partner@example.org", name="Partner")
    add_factor(make_user(email="beginner@example.org", name="Beginner")).confirmed_at = None
    add_factor(make_user(email="halfway@example.org", name="Halfway"))
    _write_a_practice()
    _make_two_versions(officer)
    begun = {"code": BEGUN, "languages": ["fr", "ar"], "stages": [{"code": "full-proposal"}]}
    begin_call(begun, actor=officer, now=NOON)
    _begin_a_budget()
    _check_further(officer)
    _ask_for_answers(officer)
    _search_and_miss()
    _bring_in_practices(officer)
    _came_on_paper(officer)
    discussed.discuss_further(_person("applicant"), officer)


def _came_on_paper(officer: Actor) -> None:
    """A concept note that somebody brought, and a letter to its senders."""
    call = _first(select(Call).where(Call.code == _call("mida-great-lakes")))
    lead = Facts(name="Amis de Gitega", kind="ngo", country="BI")
    scan = Upload("papier.pdf", b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    paper = Paper(NOON, "They have no computer.", scan, address="Gitega, colline 3")
    proposal = enter_paper(call, lead, paper, language="fr", actor=officer, now=NOON)
    tell_team(proposal, subject="Votre dossier", text="Il est arrivé.", actor=officer, now=NOON)


def _ask_for_answers(officer: Actor) -> None:
    """A table of what a call's proposals say, of which one is still a draft."""
    draft = _first(select(Proposal).where(Proposal.state == ProposalState.DRAFT))
    ids = db.session.scalars(select(Proposal.id).where(Proposal.call_id == draft.call_id)).all()
    settings = {"ending": "xlsx"}
    save_filter(draft.call, Filter(q="a"), name="With an a", is_shared=True, actor=officer, now=NOON)
    ask_batch(
        draft.call, Act.ANSWERS, ids, stage=1, settings=settings, language="en", actor=officer, now=NOON
    )


def _search_and_miss() -> None:
    """A search that is kept, and one that found nothing."""
    save_search(asked_by("q=water&country=BI"), Rhythm.WEEKLY, actor=actor_of(_person("applicant")), now=NOON)
    count_miss("puits artesiens", "fr", now=NOON)


def _bring_in_practices(officer: Actor) -> None:
    """A file of two practices, of which one is good; and the same taken."""
    good = {"title": "Wells", "summary": "Water", "content": {"approach": "Dig"}}
    plain = {"original": "en", "texts": {"en": good}}
    reads = [Read("3", plain), Read("4", {**plain, "about": {"themes": ["nothing"]}}, (say("A note."),))]
    begin_import(reads, name="practices.xlsx", actor=officer, now=NOON)
    ask_to_take(begin_import(reads, name="taken.json", actor=officer, now=NOON), actor=officer, now=NOON)


def _make_two_versions(officer: Actor) -> None:
    first = small().model_copy(update={"title": {"en": "A small call", "fr": "Un appel"}, "sectors": ()})
    call = create_call(first, actor=officer, now=NOON)
    change_call(call, small(), actor=officer, now=NOON)


def _asked_to_write(article: Article, author: User) -> str:
    """The token of the newcomer's invitation to write a practice together."""
    actor = actor_of(author)
    invitation = invite_author(article, "newcomer@example.org", actor=actor, now=NOON)
    token = renew_link(invitation, actor=actor, now=NOON)
    db.session.commit()
    return token


def _person(name: str) -> User:
    return db.session.scalars(select(User).where(User.email == f"{name}@example.org")).one()


def _write_a_practice() -> None:
    author = actor_of(_person("applicant"))
    draft = Draft(title="A practice of mine", summary="In one sentence.", content={"approach": "Words."})
    create_article(draft, language="en", actor=author, now=NOON)
    other = create_article(draft, language="fr", actor=author, now=NOON)
    facts = Classification(themes=("remittances",), countries_of_origin=("RW",))
    made_from = Classification().fingerprint
    classify_article(other, facts, made_from=made_from, actor=author, now=NOON)
    submit_article(other, actor=author, now=NOON)


def _begin_a_budget() -> None:
    """In a call whose first stage asks for one, which none of the demonstration's open calls does."""
    definition = shipped("jmdi").with_windows([(NOON - timedelta(days=1), NOON + timedelta(days=30))])
    call = create_call(
        definition.model_copy(update={"code": "with-a-budget"}), actor=SYSTEM, now=NOON - timedelta(days=9)
    )
    publish_call(call, actor=SYSTEM, now=NOON - timedelta(days=9))
    proposal = start_proposal(call, _organisation_of("applicant"), language="fr", actor=SYSTEM, now=NOON)
    _write_a_budget(proposal)
    _move_and_correct(call)
    _begin_correction(call)


def _write_a_budget(proposal: Proposal) -> None:
    """With lines of a partner, whose person may write them."""
    [partner] = save_partners(
        proposal, [row()], base=base_of_rows([], PARTNER_COLUMNS), actor=SYSTEM, now=NOON
    ).partners
    lines = [
        line(Decimal(9000), heading="human-resources"),
        line(Decimal(3000), heading="travel", partner_key=partner.key, funder=Funder.OWN, is_in_kind=True),
        line(Decimal(500), heading="other", funder=Funder.OTHER, funder_name="Canton de Vaud"),
    ]
    save_budget(proposal, lines, base="", actor=SYSTEM, now=NOON)
    facts = {"user_id": _person("partner").id, "partner_key": partner.key, "since": NOON}
    db.session.add(Participant(proposal_id=proposal.id, role=TeamRole.PARTNER, **facts))


def _check_further(officer: Actor) -> None:
    """A decision that waits for a second officer, an exclusion that may be appealed, one that was; all of applicant's teams."""
    for request in db.session.scalars(select(CheckRequest)):
        _join(request.proposal)
    answered = _first(select(CheckRequest).where(CheckRequest.answered_at.is_not(None)))
    submission = _first(select(Submission).where(Submission.proposal_id == answered.proposal_id))
    items = [item.code for item in definition_under(submission).stage(1).check.items]
    said = dict.fromkeys(items, Said(ItemAnswer.YES, "Seen."))
    base = base_of_checklist({}, items)
    save_checklist(submission, said, base=base, actor=officer, now=NOON)
    ruling = Ruling(is_eligible=False, paragraph="2.1.4", reason="It is not registered.")
    check_submission(submission, ruling, actor=officer, now=NOON)
    excluded = select(Check).where(Check.told_at.is_not(None)).order_by(Check.id.desc())
    for number, check in enumerate(db.session.scalars(excluded.limit(2)).all()):
        _join(check.submission.proposal)
        check.appeal_until = NOON + timedelta(days=9)
        if number == 1:
            appeal_check(check, text="We are registered.", actor=SYSTEM, now=NOON)


def _join(proposal: Proposal) -> None:
    """The person who signs in as applicant writes for this team too."""
    db.session.add(
        Member(
            organisation_id=proposal.organisation_id,
            user_id=_person("applicant").id,
            role=MemberRole.WRITER,
            since=NOON,
        )
    )


def _begin_correction(call: Call) -> None:
    """A working copy of a public call, with something to publish."""
    bench = workbench(call.code, SYSTEM, now=NOON)
    assert bench
    values = bench.values | {"envelope": bench.values["envelope"] | {"amount": "9000000"}}
    replace_values(bench, values, "money", actor=SYSTEM, now=NOON)


def _move_and_correct(call: Call) -> None:
    """A deadline that moved, and a public call that was mended."""
    reason = dict.fromkeys(LANGUAGES, "A holiday in most countries of the call.")
    closes_at = NOON + timedelta(days=34)
    extend_stage(call, 1, closes_at, reason=reason, actor=SYSTEM, now=NOON)
    data = definition_now(call).to_json()
    data["stages"][0]["sections"][0]["title"]["en"] += " (mended)"
    data["stages"][0]["sections"][-1]["questions"].pop()
    definition = CallDefinition.from_json(data)
    correct_call(call, definition, base=mark_now(call), reason=reason, actor=SYSTEM, now=NOON)


def _organisation_of(name: str) -> Organisation:
    return _first(
        select(Organisation).join(Member).join(Member.user).where(User.email == f"{name}@example.org")
    )


def visits(app: Flask) -> list[Visit]:
    """Every page, at least once, by somebody who may see it; some in more than one state."""
    with app.test_request_context("/en/"):
        return [
            Visit(endpoint, who, url_for(endpoint, **{"language": "en", **values}))
            for endpoint, who, values in _pages()
        ]


Page = tuple[str, str, dict[str, Any]]


def _pages() -> Iterator[Page]:
    yield from _public()
    yield from _accounts()
    yield from _community()
    yield from discussed.pages()
    yield from _applicant()
    yield from _reviewer()
    yield from _staff()


def _first(statement: Select[Any]) -> Any:
    return db.session.scalars(statement.limit(1)).one()


def _call(programme: str, *, newest: bool = True) -> str:
    order = Call.id.desc() if newest else Call.id.asc()
    of_programme = select(Call).where(Call.programme == programme, Call.code != "with-a-budget")
    return str(_first(of_programme.order_by(order)).code)


def _public() -> Iterator[Page]:
    yield "site.home", ANYBODY, {}
    yield "site.page_show", ANYBODY, {"name": "accessibility"}
    yield "site.ui_show", ANYBODY, {}
    for words in ("water", "qqqqq", ""):
        yield "search.search_show", ANYBODY, {"q": words}
    narrow = {"q": '"water qqqqq"', "kind": "practice", "country": ["IT", "BI"], "order": "evidence"}
    yield "search.search_show", ANYBODY, narrow
    saved = _first(select(SavedSearch))
    yield "search.saved_end", ANYBODY, {"token": token_of(saved)}
    practice = _first(select(Article).where(Article.image_id.is_not(None)))
    text = practice.texts[0]
    yield "articles.article_list", ANYBODY, {}
    yield "articles.article_show", ANYBODY, {"article_id": practice.id, "slug": text.slug}
    yield "articles.article_print", ANYBODY, {"article_id": practice.id}
    yield from _library()
    yield "calls.call_list", ANYBODY, {}
    yield "vocabularies.vocabulary_list", ANYBODY, {}
    for name in ("themes", "compact_objectives"):
        yield "vocabularies.vocabulary_show", ANYBODY, {"name": name}
    yield "vocabularies.term_show", ANYBODY, {"name": "sectors", "code": "12281"}
    decided = _call("mida-great-lakes", newest=False)
    for code in (decided, _call("w-mida"), _call("jmdi"), _call("mida-great-lakes"), "with-a-budget"):
        yield "calls.call_show", ANYBODY, {"code": code}
    for endpoint in ("calls.call_grid", "calls.call_questions", "calls.call_self_check"):
        yield endpoint, ANYBODY, {"code": _call("jmdi")}
    yield "proposals.form_list", ANYBODY, {"code": _call("jmdi")}
    now_open = {"code": _call("mida-great-lakes")}
    yield "clarifications.item_list", ANYBODY, now_open
    yield "clarifications.item_list", ANYBODY, {"code": _call("jmdi")}
    yield "clarifications.item_show", ANYBODY, {**now_open, "number": 1}
    for code in (_call("mida-great-lakes"), "with-a-budget"):
        yield "calls.call_changes", ANYBODY, {"code": code}
    handed_in = _first(select(Submission))
    for sha256 in ("", handed_in.sha256, "0" * 64):
        yield "proposals.receipt_check", ANYBODY, {"number": handed_in.number, "sha256": sha256}
    yield "directory.organisation_list", ANYBODY, {}
    yield "directory.organisation_list", ANYBODY, {"q": "qqqqq"}
    yield "directory.organisation_show", ANYBODY, {"slug": _first(select(Organisation)).slug}


def _accounts() -> Iterator[Page]:
    for endpoint in ("accounts.sign_in", "accounts.register", "accounts.reset_ask"):
        yield endpoint, ANYBODY, {}
    for endpoint, purpose in (("accounts.confirm", Purpose.CONFIRM), ("accounts.reset_set", Purpose.RESET)):
        token = new_link(_person("newcomer"), purpose, now=NOON)
        db.session.commit()
        yield endpoint, ANYBODY, {"token": token}
        yield endpoint, ANYBODY, {"token": "of-no-use"}
    for endpoint in ("profile", "password", "session_list", "confirm_again", "factor_show", "data_show"):
        yield f"accounts.{endpoint}", "applicant", {}
    yield "accounts.data_show", "newcomer", {}
    yield "accounts.factor_new", "beginner", {}
    yield "accounts.code_show", "halfway", {}
    yield "accounts.code_show", "halfway", {"by": "paper"}
    yield "accounts.person_factor_remove", "admin", {"user_id": _person("halfway").id}
    yield "reminders.choice_edit", "applicant", {}
    for who in ("applicant", "newcomer"):
        yield "search.saved_list", who, {}
        yield "articles.saved_list", who, {}
    yield "search.search_show", "applicant", {"q": "water"}
    for language in ("fr", "pt"):
        yield "search.miss_list", "officer", {"language_of": language}
    yield "accounts.person_list", "admin", {}
    yield "accounts.person_edit", "admin", {"user_id": _person("reviewer").id}
    for who in ("newcomer", "applicant", "reviewer", "officer", "manager", "auditor", "admin"):
        yield "site.desk", who, {}


def _community() -> Iterator[Page]:
    applicant = _person("applicant")
    own = select(Article).where(Article.author_id == applicant.id).order_by(Article.id.desc())
    mine = _first(own.where(Article.state == ArticleState.DRAFT))
    yield "articles.article_mine", "applicant", {}
    yield "articles.article_mine", "newcomer", {}
    yield "articles.article_new", "applicant", {}
    for endpoint in ("about_edit", "article_edit", "article_retract", "picture_edit", "revision_list"):
        yield f"articles.{endpoint}", "applicant", {"article_id": mine.id}
    yield "articles.author_list", "applicant", {"article_id": mine.id}
    yield "articles.author_join", "newcomer", {"token": _asked_to_write(mine, applicant)}
    for section in SECTIONS:
        yield "articles.section_edit", "applicant", {"article_id": mine.id, "code": section}
    for words in ("", "qqqqq"):
        yield "articles.resource_list", "applicant", {"article_id": mine.id, "q": words}
    yield "articles.text_edit", "applicant", {"article_id": mine.id}
    for endpoint in ("translation_edit", "translation_import"):
        yield f"articles.{endpoint}", "applicant", {"article_id": mine.id, "into": "ar"}
    for endpoint in ("translation_list", "translator_list"):
        yield f"articles.{endpoint}", "officer", {}
    revision = {"article_id": mine.id, "text_language": "en", "number": 1}
    yield "articles.revision_show", "applicant", revision
    yield "articles.article_queue", "officer", {}
    waiting = _first(own.where(Article.state == ArticleState.IN_REVIEW))
    yield "articles.article_return", "officer", {"article_id": waiting.id}
    yield "articles.review_edit", "reviewer", {"article_id": _first(select(Article)).id}

    own = _organisation_of("applicant")
    for who in ("applicant", "newcomer"):
        yield "directory.organisation_mine", who, {}
    yield "directory.organisation_new", "newcomer", {}
    for endpoint in ("organisation_edit", "member_list"):
        yield f"directory.{endpoint}", "applicant", {"slug": own.slug}
    yield "directory.member_edit", "applicant", {"slug": own.slug, "user_id": applicant.id}
    token, number = _invitation(own, applicant)
    yield "directory.invitation_show", "newcomer", {"token": token}
    yield "directory.invitation_mine", "newcomer", {"invitation_id": number}
    for endpoint in ("accounts.sign_in", "accounts.register"):
        yield endpoint, ANYBODY, {"next": f"/en/invitations/{token}"}


def _library() -> Iterator[Page]:
    kept = _first(select(Resource).where(Resource.file_id.is_not(None)))
    waits = _first(select(Resource).where(Resource.state == ResourceState.PROPOSED))
    yield "resources.resource_list", ANYBODY, {}
    yield "resources.resource_list", ANYBODY, {"kind": "video", "order": "title"}
    for resource in (kept, _first(select(Resource))):
        yield "resources.resource_show", ANYBODY, {"resource_id": resource.id}
    for who in ("applicant", "newcomer"):
        yield "resources.resource_mine", who, {}
    yield "resources.resource_new", "newcomer", {}
    yield "resources.resource_queue", "officer", {}
    for who in ("applicant", "officer"):
        yield "resources.resource_show", who, {"resource_id": waits.id}
    for endpoint in ("resource_edit", "resource_return"):
        yield f"resources.{endpoint}", "officer", {"resource_id": waits.id}
    for endpoint in ("file_edit", "resource_withdraw"):
        yield f"resources.{endpoint}", "officer", {"resource_id": kept.id}


def _invitation(organisation: Organisation, by: User) -> tuple[str, int]:
    """The secret of its link, and its number."""
    token = new_token()
    invitation = Invitation(
        organisation_id=organisation.id,
        email="newcomer@example.org",
        role=MemberRole.WRITER,
        token_sha256=digest(token),
        invited_by=by.id,
        invited_at=NOON,
        expires_at=NOON.replace(year=NOON.year + 1),
    )
    db.session.add(invitation)
    db.session.commit()
    return token, invitation.id


def _applicant() -> Iterator[Page]:
    ours = select(Proposal).join(Member, Member.organisation_id == Proposal.organisation_id)
    ours = ours.where(Member.user_id == _person("applicant").id)
    draft = _first(ours.where(Proposal.state == ProposalState.DRAFT))
    budget = _first(ours.join(Call).where(Call.code == "with-a-budget"))
    for endpoint in ("budget_edit", "sheet_edit"):
        yield f"proposals.{endpoint}", "applicant", {"proposal_id": budget.id}
    yield "proposals.part_budget_edit", "partner", {"proposal_id": budget.id}
    done = _first(ours.where(Proposal.stage == 2))
    for who in ("applicant", "newcomer"):
        yield "proposals.proposal_list", who, {}
        yield "proposals.proposal_new", who, {"code": _call("mida-great-lakes")}
    for endpoint in ("proposal_show", "partners_edit", "documents_edit", "form_edit", "submission_new"):
        yield f"proposals.{endpoint}", "applicant", {"proposal_id": draft.id}
    yield "proposals.proposal_show", "applicant", {"proposal_id": done.id}
    for code in ("project", "relevance", "implementation"):
        yield "proposals.section_edit", "applicant", {"proposal_id": draft.id, "code": code}
    revision = _first(select(Revision).join(StageDraft).where(StageDraft.proposal_id == draft.id))
    for endpoint in ("team_show", "deed_list"):
        yield f"proposals.{endpoint}", "applicant", {"proposal_id": draft.id}
    yield from _let_in(draft)
    yield "proposals.revision_list", "applicant", {"proposal_id": draft.id}
    yield "proposals.comment_list", "applicant", {"proposal_id": draft.id}
    yield (
        "proposals.revision_show",
        "applicant",
        {"proposal_id": draft.id, "revision_id": revision.id},
    )
    for endpoint in ("receipt_show", "submission_show"):
        yield f"proposals.{endpoint}", "applicant", {"proposal_id": done.id, "stage": 2}


def _let_in(proposal: Proposal) -> Iterator[Page]:
    """What people of other organisations see of the team: asked in, let in, asked to confirm, writing a partner's part."""
    partner, partners_own = proposal.drafts[0].partners[0], _person("partner")
    token, year_on = new_token(), NOON.replace(year=NOON.year + 1)
    facts = {"proposal_id": proposal.id, "partner_key": partner.key}
    writes = Participant(user_id=partners_own.id, role=TeamRole.PARTNER, since=NOON, **facts)
    asked = TeamInvitation(
        proposal_id=proposal.id,
        partner_key="",
        email="newcomer@example.org",
        role=TeamRole.WRITER,
        token_sha256=digest(token),
        invited_by=_person("applicant").id,
        invited_at=NOON,
        expires_at=year_on,
    )
    mandate = Mandate(
        partner_name=partner.name,
        email="head@example.org",
        token_sha256=digest(token),
        asked_by=None,
        asked_at=NOON,
        expires_at=year_on,
        **facts,
    )
    for table in (Participant, TeamInvitation, Mandate):  # the visits may have been made before
        db.session.execute(delete(table).where(table.proposal_id == proposal.id))
    db.session.add_all([writes, asked, mandate])
    db.session.commit()
    yield "proposals.part_edit", "partner", {"proposal_id": proposal.id}
    person = {"proposal_id": proposal.id, "user_id": partners_own.id}
    yield "proposals.participant_edit", "applicant", person
    yield "proposals.invitation_show", "newcomer", {"token": token}
    yield "proposals.invitation_mine", "newcomer", {"invitation_id": asked.id}
    yield "proposals.mandate_show", ANYBODY, {"token": token}


def _reviewer() -> Iterator[Page]:
    mine = select(Assignment).where(Assignment.reviewer_id == _person("reviewer").id)
    yield "reviews.review_list", "reviewer", {}
    undeclared = _first(select(Assignment).where(Assignment.declaration == Declaration.PENDING))
    yield "reviews.declaration_show", _name_of(undeclared.reviewer), {"assignment_id": undeclared.id}
    done = _first(mine.join(Review).where(Review.submitted_at.is_not(None)))
    yield "reviews.review_edit", "reviewer", {"assignment_id": done.id}
    begun = _first(select(Assignment).join(Review).where(Review.submitted_at.is_(None)))
    yield "reviews.review_edit", _name_of(begun.reviewer), {"assignment_id": begun.id}


def _name_of(user: User) -> str:
    return user.email.partition("@")[0]


def _building() -> Iterator[Page]:
    """A call that holds, and one with everything still to be written."""
    yield "builder.call_start", "officer", {}
    yield "builder.call_copy", "officer", {"code": small().code}
    for code in (small().code, BEGUN):
        yield "builder.draft_show", "officer", {"code": code}
    at_once = (
        "stages/1/continuity",
        "stages/0/sections/0/questions/2",
        "eligibility/1",
        "stages/0/grid/scale",
        "letters/awarded",
    )
    for where in (
        "basics",
        "money",
        "subjects",
        "who",
        "outcome",
        "stages/0/stage",
        "stages/0/review",
        "stages/1/check",
        "stages/1/check/items/0",
        *at_once,
    ):
        yield "builder.part_edit", "officer", {"code": small().code, "where": where}
    yield "builder.part_edit", "officer", {"code": BEGUN, "where": "stages/0/scoring"}
    yield "builder.translation_list", "officer", {"code": BEGUN}
    for endpoint in ("translation_list", "translation_edit", "translation_import"):
        values = {} if endpoint == "translation_list" else {"into": "fr"}
        yield f"builder.{endpoint}", "officer", {"code": small().code, **values}
    for code in (small().code, BEGUN):
        yield "builder.preview_show", "officer", {"code": code, "stage": 1}
    yield "builder.preview_show", "officer", {"code": small().code, "stage": 2, "as": "reviewer"}
    yield "builder.version_list", "officer", {"code": small().code}
    yield "builder.version_show", "officer", {"code": small().code, "number": 2}


def _checking() -> Iterator[Page]:
    """Administrative checks: two requests, a decision that waits for a second officer, two exclusions, an appeal."""
    asked = db.session.scalars(select(CheckRequest).order_by(CheckRequest.id)).all()
    for request in asked:
        here = {"proposal_id": request.proposal_id}
        yield "proposals_staff.proposal_show", "officer", here
        yield "proposals.request_answer", "applicant", {**here, "request_id": request.id}
        yield "proposals.proposal_show", "applicant", here
    here = {"proposal_id": asked[-1].proposal_id}
    yield "proposals_staff.checklist_edit", "officer", here
    yield "proposals_staff.request_new", "officer", here
    waiting = next(request for request in asked if request.answered_at is None)
    here = {"proposal_id": waiting.proposal_id, "request_id": waiting.id}
    yield "proposals_staff.request_withdraw", "officer", here
    proposed = _first(select(Check).where(Check.state == CheckState.PROPOSED)).submission
    yield "proposals_staff.proposal_show", "manager", {"proposal_id": proposed.proposal_id}
    yield "proposals_staff.check_return", "manager", {"proposal_id": proposed.proposal_id}
    for programme in ("jmdi", "w-mida"):
        values = {"code": _call(programme), "stage": 1}
        yield "proposals_staff.ineligible_announce", "manager", values
    told = select(Check).where(Check.appeal_until > NOON).order_by(Check.id.desc())
    may_appeal, appealed = db.session.scalars(told).all()
    yield "proposals.appeal_new", "applicant", {"proposal_id": may_appeal.submission.proposal_id}
    yield "proposals.proposal_show", "applicant", {"proposal_id": may_appeal.submission.proposal_id}
    yield "proposals_staff.appeal_answer", "manager", {"proposal_id": appealed.submission.proposal_id}


def _staff() -> Iterator[Page]:
    for programme in ("jmdi", "w-mida", "mida-great-lakes"):
        code = {"code": _call(programme)}
        yield "calls_staff.call_dashboard", "officer", code
        yield "proposals_staff.proposal_list", "officer", code
        yield "proposals_staff.statistics_show", "officer", {**code, "stage": 1}
        yield "proposals_staff.batch_list", "officer", code
        yield "reviews_staff.assignment_list", "officer", {**code, "stage": 1}
        yield "awards_staff.ranking_show", "manager", {**code, "stage": 1}
    yield "articles.exchange_show", "officer", {}
    for kept in db.session.scalars(select(PracticeImport)):
        yield "articles.import_show", "officer", {"import_id": kept.id}
    yield "vocabularies.term_new", "manager", {"name": "themes"}
    for endpoint in ("vocabularies.term_show", "vocabularies.term_edit", "vocabularies.term_merge"):
        yield endpoint, "manager", {"name": "themes", "code": "capacities-return"}
    yield (
        "awards_staff.ranking_show",
        "manager",
        {"code": _call("mida-great-lakes", newest=False), "stage": 2},
    )
    waiting = _first(select(Clarification).where(Clarification.number.is_(None)))
    yield "clarifications.answer_edit", "officer", {"clarification_id": waiting.id}
    for programme in ("mida-great-lakes", "jmdi"):
        yield "clarifications.question_list", "officer", {"code": _call(programme)}
        yield "clarifications.question_new", "applicant", {"code": _call(programme)}
        yield "clarifications.item_list", "applicant", {"code": _call(programme)}
    yield "proposals_staff.proposal_list", "officer", {"code": _call("jmdi"), "state": "scored"}
    yield "proposals_staff.proposal_list", "officer", {"code": _call("jmdi"), "country": "IT", "q": "a"}
    for which in ("all", "marked"):
        yield "proposals_staff.batch_new", "officer", {"code": _call("jmdi"), "which": which}
    paper = _first(select(PaperEntry))
    for endpoint in ("paper_new", "letter_list"):
        yield f"proposals_staff.{endpoint}", "officer", {"code": _call("mida-great-lakes")}
    yield "proposals_staff.paper_next", "officer", {"proposal_id": paper.proposal_id}
    for endpoint in ("proposals.proposal_show", "proposals.form_edit", "proposals_staff.proposal_show"):
        yield endpoint, "officer", {"proposal_id": paper.proposal_id}
    batch = _first(select(Batch))
    yield "proposals_staff.batch_show", "officer", {"code": batch.call.code, "batch_id": batch.id}
    open_stage = {"code": _call("mida-great-lakes"), "stage": 1}
    yield "calls_staff.extension_new", "officer", open_stage
    yield "calls_staff.outage_new", "officer", open_stage
    yield "calls_staff.correction_new", "officer", {"code": _call("mida-great-lakes")}
    yield "builder.correction_publish", "officer", {"code": "with-a-budget"}
    yield "builder.part_edit", "officer", {"code": "with-a-budget", "where": "money"}
    draft = _first(select(Proposal).where(Proposal.state == ProposalState.DRAFT))
    for endpoint in ("proposal_show", "extension_new"):
        yield f"proposals_staff.{endpoint}", "officer", {"proposal_id": draft.id}
    yield "calls_staff.call_new", "officer", {}
    yield "calls_staff.call_edit", "officer", {"code": small().code}
    yield from _building()
    yield "calls.call_show", "officer", {"code": small().code}
    jmdi = select(Proposal).join(Call).where(Call.code == _call("jmdi"))
    for state in (ProposalState.SUBMITTED, ProposalState.IN_REVIEW, ProposalState.INELIGIBLE):
        proposal = _first(jmdi.where(Proposal.state == state))
        yield "proposals_staff.proposal_show", "officer", {"proposal_id": proposal.id}
    unchecked = _first(jmdi.where(Proposal.state == ProposalState.SUBMITTED))
    yield "proposals_staff.reopening_new", "officer", {"proposal_id": unchecked.id}
    yield from _checking()
    awarded = _first(select(Proposal).where(Proposal.state == ProposalState.AWARDED))
    yield "proposals_staff.proposal_show", "auditor", {"proposal_id": awarded.id}
    pending = _first(
        select(Decision).join(Submission).join(Proposal).join(Call).where(Call.programme == "w-mida")
    )
    yield "awards_staff.decision_edit", "manager", {"decision_id": pending.id}

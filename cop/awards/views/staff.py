"""What the secretariat does: rank, draw up, change, announce, promote."""

from collections.abc import Iterable, Iterator, Sequence

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.accounts.session import is_fresh_now
from cop.awards import rules
from cop.awards.exports import header_of, rows_for
from cop.awards.forms import OUTCOME_NAMES, DecisionForm
from cop.awards.models import Decision, Outcome
from cop.awards.parts import score_plot
from cop.awards.queries import announcement_of, decision_by_id, decisions_of_stage
from cop.awards.ranking import RankedRow, ranking_of
from cop.awards.services.announce import announce_decisions, promote_reserve
from cop.awards.services.change import change_decision
from cop.awards.services.draw import propose_decisions
from cop.awards.services.guard import refuse_conflict, success_of
from cop.calls.definition.definition import CallDefinition
from cop.calls.models import Call
from cop.calls.queries import call_by_code, definition_of, version_in_force
from cop.core import i18n, web
from cop.core.access import access
from cop.core.tables import table_response
from cop.kernel.errors import Invalid
from cop.proposals.models import Proposal
from cop.reviews.rules import in_conflict

bp = i18n.page_blueprint("awards_staff", __name__)


def _call(code: str, stage: int) -> tuple[Call, CallDefinition]:
    call = web.found(call_by_code(code, web.actor()))
    definition = definition_of(version_in_force(call))
    web.found(1 <= stage <= len(definition.stages) or None)
    return call, definition


@bp.get("/calls/<code>/stages/<int:stage>/ranking")
@access("awards.read")
def ranking_show(code: str, stage: int) -> str:
    """Scores, the line, what is decided and what is still to do."""
    call, definition = _call(code, stage)
    actor = web.actor()
    rows = ranking_of(call, definition, stage, actor=actor)
    decisions = decisions_of_stage(call.id, stage).values()
    deciders = frozenset(d.decided_by for d in decisions if d.decided_by is not None)
    is_own = any(in_conflict(actor, p) for p in _applying(rows, decisions))
    return render_template(
        "awards/ranking_show.html",
        call=call,
        definition=definition,
        stage=definition.stage(stage),
        number=stage,
        rows=rows,
        limits=definition.selection_limits(stage),
        success=success_of(definition, stage).value,
        outcome_names=OUTCOME_NAMES,
        announcement=announcement_of(call.id, stage),
        is_own=is_own,
        may_decide=rules.can_decide(actor) and not is_own,
        may_announce=rules.can_announce(actor, decided_by=deciders) and not is_own,
        plot=score_plot(rows, success_of(definition, stage).value),
        others=[d for d in decisions if d.score is None],
    )


def _applying(rows: Sequence[RankedRow], decisions: Iterable[Decision]) -> Iterator[Proposal]:
    yield from (row.proposal for row in rows)
    yield from (decision.proposal for decision in decisions)


@bp.post("/calls/<code>/stages/<int:stage>/decisions")
@access("awards.decide")
def decisions_draw(code: str, stage: int) -> Response:
    """Draw up the pending decisions from the ranking."""
    call, definition = _call(code, stage)
    propose_decisions(call, definition, stage, actor=web.actor(), now=web.now())
    flash(_("The decisions are drawn up. Nobody outside the secretariat sees them yet."), "success")
    return _back(code, stage)


def _back(code: str, stage: int) -> Response:
    return web.see_other(url_for("awards_staff.ranking_show", code=code, stage=stage))


def _ask_again(code: str, stage: int) -> Response:
    ranking = url_for("awards_staff.ranking_show", code=code, stage=stage)
    return web.see_other(url_for("accounts.confirm_again", next=ranking))


@bp.post("/calls/<code>/stages/<int:stage>/announcement")
@access("awards.announce")
def decisions_announce(code: str, stage: int) -> Response:
    """Everyone is told, at once."""
    call, _definition = _call(code, stage)
    if not is_fresh_now():
        return _ask_again(code, stage)
    announce_decisions(call, stage, actor=web.actor(), now=web.now())
    flash(_("The decisions are announced. The letters are being written."), "success")
    return _back(code, stage)


@bp.post("/calls/<code>/stages/<int:stage>/promotion")
@access("awards.announce")
def reserve_promote(code: str, stage: int) -> Response:
    """The first of the reserve list takes a place that became free."""
    call, definition = _call(code, stage)
    if not is_fresh_now():
        return _ask_again(code, stage)
    decision = promote_reserve(call, definition, stage, actor=web.actor(), now=web.now())
    flash(_("%(number)s moves up from the reserve list.", number=decision.proposal.number), "success")
    return _back(code, stage)


@bp.route("/decisions/<int:decision_id>", methods=["GET", "POST"])
@access("awards.decide")
def decision_edit(decision_id: int) -> str | tuple[str, int] | Response:
    """Decide otherwise than the ranking, with a reason."""
    decision = web.found(decision_by_id(decision_id, web.actor()))
    refuse_conflict(web.actor(), [decision.proposal])
    definition = definition_of(decision.proposal.call_version)
    allowed = _allowed(definition, decision)
    form = DecisionForm(
        data={"outcome": decision.outcome.value, "amount": decision.amount, "reason": decision.reason}
    )
    form.offer(allowed)
    if form.validate_on_submit():
        try:
            change_decision(
                decision,
                outcome=form.chosen(),
                amount=form.amount.data,
                reason=form.reason.data or "",
                allowed=frozenset(allowed),
                actor=web.actor(),
                now=web.now(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("The decision is changed."), "success")
            return _back(decision.proposal.call.code, decision.stage)
    page = render_template("awards/decision_edit.html", decision=decision, definition=definition, form=form)
    return page, 422 if form.is_submitted() else 200


def _allowed(definition: CallDefinition, decision: Decision) -> list[Outcome]:
    reserve = [Outcome.RESERVE] if definition.reserve else []
    return [success_of(definition, decision.stage), *reserve, Outcome.REJECTED]


@bp.get("/calls/<code>/stages/<int:stage>/ranking.<ending>")
@access("awards.read")
def ranking_export(code: str, stage: int, ending: str) -> Response:
    """The ranking as a spreadsheet, without the names of reviewers."""
    call, definition = _call(code, stage)
    rows = rows_for(ranking_of(call, definition, stage, actor=web.actor()))
    return table_response(f"{call.code}-{stage}", ending, header_of(definition, stage), rows)

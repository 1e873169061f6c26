"""Anybody may ask whether a receipt is ours. The answer says nothing of what was handed in."""

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from cop.core import web
from cop.core.access import access
from cop.proposals.forms import DigestForm, ReceiptFileForm
from cop.proposals.models import Submission
from cop.proposals.reading import definition_under
from cop.proposals.rules.snapshot import Verdict, verdict_on
from cop.proposals.submissions import submission_with
from cop.proposals.views.applicant import bp


@bp.get("/receipts")
@access("public")
def receipt_check() -> str:
    """The answer on a number and a digest, which stand in the address, so that it can be sent on."""
    number = request.args.get("number", "").strip().upper()[:80]
    sha256 = request.args.get("sha256", "").strip().lower()[:64]
    verdict = None
    submission = submission_with(number, sha256) if sha256 else None
    if sha256:
        verdict = verdict_on(sha256, submission.sha256 if submission else None)
    asked = DigestForm(formdata=None, number=number, sha256=sha256)
    return _page(asked, ReceiptFileForm(formdata=None, number=number), verdict, submission)


@bp.post("/receipts")
@access("public")
def receipt_send() -> tuple[str, int] | Response:
    """A file, whose digest is made here and then asked about; it is not kept."""
    form = ReceiptFileForm()
    if not form.validate():
        return _page(DigestForm(formdata=None), form), 422
    return web.see_other(url_for("proposals.receipt_check", number=form.number.data, sha256=form.digest()))


def _page(
    asked: DigestForm,
    sent: ReceiptFileForm,
    verdict: Verdict | None = None,
    submission: Submission | None = None,
) -> str:
    genuine = submission if verdict == Verdict.GENUINE else None
    return render_template(
        "proposals/receipt_check.html",
        form=asked,
        file_form=sent,
        verdict=verdict,
        submission=genuine,
        zone=definition_under(genuine).stage(genuine.stage).window.zone if genuine else None,
    )

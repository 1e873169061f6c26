"""What a translator does on screen: finds work, writes text beside text, or lets a machine draft what is missing."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.articles.forms.translating import field_for
from cop.articles.models import Article
from cop.articles.pairs import Pair, pairs_of, with_changes
from cop.articles.queries import text_of
from cop.articles.reading import reading_of, readings_of
from cop.articles.rules.workflow import can_write
from cop.articles.services.translate import ask_drafts, translate_texts, wanted_drafts
from cop.articles.states import TRANSLATION_KINDS, TRANSLATION_NAMES, TranslationState
from cop.articles.translations import counts, may_translate, reads_in, status_in, to_translate
from cop.articles.views.public import bp
from cop.articles.views.writing import seen
from cop.core import machine, web
from cop.core.access import access, may
from cop.core.paging import Page, paginate
from cop.core.side_by_side import TextsForm, form_of_texts
from cop.kernel.errors import Denied
from cop.kernel.translated import LANGUAGES

PER_PAGE = 20
TO_DO = [state for state in TranslationState if state != TranslationState.UP_TO_DATE]
Answer = tuple[str, int] | Response


@bp.get("/practices/translations")
@access("articles.write")
def translation_list() -> str:
    """What waits for a translator into a language: `?into=` it, else the reader's; `?state=` narrows it down."""
    asked, into = request.args.get("state"), request.args.get("into")
    state = TranslationState(asked) if asked in TO_DO else None
    into = into if into in LANGUAGES else web.language()
    page = paginate(to_translate(web.actor(), into, state))
    return render_template(
        "articles/translation_list.html",
        page=page,
        readings=readings_of(page.items, web.language()),
        reads=reads_in(into, page.items),
        into=into,
        state=state,
        states=[(code, TRANSLATION_NAMES[code]) for code in TO_DO],
        names=TRANSLATION_NAMES,
        kinds=TRANSLATION_KINDS,
        counts=counts(web.actor()),
        may_name=may(web.actor(), "articles.publish"),
        codes=LANGUAGES,
        status_of=lambda article: status_in(article, into),
    )


@bp.route("/practices/<int:article_id>/translations/<language:into>", methods=["GET", "POST"])
@access("articles.write")
def translation_edit(article_id: int, into: str) -> Answer:
    """The original beside the translation. What is saved, or said to be right, is from then on of what the original says."""
    article = translatable(article_id, into)
    page = _page_of(pairs_of(article, into))
    form = form_of_texts(list(with_changes(article, page.items)), into, field_for)
    if not form.validate_on_submit():
        return _shown(article, into, form, page), 422 if form.is_submitted() else 200
    if stale := form.stale(judged=request.form.getlist("right")):
        form.show_newer()
        return _shown(article, into, form, page, stale=stale), 409
    _save(article, into, form)
    flash(_("Saved."), "success")
    right = request.form.get("right")
    place = f"#pair-{right}" if right else ""
    following = page.next if request.form.get("act") == "next" else page.page
    return web.see_other(web.this_page(page=following or page.page) + place)


def _page_of(pairs: list[Pair]) -> Page[Pair]:
    """The pairs to show: all, or with `?show=open` those that somebody has to look at. A form that is sent has its own."""
    if request.method == "POST":
        sent = [pair for pair in pairs if f"text-{pair.key}" in request.form]
        return Page(items=sent, page=web.page_number(), per_page=PER_PAGE, total=len(pairs))
    wanted = [pair for pair in pairs if pair.is_open or request.args.get("show") != "open"]
    number = min(web.page_number(), max(1, -(-len(wanted) // PER_PAGE)))
    items = wanted[(number - 1) * PER_PAGE : number * PER_PAGE]
    return Page(items=items, page=number, per_page=PER_PAGE, total=len(wanted))


def _save(article: Article, into: str, form: TextsForm[Pair]) -> None:
    texts = {key: text for key, (_source, text) in form.value().items()}
    right = request.form.getlist("right")
    shown = {pair.key: (pair.source, pair.target) for pair in form.pairs if pair.key in {*texts, *right}}
    translate_texts(article, into, texts, right=right, shown=shown, actor=web.actor(), now=web.now())


@bp.post("/practices/<int:article_id>/translations/<language:into>/drafts")
@access("articles.write")
def translation_draft(article_id: int, into: str) -> Response:
    """Let a machine draft what nobody has translated."""
    article = translatable(article_id, into)
    ask_drafts(article, into, actor=web.actor(), now=web.now())
    flash(_("The machine is asked. Its drafts appear here in a moment, each marked as one."), "success")
    return web.see_other(url_for("articles.translation_edit", article_id=article_id, into=into))


def translatable(article_id: int, into: str) -> Article:
    """A practice that the reader may translate; the language it was written in is no translation."""
    article = seen(article_id)
    if not may_translate(web.actor(), article, into):
        raise Denied
    return web.found(article if into != article.original_language else None)


def _shown(
    article: Article, into: str, form: TextsForm[Pair], page: Page[Pair], stale: list[Pair] | None = None
) -> str:
    return render_template(
        "articles/translation_edit.html",
        article=article,
        reading=reading_of(article, article.original_language),
        text=text_of(article, into),
        into=into,
        form=form,
        page=page,
        stale=stale or [],
        offers_drafts=machine.is_on() and wanted_drafts(article, into),
        is_filtered=request.args.get("show") == "open",
        may_write=can_write(web.actor(), article),
    )

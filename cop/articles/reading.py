"""A practice as one reader gets it: the best of its texts, and what to say about that choice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _

from cop.articles.models import Article, ArticleText
from cop.articles.queries import original_of, readable_texts
from cop.articles.rules.evidence import EVIDENCE_TAGS
from cop.articles.rules.structure import is_full
from cop.articles.states import STATE_KINDS, STATE_NAMES, TranslationState
from cop.core import i18n, web
from cop.kernel.messages import Message, say
from cop.kernel.translated import LANGUAGES, Localised, direction, pick
from cop.taxonomy.countries import country_name
from cop.taxonomy.sorting import sort_key
from cop.taxonomy.terms import vocabulary


@dataclass(frozen=True, slots=True)
class Reading:
    """`text` is the one for a reader of `wanted`: in that language, else the original, else any."""

    article: Article
    text: ArticleText
    original: ArticleText
    wanted: str

    @property
    def title(self) -> Localised:
        return Localised(self.text.title, self.text.language)

    @property
    def summary(self) -> Localised:
        return Localised(self.text.summary, self.text.language)

    @property
    def url(self) -> str:
        return address(self.article, self.wanted, self.text.slug)

    @property
    def canonical(self) -> str:
        """Where the text that is read has its own page: what others should link to."""
        where = {"article_id": self.article.id, "slug": self.text.slug, "language": self.text.language}
        return web.absolute_url("articles.article_show", **where)

    @property
    def updated_at(self) -> datetime:
        return max(self.text.updated_at, self.article.published_at or self.text.updated_at)

    @property
    def direction(self) -> str:
        return direction(self.text.language)

    @property
    def is_in_wanted_language(self) -> bool:
        return self.text.language == self.wanted

    @property
    def translation(self) -> TranslationState:
        """How far the text that is read is from saying what the original does; that of the original is up to date."""
        return self.text.status

    @property
    def versions(self) -> dict[str, str]:
        """Where it is in each language it may be read in."""
        texts = {text.language: text for text in readable_texts(self.article)}
        return {code: address(self.article, code, texts[code].slug) for code in LANGUAGES if code in texts}

    @property
    def image_url(self) -> str | None:
        """The address carries the content's digest, so that a changed picture is another address."""
        if self.article.image is None:
            return None
        return self._image()

    def _image(self, width: int | None = None) -> str:
        version = self.article.image.sha256[:12] if self.article.image else ""
        return url_for("article_images.image_show", article_id=self.article.id, v=version, w=width)

    @property
    def image_srcset(self) -> str:
        """The sizes that there are, for the browser to choose from; nothing for a drawing, which fits any."""
        sizes = self.article.image.sizes if self.article.image else []
        return ", ".join(f"{self._image(size['width'])} {size['width']}w" for size in sizes)

    @property
    def image_size(self) -> tuple[int, int]:
        """(width, height) in points, so that the page keeps the place free; of a drawing its proportions."""
        sizes = self.article.image.sizes if self.article.image else []
        return (sizes[-1]["width"], sizes[-1]["height"]) if sizes else (960, 540)

    @property
    def image_alt(self) -> Localised:
        """The picture in words; the original's when this text has none."""
        text = self.text if self.text.image_alt else self.original
        return Localised(text.image_alt, text.language)

    @property
    def evidence(self) -> str:
        """How far it is proven."""
        return i18n.sentence(say(EVIDENCE_TAGS[self.article.evidence]))

    @property
    def is_full(self) -> bool:
        """Told in full, or a snapshot yet."""
        return is_full(self.article.details, self.original.content)

    @property
    def state_name(self) -> Message:
        return say(STATE_NAMES[self.article.state])

    @property
    def state_kind(self) -> str:
        return STATE_KINDS[self.article.state]

    # Terms and places are named in the reader's language, whatever language the text is in.

    @property
    def themes(self) -> list[str]:
        return self._labels("themes", self.article.themes)

    @property
    def sectors(self) -> list[str]:
        return self._labels("sectors", self.article.sectors)

    @property
    def goals(self) -> list[str]:
        return self._labels("sdg_targets", self.article.sdg_targets)

    @property
    def origins(self) -> list[str]:
        return self._countries(self.article.countries_of_origin)

    @property
    def destinations(self) -> list[str]:
        return self._countries(self.article.countries_of_destination)

    @property
    def corridor(self) -> str:
        """Its countries in a line: "Indonesia and Philippines – Italy"."""
        return " – ".join(i18n.join(names) for names in (self.origins, self.destinations) if names)

    @property
    def years(self) -> str:
        """Plain years: a year is a name, not a number to be grouped."""
        first, last = self.article.starts_year, self.article.ends_year
        if first and last:
            return str(first) if first == last else f"{first}–{last}"
        if first:
            return str(_("since %(year)s", year=str(first)))
        return str(_("until %(year)s", year=str(last))) if last else ""

    def _countries(self, codes: Iterable[str]) -> list[str]:
        names = (country_name(code, self.wanted) for code in codes)
        return sorted(names, key=lambda name: sort_key(name, self.wanted))

    def _labels(self, name: str, codes: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(vocabulary(name).label(code, self.wanted) for code in codes))


def reading_of(article: Article, language: str) -> Reading:
    """`article` for a reader of `language`."""
    texts = {text.language: text for text in readable_texts(article)}
    chosen = pick({code: code for code in texts}, language, fallback=article.original_language).language
    return Reading(article, texts[chosen], original_of(article), language)


def readings_of(articles: Iterable[Article], language: str) -> list[Reading]:
    return [reading_of(article, language) for article in articles]


def address(article: Article, language: str, slug: str) -> str:
    return url_for("articles.article_show", article_id=article.id, slug=slug, language=language)


def translations(reading: Reading) -> list[tuple[str, str]]:
    """(language, address) of every text there is, for search engines: a page in a language it is not in is none of them."""
    return [
        (
            code,
            web.absolute_url(
                "articles.article_show", article_id=reading.article.id, slug=slug, language=code
            ),
        )
        for code, slug in ((text.language, text.slug) for text in readable_texts(reading.article))
    ]


def addresses(article: Article) -> dict[str, str]:
    """Language -> where the practice is under it, by the slug of the text that is read there."""
    return {code: reading_of(article, code).url for code in LANGUAGES}

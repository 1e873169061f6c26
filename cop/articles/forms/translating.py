"""What a translator writes in: a field for a text, with the limits that it has in the original; and who is one."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, Field, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from cop.articles.models import Article
from cop.articles.pairs import Pair, pairs_of
from cop.core.forms import Form, at_most, required
from cop.core.i18n import language_name
from cop.core.side_by_side import sifted
from cop.kernel.translated import LANGUAGES


def field_for(pair: Pair, looks: dict[str, Any]) -> Field:
    """The unbound field for one text of a practice; what is not long is a line."""
    kind = TextAreaField if pair.is_long else StringField
    return kind(pair.label, [Optional(), at_most(pair.limit)], render_kw=looks)


def sifted_for(
    article: Article, language: str, texts: Mapping[str, str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """`texts` by path, tidied as the form would; and the paths of those that it would refuse."""
    return sifted(pairs_of(article, language), texts, language, field_for)


class TranslatorForm(Form):
    """Who translates into which language."""

    email = EmailField(_l("E-mail address"), [required(), at_most(200)])
    language = SelectField(_l("Language"), [required()], choices={c: language_name(c) for c in LANGUAGES})

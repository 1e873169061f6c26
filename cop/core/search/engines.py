"""The engines by their names in the settings. An engine is imported when it is chosen: the other's memory is not ours."""

from pathlib import Path
from typing import Literal, get_args

from cop.core.search.port import SearchEngine

EngineName = Literal["whoosh", "tantivy"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName)


def open_engine(name: EngineName, root: Path) -> SearchEngine:
    """The engine `name` over the folder `root`."""
    if name == "tantivy":
        from cop.core.search.tantivy_engine.engine import TantivyEngine

        return TantivyEngine(root)
    from cop.core.search.whoosh_engine.engine import WhooshEngine

    return WhooshEngine(root)

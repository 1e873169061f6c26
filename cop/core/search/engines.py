"""The engines by their names in the settings. An engine is imported when it is chosen: the other's memory is not ours."""

from pathlib import Path
from typing import Literal, get_args

from cop.core.search.meaning import encoder
from cop.core.search.port import SearchEngine

EngineName = Literal["whoosh", "tantivy"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName)


def open_engine(name: EngineName, root: Path, *, with_meaning: bool = False) -> SearchEngine:
    """The engine `name` over the folder `root`; `with_meaning` it also finds what is said in other words, if it can here."""
    knows = with_meaning and encoder.is_here()
    if name == "tantivy":
        from cop.core.search.tantivy_engine.engine import TantivyEngine

        return TantivyEngine(root, with_meaning=knows)
    from cop.core.search.whoosh_engine.engine import WhooshEngine

    return WhooshEngine(root, with_meaning=knows)

"""The files of the demonstration, read once."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "data"


@cache
def read(name: str) -> Any:
    """What data/<name>.yaml holds."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))

"""What is made once a run: whoever of the workers comes first makes it, the others wait for it and copy it."""

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from cop.app import create_app
from cop.core.db import db
from cop.core.migrating import migrate
from cop.core.settings import Settings
from cop.core.unit import unit_of_work
from cop.demo.world import make_world
from cop.kernel.clock import SetClock
from tests.factories import NOON

Make = Callable[[Path], object]


class Once:
    """Folders by name, in a folder that all workers share."""

    def __init__(self, shared: Path) -> None:
        self._shared = shared

    def copied(self, name: str, make: Make, folder: Path) -> None:
        """Fill `folder` with what `make` puts into an empty one, the first time it is asked for."""
        made = self._shared / f"once-{name}"
        with (self._shared / f"{made.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                begun = self._shared / f"{made.name}.begun"
                shutil.rmtree(begun, ignore_errors=True)
                begun.mkdir()
                make(begun)
                begun.rename(made)
        shutil.copytree(made, folder, dirs_exist_ok=True)

    def seeded(self, folder: Path) -> None:
        """The data of `cop seed` at noon."""
        self.copied("seeded", _seed, folder)


def site(folder: Path) -> Flask:
    """The site on the data in `folder`, at noon."""
    app = create_app(Settings(_env_file=None, environment="test", data_dir=folder, log_level="error"))
    app.extensions["cop.clock"] = SetClock(NOON)
    return app


def _seed(folder: Path) -> None:
    app = site(folder)
    with app.app_context():
        migrate()
        with unit_of_work():
            make_world(NOON)
        db.session.remove()
        db.engine.dispose()

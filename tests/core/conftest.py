"""A small app with routes made for the tests of core."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cop.app import create_app
from cop.core.db import db
from cop.core.limits import LimitCount
from cop.core.migrating import migrate
from cop.core.settings import Settings
from cop.kernel.clock import SetClock
from tests.core.routes import ROUTES
from tests.factories import NOON


@pytest.fixture(scope="module")
def lab_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("lab")
    app = create_app(Settings(_env_file=None, environment="test", data_dir=folder, log_level="error"))
    app.extensions["lab.told"] = []
    app.extensions["cop.clock"] = SetClock(NOON)
    for rule, method, view in ROUTES:
        app.add_url_rule(rule, f"lab.{view.__name__}", view, methods=[method])
    with app.app_context():
        migrate()
        db.session.remove()
    return app


@pytest.fixture
def lab(lab_app: Flask) -> Iterator[FlaskClient]:
    """A client of the laboratory, whose one table is empty and whom nobody was told anything yet."""
    lab_app.extensions["lab.told"].clear()
    lab_app.extensions["cop.clock"].at = NOON
    yield lab_app.test_client()
    with lab_app.app_context():
        db.session.query(LimitCount).delete()
        db.session.commit()


@pytest.fixture
def keys(lab_app: Flask) -> Callable[[], set[str]]:
    """What is in the laboratory's table now."""

    def read() -> set[str]:
        with lab_app.app_context():
            return set(db.session.scalars(db.select(LimitCount.key)))

    return read

"""What the outside asks of a running process: is it alive, can it work, how is it doing."""

import hmac
import os

from flask import Blueprint, Flask, Response, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from sqlalchemy import text

from cop.core.access import access
from cop.core.db import db
from cop.core.places import needs_no_place
from cop.kernel.errors import NotFound

bp = Blueprint("health", __name__)


def install(app: Flask) -> None:
    app.register_blueprint(bp)


@bp.get("/healthz")
@access("public")
@needs_no_place
def alive() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})


@bp.get("/readyz")
@access("public")
@needs_no_place
def ready() -> Response:
    """The process can do its work: the database answers."""
    db.session.execute(text("SELECT 1"))
    return Response("ready\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})


@bp.get("/metrics")
@access("public")
@needs_no_place
def metrics() -> Response:
    """Prometheus figures, for whoever holds the metrics token; without the setting the page does not exist."""
    token = current_app.config["SETTINGS"].metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token is None or not hmac.compare_digest(given.encode(), token.get_secret_value().encode()):
        raise NotFound
    return Response(
        generate_latest(_registry()), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"}
    )


def _registry() -> CollectorRegistry:
    """The figures of this process, or of all web processes together when `cop run` gave them a folder to meet in."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together

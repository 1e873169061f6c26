"""Putting the site together: settings, core, then each feature in the order of the floors."""

from importlib import import_module

from flask import Flask
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from cop.core import (
    access,
    assets,
    errors,
    health,
    i18n,
    jobs,
    kept,
    life,
    logs,
    places,
    security,
    storage,
    templating,
)
from cop.core.db import db, engine_options
from cop.core.settings import ROOT, Settings

FEATURES = (
    "activity",
    "files",
    "taxonomy",
    "accounts",
    "directory",
    "resources",
    "discussions",
    "articles",
    "calls",
    "proposals",
    "clarifications",
    "reminders",
    "reviews",
    "awards",
    "search",
    "site",
    "demo",
    "backup",
)
"""From the lowest floor to the highest; each has an install(app)."""


def create_app(settings: Settings | None = None) -> Flask:
    """The WSGI application for `settings` (read from the environment when not given)."""
    settings = settings or Settings()
    app = life.Cop("cop", template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.from_mapping(_flask_config(settings))
    settings.make_data_dir()
    logs.configure(settings.log_level, human=not settings.is_production)
    db.init_app(app)
    kept.install(app)
    Compress(
        app
    )  # before the others, so that it packs what they made of the page, and its ETag is that of the page itself
    for part in (logs, i18n, life, places, errors, security, storage, jobs, templating, assets, health):
        part.install(app)
    for feature in FEATURES:
        import_module(f"cop.{feature}.install").install(app)
    access.check_all_routes(app)
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    return app


def _flask_config(settings: Settings) -> dict[str, object]:
    """Flask's own settings, derived from ours."""
    https = settings.uses_https
    return {
        "SETTINGS": settings,
        "SECRET_KEY": settings.key,
        "SECRET_KEY_FALLBACKS": settings.keys[1:],
        "SQLALCHEMY_DATABASE_URI": settings.database,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings.database),
        "SESSION_COOKIE_NAME": "__Host-cop" if https else "cop",
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "MAX_CONTENT_LENGTH": settings.max_upload_mb * 1_000_000 + 1_000_000,
        "MAX_FORM_MEMORY_SIZE": 2_000_000,
        "MAX_FORM_PARTS": 3_000,  # the longest budget has two hundred lines of twelve fields
        "WTF_CSRF_TIME_LIMIT": settings.session_hours * 3600,
        "WTF_CSRF_CHECK_DEFAULT": False,
        "COMPRESS_MIMETYPES": [
            "text/html",
            "text/plain",
            "application/json",
            "image/svg+xml",
            "application/atom+xml",
            "text/turtle",
            "application/rdf+xml",
            "text/csv",
        ],
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 7,  # a tenth of a millisecond more than 5, and up to four hundredths less to carry
        "COMPRESS_BR_WINDOW": 16,  # a page is not longer than that, and is packed in a third of the time
        "COMPRESS_MIN_SIZE": 500,
    }

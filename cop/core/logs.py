"""Structured logs: one JSON line an event, each with its request's id; no secret, no token, no typed text."""

import logging
import sys
import time
from contextlib import suppress
from typing import Any

import structlog
from flask import Flask, Response, g, request
from prometheus_client import Counter, Histogram

REQUESTS = Counter("cop_requests_total", "Requests answered", ["method", "endpoint", "status"])
SECONDS = Histogram("cop_request_seconds", "Time to answer", ["endpoint"])

_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure(level: str, *, human: bool) -> None:
    """Send every log, the libraries' too, through structlog to standard error."""
    renderer: Any = (
        structlog.dev.ConsoleRenderer() if human else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[*_SHARED, structlog.processors.format_exc_info, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_SHARED,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                renderer,
            ],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler])


def install(app: Flask) -> None:
    log = structlog.get_logger()

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def count(response: Response) -> Response:
        seconds = time.perf_counter() - g.get("started", time.perf_counter())
        endpoint = request.endpoint or "none"
        with suppress(OSError):  # the counters of several processes are files, and a full disk takes none
            REQUESTS.labels(request.method, endpoint, response.status_code).inc()
            SECONDS.labels(endpoint).observe(seconds)
        response.headers["X-Request-ID"] = g.get("request_id", "")
        log.info(
            "request",
            method=request.method,
            path=path_without_secrets(),
            status=response.status_code,
            ms=round(seconds * 1000, 1),
        )
        return response


def path_without_secrets() -> str:
    """The path asked for; what a route calls `token` is a secret and is left out."""
    token = (request.view_args or {}).get("token")
    return request.path.replace(str(token), "…") if token else request.path

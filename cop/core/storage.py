"""Files by content: a key is the SHA-256 of the bytes, so equal files are kept once and a changed one is noticed."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit
from urllib.request import url2pathname

import structlog
from flask import Flask, current_app
from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from cop.kernel.errors import Later
from cop.kernel.ids import digest

log = structlog.get_logger()
_KEY = "cop.storage"
_A_KEY = re.compile(r"[0-9a-f]{64}")
Store = LocalStore | S3Store


class Damaged(Exception):
    """A stored file's bytes no longer match its key."""


def open_store(url: str) -> Store:
    """The store at `file:///folder` or `s3://bucket?endpoint=…&region=…&virtual_hosted_style_request=false`."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        folder = Path(url2pathname(parts.path))
        folder.mkdir(parents=True, exist_ok=True)
        return LocalStore(folder)
    if parts.scheme == "s3":
        options = dict(parse_qsl(parts.query))
        client: dict[str, Any] = {"timeout": "20s", "connect_timeout": "5s"}
        if options.get("endpoint", "").startswith("http://"):
            client["allow_http"] = True
        prefix = parts.path.strip("/") or None
        return S3Store(
            parts.netloc,
            prefix=prefix,
            config=cast(Any, options),
            client_options=cast(Any, client),
            retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=10)},
        )
    raise ValueError(f"no storage for {parts.scheme}://")


def install(app: Flask) -> None:
    app.extensions[_KEY] = open_store(app.config["SETTINGS"].storage)


def _path(key: str) -> str:
    return f"{key[:2]}/{key}"


def put(content: bytes) -> str:
    """Keep `content`; its key. Keeping the same bytes again changes nothing."""
    key = digest(content)
    try:
        current_app.extensions[_KEY].put(_path(key), content)
    except (BaseError, OSError) as error:
        raise _away(error) from error
    return key


def get(key: str) -> bytes:
    """The bytes of `key`; raises FileNotFoundError, Damaged, or Later when the storage does not answer."""
    try:
        content = bytes(current_app.extensions[_KEY].get(_path(key)).bytes())
    except FileNotFoundError:
        raise
    except (BaseError, OSError) as error:
        raise _away(error) from error
    if digest(content) != key:
        raise Damaged(key)
    return content


def remove(key: str) -> None:
    """Let go of the bytes of `key`, for good; without them nothing is changed. Raises Later."""
    try:
        current_app.extensions[_KEY].delete(_path(key))
    except FileNotFoundError:
        return
    except (BaseError, OSError) as error:
        raise _away(error) from error


def keys() -> list[str]:
    """The key of every stored file, in order; raises Later when the storage does not answer."""
    try:
        paths = [str(entry["path"]) for batch in current_app.extensions[_KEY].list() for entry in batch]
    except (BaseError, OSError) as error:
        raise _away(error) from error
    names = (path.rpartition("/")[2] for path in paths)
    return sorted(name for name in names if _A_KEY.fullmatch(name))


def _away(error: Exception) -> Later:
    log.error("storage_failed", error=str(error).partition("\n")[0])
    return Later(retry_after=30)

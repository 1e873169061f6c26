"""One style sheet and one script: bundled at start under names that carry their content's hash, kept a year."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from cop.core.settings import ROOT
from cop.kernel.ids import digest

_LAYERS = ("reset", "tokens", "layout", "components", "features")
_STATIC = ROOT / "static"


def install(app: Flask) -> None:
    """Write the bundles into the data folder, precompressed, and let WhiteNoise serve them before the app is asked."""
    folder: Path = app.config["SETTINGS"].assets_dir
    folder.mkdir(parents=True, exist_ok=True)
    names = {name: _write(folder, name, content) for name, content in _bundles().items()}
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(folder),
        prefix="assets/",
        immutable_file_test=lambda _path, url: "." in url,
        add_headers_function=_harden,
    )
    app.extensions["cop.assets"] = names
    app.jinja_env.globals["asset"] = lambda name: f"/assets/{names[name]}"
    app.jinja_env.globals["icon"] = _inline("icon.svg")


def _harden(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


def _bundles() -> dict[str, bytes]:
    css = "".join((_STATIC / "css" / f"{layer}.css").read_text("utf-8") for layer in _LAYERS)
    js = "\n".join(path.read_text("utf-8") for path in sorted((_STATIC / "js").glob("*.js")))
    pages = (_STATIC / "js" / "pages").glob("*.js")  # each for the page that names it
    return {
        "site.css": _squeeze(f"@layer {','.join(_LAYERS)};{css}").encode(),
        "site.js": js.encode(),
        **{path.name: path.read_bytes() for path in pages},
    }


def _inline(name: str) -> str:
    """A small picture within the page: asking for it would cost a slow link more than its two hundred bytes."""
    return "data:image/svg+xml," + quote((_STATIC / "images" / name).read_text("utf-8").strip(), safe=" =:/'")


def _squeeze(css: str) -> str:
    """Comments and indentation are for us, not for a slow link."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)).strip()


def _write(folder: Path, name: str, content: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    hashed = f"{stem}.{digest(content)[:12]}.{ending}"
    if not (folder / hashed).exists():
        with TemporaryDirectory(dir=folder, prefix=".") as draft:  # two processes may start at once
            (Path(draft) / hashed).write_bytes(content)
            Compressor(quiet=True).compress(str(Path(draft) / hashed))
            for path in sorted(
                Path(draft).iterdir(), reverse=True
            ):  # the plain file, whose presence counts, last
                path.replace(folder / path.name)
    return hashed

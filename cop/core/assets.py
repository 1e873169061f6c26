"""One style sheet, and scripts for who is signed in: bundled at start under names with their content's hash, kept a year."""

import re
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote
from wsgiref.headers import Headers

from flask import Flask
from markupsafe import Markup
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
    names = {name: _write(folder, name, content) for name, content in bundles().items()}
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


def bundles() -> dict[str, bytes]:
    """Name -> what travels."""
    css = "".join((_STATIC / "css" / f"{layer}.css").read_text("utf-8") for layer in _LAYERS)
    pages = _STATIC / "js" / "pages"  # each for the pages that name it; a folder is one script
    return {
        "site.css": _squeeze(f"@layer {','.join(_LAYERS)};{css}").encode(),
        "site.js": _script((_STATIC / "js").glob("*.js")),
        **{path.name: _script([path]) for path in pages.glob("*.js")},
        **{
            f"{folder.name}.js": _script(folder.glob("*.js")) for folder in pages.iterdir() if folder.is_dir()
        },
    }


def _script(paths: Iterable[Path]) -> bytes:
    return "\n".join(_plain_lines(path.read_text("utf-8")) for path in sorted(paths)).encode()


def _plain_lines(js: str) -> str:
    """Without comments and indentation; no text of ours holds two slashes after a space."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"(^|\s)//.*", "", js, flags=re.MULTILINE)).strip()


def _inline(name: str) -> Markup:
    """A small picture within the page: asking for it would cost a slow link more than its two hundred bytes."""
    picture = quote((_STATIC / "images" / name).read_text("utf-8").strip(), safe=" =:/'")
    return Markup(f"data:image/svg+xml,{picture}")  # noqa: S704 - of ours, for an attribute in double quotes


def _squeeze(css: str) -> str:
    """Comments and the space around braces are for us, not for a slow link."""
    return re.sub(r"\s*([{};])\s*", r"\1", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)).replace(";}", "}")


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

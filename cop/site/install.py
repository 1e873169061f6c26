"""Put the feature into an app."""

from flask import Flask


def install(_app: Flask) -> None:
    """Nothing yet."""

"""Where to put a country's dot on a map."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated

from pydantic import Field, TypeAdapter

from cop.taxonomy.loading import read_data

Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]


@cache
def centroids() -> Mapping[str, tuple[float, float]]:
    """(latitude, longitude) in degrees of every country we have a place for, by its code."""
    return TypeAdapter(dict[str, tuple[Latitude, Longitude]]).validate_python(read_data("centroids"))


def centroid(code: str) -> tuple[float, float] | None:
    """(latitude, longitude) in degrees, about the middle of the country's main land; None where we have none."""
    return centroids().get(code)

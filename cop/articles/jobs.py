"""Pictures of practices that came before pictures were resized."""

from cop.articles.queries import pictures_waiting
from cop.files.pictures import make_sizes

MOST_AT_ONCE = 20


def resize_pictures(most: int = MOST_AT_ONCE) -> int:
    """Make the sizes of the oldest; how many pictures have them now."""
    return sum(make_sizes(number) for number in pictures_waiting(most))


def resize_some() -> None:
    resize_pictures()

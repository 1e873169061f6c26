"""The same visitors as for proposals."""

from tests.proposals.conftest import person, team, visitor

__all__ = ["person", "team", "visitor"]

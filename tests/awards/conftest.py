"""The same visitors as for proposals."""

from tests.proposals.conftest import person, statements, team, visitor

__all__ = ["person", "statements", "team", "visitor"]

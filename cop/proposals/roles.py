"""What a person of another organisation may do in a proposal; a file of its own because tables and rules need the words."""

from enum import StrEnum

from cop.kernel.messages import N_


class TeamRole(StrEnum):
    """Beside those who belong to the lead: an owner speaks for the proposal as they do, a partner writes one part of it."""

    OWNER = "owner"
    WRITER = "writer"
    READER = "reader"
    PARTNER = "partner"


TEAM_ROLE_NAMES = {
    TeamRole.OWNER: N_("owner: writes, invites, hands in"),
    TeamRole.WRITER: N_("writer: writes everything"),
    TeamRole.READER: N_("reader: sees everything, changes nothing"),
    TeamRole.PARTNER: N_("partner: sees everything, writes the partner’s own part"),
}

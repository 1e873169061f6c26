"""What a member may do; a file of its own because both the tables and the rules need the words."""

from enum import StrEnum

from cop.kernel.messages import N_


class MemberRole(StrEnum):
    """What a member may do for the organisation: an owner also invites and hands over."""

    OWNER = "owner"
    WRITER = "writer"
    READER = "reader"


ROLE_NAMES = {
    MemberRole.OWNER: N_("owner: writes, invites and hands over"),
    MemberRole.WRITER: N_("writer: writes proposals"),
    MemberRole.READER: N_("reader: sees everything, changes nothing"),
}

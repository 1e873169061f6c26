"""Who acts: the one thing every rule asks about a person, without a database."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a person may be on the site. `applicant` is no role: it is membership of an organisation."""

    MEMBER = "member"
    REVIEWER = "reviewer"
    OFFICER = "officer"
    MANAGER = "manager"
    AUDITOR = "auditor"
    ADMIN = "admin"


STAFF = frozenset({Role.OFFICER, Role.MANAGER, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or nobody, or the system) as rules see them.

    `organisations` are the ids of the organisations the person belongs to, `writes_for` of those among them that the
    person may write for. `proposals` are those of other organisations that the person was let into, `writes_in` and `owns`
    of them the ones that the person writes, and speaks for.
    `withheld` are roles that the person was given and may not use before a second factor is set up.
    """

    user_id: int | None = None
    name: str = ""
    roles: frozenset[Role] = frozenset()
    withheld: frozenset[Role] = frozenset()
    organisations: frozenset[int] = field(default_factory=frozenset)
    writes_for: frozenset[int] = field(default_factory=frozenset)
    proposals: frozenset[int] = field(default_factory=frozenset)
    writes_in: frozenset[int] = field(default_factory=frozenset)
    owns: frozenset[int] = field(default_factory=frozenset)
    language: str = "en"
    zone: str = "UTC"
    is_system: bool = False

    @property
    def is_signed_in(self) -> bool:
        return self.user_id is not None

    @property
    def is_staff(self) -> bool:
        return bool(self.roles & STAFF)

    def has(self, *roles: Role) -> bool:
        return bool(self.roles & set(roles))

    def belongs_to(self, organisation_id: int) -> bool:
        return organisation_id in self.organisations


ANONYMOUS = Actor()
SYSTEM = Actor(name="system", is_system=True)

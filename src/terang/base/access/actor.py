"""Who acts: given to every command as `by`."""

from dataclasses import dataclass, field

from django.utils.functional import Promise

from terang.base.access.roles import Role
from terang.base.refusals import NotAllowed


@dataclass(frozen=True)
class Grant:
    """A role that the actor holds now; without a round it holds in all rounds of the agency."""

    role: Role
    agency_id: int
    round_id: int | None = None


@dataclass(frozen=True)
class Actor:
    """A signed-in person, nobody (`Actor.nobody()`), or the house itself (`Actor.system("flow")`)."""

    person_id: int | None = None
    name: str = ""
    agency_id: int | None = None
    grants: frozenset[Grant] = field(default_factory=frozenset)
    system: str = ""

    @classmethod
    def nobody(cls) -> "Actor":
        return cls()

    @classmethod
    def as_system(cls, name: str) -> "Actor":
        return cls(name=name, system=name)

    @property
    def is_system(self) -> bool:
        return bool(self.system)

    @property
    def is_known(self) -> bool:
        return self.person_id is not None

    @property
    def is_official(self) -> bool:
        return self.agency_id is not None

    @property
    def is_applicant(self) -> bool:
        return self.is_known and not self.is_official

    def holds(self, *roles: Role, agency_id: int, round_id: int | None = None) -> bool:
        """Whether the actor holds one of the roles here. `round_id` None asks for any round."""
        return any(
            g.role in roles
            and g.agency_id == agency_id
            and (round_id is None or g.round_id in (None, round_id))
            for g in self.grants
        )

    def agency_of(self, *roles: Role) -> int | None:
        """The agency in which the actor holds one of the roles, in whatever round."""
        return next((g.agency_id for g in self.grants if g.role in roles), None)

    def rounds_of(self, *roles: Role) -> frozenset[int | None]:
        """The rounds in which the actor holds one of the roles; None stands for every round."""
        return frozenset(g.round_id for g in self.grants if g.role in roles)


def must_be(condition: bool, sentence: str | Promise) -> None:
    """Refused: NotAllowed with the sentence, unless the condition holds."""
    if not condition:
        raise NotAllowed(sentence)

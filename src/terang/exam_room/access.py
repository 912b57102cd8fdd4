"""Whose a sitting is. The room knows no person: it recognises the candidate by a mark that nobody can read."""

from django.utils.translation import gettext_lazy as _

from terang.base import sealing
from terang.base.access.actor import Actor
from terang.exam_room.models import Sitting

NOBODY = Actor.nobody()
ANOTHERS = _(
    "You are signed in as somebody else than the candidate of this exam. Sign out, then go on with the code."
)


def mark_of(person_id: int) -> bytes:
    """The mark by which the candidate is recognised."""
    return sealing.blind_index("candidate", str(person_id))


def may_open(by: Actor, sitting: Sitting) -> bool:
    """The candidate, if anybody is signed in. On a machine of the site nobody is: there the token opens."""
    return by.person_id is None or bytes(sitting.person_mark) == mark_of(by.person_id)

"""The roles of an agency, and which of them one person may not hold in the same round.

Source: security.md section 5. Its names: planner and committee officer are its rule author, proctor its exam
officer, approver its result approver, objection officer its appeals, administrator its sysadmin/DBA.
"""

from itertools import product

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person may be asked to do in a round."""

    PLANNER = "planner", _("planner")
    COMMITTEE_OFFICER = "committee_officer", _("committee officer")
    VERIFIER = "verifier", _("verifier")
    ITEM_AUTHOR = "item_author", _("item author")
    PROCTOR = "proctor", _("proctor")
    ASSESSOR = "assessor", _("assessor")
    APPROVER = "approver", _("approver")
    OBJECTION_OFFICER = "objection_officer", _("objection officer")
    KEY_CUSTODIAN = "key_custodian", _("key custodian")
    AUDITOR = "auditor", _("auditor")
    TRAINER = "trainer", _("trainer")
    SUPERVISOR = "supervisor", _("supervisor")
    ADMINISTRATOR = "administrator", _("administrator")


R = Role
_EXCEPT_ITEM_AUTHOR = (R.PROCTOR, R.ASSESSOR, R.APPROVER, R.OBJECTION_OFFICER, R.ADMINISTRATOR, R.AUDITOR)
_MATRIX: dict[tuple[Role, ...], tuple[Role, ...]] = {
    (R.PLANNER, R.COMMITTEE_OFFICER): _EXCEPT_ITEM_AUTHOR,
    (R.ITEM_AUTHOR,): _EXCEPT_ITEM_AUTHOR,
    (R.PROCTOR,): (R.ASSESSOR, R.APPROVER, R.OBJECTION_OFFICER, R.ADMINISTRATOR, R.AUDITOR),
    (R.ASSESSOR,): (R.APPROVER, R.OBJECTION_OFFICER, R.ADMINISTRATOR, R.AUDITOR),
    (R.APPROVER,): (R.OBJECTION_OFFICER, R.ADMINISTRATOR, R.AUDITOR),
    (R.OBJECTION_OFFICER,): (R.ADMINISTRATOR, R.AUDITOR),
    (R.ADMINISTRATOR,): (R.AUDITOR,),
    (R.KEY_CUSTODIAN,): (
        R.PLANNER, R.COMMITTEE_OFFICER, R.ITEM_AUTHOR, R.PROCTOR, R.ASSESSOR, R.APPROVER, R.OBJECTION_OFFICER,
        R.ADMINISTRATOR,
    ),
    (R.VERIFIER,): (R.OBJECTION_OFFICER, R.APPROVER, R.AUDITOR),
}  # fmt: skip


def conflicting_pairs() -> frozenset[frozenset[Role]]:
    """Every pair of roles that one person may not hold in one round.

    >>> frozenset({Role.VERIFIER, Role.AUDITOR}) in conflicting_pairs()
    True
    """
    return frozenset(frozenset(pair) for rows, columns in _MATRIX.items() for pair in product(rows, columns))

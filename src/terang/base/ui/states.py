"""The usual states of things: their words and their meaning."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from terang.base.ui.values import Meaning

USUAL: dict[str, tuple[Promise, Meaning]] = {
    "draft": (_("Draft"), "neutral"),
    "proposed": (_("Waiting for approval"), "progress"),
    "approved": (_("Approved"), "good"),
    "published": (_("Published"), "good"),
    "announced": (_("Announced"), "good"),
    "closed": (_("Closed"), "neutral"),
    "open": (_("Open"), "info"),
    "submitted": (_("Submitted"), "good"),
    "withdrawn": (_("Withdrawn"), "neutral"),
    "queued": (_("Waiting"), "neutral"),
    "taken": (_("Being checked"), "progress"),
    "decided": (_("Decided"), "info"),
    "reopened": (_("Opened again"), "warning"),
    "filed": (_("Filed"), "info"),
    "upheld": (_("Upheld"), "good"),
    "rejected": (_("Rejected"), "bad"),
    "void": (_("Void"), "bad"),
    "sealed": (_("Sealed"), "good"),
    "locked": (_("Locked"), "good"),
    "running": (_("In progress"), "progress"),
    "finished": (_("Finished"), "good"),
    "absent": (_("Absent"), "warning"),
    "passed": (_("Passed"), "good"),
    "failed": (_("Not passed"), "bad"),
    "MS": (_("Requirements met"), "good"),
    "TMS": (_("Requirements not met"), "bad"),
}


def words_for(state: str) -> Promise | str:
    """Name a state to people; an unusual one speaks for itself."""
    return USUAL[state][0] if state in USUAL else str(state)


def meaning_of(state: str) -> Meaning:
    """Tell which colour a state has; an unusual one has none."""
    return USUAL[state][1] if state in USUAL else "neutral"

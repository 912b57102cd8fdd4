"""What came out of a test: complete candidates only."""

from django.db.models import Count, Q

from terang.core.ledger import canonical
from terang.core.rules.openness import scores_are_public
from terang.stages.panels.models import Announcement, Invitation, Result
from terang.stages.panels.queries.tests import Panel
from terang.stages.panels.states import InvitationState


def unfinished(test_id: int) -> tuple[int, int]:
    """How many candidates are neither assessed nor absent, and how many there are at all."""
    live = Invitation.objects.filter(test_id=test_id).exclude(state=InvitationState.RELEASED)
    found = live.aggregate(waiting=Count("pk", filter=Q(state=InvitationState.INVITED)), total=Count("pk"))
    return found["waiting"], found["total"]


def latest_results(invitations: list[Invitation]) -> dict[int, Result]:
    """By invitation: the result of its present edition."""
    editions = {one.pk: one.edition for one in invitations}
    rows = Result.objects.filter(invitation_id__in=editions)
    return {row.invitation_id: row for row in rows if row.edition == editions[row.invitation_id]}


def document(test: Panel, announcement: Announcement) -> bytes:
    """The public document of a test's results; small groups of a special kind without scores."""
    rows = list(
        Invitation.objects.filter(test_id=test.test.id)
        .exclude(state=InvitationState.RELEASED)
        .order_by("pid")
    )
    results = latest_results(rows)
    shows = scores_are_public(test.vacancy.kind, len(rows))
    return canonical.encode(
        {
            "v": 1,
            "type": "panel-results",
            "test": test.code,
            "edition": announcement.edition,
            "reason": announcement.reason,
            "scores_shown": shows,
            "candidates": [_candidate(row, results.get(row.pk), shows=shows) for row in rows],
        }
    )


def _candidate(row: Invitation, result: Result | None, *, shows: bool) -> dict[str, object]:
    said: dict[str, object] = {"pid": row.pid, "absent": row.state == InvitationState.ABSENT}
    if result and shows:
        said |= {
            "score": f"{result.score:f}",
            "marks": [one["total"] for one in result.marks],
            "branch": result.branch,
        }
    return said

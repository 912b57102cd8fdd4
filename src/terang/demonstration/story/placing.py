"""Scene: the ranking is drafted, proposed, approved by a second person, and published."""

from datetime import timedelta

from terang.demonstration.story.stage import Stage
from terang.stages.ranking import commands
from terang.stages.ranking.models import Edition


def shortlist(stage: Stage) -> Edition:
    """Who goes on to the second tests."""
    return _publish(stage, "shortlist", day=49)


def final(stage: Stage) -> Edition:
    """Who is chosen."""
    return _publish(stage, "final", day=65)


def _publish(stage: Stage, which: str, *, day: int) -> Edition:
    officer, approver, at = stage.team["panitia"], stage.team["pengesah"], stage.timeline.at(day)
    with stage.scene():
        edition = commands.draft_edition(round_id=stage.round.pk, stage=which, by=officer, at=at)
        decision = commands.propose_edition(edition_id=edition.pk, by=officer, at=at + timedelta(hours=1))
    with stage.scene():
        commands.approve_edition(
            edition_id=edition.pk, shown=decision.fingerprint, by=approver, at=at + timedelta(hours=2)
        )
        return commands.publish_edition(edition_id=edition.pk, by=approver, at=at + timedelta(hours=3))

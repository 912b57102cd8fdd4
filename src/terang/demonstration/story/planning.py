"""Scene: the need is worked out, and the formasi is approved."""

import csv
import io
from collections.abc import Iterable

from terang.demonstration.plots import Post
from terang.demonstration.story.stage import Stage
from terang.stages.planning import commands
from terang.stages.planning.models import Formasi, Position


def play(stage: Stage) -> None:
    """The committee opens the round; planner and approver go from workload to formasi."""
    plot, at = stage.plot, stage.timeline.at(-20)
    with stage.scene():
        stage.round = commands.open_round(
            agency_id=stage.agency.pk,
            title=plot.title,
            year=at.year,
            norm_id=plot.norm,
            by=stage.team["panitia"],
            at=at,
        )
    _import(stage, "beban-kerja.csv", _workload(plot.posts), day=-19)
    _import(stage, "pegawai.csv", _staff(plot.posts), day=-18)
    for post in plot.posts:
        _decide(stage, post)


def _import(stage: Stage, title: str, table: str, *, day: int) -> None:
    planner, at = stage.team["perencana"], stage.timeline.at(day)
    with stage.scene():
        draft = commands.upload_table(
            round_id=stage.round.pk, title=title, content=table.encode(), by=planner, at=at
        )
        commands.confirm_table(draft_id=draft.pk, by=planner, at=at)


def _decide(stage: Stage, post: Post) -> Formasi:
    planner, approver = stage.team["perencana"], stage.team["pengesah"]
    with stage.scene():
        position = Position.objects.get(round=stage.round, position=post.position, unit=post.unit)
        formasi = commands.write_formasi(
            position_id=position.pk, slots=post.slots, location=post.location, reason=post.reason, by=planner,
            at=stage.timeline.at(-16),
        )  # fmt: skip
        decision = commands.propose_formasi(formasi_id=formasi.pk, by=planner, at=stage.timeline.at(-15))
    with stage.scene():
        return commands.approve_formasi(
            formasi_id=formasi.pk, shown=decision.fingerprint, by=approver, at=stage.timeline.at(-14)
        )


def _workload(posts: tuple[Post, ...]) -> str:
    rows = [(p.position, p.unit, t.text, t.volume, t.period, t.minutes) for p in posts for t in p.tasks]
    return _csv(("position", "unit", "task", "volume", "period", "minutes"), rows)


def _staff(posts: tuple[Post, ...]) -> str:
    rows = [(p.position, p.unit, p.location, p.incumbents, p.retiring) for p in posts]
    return _csv(("position", "unit", "location", "incumbents", "retiring"), rows)


def _csv(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()

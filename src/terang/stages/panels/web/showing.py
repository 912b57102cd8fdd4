"""How panels look in tables and lists."""

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terang.base.tenancy.models import Round
from terang.base.ui.components.numbers import in_words, points
from terang.base.ui.values import Column, Link, Meaning, Step, Tag, Words
from terang.stages.panels.facts import CriterionFacts, PanelScore, RubricFacts
from terang.stages.panels.models import Assignment, Criterion, Invitation, Mark, Scale
from terang.stages.panels.queries.marks import Sheet
from terang.stages.panels.queries.seats import Progress, lacking, seats_of
from terang.stages.panels.states import AnnouncementState, AssignmentState, InvitationState, RubricState

PROGRESS_COLUMNS = [
    Column(gettext_lazy("Test")), Column(gettext_lazy("Candidates"), numeric=True),
    Column(gettext_lazy("Assessed"), numeric=True), Column(gettext_lazy("Results")),
]  # fmt: skip
CANDIDATE_COLUMNS = [
    Column(gettext_lazy("Candidate")), Column(gettext_lazy("Appointment")), Column(gettext_lazy("Assessors")),
    Column(gettext_lazy("State")), Column(gettext_lazy("What to do")),
]  # fmt: skip
SHEET_COLUMNS = [
    Column(gettext_lazy("Criterion")), Column(gettext_lazy("Weight"), numeric=True),
    Column(gettext_lazy("Points"), numeric=True), Column(gettext_lazy("Evidence")),
]  # fmt: skip
JUDGING_COLUMNS = [
    Column(gettext_lazy("Candidate")), Column(gettext_lazy("Test")), Column(gettext_lazy("Appointment")),
    Column(gettext_lazy("State")),
]  # fmt: skip
RESULT_COLUMNS = [
    Column(gettext_lazy("Candidate")), Column(gettext_lazy("Score"), numeric=True),
    Column(gettext_lazy("Marks of the assessors")), Column(gettext_lazy("How it was found")),
]  # fmt: skip
BRANCHES = {
    "mean": gettext_lazy("mean of all marks"),
    "closest": gettext_lazy("more than 10 points apart: mean of the two closest of three"),
    "median": gettext_lazy("more than 10 points apart: the middle of three"),
}
MEANINGS: dict[str, Meaning] = {
    InvitationState.INVITED: "neutral",
    InvitationState.SETTLED: "good",
    InvitationState.ABSENT: "warning",
    AssignmentState.OPEN: "progress",
    AssignmentState.LOCKED: "good",
    AnnouncementState.PROPOSED: "progress",
    AnnouncementState.PUBLISHED: "good",
}


def tag(state: str, words: Words) -> Tag:
    return Tag(words, MEANINGS.get(state, "neutral"))


def progress_rows(round_: Round, found: Iterable[Progress]) -> list[list[object]]:
    """One line per test."""
    return [
        [
            Link(one.panel.title, reverse("panels:test", args=[round_.pk, one.panel.test.id])),
            one.candidates,
            one.finished,
            announcement_tag(one),
        ]
        for one in found
    ]


def announcement_tag(one: Progress) -> Tag:
    said = one.announcement
    if said is None:
        return Tag(AnnouncementState.OPEN.label)
    return tag(said.state, said.get_state_display())


def steps(one: Progress) -> list[Step]:
    """From rubric to results, each with its page."""
    where = [one.panel.round_id, one.panel.test.id]
    published = one.announcement is not None and one.announcement.state == AnnouncementState.PUBLISHED
    done = [
        one.rubric is not None and one.rubric.state == RubricState.FROZEN,
        one.pool is not None,
        one.candidates > 0 and one.lacking == 0 and one.pool is not None,
        one.candidates > 0 and one.finished == one.candidates,
        published,
    ]
    titles = [
        (_("Rubric"), reverse("panels:rubric", args=where)),
        (_("Assessors fixed"), reverse("panels:assessors", args=where)),
        (_("Assessors drawn"), ""),
        (_("Everybody assessed"), reverse("panels:appointments", args=where)),
        (_("Results published"), reverse("panels:results", args=where)),
    ]
    first_open = done.index(False) if False in done else len(done)
    return [
        Step(title, "done" if done[n] else "now" if n == first_open else "next", href=href)
        for n, (title, href) in enumerate(titles)
    ]


def candidate_row(row: Invitation, *, may_lead: bool) -> list[object]:
    """One line per candidate; who leads sees the name, because somebody must call them in."""
    name = f"{row.pid} – {row.person.name}" if may_lead else row.pid
    return [
        Link(name, reverse("panels:candidate", args=[row.pk])),
        in_words(row.starts_at) if row.starts_at else "–",
        _seats(row),
        tag(row.state, row.get_state_display()),
        _act(row) if may_lead else "–",
    ]


def _seats(row: Invitation) -> str:
    found = seats_of(row)
    locked = sum(seat.state == AssignmentState.LOCKED for seat in found)
    words = _("%(locked)d of %(wanted)d locked") % {"locked": locked, "wanted": row.wanted}
    return words + (" · " + _("%d missing") % lacking(row) if found and lacking(row) else "")


def _act(row: Invitation) -> object:
    if row.state != InvitationState.INVITED:
        return "–"
    if row.starts_at is None:
        return Link(_("Appointment"), reverse("panels:appointment", args=[row.pk]), row.pid)
    return Link(_("Absent?"), reverse("panels:absent", args=[row.pk]), row.pid)


def sheet(one: Sheet) -> dict[str, object]:
    """One assessor's judgement as a table."""
    return {"slot": one.slot, "total": one.total, "columns": SHEET_COLUMNS, "rows": sheet_rows(one)}


def sheet_rows(one: Sheet) -> list[list[object]]:
    top = {Scale.FIVE: "5", Scale.HUNDRED: "100"}
    return [
        [
            line.criterion,
            f"{points(line.weight)} %",
            f"{points(line.points.normalize())} / {top[Scale(line.scale)]}",
            line.evidence,
        ]
        for line in one.lines
    ]


def draft_rows(criteria: Iterable[Criterion], drafts: Mapping[int, Mark]) -> list[list[object]]:
    """What an assessor wrote so far."""
    rows: list[list[object]] = []
    for one in criteria:
        row = drafts.get(one.pk)
        given = points(row.points.normalize()) if row and row.points is not None else "–"
        rows.append([one.title, f"{points(one.weight)} %", given, row.evidence if row else ""])
    return rows


def is_complete(criteria: Iterable[Criterion], drafts: Mapping[int, Mark]) -> bool:
    """Whether every criterion has points and evidence."""
    found = [drafts.get(one.pk) for one in criteria]
    return all(row and row.points is not None and row.evidence for row in found)


def result_rows(scores: Iterable[PanelScore]) -> list[list[object]]:
    """One line per candidate; who is not complete shows nothing."""
    return [
        [
            Link(one.pid, reverse("panels:candidate", args=[one.invitation_id])),
            points(one.score),
            "; ".join(points(mark.total) for mark in one.marks) or "–",
            _how(one),
        ]
        for one in scores
    ]


def _how(one: PanelScore) -> Words:
    if one.absent:
        return _("absent")
    if not one.complete:
        return _("still being assessed")
    words = str(BRANCHES.get(one.branch, ""))
    return f"{words} · {_('knocked out')}" if one.knocked_out else words


def criteria_tables(criteria: Iterable[Criterion]) -> list[dict[str, object]]:
    """The criteria of a rubric that may still change."""
    found = (
        CriterionFacts(c.title, c.weight, c.scale, tuple((a[0], a[1]) for a in c.anchors)) for c in criteria
    )
    return _tables(found)


def rubric_tables(rubric: RubricFacts) -> list[dict[str, object]]:
    """A rubric's criteria, each with its levels."""
    return _tables(rubric.criteria)


def _tables(criteria: Iterable[CriterionFacts]) -> list[dict[str, object]]:
    columns = [Column(_("Level")), Column(_("What it looks like"))]
    return [
        {
            "title": _("%(title)s (weight %(weight)s %%)")
            % {"title": one.title, "weight": points(one.weight)},
            "columns": columns,
            "rows": [list(anchor) for anchor in one.anchors],
        }
        for one in criteria
    ]


def judging_rows(
    found: Iterable[Assignment], titles: dict[int, str], names: dict[int, bool]
) -> list[list[object]]:
    """What an assessor judges: the candidate under number, and by name where the test allows it."""
    rows: list[list[object]] = []
    for seat in found:
        row = seat.invitation
        who = f"{row.pid} – {row.person.name}" if names.get(row.test_id) else row.pid
        rows.append(
            [
                Link(who, reverse("panels:mark", args=[seat.pk])),
                titles.get(row.test_id, ""),
                in_words(row.starts_at) if row.starts_at else "–",
                tag(seat.state, seat.get_state_display()),
            ]
        )
    return rows

"""Editions as the pages of officials show them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terang.base.access import Actor
from terang.base.tenancy.models import Round
from terang.base.ui.components.sentences import said
from terang.base.ui.values import Change, Column, Download, Link, Tag
from terang.core.cards.naming import key_name
from terang.core.norms import Norm
from terang.stages.ranking import access, queries
from terang.stages.ranking.commands.equals import slots_left as left_for
from terang.stages.ranking.entrants import gathered
from terang.stages.ranking.gaps import Gap, gaps_of
from terang.stages.ranking.models import Edition, Placement
from terang.stages.ranking.states import EDITION, EditionState, Stage
from terang.stages.vacancies import facts as vacancies

LONGEST = 9
ROUND_COLUMNS = [
    Column(gettext_lazy("Round")),
    Column(gettext_lazy("Shortlist")),
    Column(gettext_lazy("Final ranking")),
]
COUNT_COLUMNS = [
    Column(gettext_lazy("Vacancy")),
    Column(gettext_lazy("On the list"), numeric=True),
    Column(gettext_lazy("In"), numeric=True),
    Column(gettext_lazy("Slots"), numeric=True),
]
ACTS = ("draft", "propose", "take_back", "approve", "send_back", "publish")


@dataclass(frozen=True)
class StageCard:
    """One ranking of a round: what is missing, what is being worked on, what is published."""

    stage: str
    title: str
    gaps: Sequence[Gap]
    working: Edition | None
    editions: Sequence[Edition]
    corrections: Sequence[str]
    may_draft: bool

    @property
    def is_blocked(self) -> bool:
        return any(gap.blocks for gap in self.gaps)


def stages(round_: Round) -> tuple[str, ...]:
    """The rankings of a round under its norm."""
    return vacancies.norm_of(round_.pk).stages


def round_rows(rounds: Iterable[Round]) -> list[list[object]]:
    """Rounds with the state of their rankings."""
    rows: list[list[object]] = []
    for one in rounds:
        states = queries.stage_state(one.pk)
        told: list[object] = [_state_tag(states.get(stage, ("", None))[0]) for stage in Stage.values]
        if Stage.FINAL in states and Stage.SHORTLIST not in states:
            told[0] = "–"  # one exam decides in this round
        rows.append([Link(one.title, reverse("ranking:round", args=[one.pk])), *told])
    return rows


def stage_card(round_: Round, stage: str, by: Actor, at: datetime) -> StageCard:
    """What the page of a round shows of one ranking."""
    editions = [one for one in queries.editions_of(round_.pk) if one.stage == stage]
    working = next((one for one in editions if one.state != EditionState.PUBLISHED), None)
    corrections = [one.reason for one in queries.open_corrections(round_.pk, stage)]
    norm = vacancies.norm_of(round_.pk)
    gaps = gaps_of(round_.pk, stage, norm, gathered(round_.pk, stage), at)
    published = [one for one in editions if one.state == EditionState.PUBLISHED]
    may_draft = access.may_draft(by, round_) and (working is None or working.state == EditionState.DRAFT)
    return StageCard(stage, str(Stage(stage).label), gaps, working, published, corrections, may_draft)


def needs_reason(round_: Round, stage: str) -> bool:
    """Whether the edition to be drafted is a further one."""
    return queries.latest_published(round_.pk, stage) is not None


def columns(edition: Edition) -> list[Column]:
    norm = vacancies.norm_of(edition.round_id)
    second = [Column(norm.integration.label, numeric=True)] if norm.integration else []
    merged = [*second, Column(_("Final score"), numeric=True)]
    group = [Column(_("Priority group"))] if norm.priority else []
    return [
        Column(_("Public number"), numeric=True),
        Column(_("Vacancy")),
        Column(_("Rank"), numeric=True),
        *group,
        *(Column(part.label, numeric=True) for part in norm.parts),
        Column(norm.total.label, numeric=True),
        *(merged if edition.stage == Stage.FINAL else ()),
        Column(_("Outcome")),
        *([Column(_("Slot of"))] if edition.stage == Stage.FINAL and norm.transfers else ()),
        Column(_("Decided by")),
    ]


def rows(edition: Edition, lines: Iterable[Placement]) -> list[list[object]]:
    norm = vacancies.norm_of(edition.round_id)
    return [_row(norm, edition, one) for one in lines]


def _row(norm: Norm, edition: Edition, one: Placement) -> list[object]:
    told = one.figures
    href = reverse("ranking:line", args=[edition.pk, one.pk])
    second = [_points(told.get("second"))] if norm.integration else []
    merged = [*second, _points(told.get("final"))] if edition.stage == Stage.FINAL else []
    group = [told["group"]] if norm.priority else []
    where = (
        [told.get("moved", {}).get("target", "")] if edition.stage == Stage.FINAL and norm.transfers else []
    )
    return [
        Link(spelled(one.pid), href), one.vacancy.code, one.place, *group,
        *(_points(told["parts"].get(part.code)) for part in norm.parts), _points(told["total"]), *merged,
        _outcome_tag(norm, edition.stage, one.outcome), *where, said(key_name(norm, one.decided_by)),
    ]  # fmt: skip


def spelled(pid: str) -> str:
    """A public number in groups of four."""
    return "-".join(pid[at : at + 4] for at in range(0, len(pid), 4))


def typed(text: str) -> str:
    """A public number, or its beginning, as somebody typed it."""
    return "".join(sign for sign in text.lower() if sign.isalnum() and sign.isascii())[:16]


def whole(text: str | None) -> int | None:
    """A number from the address; nonsense is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= LONGEST else None


def filter_form(edition: Edition, data: QueryDict) -> forms.Form:
    """Filter by vacancy or number."""
    there = edition.placements.order_by("vacancy__code").values_list("vacancy_id", "vacancy__code").distinct()
    form = forms.Form(data)
    choices = [("", _("All vacancies")), *((str(key), code) for key, code in there)]
    form.fields["vacancy"] = forms.ChoiceField(label=_("Vacancy"), required=False, choices=choices)
    form.fields["q"] = forms.CharField(label=_("Public number"), required=False, max_length=40)
    return form


def may(by: Actor, edition: Edition) -> dict[str, bool]:
    """Which acts this person can do with the edition now; the buttons of the page."""
    officer, approver = access.may_draft(by, edition.round), access.may_approve(by, edition.round)
    allowed = {
        "draft": officer, "propose": officer, "take_back": officer, "approve": approver, "send_back": approver,
        "publish": officer or approver,
    }  # fmt: skip
    return {act: allowed[act] and EDITION.may(edition.state, act) for act in ACTS}


def changes(edition: Edition) -> list[Change]:
    """The difference against the edition before."""
    norm = vacancies.norm_of(edition.round_id) if edition.number > 1 else None
    if norm is None:
        return []
    return [
        Change(_label(new or old), _said(norm, edition, old), _said(norm, edition, new))
        for old, new in queries.changed_places(edition)
    ]


def open_equals(edition: Edition) -> list[Link]:
    """The vacancies where the norm can't say who is chosen."""
    lines = list(queries.open_equals(edition))
    found = {one.vacancy_id: one.vacancy.code for one in lines if "moved" not in one.figures}
    asked = {one.figures["moved"]["target"] for one in lines if "moved" in one.figures}
    ids = {one.code: one.id for one in vacancies.vacancies_of(edition.round_id)} if asked else {}
    return [
        *(
            Link(
                _("Decide among equals of %(code)s") % {"code": code},
                reverse("ranking:equals", args=[edition.pk, key]),
            )
            for key, code in found.items()
        ),
        *(
            Link(
                _("Decide who gets the empty slot of %(code)s") % {"code": code},
                reverse("ranking:movers", args=[edition.pk, ids[code]]),
            )
            for code in sorted(asked)
        ),
    ]


def slots_left(there: Sequence[Placement]) -> int:
    return left_for(there)


def chosen_counts(edition: Edition) -> list[list[object]]:
    """By vacancy: how many on the list, how many in, for how many slots."""
    norm = vacancies.norm_of(edition.round_id)
    passing = {code.code for code in norm.codes[edition.stage].codes.values() if code.passes}
    lines = list(edition.placements.select_related("vacancy").order_by("position"))
    counted = Counter(one.vacancy.code for one in lines)
    chosen = Counter(
        one.figures.get("moved", {}).get("target", one.vacancy.code)
        for one in lines
        if one.outcome in passing
    )
    slots = {one.code: one.slots for one in vacancies.vacancies_of(edition.round_id)}
    return [
        [code, counted[code], chosen[code], slots[code]] for code in sorted(counted.keys() | chosen.keys())
    ]


def downloads(edition: Edition) -> list[Download]:
    words = {
        "applicants": _("Applicants, with every figure"),
        "vacancies": _("Vacancies"),
        "result": _("Result, complete"),
    }
    return [
        Download(label, reverse("ranking:table", args=[edition.pk, name]), "CSV")
        for name, label in words.items()
    ]


def _outcome_tag(norm: Norm, stage: str, outcome: str) -> Tag:
    code = norm.codes[stage].codes.get(outcome)
    if code is None:
        return Tag(_("not decided"), "warning")
    return Tag(outcome, "good" if code.passes else "neutral")


def _state_tag(state: str) -> Tag:
    if not state:
        return Tag(_("nothing yet"))
    return Tag(EditionState(state).label, "good" if state == EditionState.PUBLISHED else "progress")


def _label(one: Placement | None) -> str:
    return f"{one.vacancy.code} {spelled(one.pid)}" if one else ""


def _said(norm: Norm, edition: Edition, one: Placement | None) -> str:
    if one is None:
        return ""
    score: Any = one.figures.get("final") or one.figures.get("total") or "–"
    place = _("place %(place)d") % {"place": one.place} if one.place else "–"
    return f"{place}, {one.outcome or '–'}, {score}"


def _points(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)

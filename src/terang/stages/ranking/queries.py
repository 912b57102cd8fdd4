"""Editions and places, as pages and later rooms read them."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from terang.base.access import Actor
from terang.base.approvals import deciding as approvals
from terang.base.approvals.models import Decision
from terang.base.refusals import NotFound
from terang.base.tenancy.models import Round
from terang.stages.ranking import access
from terang.stages.ranking.acts import Act
from terang.stages.ranking.models import Correction, Edition, Placement
from terang.stages.ranking.states import EditionState
from terang.stages.vacancies import facts as vacancies
from terang.stages.vacancies.facts import VacancyFacts


def rounds_of(by: Actor) -> list[Round]:
    """The rounds of the actor's agency whose rankings they may read, newest first."""
    if by.agency_id is None:
        return []
    rounds = Round.objects.filter(agency_id=by.agency_id).order_by("-created_at", "-pk")
    return [one for one in rounds if access.may_read(by, one)]


def editions_of(round_id: int) -> QuerySet[Edition]:
    """All editions of a round, newest first."""
    return Edition.objects.filter(round_id=round_id).order_by("-stage", "-number").select_related("round")


def latest_published(round_id: int, stage: str) -> Edition | None:
    """The edition that holds now."""
    found = Edition.objects.filter(round_id=round_id, stage=stage, state=EditionState.PUBLISHED)
    return found.order_by("-number").first()


def kinds_in(edition: Edition) -> list[str]:
    """The kinds of formasi of which somebody is on this list."""
    return sorted(set(edition.placements.values_list("vacancy__kind", flat=True)))


def unpublished(round_id: int, stage: str) -> Edition | None:
    """The edition somebody works on."""
    return (
        Edition.objects.filter(round_id=round_id, stage=stage).exclude(state=EditionState.PUBLISHED).first()
    )


def before(edition: Edition) -> Edition | None:
    """The edition that this one follows."""
    found = Edition.objects.filter(round_id=edition.round_id, stage=edition.stage, number=edition.number - 1)
    return found.first()


def places_of(edition: Edition, *, vacancy_id: int | None = None, pid: str = "") -> QuerySet[Placement]:
    """The lines of an edition in their order; of one vacancy, or with a number that begins so."""
    found = edition.placements.order_by("position").select_related("vacancy")
    found = found.filter(vacancy_id=vacancy_id) if vacancy_id else found
    return found.filter(pid__startswith=pid) if pid else found


def place_in(edition: Edition, placement_id: int) -> Placement:
    """One line of an edition. Refused: NotFound."""
    found = edition.placements.select_related("vacancy").filter(pk=placement_id).first()
    if found is None:
        raise NotFound(_("There is no such line in this edition."))
    return found


def edition(edition_id: int) -> Edition:
    """One edition with its round. Refused: NotFound, also for what the present scope may not see."""
    found = (
        Edition.objects.filter(pk=edition_id)
        .select_related("round__agency", "drafted_by", "approved_by")
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such edition."))
    return found


def round_(round_id: int) -> Round:
    """One round. Refused: NotFound."""
    found = Round.objects.filter(pk=round_id).select_related("agency").first()
    if found is None:
        raise NotFound(_("There is no such round."))
    return found


def open_decision(edition: Edition) -> Decision | None:
    """The proposal that waits for approval."""
    return approvals.current(Act.EDITION_APPROVED, edition)


def open_equals(edition: Edition) -> QuerySet[Placement]:
    """The lines that the norm leaves open: a shared place across the last slot, of a vacancy or of a transfer."""
    return (
        edition.placements.filter(outcome="", place__isnull=False)
        .select_related("vacancy")
        .order_by("position")
    )


def equals(edition: Edition, vacancy_id: int) -> QuerySet[Placement]:
    """Those of one vacancy among whom a person decides, or has decided in this draft."""
    there = edition.placements.filter(vacancy_id=vacancy_id, place__isnull=False).order_by("position")
    is_open = Q(outcome="") & ~Q(figures__has_key="moved")
    return there.filter(is_open | Q(figures__has_key="decided_by_person"))


def movers(edition: Edition, target: str) -> list[Placement]:
    """Those who equally ask for the last empty slot of a vacancy (its code): a person decides among them."""
    there = edition.placements.filter(outcome="", figures__moved__target=target)
    return list(there.select_related("vacancy").order_by("position"))


def slots_left_in(edition: Edition, target: VacancyFacts) -> int:
    """How many slots of a vacancy nobody has, by win or by transfer."""
    codes = vacancies.norm_of(edition.round_id).codes[edition.stage].codes
    there = edition.placements.filter(outcome__in=[code for code, one in codes.items() if one.passes])
    won = there.filter(vacancy_id=target.id).exclude(figures__has_key="moved").count()
    return target.slots - won - there.filter(figures__moved__target=target.code).count()


def vacancy_in(edition: Edition, vacancy_id: int) -> VacancyFacts:
    """One vacancy of the round of an edition. Refused: NotFound."""
    found = vacancies.vacancy(vacancy_id)
    if found.round_id != edition.round_id:
        raise NotFound(_("There is no such vacancy in this round."))
    return found


def open_corrections(round_id: int, stage: str) -> QuerySet[Correction]:
    """Upheld objections that no published edition has answered yet."""
    return Correction.objects.filter(round_id=round_id, stage=stage, edition=None).order_by("asked_at", "pk")


def in_work(agency_id: int) -> QuerySet[Edition]:
    """The unpublished editions of an agency."""
    found = Edition.objects.filter(agency_id=agency_id).exclude(state=EditionState.PUBLISHED)
    return found.select_related("round").order_by("drafted_at", "pk")


def rounds_with_corrections(agency_id: int) -> list[tuple[Round, int]]:
    """The rounds of an agency for which upheld objections wait for a new edition, and how many."""
    waiting = Correction.objects.filter(agency_id=agency_id, edition=None).select_related("round")
    counts = Counter(one.round for one in waiting)
    return sorted(counts.items(), key=lambda pair: pair[0].pk)


def changed_places(edition: Edition) -> list[tuple[Placement | None, Placement | None]]:
    """What this edition changes against the one before: (old, new) lines whose place, outcome or final differ."""
    earlier = before(edition)
    if earlier is None:
        return []
    old, new = _by_application(earlier), _by_application(edition)
    keys = sorted(old.keys() | new.keys(), key=lambda key: _position(new.get(key) or old.get(key)))
    return [(old.get(key), new.get(key)) for key in keys if _said(old.get(key)) != _said(new.get(key))]


def stage_state(round_id: int) -> Mapping[str, tuple[str, datetime | None]]:
    """Stage -> (state of its newest edition, when published), of those that have one."""
    found: dict[str, tuple[str, datetime | None]] = {}
    for one in Edition.objects.filter(round_id=round_id).order_by("number"):
        found[one.stage] = (one.state, one.published_at)
    return found


def _by_application(edition: Edition) -> dict[int, Placement]:
    return {one.application_id: one for one in edition.placements.select_related("vacancy")}


def _position(one: Placement | None) -> tuple[int, str]:
    return (one.position, one.pid) if one else (0, "")


def _said(one: Placement | None) -> tuple[object, ...]:
    if one is None:
        return ()
    figures = one.figures
    return (
        one.place,
        one.outcome,
        one.decided_by,
        figures.get("final"),
        figures.get("total"),
        figures.get("moved"),
    )

"""What ranking tells later rooms: only what is published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from terang.base.journal.models import Blob
from terang.base.refusals import NotFound
from terang.core.cards.telling import Told
from terang.core.norms import Norm
from terang.stages.ranking import cards
from terang.stages.ranking.models import Edition, Placement
from terang.stages.ranking.queries import changed_places, latest_published, unpublished
from terang.stages.ranking.standings import Listed, standings
from terang.stages.ranking.states import EditionState, Stage
from terang.stages.vacancies import facts as vacancies

__all__ = [
    "ChangeFacts",
    "EditionFacts",
    "Listed",
    "PlacementFacts",
    "card",
    "changes",
    "editions",
    "final_standings",
    "going_on",
    "is_final",
    "line_count",
    "lines",
    "paper",
    "placement",
    "public_table",
    "published",
]


@dataclass(frozen=True)
class EditionFacts:
    """A published edition; `public` is the SHA-256 of the table that everybody may have."""

    id: int
    round_id: int
    agency_id: int
    stage: str
    number: int
    reason: str
    norm_id: str
    norm_hash: str
    public: str
    warnings: tuple[str, ...]
    published_at: datetime


@dataclass(frozen=True)
class PlacementFacts:
    """One person's place in the edition that holds. `figures` are exact text; `passes`: goes on, or is chosen."""

    application_id: int
    person_id: int
    pid: str
    vacancy_id: int
    round_id: int
    stage: str
    edition: int
    published_at: datetime
    reason: str
    place: int | None
    sharing: int
    outcome: str
    passes: bool
    decided_by: str
    figures: Mapping[str, Any]
    target: str = ""
    """The code of the vacancy whose slot this person gets by a transfer; empty where they stay in their own."""


@dataclass(frozen=True)
class ChangeFacts:
    """What a new edition changed for one person: place and outcome before and now; empty where not listed."""

    pid: str
    vacancy: str
    place_before: int | None
    outcome_before: str
    place: int | None
    outcome: str


def placement(application_id: int, stage: str, norm: Norm | None = None) -> PlacementFacts | None:
    """One person's place in the newest published edition of this stage, if they are in it.

    norm: of the round, where the caller has read it already; so in `card`.
    """
    found = Placement.objects.filter(
        application_id=application_id, edition__stage=stage, edition__state=EditionState.PUBLISHED
    )
    line = found.select_related("edition").order_by("-edition__number").first()
    if line is None:
        return None
    newest = latest_published(line.edition.round_id, stage)
    return _placements([line], line.edition, norm)[0] if newest == line.edition else None


def card(one: PlacementFacts, norm: Norm | None = None) -> Told:
    """Why this person stands there and what would have changed it, in the reader's language.

    Needs the agency's rows: the ranking of the vacancy is run again. Refused: NotFound once the edition is replaced.
    """
    edition, line = _kept(one)
    return cards.shown(cards.card_of(edition, line, norm))


def paper(one: PlacementFacts) -> bytes:
    """The same card as PDF. Needs the agency's rows. Refused: NotFound once the edition is replaced."""
    return cards.paper_of(*_kept(one))


def _kept(one: PlacementFacts) -> tuple[Edition, Placement]:
    found = Placement.objects.filter(
        application_id=one.application_id, edition__stage=one.stage, edition__number=one.edition
    )
    line = found.select_related("edition__round__agency").first()
    if line is None:
        raise NotFound(_("There is no such line in this edition."))
    return line.edition, line


def published(round_id: int, stage: str) -> tuple[PlacementFacts, ...]:
    """Everybody in the edition that holds, in the order of the list; empty before publication."""
    edition = latest_published(round_id, stage)
    return _placements(edition.placements.order_by("position"), edition) if edition else ()


def lines(
    edition_id: int, *, vacancy_id: int | None = None, pid: str = "", start: int = 0, stop: int | None = None
) -> tuple[PlacementFacts, ...]:
    """Some lines of a published edition: of a vacancy, with a number that begins so, from `start` to `stop`."""
    edition = Edition.objects.get(pk=edition_id, state=EditionState.PUBLISHED)
    return _placements(_lines(edition_id, vacancy_id, pid)[start:stop], edition)


def line_count(edition_id: int, *, vacancy_id: int | None = None, pid: str = "") -> int:
    """How many lines `lines` has without bounds."""
    return _lines(edition_id, vacancy_id, pid).count()


def going_on(round_id: int, stage: str = Stage.SHORTLIST) -> tuple[int, ...]:
    """The applications that go on to the second tests, or are chosen; by the edition that holds."""
    return tuple(one.application_id for one in published(round_id, stage) if one.passes)


def editions(round_id: int, stage: str = "") -> tuple[EditionFacts, ...]:
    """All published editions of a round, newest first."""
    found = Edition.objects.filter(round_id=round_id, state=EditionState.PUBLISHED)
    found = found.filter(stage=stage) if stage else found
    return tuple(map(_edition, found.order_by("-published_at", "-number")))


def changes(edition_id: int) -> tuple[ChangeFacts, ...]:
    """What a published edition changed against the one before it."""
    edition = Edition.objects.get(pk=edition_id, state=EditionState.PUBLISHED)
    return tuple(_change(old, new) for old, new in changed_places(edition))


def is_final(round_id: int) -> bool:
    """Whether the final ranking is published and no further edition is being made."""
    return latest_published(round_id, Stage.FINAL) is not None and not unpublished(round_id, Stage.FINAL)


def final_standings(round_id: int) -> dict[str, list[Listed]] | None:
    """The final ranking that is published, by the code of each vacancy, as the public log speaks of it; None before."""
    edition = latest_published(round_id, Stage.FINAL)
    if edition is None:
        return None
    return {vacancy.code: listed for vacancy, listed in standings(edition)}


def public_table(edition_id: int) -> bytes:
    """The published table as CSV: the very bytes that were approved."""
    edition = Edition.objects.get(pk=edition_id, state=EditionState.PUBLISHED)
    return bytes(Blob.objects.get(pk=edition.public).content)


def _lines(edition_id: int, vacancy_id: int | None, pid: str) -> QuerySet[Placement]:
    found = Placement.objects.filter(edition_id=edition_id, edition__state=EditionState.PUBLISHED)
    found = found.filter(vacancy_id=vacancy_id) if vacancy_id else found
    found = found.filter(pid__startswith=pid) if pid else found
    return found.order_by("position")


def _placements(
    rows: Iterable[Placement], edition: Edition, norm: Norm | None = None
) -> tuple[PlacementFacts, ...]:
    published_at = edition.published_at or edition.drafted_at
    codes = (norm or vacancies.norm_of(edition.round_id)).codes[edition.stage].codes
    passing = {code for code, one in codes.items() if one.passes}
    return tuple(
        PlacementFacts(
            application_id=one.application_id, person_id=one.person_id, pid=one.pid, vacancy_id=one.vacancy_id,
            round_id=edition.round_id, stage=edition.stage, edition=edition.number,
            published_at=published_at, reason=edition.reason, place=one.place, sharing=one.sharing,
            outcome=one.outcome, passes=one.outcome in passing, decided_by=one.decided_by, figures=one.figures,
            target=one.figures.get("moved", {}).get("target", ""),
        )
        for one in rows
    )  # fmt: skip


def _edition(one: Edition) -> EditionFacts:
    return EditionFacts(
        one.pk, one.round_id, one.agency_id, one.stage, one.number, one.reason, one.norm_id, one.norm_hash,
        one.public, tuple(one.warnings), one.published_at or one.drafted_at,
    )  # fmt: skip


def _change(old: Placement | None, new: Placement | None) -> ChangeFacts:
    line = cast("Placement", new or old)
    return ChangeFacts(
        pid=line.pid, vacancy=line.vacancy.code,
        place_before=old.place if old else None, outcome_before=old.outcome if old else "",
        place=new.place if new else None, outcome=new.outcome if new else "",
    )  # fmt: skip

"""Reads of this room: what is on offer and whether one fits, one's own applications, and what lies in their slots."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from terang.base.access import Actor
from terang.base.files.models import StoredFile
from terang.base.identity.nik import Nik
from terang.base.refusals import NotFound
from terang.base.tenancy.models import Round
from terang.core.rules.eligibility import Profile as Said
from terang.stages.applications import access, slots
from terang.stages.applications.completeness import unsaid
from terang.stages.applications.eligibility import Judged, day_in, judged
from terang.stages.applications.facts import profile_of
from terang.stages.applications.models import Application, Document, Profile, Version
from terang.stages.applications.slots import Slot
from terang.stages.applications.states import ApplicationState
from terang.stages.vacancies import facts as vacancies
from terang.stages.vacancies.facts import VacancyFacts, Window

SMALL_FILE = 8 * 1024


@dataclass(frozen=True)
class Offer:
    """One vacancy and how the person's profile stands to it. Documents are not asked before there is a draft.

    kind: of formasi, in words.
    """

    vacancy: VacancyFacts
    kind: str
    judged: tuple[Judged, ...]
    mine: Application | None = None

    @property
    def obstacles(self) -> tuple[Judged, ...]:
        """What the profile does not meet, each with its clause."""
        return tuple(one for one in self.judged if one.met is False)

    @property
    def is_fit(self) -> bool:
        return not self.obstacles


@dataclass(frozen=True)
class RoundOffers:
    """The vacancies of one round, and when one may apply."""

    round: Round
    window: Window
    is_open: bool
    offers: tuple[Offer, ...]


@dataclass(frozen=True)
class Place:
    """One slot of an application and what lies in it."""

    slot: Slot
    document: Document | None = None
    warnings: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Sent:
    """One document of what was sent, with the name of its slot."""

    label: str
    document: Document


@dataclass(frozen=True)
class Mine:
    """One of the person's applications, with its vacancy and the registration of its round."""

    application: Application
    vacancy: VacancyFacts
    window: Window | None

    def is_open(self, at: datetime) -> bool:
        return self.window is not None and self.window.opens_at <= at < self.window.closes_at


def profile(by: Actor) -> Profile | None:
    """What the person keeps for all applications."""
    return Profile.objects.filter(pk=by.person_id or 0).first()


def open_rounds(by: Actor, at: datetime) -> tuple[RoundOffers, ...]:
    """Every round whose registration is open or opens later, the one that closes first at the top."""
    rounds = list(Round.objects.select_related("agency"))
    windows = vacancies.calendars([one.pk for one in rounds])
    live = [(one, windows.get(one.pk, {}).get("registration")) for one in rounds]
    said = said_of(profile(by))
    mine = {one.vacancy_id: one for one in _live_of(by)}
    made = [
        _round_offers(one, window, said, mine, at) for one, window in live if window and at < window.closes_at
    ]
    return tuple(sorted((one for one in made if one.offers), key=lambda one: one.window.closes_at))


def offer(vacancy_id: int, by: Actor, at: datetime) -> tuple[Offer, RoundOffers]:
    """One vacancy with its round. Refused: NotFound unless it is published."""
    vacancy = vacancies.vacancy(vacancy_id)
    round_ = Round.objects.select_related("agency").get(pk=vacancy.round_id)
    window = vacancies.calendar(round_.pk).get("registration")
    if window is None:
        raise NotFound(_("There is no such published vacancy."))
    mine = {one.vacancy_id: one for one in _live_of(by)}
    one = _offer(vacancy, vacancies.kind_names(round_.pk), said_of(profile(by)), mine, round_, at)
    return one, RoundOffers(round_, window, window.opens_at <= at < window.closes_at, (one,))


def mine(by: Actor) -> tuple[Mine, ...]:
    """All applications of the person, the newest first."""
    rows = Application.objects.filter(person_id=by.person_id or 0).select_related("round", "round__agency")
    return tuple(_mine(row) for row in rows.order_by("-started_at"))


def of(application_id: int, by: Actor) -> Mine:
    """One of the person's own applications. Refused: NotFound, for other people's as well."""
    rows = Application.objects.select_related("round", "round__agency", "person")
    row = rows.filter(pk=application_id, person_id=by.person_id or 0).first()
    if row is None or not access.is_own(by, row):
        raise NotFound(_("There is no such application, or it isn't yours."))
    return _mine(row)


def places(one: Mine) -> tuple[Place, ...]:
    """Every slot of the vacancy in the order of the clauses, with what lies in it now and what looks odd."""
    lying = Document.objects.filter(application=one.application, removed_at=None).select_related(
        "stored_file"
    )
    found = {row.slot: row for row in lying}
    digests = [row.stored_file.digest for row in found.values()]
    return tuple(
        Place(slot, found.get(code), _odd(found.get(code), digests))
        for code, slot in slots.of(one.vacancy).items()
    )


def place(one: Mine, code: str) -> Place:
    """One slot of an application. Refused: NotFound if the vacancy has no such slot."""
    found = next((each for each in places(one) if each.slot.code == code), None)
    if found is None:
        raise NotFound(_("This vacancy doesn't ask for such a document."))
    return found


def missing(one: Mine) -> tuple[str, ...]:
    """What must still be said or put into its slot before it can be sent."""
    empty = (each.slot.label for each in places(one) if each.document is None and not each.slot.is_claim)
    return (
        *unsaid(one.application, one.vacancy),
        *(_("The document is missing: %s") % label for label in empty),
    )


def standing(one: Mine, at: datetime) -> tuple[Judged, ...]:
    """The working copy against the requirements, as the verifier's page will suggest it."""
    lying = Document.objects.filter(application=one.application, removed_at=None).values_list(
        "slot", flat=True
    )
    on = day_in(one.application.round.agency.timezone, one.application.submitted_at or at)
    return judged(one.vacancy, profile_of(one.application, frozenset(lying)), on)


def versions(one: Mine) -> tuple[Version, ...]:
    """What was sent, the newest first."""
    return tuple(Version.objects.filter(application=one.application).order_by("-edition"))


def sent_documents(version: Version) -> tuple[Sent, ...]:
    """The documents of one edition."""
    rows = Document.objects.filter(pk__in=version.documents).select_related("stored_file")
    return tuple(Sent(slots.name(row.slot), row) for row in rows.order_by("slot"))


def file(document_id: int, by: Actor) -> StoredFile:
    """The file of a document of one's own. Refused: NotFound, for other people's as well."""
    row = Document.objects.select_related("stored_file", "application").filter(pk=document_id).first()
    if row is None or not access.is_own(by, row.application):
        raise NotFound(_("There is no such document, or it isn't yours."))
    return row.stored_file


def birth_date_differs(one: Mine) -> bool:
    """Whether the stated birth date is unlike the NIK's: a warning, because a NIK is never corrected."""
    nik, born_on = one.application.person.nik, one.application.born_on
    return bool(nik and born_on) and born_on is not None and not Nik(nik).agrees_with(born_on)


def said_of(kept: Profile | None) -> Said:
    """A kept profile as the rules read it."""
    return profile_of(kept, frozenset()) if kept else Said()


def unfinished(by: Actor, at: datetime) -> tuple[Mine, ...]:
    """Drafts and open changes that don't count until they are sent, while there is still time."""
    return tuple(one for one in mine(by) if one.application.is_editable and one.is_open(at))


def _live_of(by: Actor) -> list[Application]:
    rows = Application.objects.filter(person_id=by.person_id or 0)
    return list(rows.exclude(state=ApplicationState.WITHDRAWN))


def _mine(row: Application) -> Mine:
    window = vacancies.calendar(row.round_id).get("registration")
    return Mine(row, vacancies.vacancy(row.vacancy_id), window)


def _round_offers(
    round_: Round, window: Window, said: Said, mine: Mapping[int, Application], at: datetime
) -> RoundOffers:
    published = (one for one in vacancies.vacancies_of(round_.pk) if one.state == "published")
    kinds = vacancies.kind_names(round_.pk)
    made = tuple(_offer(one, kinds, said, mine, round_, at) for one in published)
    return RoundOffers(round_, window, window.opens_at <= at, made)


def _offer(
    vacancy: VacancyFacts, kinds: Mapping[str, str], said: Said, mine: Mapping[int, Application], round_: Round,
    at: datetime,
) -> Offer:  # fmt: skip
    asked = judged(vacancy, said, day_in(round_.agency.timezone, at))
    of_the_person = tuple(one for one in asked if not one.requirement.document)
    return Offer(vacancy, kinds.get(vacancy.kind, vacancy.kind), of_the_person, mine.get(vacancy.id))


def _odd(document: Document | None, digests: list[str]) -> tuple[str, ...]:
    if document is None:
        return ()
    file = document.stored_file
    odd = []
    if digests.count(file.digest) > 1:
        odd.append(_("The same file lies in two places. Is it in the right one?"))
    if file.size < SMALL_FILE:
        odd.append(_("The file is very small. Open it and see whether everything is readable."))
    return tuple(odd)

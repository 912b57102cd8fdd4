"""What the public pages read of the house itself: agencies, rounds, and the acts that are news."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, QuerySet

from terang.base.journal import kinds
from terang.base.journal.models import Entry
from terang.base.mail.models import Message
from terang.base.refusals import NotFound
from terang.base.tenancy.models import Agency, Round


@dataclass(frozen=True)
class News:
    """One public act that concerns no single person."""

    uid: str
    text: str
    round: Round
    at: datetime


def agency_named(code: str, sentence: str) -> Agency:
    """Refused: NotFound with the sentence."""
    found = Agency.objects.filter(code=code).first()
    if found is None:
        raise NotFound(sentence)
    return found


def round_named(agency: Agency, code: str, sentence: str) -> Round:
    """Refused: NotFound with the sentence."""
    found = Round.objects.filter(agency=agency, code=code).select_related("agency").first()
    if found is None:
        raise NotFound(sentence)
    return found


def agencies() -> QuerySet[Agency]:
    """All agencies of the installation, by name."""
    return Agency.objects.order_by("name", "pk")


def rounds(agency: Agency | None = None) -> QuerySet[Round]:
    """All rounds, or those of an agency, newest first."""
    found = Round.objects.select_related("agency").order_by("agency__name", "-year", "-created_at", "-pk")
    return found.filter(agency=agency) if agency else found


def rounds_among(round_ids: Collection[int]) -> QuerySet[Round]:
    """These rounds, newest first in each agency."""
    return rounds().filter(pk__in=list(round_ids))


def version_of(round_ids: Collection[int]) -> str:
    """Changes whenever anything was journalled in these rounds, whatever the order of commits."""
    found = Entry.objects.filter(round_id__in=list(round_ids)).aggregate(count=Count("pk"), last=Max("pk"))
    return f"{found['count']}-{found['last'] or 0}"


def news(round_ids: Collection[int], most: int = 50) -> list[News]:
    """The newest public acts of these rounds, newest first; none that speaks of one person."""
    acts = {
        act.name: act
        for act in kinds.all_acts()
        if act.public and act.is_news and "pid" not in act.public.fields
    }
    entries = Entry.objects.filter(round_id__in=list(round_ids), act__in=acts, pending__isnull=False)
    found = entries.select_related("pending", "round__agency").order_by("-at", "-pk")[:most]
    return [
        News(one.pending.uid, str(acts[one.act].text), one.round, one.at)
        for one in found
        if one.pending and one.round
    ]


def agency_of(agency_id: int) -> Agency:
    """The agency of an official."""
    return Agency.objects.get(pk=agency_id)


def round_of(round_id: int) -> Round:
    """The round of an application, with its agency."""
    return Round.objects.select_related("agency").get(pk=round_id)


def messages_to(person_id: int, most: int = 10) -> list[Message]:
    """The newest messages to one person, newest first."""
    return list(Message.objects.filter(person_id=person_id).order_by("-written_at", "-pk")[:most])

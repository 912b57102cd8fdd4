"""How each log stands: what waits, for how long, and whether the world has seen what was signed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db.models import Count, Min

from terang.base.sequencing.models import Log, Waiting
from terang.base.sequencing.origins import folder_of, origin_of
from terang.base.tenancy.models import Round
from terang.core.ledger.promises import MMD_SECONDS
from terang.public_log.folders import LogFolder

SLOW_AFTER, UNSEEN_AFTER = timedelta(seconds=30), timedelta(minutes=5)
LATE_AFTER = timedelta(seconds=MMD_SECONDS)
State = Literal["well", "slow", "late", "unwitnessed"]


@dataclass(frozen=True)
class Standing:
    """One log. `oldest` is how long the leaf waits that waits longest; `unseen` since when a head is not published."""

    origin: str
    size: int
    published: int
    waiting: int
    oldest: timedelta
    unseen: timedelta

    @property
    def state(self) -> State:
        """late: a promise is broken. slow: it soon will be. unwitnessed: no quorum has signed for five minutes."""
        if self.oldest > LATE_AFTER:
            return "late"
        if self.oldest > SLOW_AFTER:
            return "slow"
        return "unwitnessed" if self.unseen > UNSEEN_AFTER else "well"


def standings(*, at: datetime) -> list[Standing]:
    """Every log, and every round whose log should have begun, at an instant."""
    waiting = {
        one["round_id"]: (one["count"], at - one["since"])
        for one in Waiting.objects.values("round_id").annotate(count=Count("pk"), since=Min("since"))
    }
    logs = {log.round_id: log for log in Log.objects.all()}
    rounds = Round.objects.filter(pk__in={*waiting, *logs}).select_related("agency").order_by("pk")
    return [_standing(one, logs.get(one.pk), *waiting.get(one.pk, (0, timedelta())), at) for one in rounds]


def _standing(round_: Round, log: Log | None, waiting: int, oldest: timedelta, at: datetime) -> Standing:
    if log is None:
        return Standing(origin_of(round_), 0, 0, waiting, oldest, timedelta())
    published = LogFolder(folder_of(log.origin)).published_size
    unseen = log.heads.filter(size__gt=published).order_by("size").first()
    newest = log.heads.order_by("-size").first()
    return Standing(
        log.origin,
        newest.size if newest else 0,
        published,
        waiting,
        oldest,
        at - unseen.at if unseen else timedelta(),
    )

"""The program that scores and ranks, declared in the log of a round before it is first used there."""

from datetime import datetime

from terang.base.access.actor import Actor
from terang.base.journal import recording
from terang.base.journal.acts import Act
from terang.base.journal.models import Entry
from terang.base.release import release
from terang.base.tenancy import scope
from terang.base.tenancy.models import Round
from terang.core.ledger.leaves import SPEC


def declared(round_: Round, *, at: datetime) -> str:
    """The release that is at work now, by its name; a round that has not met it yet is told first.

    Called inside the act that uses it. Journal: journal.software.declared, once per round and release.
    """
    now = release()
    with scope.as_system():
        known = Entry.objects.filter(
            act=Act.SOFTWARE_DECLARED.name, round=round_, facts__release=now.name
        ).exists()
    if not known:
        recording.record(
            Act.SOFTWARE_DECLARED, subject=round_, by=Actor.as_system("journal"), at=at, round_=round_,
            facts={"release": now.name},
            public={
                "release": now.name, "spec": SPEC, "code": now.code, "packages": recording.blob(now.packages),
                "verifier": now.verifier,
            },
        )  # fmt: skip
    return now.name

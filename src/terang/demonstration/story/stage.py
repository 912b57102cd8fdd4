"""The stage on which a round is played: agency, team, time, dice, and how progress is told."""

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from terang.base.access.actor import Actor
from terang.base.approvals.models import Decision, DecisionState
from terang.base.tenancy import scope
from terang.base.tenancy.models import Agency, Round
from terang.demonstration.plots import Plot
from terang.demonstration.progress import Tell
from terang.demonstration.story.timeline import Timeline


@dataclass
class Stage:
    """Everything that the scenes of one round share."""

    plot: Plot
    agency: Agency
    team: Mapping[str, Actor]
    timeline: Timeline
    now: datetime
    applicants: int
    seed: int
    tell: Tell
    round: Round = field(init=False)
    dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.dice = random.Random(f"{self.plot.agency}/{self.seed}")

    def fingerprint(self, subject: Model) -> str:
        """What the approver sees on the page of the open proposal for a thing."""
        waiting = Decision.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)
        return waiting.get(state=DecisionState.PROPOSED).fingerprint

    def as_person(self, person_id: int) -> Actor:
        """An applicant, acting."""
        return Actor(person_id=person_id)

    def ability(self, pid: str) -> float:
        """How good somebody is, from 0 to 1; the same wherever it is asked. Dice, not points."""
        return min(0.93, max(0.25, random.Random(f"{self.seed}/able/{pid}").gauss(0.62, 0.14)))

    def has_come(self, at: datetime) -> bool:
        """Whether this instant is past on the day on which the demonstration opens."""
        return at <= self.now

    @contextmanager
    def scene(self) -> Iterator[None]:
        """One step, seen with the eyes of the house; if it fails, the whole round does."""
        with transaction.atomic(savepoint=False), scope.as_system():
            yield

"""The acts of the exam room. Every instant is given; the clock is read at the door."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access.actor import Actor, must_be
from terang.base.journal import recording as journal
from terang.base.refusals import NotFound, NotNow
from terang.base.tenancy import scope
from terang.exam_room import access
from terang.exam_room.acts import Act
from terang.exam_room.clock import Phase, milliseconds_left, phase_at
from terang.exam_room.entry_codes import code_of, mark_of
from terang.exam_room.models import Paper, Sitting, Why
from terang.exam_room.refusals import Closed, Conflict, Foreign, Gap, Stranger, Unfit
from terang.exam_room.statements import rows

LARGEST_BATCH = 500
Given = tuple[int, int, int]
"""Sequence number (from 1), question (from 0), option (from 0, or -1 to clear)."""


@dataclass(frozen=True)
class Place:
    """What the stages hand over for one candidate."""

    token: str
    pid: str
    person_id: int
    opens_at: datetime
    closes_at: datetime
    paper: str


@dataclass(frozen=True)
class Saved:
    """What is held after a save: the newest event, and how long answers are still taken."""

    last: int
    milliseconds_left: int


@transaction.atomic
def receive_paper(content: Mapping[str, Any]) -> str:
    """Keep a paper under its SHA-256; the same paper twice is one. Journaled by the act that seals it."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()
    options = [len(item["options"]) for item in content["items"]]
    Paper.objects.bulk_create([Paper(digest=digest, content=text, options=options)], ignore_conflicts=True)
    return digest


@transaction.atomic
def hand_over(*, group: int, agency_id: int, title: str, home: str, places: Iterable[Place]) -> None:
    """Take over the sittings of a session. Journaled by the act that opens the session."""
    given = list(places)
    papers = dict(Paper.objects.filter(digest__in={one.paper for one in given}).values_list("digest", "pk"))
    with scope.as_system():
        Sitting.objects.bulk_create(
            Sitting(
                token=one.token, code_mark=mark_of(code_of(one.token)),
                person_mark=access.mark_of(one.person_id), group=group, agency_id=agency_id, pid=one.pid,
                title=title, home=home, paper_id=papers[one.paper], opens_at=one.opens_at, closes_at=one.closes_at,
            )
            for one in given
        )  # fmt: skip


def token_of(code: str) -> str:
    """The sitting that a typed code opens. Refused: NotFound."""
    with scope.as_system():
        found = (
            Sitting.objects.filter(code_mark=mark_of(code), ended_at=None)
            .values_list("token", flat=True)
            .first()
        )
    if found is None:
        raise NotFound(_("This code opens no exam. Check each character, or ask the proctor."))
    return found


@transaction.atomic
def enter(*, token: str, by: Actor, at: datetime) -> None:
    """A candidate begins. Once more changes nothing.

    Refused: NotFound; NotAllowed to others who are signed in; NotNow before the opening, after the closing, and
    after the end.
    Journal: exam_room.sitting.entered.
    """
    with scope.as_system():
        sitting = _sitting(token)
        must_be(access.may_open(by, sitting), access.ANOTHERS)
        if sitting.ended_at is None and rows("enter", {"token": token, "at": at}):
            journal.record(Act.ENTERED, subject=sitting, by=by, at=at, agency_id=sitting.agency_id)
        elif sitting.entered_at is None or sitting.ended_at is not None or at >= sitting.closes_at:
            raise NotNow(_closed_sentence(_phase(sitting, at)))


def save(*, token: str, seq: int, item: int, choice: int, at: datetime) -> Saved:
    """Keep one answer. See save_many."""
    return save_many(token=token, given=[(seq, item, choice)], at=at)


@transaction.atomic
def save_many(*, token: str, given: Sequence[Given], at: datetime, by: Actor = access.NOBODY) -> Saved:
    """Keep the next answers of a candidate, all or none; what is held already is left as it is.

    by: whoever is signed in, if anybody. Refused: Stranger (404), Foreign (403) to others than the candidate, Closed (410) by the server's time, Conflict (409) if a number holds another answer,
    Gap (425) if an earlier number is missing, Unfit (422). Durable when the transaction is.
    """
    numbers = [one[0] for one in given]
    if not given or len(given) > LARGEST_BATCH or numbers != list(range(numbers[0], numbers[0] + len(given))):
        raise Unfit(_("These answers do not follow each other."))
    values = {
        "token": token, "at": at, "first": numbers[0], "seqs": numbers,
        "person_mark": None if by.person_id is None else access.mark_of(by.person_id),
        "items": [one[1] for one in given], "choices": [one[2] for one in given],
    }  # fmt: skip
    with scope.as_system():
        # A save that waited for another one sees it only in a second look.
        return _verdict(values, at) or _verdict(values, at) or _quicker()


def _verdict(values: Mapping[str, Any], at: datetime) -> Saved | None:
    """What one run of the statement means; None if another save came between."""
    found = rows("save_answers", values)
    if not found:
        raise Stranger(_("There is no such exam. Enter with your code again."))
    opens_at, closes_at, entered_at, ended_at, is_theirs, last, total, same, fits, kept = found[0]
    if not is_theirs:
        raise Foreign(access.ANOTHERS)
    count, final = len(values["seqs"]), values["seqs"][-1]
    if total != same:
        raise Conflict(
            _("Another device has answered here. The answers that are held are shown now."), last=last
        )
    if same + kept == count:
        return Saved(max(last, final), milliseconds_left(at, opens_at=opens_at, closes_at=closes_at))
    phase = phase_at(at, opens_at=opens_at, closes_at=closes_at, ended_at=ended_at)
    if phase != Phase.OPEN or entered_at is None:
        raise Closed(_closed_sentence(phase), last=last)
    if not fits:
        raise Unfit(_("There is no such question or option."), last=last)
    if values["first"] > last + 1:
        raise Gap(_("Earlier answers are missing; they are sent again now."), last=last)
    return None


def _quicker() -> Saved:
    raise Conflict(_("Another device has answered here. The answers that are held are shown now."))


@transaction.atomic
def finish(*, token: str, by: Actor, at: datetime, why: Why = Why.FINISHED) -> bool:
    """End a sitting; False if it had ended already. After its closing instant it ends by time.

    Refused: NotFound; NotNow to finish what was never entered.
    Journal: exam_room.sitting.ended.
    """
    with scope.as_system():
        ended = end(token=token, at=at, why=why)
        if ended:
            sitting = _sitting(token)
            facts = {"why": sitting.why}
            journal.record(Act.ENDED, subject=sitting, by=by, at=at, agency_id=sitting.agency_id, facts=facts)
        return ended


def end(*, token: str, at: datetime, why: Why = Why.FINISHED) -> bool:
    """End a sitting inside an act of the house that journals it. Otherwise as `finish`."""
    sitting = _sitting(token)
    if sitting.ended_at is not None:
        return False
    if sitting.entered_at is None and why in (Why.FINISHED, Why.TIME):
        raise NotNow(_("This exam has not been entered."))
    reason = Why.TIME if why == Why.FINISHED and at >= sitting.closes_at else why
    return bool(rows("end_sitting", {"token": token, "at": at, "why": reason}))


def _sitting(token: str) -> Sitting:
    found = Sitting.objects.filter(token=token).first()
    if found is None:
        raise NotFound(_("There is no such exam. Enter with your code again."))
    return found


def _phase(sitting: Sitting, at: datetime) -> Phase:
    return phase_at(at, opens_at=sitting.opens_at, closes_at=sitting.closes_at, ended_at=sitting.ended_at)


def _closed_sentence(phase: Phase) -> str:
    if phase == Phase.EARLY:
        return _("The exam has not begun.")
    if phase == Phase.ENDED:
        return _("You have ended this exam. Nothing more is taken.")
    if phase == Phase.OVER:
        return _("The time is over. Answers that arrived before are counted.")
    return _("Enter the exam first.")

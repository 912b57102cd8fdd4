"""Filling the demonstration: five agencies, each with a round at another stage."""

from django.utils import timezone

from terang.base.tenancy import scope
from terang.demonstration import agencies, officials
from terang.demonstration.agencies import PLACES
from terang.demonstration.play import play
from terang.demonstration.progress import Tell

FIRST = ("tanjungbalai", "alak")
REST = ("sawahlunto", "makassar", "andir")

GREETING = """
Look around as anybody, without a password: {address}/demo/

  perencana     plans the need             penguji     marks alone, then locks
  panitia       writes and proposes        pengesah    approves what another proposed
  verifikator   checks the files           sanggah     decides objections by another hand
  penulis       writes the questions       auditor     reads everything
  pengawas      opens the exam             admin       gives roles

Five things to try:
  1. {address}/            each agency, and at which stage its round is
  2. as an applicant of Alak: which vacancies fit me, and which clause says no?
  3. as "Periksa Peraga" of Makassar: what waits for a verifier; as "Sanggah Peraga": an objection
  4. as "Nilai Peraga" of Andir: mark a candidate; you can't see your colleague's marks
  5. the published ranking of Sawahlunto: who came second, and by which criterion; as CSV, too
"""


def load(tell: Tell) -> None:
    """What the front page needs: all agencies, and the two rounds that are quickly told."""
    _make_all_agencies()
    for code in FIRST:
        play(code, now=timezone.now(), tell=tell)


def rest(tell: Tell) -> None:
    """The rounds that take longer."""
    for code in REST:
        play(code, now=timezone.now(), tell=tell)


def greeting() -> str:
    """What is said when the portal is up; {address} is filled in."""
    return GREETING


def _make_all_agencies() -> None:
    with scope.as_system():
        for place in PLACES:
            officials.make_team(agencies.make(place), at=timezone.now())

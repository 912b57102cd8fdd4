"""Scene: people make accounts, apply, and some of them withdraw, forget to submit, or lack something."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from terang.base.access.queries import actor_of
from terang.base.identity.commands import register_applicant
from terang.base.identity.models import Person
from terang.demonstration.papers import paper
from terang.demonstration.people import Invented, invented
from terang.demonstration.story.stage import Stage
from terang.demonstration.story.timeline import DAYS
from terang.stages.applications import commands, slots
from terang.stages.applications.answers import Answers
from terang.stages.vacancies import facts as vacancies
from terang.stages.vacancies import reference

SCHOOLS = ("Universitas Contoh", "Politeknik Peraga", "Institut Umpama", "Universitas Rekaan")
SENDING = timedelta(minutes=9)
STATEMENT = "Saya ingin melayani warga dengan ramah, cepat, dan jujur."


@dataclass(frozen=True)
class Fate:
    """What becomes of one application."""

    lacks: str = ""
    forgets: bool = False
    withdraws: bool = False


def play(stage: Stage) -> None:
    """Every invented person whose instant has come applies."""
    cast = invented(stage.seed, stage.agency.code)
    offers = _offers(stage)
    for number in range(stage.applicants):
        person, at = next(cast), _instant(stage, number)
        if stage.has_come(at + SENDING):
            _apply(stage, person, stage.dice.choice(offers), _fate(stage.dice, number), at)
        stage.tell(f"{stage.agency.short_name}: pendaftaran", number + 1, stage.applicants)


def _offers(stage: Stage) -> list[vacancies.VacancyFacts]:
    """The vacancies, the general ones twice as likely."""
    with stage.scene():
        found = vacancies.vacancies_of(stage.round.pk)
    return [one for one in found for _ in range(3 if one.kind == "UMUM" else 1)]


def _instant(stage: Stage, number: int) -> datetime:
    """Evenly over the registration, most of it in its last days; nobody comes too late to finish."""
    opens, closes = DAYS["registration"]
    share = Decimal(number + 1) / (stage.applicants + 1)
    at = stage.timeline.at(opens + (closes - opens) * (1 - (1 - share) ** 2), minutes=number % 7)
    return min(at, stage.timeline.closes("registration") - 2 * SENDING)


def _fate(dice: random.Random, number: int) -> Fate:
    """The first person of a cast always applies soundly: the demonstration leads there."""
    chance = dice.random()
    if number == 0:
        return Fate()
    lacks = next(
        (what for what, below in (("education", 0.06), ("gpa", 0.12), ("age", 0.15)) if chance < below), ""
    )
    return Fate(lacks, forgets=0.90 < chance <= 0.95, withdraws=chance > 0.97)


def _apply(stage: Stage, person: Invented, offer: vacancies.VacancyFacts, fate: Fate, at: datetime) -> None:
    with stage.scene():
        account = _account(person, at)
        by = actor_of(account)
        draft = commands.start(vacancy_id=offer.id, by=by, at=at)
        answers = _answers(stage, person, offer, fate, at)
        commands.fill(application_id=draft.pk, answers=answers, by=by, at=at)
        for slot in slots.of(offer).values():
            if slot.is_claim:
                continue  # invented people claim nothing
            commands.add_document(
                application_id=draft.pk, slot=slot.code, content=paper(str(slot.label), slot.accept[0]),
                title=f"{slot.code}.{slot.formats[0]}", by=by, at=at,
            )  # fmt: skip
        if not fate.forgets:
            commands.submit(application_id=draft.pk, declared=True, by=by, at=at + SENDING)
    later = at + timedelta(hours=2)
    if fate.withdraws and later < stage.timeline.closes("registration") and stage.has_come(later):
        with stage.scene():
            commands.withdraw(application_id=draft.pk, by=by, at=later)


def _account(person: Invented, at: datetime) -> Person:
    """The account of somebody who may have applied in an earlier round."""
    found = Person.objects.filter(email=person.email).first()
    return found or register_applicant(
        name=person.name,
        nik=person.nik,
        born_on=person.born_on,
        email=person.email,
        at=at,
        is_demonstration=True,
    )


def _answers(
    stage: Stage, person: Invented, offer: vacancies.VacancyFacts, fate: Fate, at: datetime
) -> Answers:
    dice = stage.dice
    code = "3000001" if fate.lacks == "education" else dice.choice(offer.education_codes)
    known = reference.education().get(code)
    gpa = Decimal(dice.randrange(275, 395)) / 100
    born_on = person.born_on
    if fate.lacks == "age":
        born_on = date(timezone.localtime(at).year - offer.age_max - 4, 3, 5)
    return Answers(
        education_code=code,
        education_label=known.name if known else code,
        institution=dice.choice(SCHOOLS),
        gpa=Decimal("2.40") if fate.lacks == "gpa" and offer.gpa_min else gpa,
        graduated_on=date(born_on.year + 23, 8, 20),
        born_on=born_on,
        experience_years=offer.experience_years + dice.randrange(4),
        statement=STATEMENT,
    )

"""The explanation card of one line of an edition, from what the edition keeps; on a page and on paper."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from terang.base.papers import Frame, card_paper
from terang.base.ui.components.numbers import in_words
from terang.base.ui.themes import accent_of
from terang.core.cards import Card, Line, Move, SecondResult, make, on_list, told
from terang.core.cards.telling import Told
from terang.core.languages import Language, language
from terang.core.norms import Norm
from terang.core.rules.openness import scores_are_public
from terang.core.rules.ranking import FinalScore
from terang.core.rules.second_tests import SecondTest, combine
from terang.stages.applications import facts as applications
from terang.stages.applications.facts import ApplicationFacts
from terang.stages.ranking.models import Edition, Placement
from terang.stages.ranking.moving import home_outcome
from terang.stages.ranking.states import Stage
from terang.stages.vacancies import facts as vacancies

PUBLIC_LIST = {Stage.SHORTLIST: "lolos-ujian", Stage.FINAL: "hasil"}


def card_of(edition: Edition, one: Placement, norm: Norm | None = None) -> Card:
    """Explain one line of an edition under the norm of its round; the ranking is run again for what would have changed.

    Needs the agency's rows: everybody on the list of the vacancy.
    """
    norm, vacancy = norm or vacancies.norm_of(edition.round_id), vacancies.vacancy(one.vacancy_id)
    there = list(edition.placements.filter(vacancy_id=one.vacancy_id).order_by("position"))
    people = {each.id: each for each in applications.of_people(each.application_id for each in there)}
    lines = [_line(norm, edition.stage, each, people.get(each.application_id)) for each in there]
    return make(
        on_list(
            norm,
            edition.stage,
            vacancy.code,
            vacancy.kind,
            int(one.figures["slots"]),
            lines,
            one.pid,
            tests=_tests(one.figures),
            discreet=not scores_are_public(vacancy.kind, len(there)),
            decision=str(one.figures.get("decided_by_person", "")),
            move=_move(norm, one),
            passed_over=one.figures.get("passed_over", {}),
            agreed=tuple(one.figures["alternatives"]) if "alternatives" in one.figures else None,
        )
    )


def shown(card: Card) -> Told:
    """A card in the language of the reader."""
    return told(card, _language())


def paper_of(edition: Edition, one: Placement) -> bytes:
    """The same card as PDF, in the language of the reader, with the address of the public list once there is one."""
    agency, vacancy = edition.round.agency, vacancies.vacancy(one.vacancy_id)
    dated = _("edition %(number)d") % {"number": edition.number}
    address = ""
    if edition.published_at is not None:
        dated += f", {in_words(edition.published_at, agency.timezone)}"
        args = [agency.code, edition.round.code, PUBLIC_LIST[Stage(edition.stage)]]
        address = settings.TERANG.origin + reverse("publication:sheet", args=args)
    frame = Frame(
        language=_language().code,
        agency=agency.name,
        colour=accent_of(agency.theme),
        subject=f"{vacancy.position}, {edition.round.title}",
        dated=dated,
        address=address,
    )
    return card_paper(shown(card_of(edition, one)), frame, edition.published_at or edition.drafted_at)


def _language() -> Language:
    return language((get_language() or "en").split("-")[0])


def _line(norm: Norm, stage: str, one: Placement, person: ApplicationFacts | None) -> Line:
    figures = one.figures
    parts = {code: int(points) for code, points in figures["parts"].items()} or None
    taken = _tests(figures)
    combined = combine([each.test for each in taken], {each.test.key: each.points for each in taken})
    score = FinalScore(
        one.pid,
        parts,
        combined.score if taken else None,
        knocked_out=bool(combined.knocked_out_by),
        gpa=person.gpa if person else None,
        born_on=person.born_on if person else None,
        claims=frozenset(claim["code"] for claim in figures.get("claims", ())),
        priority=figures.get("priority", ""),
    )
    official = figures.get("final") if stage == Stage.FINAL else figures.get("total")
    outcome = home_outcome(norm, one.outcome, figures)
    return Line(score, one.place, one.sharing, outcome, None if official is None else Decimal(official))


def _tests(figures: Mapping[str, Any]) -> tuple[SecondResult, ...]:
    return tuple(_test(each) for each in figures.get("tests", ()))


def _test(kept: Mapping[str, Any]) -> SecondResult:
    least = _number(kept.get("knockout_minimum"))
    test = SecondTest(kept["kind"], Decimal(kept["weight"]), least is not None, least, code=str(kept["id"]))
    return SecondResult(test, kept["title"], _number(kept["points"]))


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _move(norm: Norm, one: Placement) -> Move | None:
    """Where the transfers of the norm took this person, if they did."""
    kept = one.figures.get("moved")
    if kept is None:
        return None
    step = next(each for each in norm.transfers if each.code == kept["step"])
    return Move(step, kept["target"], one.outcome, kept.get("decided_by_person", ""))

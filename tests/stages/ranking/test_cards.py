"""The card of a line: from what the edition keeps, by the rules of its norm, without the points of others in short lists."""

from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from django.test import Client
from django.utils import translation

from terang.base.access import Actor, Role
from terang.base.tenancy import scope
from terang.core.cards import Card
from terang.stages.ranking.cards import card_of, shown
from terang.stages.ranking.models import Placement
from tests.factories import people, vacancies
from tests.factories import ranking as factory
from tests.factories.ranking import GOOD

pytestmark = pytest.mark.django_db
BETTER = {"umum": 50, "pelayanan": 45, "bidang": 45}


def _parts(umum: int, pelayanan: int, bidang: int) -> dict[str, int]:
    return {"umum": umum, "pelayanan": pelayanan, "bidang": bidang}


def _line(made: factory.Play, name: str, stage: str) -> Placement:
    found = Placement.objects.filter(edition__round=made.round, edition__stage=stage, pid=made.pid(name))
    return found.select_related("edition__round__agency").latest("edition__number")


def _card(made: factory.Play, name: str, stage: str) -> Card:
    with scope.as_system():
        line = _line(made, name, stage)
        return card_of(line.edition, line)


def _asked(made: factory.Play, name: str, stage: str) -> dict[str, tuple[object, int | None, str]]:
    return {str(one.label): (one.points, one.place, one.outcome) for one in _card(made, name, stage).one_more}


def test_one_more_right_answer_can_pass_the_threshold():
    made = factory.field_of(ana=_parts(40, 40, 40), budi=_parts(15, 40, 40))
    factory.published(made, "shortlist")

    asked = _asked(made, "budi", "shortlist")

    assert asked["Pengetahuan umum"] == (5, 2, "P/L")
    assert asked["Pengetahuan bidang"] == (5, None, "TL")


def test_one_more_point_in_a_test_can_change_the_place():
    made = factory.field_of(ana=_parts(40, 40, 40), budi=_parts(40, 40, 40), cici=_parts(40, 40, 40))
    factory.published(made, "shortlist")
    factory.took_second_tests(made, {"ana": ("90", "90"), "budi": ("80", "80"), "cici": ("80", "79")})
    factory.published(made, "final")

    asked = _asked(made, "cici", "final")

    assert asked["Ujian bidang berbasis komputer"] == (1, 2, "L")
    assert asked["Wawancara"][1:] == (2, "")
    assert asked["Sikap pelayanan"] == (1, 2, "L")


def test_the_steps_of_everybody_lead_to_the_published_score():
    made = factory.complete(people_count=24)

    with scope.as_system():
        lines = list(
            Placement.objects.filter(edition__round=made.round).select_related("edition__round__agency")
        )
        cards = [(line, card_of(line.edition, line)) for line in lines]

    assert len(cards) > 24
    for line, card in cards:
        official = line.figures["final"] if line.edition.stage == "final" else line.figures["total"]
        if line.place is not None:
            assert card.steps[-1].after == card.score == Decimal(official)
        assert (card.place, card.outcome) == (line.place, line.outcome)
        assert not [one for one in card.reasons if "please object" in one]


def test_the_decision_of_a_person_is_told_and_nothing_would_have_changed_it():
    made = factory.field_of(ana=GOOD, budi=GOOD, cici=GOOD)
    with scope.as_system():
        factory.published(made, "shortlist")
        line = _line(made, "ana", "shortlist")
        line.figures["decided_by_person"] = "Undian di depan dua saksi."

        card = card_of(line.edition, line)

    assert (
        "The norm can't separate those on this place. The committee decided: Undian di depan dua saksi."
        in card.reasons
    )
    assert card.one_more == ()


def test_in_a_short_list_of_a_special_kind_the_points_of_others_stay_private():
    made = factory.play()
    vacancy = vacancies.vacancy(made.round, kind="DISABILITAS")
    for name in ("ana", "budi"):
        factory.applied(made, vacancy, name)
    factory.screened(made)
    factory.sat(made, {"ana": _parts(50, 47, 45), "budi": GOOD})
    factory.published(made, "shortlist")

    page = people.signed_in(Actor(person_id=made.people["budi"].person_id)).get(
        f"/me/{made.people['budi'].pk}/"
    )

    assert made.pid("ana") in page.content.decode()
    assert "142" not in page.content.decode()
    assert _card(made, "budi", "shortlist").one_more == ()


def test_a_card_is_told_in_the_language_of_the_reader():
    made = factory.field_of(ana=BETTER, budi=GOOD)
    factory.published(made, "shortlist")
    card = _card(made, "budi", "shortlist")

    with translation.override("id"):
        assert shown(card)["words"]["card"] == "Kartu penjelasan"
    with translation.override("en"):
        assert shown(card)["words"]["card"] == "Explanation card"


def test_the_page_names_each_rule_with_its_article():
    made = factory.field_of(ana=BETTER, budi=GOOD)
    factory.published(made, "shortlist")

    page = people.signed_in(Actor(person_id=made.people["budi"].person_id)).get(
        f"/me/{made.people['budi'].pk}/"
    )

    card = _card(made, "budi", "shortlist")
    assert page.content.decode().count("<details") >= len(card.rules)
    assert all(rule.article in page.content.decode() for rule in card.rules)


def _paper(browser: Client, address: str) -> pikepdf.Pdf:
    answer = browser.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Cache-Control"] == "private, no-store"
    return pikepdf.open(BytesIO(answer.content))


def test_everybody_in_the_list_has_their_own_card_on_paper():
    made = factory.field_of(ana=BETTER, budi=GOOD)
    factory.published(made, "shortlist")
    address = f"/me/{made.people['budi'].pk}/kartu/shortlist.pdf"

    with _paper(people.signed_in(Actor(person_id=made.people["budi"].person_id)), address) as paper:
        assert str(paper.docinfo.Title).endswith(made.pid("budi"))
        assert str(paper.docinfo.Author) == made.round.agency.name
        links = [str(one.A.URI) for page in paper.pages for one in page.get("/Annots", ())]
        assert links
        assert all(one.endswith(f"/{made.round.code}/lolos-ujian/") for one in links)

    other = people.signed_in(Actor(person_id=made.people["ana"].person_id))
    assert other.get(address).status_code == 404
    assert people.signed_in(made.officer).get(address).status_code == 404
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("stage", ["final", "nonsense"])
def test_before_publication_there_is_no_card(stage: str):
    made = factory.field_of(ana=BETTER, budi=GOOD)
    factory.drafted(made, "shortlist")
    browser = people.signed_in(Actor(person_id=made.people["ana"].person_id))

    assert browser.get(f"/me/{made.people['ana'].pk}/kartu/{stage}.pdf").status_code == 404
    assert browser.get(f"/me/{made.people['ana'].pk}/kartu/shortlist.pdf").status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_committee_approver_and_auditor_read_the_same_card_before_publication(role):
    made = factory.field_of(ana=BETTER, budi=GOOD)
    edition = factory.drafted(made, "shortlist")
    with scope.as_system():
        line = _line(made, "budi", "shortlist")
    browser = people.signed_in(people.official(role, made.round))
    address = f"/ranking/edition/{edition.pk}/line/{line.pk}/kartu.pdf"

    if role in {Role.COMMITTEE_OFFICER, Role.APPROVER, Role.AUDITOR}:
        with _paper(browser, address) as paper:
            assert not [one for page in paper.pages for one in page.get("/Annots", ())]
    else:
        assert browser.get(address).status_code == 403

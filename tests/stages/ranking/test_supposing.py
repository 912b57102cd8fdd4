"""What if the norm were different: who sees it, when, and what it says."""

import pytest

from terang.base.access import Role
from terang.base.journal.models import Entry
from terang.base.tenancy import scope
from terang.core import norms
from terang.core.rules.thresholds import minima
from terang.stages.ranking.models import Edition, Placement
from terang.stages.ranking.web.supposing import SupposeForm
from tests.factories import people, vacancies
from tests.factories import ranking as factory

pytestmark = pytest.mark.django_db
STRONG_FIRST = {"umum": 50, "pelayanan": 45, "bidang": 45}
WEAK_FIRST = {"umum": 30, "pelayanan": 35, "bidang": 30}
AS_IT_IS = {
    "first": "40", "least_UMUM_umum": "20", "least_UMUM_pelayanan": "25", "least_UMUM_bidang": "20",
    "steps": "lokasi",
}  # fmt: skip


@pytest.fixture
def made() -> factory.Play:
    """One slot: `a` is better in the first exam, `b` in the second, and by the norm (40 : 60) `b` is chosen."""
    made = factory.play()
    vacancy = vacancies.vacancy(made.round, slots=1)
    for name in ("a", "b"):
        factory.applied(made, vacancy, name)
    factory.screened(made)
    factory.sat(made, {"a": STRONG_FIRST, "b": WEAK_FIRST})
    factory.published(made, "shortlist")
    factory.took_second_tests(made, {"a": ("60", "60"), "b": ("90", "90")})
    factory.published(made, "final")
    return made


def page(made: factory.Play) -> str:
    return f"/ranking/round/{made.round.pk}/what-if/"


def rows(found: object) -> list[tuple[str, str]]:
    return [(one.before.id, one.turn) for one in found.changes]  # type: ignore[attr-defined]


def test_the_norm_as_it_is_changes_nobody(made):
    shown = people.signed_in(made.officer).get(page(made), AS_IT_IS)

    assert (shown.status_code, rows(shown.context["found"])) == (200, [])


def test_another_weight_lets_another_person_in(made):
    shown = people.signed_in(made.officer).get(page(made), {**AS_IT_IS, "first": "80"})

    assert rows(shown.context["found"]) == [(made.pid("a"), "in"), (made.pid("b"), "out")]
    assert (shown.context["found"].gained, shown.context["found"].lost) == (1, 1)


def test_another_threshold_keeps_somebody_out(made):
    shown = people.signed_in(made.officer).get(page(made), {**AS_IT_IS, "least_UMUM_umum": "35"})

    assert rows(shown.context["found"]) == [(made.pid("a"), "in"), (made.pid("b"), "out")]


def test_nobody_is_called_by_name_and_nothing_is_kept(made):
    with scope.as_system():
        before = (Entry.objects.count(), Edition.objects.count(), Placement.objects.count())

    said = people.signed_in(made.officer).get(page(made), {**AS_IT_IS, "first": "80"}).content.decode()

    with scope.as_system():
        names = {one.person.name for one in made.people.values()}
        assert (Entry.objects.count(), Edition.objects.count(), Placement.objects.count()) == before
    assert [name for name in names if name in said] == []


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"first": "101"}, "first"),
        ({"first": "much"}, "first"),
        ({"least_UMUM_umum": "51"}, "__all__"),
        ({"least_UMUM_umum": "-1"}, "least_UMUM_umum"),
        ({"steps": "U-9"}, "__all__"),
        ({"steps": "lokasi lokasi"}, "__all__"),
    ],
)
def test_what_no_norm_can_say_comes_back_with_its_reason(made, asked, field):
    shown = people.signed_in(made.officer).get(page(made), {**AS_IT_IS, **asked})

    assert (shown.status_code, list(shown.context["form"].errors)) == (422, [field])
    assert shown.context["found"] is None


def test_the_minima_of_every_kind_can_be_supposed():
    norm = norms.load("cpns-2024")
    kind = "KHUSUS_JABATAN"
    known = minima(norm, norm.kinds[kind].threshold)
    given = {f"least_{kind}_{code}": least for code, least in known.items()} | {
        "first": "40", "steps": ", ".join(one.code for one in norm.transfers), f"least_{kind}_tiu": "95",
    }  # fmt: skip

    form = SupposeForm(given, norm=norm, kinds=[kind])

    assert form.is_valid(), form.errors
    assert minima(form.supposed, form.supposed.kinds[kind].threshold) == {**known, "tiu": 95}


def test_a_selection_without_a_published_result_is_left_alone():
    made = factory.field_of(a=STRONG_FIRST)
    factory.published(made, "shortlist")

    assert people.signed_in(made.officer).get(page(made)).status_code == 409


@pytest.mark.parametrize("role", list(Role))
def test_planners_and_readers_of_rankings_see_it(made, role):
    may = role in {Role.PLANNER, Role.COMMITTEE_OFFICER, Role.APPROVER, Role.AUDITOR}

    status = people.signed_in(people.official(role, made.round)).get(page(made)).status_code

    assert (status == 200) == may


def test_where_one_exam_decides_there_is_no_weight_to_suppose():
    made = factory.one_exam(a=factory.pppk(400), b=factory.pppk(300))
    factory.published(made, "final")

    shown = people.signed_in(made.officer).get(page(made), {"steps": ""})

    assert list(shown.context["form"].fields) == ["steps"]
    assert rows(shown.context["found"]) == []

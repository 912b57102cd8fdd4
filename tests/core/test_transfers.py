"""Transfers: whom they may move, whom they may not, and that nothing depends on order."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terang.core import norms
from terang.core.rules.ranking import OPEN, FinalScore, Ranked, final, place_scored, score_of
from terang.core.rules.thresholds import judge
from terang.core.rules.transfers import Consent, Distances, Move, Person, Vacancy, fill, opens

NORM = norms.load("cpns-2024")
FEW = st.sampled_from
KINDS = ["UMUM", "CUMLAUDE", "DISABILITAS"]
PLACES = ["Alak", "Andir", "Makassar"]
DISTANCES: Distances = {("Alak", "Andir"): 40, ("Andir", "Makassar"): 90}
CODES = [f"V{number}" for number in range(6)]

VACANCIES = st.lists(
    st.builds(
        Vacancy,
        code=st.just(""),
        kind=FEW(KINDS),
        slots=st.integers(1, 2),
        position=FEW(["Perawat", "Perawat", "Guru"]),
        education=st.just("S-1"),
        location=FEW(PLACES),
        agency=FEW(["A", "A", "A", "B"]),
    ),
    min_size=6,
    max_size=6,
).map(lambda found: {code: replace(one, code=code) for code, one in zip(CODES, found, strict=True)})
SCORES = st.builds(
    FinalScore,
    id=st.just(""),
    parts=st.fixed_dictionaries(
        {"twk": FEW([60, 65, 80]), "tiu": FEW([80, 85]), "tkp": FEW([166, 170, 175])}
    ),
    second=FEW([Decimal(70), Decimal(80)]),
    gpa=FEW([None, Decimal(3), Decimal("3.5")]),
)
CONSENTS = st.builds(
    Consent,
    alternatives=st.lists(FEW(CODES), max_size=3).map(tuple),
    within_km=FEW([None, None, 0, 50, 100]),
)
PEOPLE = st.lists(st.builds(Person, score=SCORES, vacancy=FEW(CODES), consent=CONSENTS), max_size=24).map(
    lambda people: {
        f"p{number:02}": replace(one, score=replace(one.score, id=f"p{number:02}"))
        for number, one in enumerate(people)
    }
)


def ranked_of(vacancies: dict[str, Vacancy], people: dict[str, Person]) -> dict[str, list[Ranked]]:
    return {
        code: final(
            NORM,
            one.slots,
            [person.score for person in people.values() if person.vacancy == code],
            kind=one.kind,
        )
        for code, one in vacancies.items()
    }


def filled(vacancies: dict[str, Vacancy], people: dict[str, Person]) -> tuple[Move, ...]:
    return fill(NORM, vacancies, ranked_of(vacancies, people), people, DISTANCES)


def km(here: str, there: str) -> int | None:
    return 0 if here == there else DISTANCES.get((here, there), DISTANCES.get((there, here)))


def agreed(one: Person, vacancies: dict[str, Vacancy], target: str) -> bool:
    far = km(vacancies[one.vacancy].location, vacancies[target].location)
    return target in one.consent.alternatives or (
        one.consent.within_km is not None and far is not None and far <= one.consent.within_km
    )


@given(VACANCIES, PEOPLE)
def test_nobody_is_moved_against_their_consent_their_position_or_the_threshold(
    vacancies: dict[str, Vacancy], people: dict[str, Person]
) -> None:
    for move in filled(vacancies, people):
        one, home, target = people[move.id], vacancies[move.vacancy], vacancies[move.target]
        assert agreed(one, vacancies, move.target)
        assert (home.agency, home.position, home.education) == (
            target.agency,
            target.position,
            target.education,
        )
        assert one.score.parts is not None
        assert judge(NORM, target.kind, one.score.parts).passed


@given(VACANCIES, PEOPLE)
def test_nobody_is_moved_twice_and_no_slot_is_given_twice(
    vacancies: dict[str, Vacancy], people: dict[str, Person]
) -> None:
    moves, ranked = filled(vacancies, people), ranked_of(vacancies, people)

    assert len({one.id for one in moves}) == len(moves)
    for code, one in vacancies.items():
        won = sum(line.outcome == "L" for line in ranked[code])
        assert won + sum(move.target == code and move.outcome != OPEN for move in moves) <= one.slots
    chosen = {line.id for lines in ranked.values() for line in lines if line.outcome in ("L", OPEN)}
    assert not chosen & {move.id for move in moves}


@given(VACANCIES, PEOPLE)
def test_nobody_keeps_a_slot_that_somebody_better_asked_for_in_the_same_step(
    vacancies: dict[str, Vacancy], people: dict[str, Person]
) -> None:
    moves, ranked = filled(vacancies, people), ranked_of(vacancies, people)
    steps = {one.code: one for one in NORM.transfers}
    seeking = {line.id for lines in ranked.values() for line in lines if line.outcome == "TL" and line.place}
    unmoved = seeking - {one.id for one in moves}

    for move in moves:
        for who in unmoved:
            other = people[who]
            home, target = vacancies[other.vacancy], vacancies[move.target]
            assert other.score.parts is not None
            could = (
                opens(steps[move.step], home, target)
                and agreed(other, vacancies, move.target)
                and judge(NORM, target.kind, other.score.parts).passed
            )
            if could:
                both = [score_of(NORM, people[move.id].score), score_of(NORM, other.score)]
                placed = {one.item.id: one.place for one in place_scored(NORM, [one for one in both if one])}
                assert placed[move.id] <= placed[who]


@given(VACANCIES, PEOPLE, st.randoms())
def test_the_order_of_people_and_vacancies_never_matters(
    vacancies: dict[str, Vacancy], people: dict[str, Person], chance: Random
) -> None:
    names, codes = list(people), list(vacancies)
    chance.shuffle(names)
    chance.shuffle(codes)

    shuffled = filled({code: vacancies[code] for code in codes}, {who: people[who] for who in names})

    assert shuffled == filled(vacancies, people)


@given(VACANCIES, PEOPLE)
def test_without_consent_nothing_moves(vacancies: dict[str, Vacancy], people: dict[str, Person]) -> None:
    silent = {who: replace(one, consent=Consent()) for who, one in people.items()}

    assert filled(vacancies, silent) == ()


def person(who: str, vacancy: str, tkp: int, *wishes: str, tiu: int = 85) -> Person:
    score = FinalScore(who, {"twk": 80, "tiu": tiu, "tkp": tkp}, Decimal(80))
    return Person(score, vacancy, Consent(alternatives=wishes))


def moved(vacancies: list[Vacancy], people: list[Person]) -> list[tuple[str, str, str, str]]:
    found = filled({one.code: one for one in vacancies}, {one.score.id: one for one in people})
    return [(one.id, one.target, one.step, one.outcome) for one in found]


def vacancy(code: str, kind: str, location: str = "Alak", slots: int = 1) -> Vacancy:
    return Vacancy(code, kind, slots, "Perawat", "D-III", location)


def test_a_cumlaude_applicant_may_meet_the_own_threshold_and_miss_the_general_one() -> None:
    """Catatan 2.3: 85 in TIU and 311 in all, but only 60 in TWK."""
    umum, cumlaude = vacancy("V1", "UMUM"), vacancy("V2", "CUMLAUDE")
    winner, low = person("win", "V2", 225, "V1"), person("low", "V2", 200, "V1")
    low = replace(low, score=replace(low.score, parts={"twk": 60, "tiu": 100, "tkp": 200}))
    fit = person("fit", "V2", 180, "V1")

    assert moved([umum, cumlaude], [winner, low, fit]) == [("fit", "V1", "U-1", "L-1")]


def test_a_norm_may_ask_for_the_own_threshold() -> None:
    norm = replace(NORM, transfers=tuple(replace(one, threshold_of="source") for one in NORM.transfers))
    vacancies = {one.code: one for one in (vacancy("V1", "UMUM"), vacancy("V2", "CUMLAUDE"))}
    low = person("low", "V2", 200, "V1")
    low = replace(low, score=replace(low.score, parts={"twk": 60, "tiu": 100, "tkp": 200}))
    people = {"win": person("win", "V2", 225), "low": low}

    moves = fill(norm, vacancies, ranked_of(vacancies, people), people)

    assert moves == (Move("low", "V2", "V1", "U-1", "L-1"),)


@pytest.mark.parametrize(
    ("step", "home", "target", "is_open"),
    [
        ("U-1", ("DISABILITAS", "Alak"), ("UMUM", "Alak"), True),
        ("U-1", ("DISABILITAS", "Alak"), ("UMUM", "Andir"), False),
        ("U-1", ("DISABILITAS", "Alak"), ("PAPUA", "Alak"), False),
        ("U-1", ("UMUM", "Alak"), ("DOKTER", "Alak"), False),
        ("E-2", ("DISABILITAS", "Alak"), ("PAPUA", "Alak"), True),
        ("E-2", ("DISABILITAS", "Alak"), ("DISABILITAS", "Alak"), False),
        ("E-1", ("DISABILITAS", "Alak"), ("DISABILITAS", "Andir"), True),
        ("E-1", ("DISABILITAS", "Alak"), ("PAPUA", "Andir"), False),
        ("U-3", ("UMUM", "Alak"), ("UMUM", "Andir"), True),
        ("E-3", ("UMUM", "Alak"), ("PAPUA", "Andir"), True),
    ],
)
def test_whom_a_step_lets_into_a_vacancy(
    step: str, home: tuple[str, str], target: tuple[str, str], is_open: bool
) -> None:
    (found,) = (one for one in NORM.transfers if one.code == step)

    assert opens(found, vacancy("V1", *home), vacancy("V2", *target)) is is_open


def test_no_step_leads_back_into_the_own_vacancy() -> None:
    assert not any(
        opens(one, vacancy("V1", "UMUM"), vacancy("V1", "UMUM", "Andir")) for one in NORM.transfers
    )


def test_a_vacancy_whose_slots_are_won_takes_nobody() -> None:
    full, other = vacancy("V1", "UMUM"), vacancy("V2", "UMUM", "Andir")
    people = [person("w1", "V1", 200), person("w2", "V2", 180), person("one", "V1", 190, "V2")]

    assert moved([full, other], people) == []


def test_a_slot_over_which_a_person_decides_takes_nobody() -> None:
    full, other = vacancy("V1", "UMUM"), vacancy("V2", "UMUM", "Andir")
    equals = [person("w2", "V2", 180), person("w3", "V2", 180)]

    assert moved([full, other], [person("w1", "V1", 200), *equals, person("one", "V1", 190, "V2")]) == []


@pytest.mark.parametrize(
    ("slots", "late"), [(1, []), (2, [("two", "V2", "U-3", "L-2")])], ids=["one slot", "two slots"]
)
def test_a_later_step_fills_what_the_earlier_left(slots: int, late: list[tuple[str, str, str, str]]) -> None:
    vacancies = [
        vacancy("V1", "DISABILITAS"),
        vacancy("V2", "UMUM", slots=slots),
        vacancy("V3", "UMUM", "Andir"),
    ]
    people = [
        person("w1", "V1", 200),
        person("w3", "V3", 200),
        person("one", "V1", 170, "V2"),
        person("two", "V3", 190, "V2"),
        person("six", "V3", 180, "V2"),
    ]

    assert moved(vacancies, people) == [("one", "V2", "U-1", "L-1"), *late]


def test_no_later_step_fills_a_slot_for_which_equals_wait() -> None:
    vacancies = [vacancy("V1", "DISABILITAS"), vacancy("V2", "UMUM"), vacancy("V3", "UMUM", "Andir")]
    people = [
        person("w1", "V1", 200),
        person("w3", "V3", 200),
        person("one", "V1", 170, "V2"),
        person("two", "V1", 170, "V2"),
        person("six", "V3", 190, "V2"),
    ]

    assert moved(vacancies, people) == [("one", "V2", "U-1", OPEN), ("two", "V2", "U-1", OPEN)]


def test_a_vacancy_for_which_nobody_came_has_all_its_slots() -> None:
    vacancies = {one.code: one for one in (vacancy("V1", "UMUM"), vacancy("V2", "UMUM", "Andir"))}
    people = {"win": person("win", "V1", 200), "one": person("one", "V1", 190, "V2")}
    ranked = {"V1": ranked_of(vacancies, people)["V1"]}

    assert fill(NORM, vacancies, ranked, people) == (Move("one", "V1", "V2", "U-3", "L-2"),)


def test_the_same_place_comes_before_another_place() -> None:
    here, empty_here = vacancy("V1", "DISABILITAS"), vacancy("V2", "UMUM")
    there = vacancy("V3", "UMUM", "Andir")
    people = [person("win", "V1", 200), person("one", "V1", 190, "V3", "V2"), person("two", "V1", 180, "V3")]

    # V2 is filled in the first step, so `one` gets it although they like V3 better; V3 comes in a later step.
    assert moved([here, empty_here, there], people) == [
        ("one", "V2", "U-1", "L-1"), ("two", "V3", "U-3", "L-2"),
    ]  # fmt: skip


def test_whom_a_vacancy_cant_keep_asks_for_the_next_on_their_list() -> None:
    full, first, second = (
        vacancy("V1", "UMUM"),
        vacancy("V2", "UMUM", "Andir"),
        vacancy("V3", "UMUM", "Makassar"),
    )
    people = [
        person("win", "V1", 200),
        person("one", "V1", 190, "V2", "V3"),
        person("two", "V1", 180, "V2", "V3"),
        person("six", "V1", 170, "V2", "V3"),
    ]

    assert moved([full, first, second], people) == [("one", "V2", "U-3", "L-2"), ("two", "V3", "U-3", "L-2")]


def test_all_whom_a_vacancy_cant_keep_ask_for_their_next() -> None:
    vacancies = [
        vacancy("V1", "UMUM"),
        vacancy("V2", "UMUM", "Andir"),
        vacancy("V3", "UMUM", "Makassar", slots=3),
    ]
    asking = [person(f"p{tkp}", "V1", tkp, "V2", "V3") for tkp in (190, 185, 180, 175, 170)]

    assert moved(vacancies, [person("win", "V1", 200), *asking]) == [
        ("p175", "V3", "U-3", "L-2"),
        ("p180", "V3", "U-3", "L-2"),
        ("p185", "V3", "U-3", "L-2"),
        ("p190", "V2", "U-3", "L-2"),
    ]


def test_equals_who_ask_for_the_last_slot_wait_for_a_person_and_nobody_passes_them() -> None:
    full, other, empty = (
        vacancy("V1", "UMUM"),
        vacancy("V2", "UMUM", "Makassar"),
        vacancy("V3", "UMUM", "Andir"),
    )
    people = [
        person("w1", "V1", 200),
        person("w2", "V2", 200),
        person("one", "V1", 190, "V3"),
        person("two", "V2", 190, "V3"),
        person("six", "V2", 170, "V3"),
    ]

    assert moved([full, other, empty], people) == [("one", "V3", "U-3", OPEN), ("two", "V3", "U-3", OPEN)]


def test_who_asked_first_is_no_reason_to_be_passed() -> None:
    """`nil` has no GPA, so nothing separates these three; that `nil` tries another vacancy first changes nothing."""
    vacancies = [
        vacancy("V1", "UMUM", slots=2),
        vacancy("V2", "UMUM", "Makassar"),
        vacancy("V3", "UMUM", "Andir"),
    ]
    gpas = {"high": Decimal("3.5"), "low": Decimal(3), "nil": None}
    equals = [person(who, "V1", 190, *(["V2", "V3"] if who == "nil" else ["V3"])) for who in gpas]
    people = [
        person("w1", "V1", 200),
        person("w2", "V1", 200),
        person("best", "V1", 195, "V2"),
        *(replace(one, score=replace(one.score, gpa=gpas[one.score.id])) for one in equals),
    ]

    assert moved(vacancies, people) == [
        ("best", "V2", "U-3", "L-2"),
        ("high", "V3", "U-3", OPEN),
        ("low", "V3", "U-3", OPEN),
        ("nil", "V3", "U-3", OPEN),
    ]


def test_a_distance_that_nobody_measured_is_too_far() -> None:
    full, far = vacancy("V1", "UMUM", "Alak"), vacancy("V2", "UMUM", "Makassar")
    winner = person("win", "V1", 200)
    one = replace(person("one", "V1", 190), consent=Consent(within_km=10_000))

    assert moved([full, far], [winner, one]) == []
    assert moved([full, replace(far, location="Andir")], [winner, one]) == [("one", "V2", "U-3", "L-2")]


@pytest.mark.parametrize(("here", "there"), [("Alak", "Andir"), ("Andir", "Alak")])
@pytest.mark.parametrize(("within_km", "goes"), [(40, True), (39, False)])
def test_a_distance_is_the_same_there_and_back(here: str, there: str, within_km: int, goes: bool) -> None:
    full, empty = vacancy("V1", "UMUM", here), vacancy("V2", "UMUM", there)
    one = replace(person("one", "V1", 190), consent=Consent(within_km=within_km))

    found = moved([full, empty], [person("win", "V1", 200), one])

    assert found == ([("one", "V2", "U-3", "L-2")] if goes else [])


def test_the_nearest_comes_first_where_no_vacancy_is_named() -> None:
    full = vacancy("V1", "UMUM", "Andir")
    vacancies = [full, vacancy("V2", "UMUM", "Makassar"), vacancy("V3", "UMUM", "Alak")]
    anywhere = replace(person("one", "V1", 190), consent=Consent(within_km=100))
    named = replace(anywhere, consent=Consent(alternatives=("V2",), within_km=100))

    for one, target in ((anywhere, "V3"), (named, "V2")):
        assert moved(vacancies, [person("win", "V1", 200), one]) == [("one", target, "U-3", "L-2")]


@pytest.mark.parametrize("field", ["agency", "position", "education"])
def test_another_agency_position_or_education_is_never_filled(field: str) -> None:
    full, empty = vacancy("V1", "UMUM"), replace(vacancy("V2", "UMUM", "Andir"), **{field: "lain"})

    assert moved([full, empty], [person("win", "V1", 200), person("one", "V1", 190, "V2")]) == []

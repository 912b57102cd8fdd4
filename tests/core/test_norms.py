"""A norm file is read whole or refused with a sentence; every value has its article."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from terang.core import norms
from terang.core.norms import NormError, workload

HERE = Path(norms.__file__).parent
CPNS = (HERE / "cpns-2024.toml").read_text()


def changed(old: str, new: str) -> bytes:
    assert old in CPNS
    return CPNS.replace(old, new, 1).encode()


def test_there_are_three_norms() -> None:
    assert norms.available() == ("cpns-2019", "cpns-2024", "lokal-contoh")


@pytest.mark.parametrize("norm_id", norms.available())
def test_every_value_names_its_article_and_its_source(norm_id: str) -> None:
    cited = norms.load(norm_id).cited()

    assert [one for one in cited if not one.article.strip() or not one.source.strip()] == []
    assert len({one.path for one in cited}) == len(cited)


@pytest.mark.parametrize("norm_id", norms.available())
def test_every_table_with_a_value_in_the_file_is_cited(norm_id: str) -> None:
    def values(table: object, path: str = "") -> list[str]:
        if not isinstance(table, dict):
            return []
        if "value" in table and "article" in table:
            return [path]
        return [
            found for key, one in table.items() for found in values(one, f"{path}.{key}" if path else key)
        ]

    raw = tomllib.loads((HERE / f"{norm_id}.toml").read_text(), parse_float=Decimal)

    paths = {one.path for one in norms.load(norm_id).cited() if one.value is not None}
    assert paths == set(values(raw))


def test_every_value_of_the_local_example_is_the_agencys_own_choice() -> None:
    own = norms.load("lokal-contoh")

    assert own.own_choice
    assert [one.path for one in own.cited() if not one.own_choice] == []


@pytest.mark.parametrize("norm_id", ["cpns-2019", "cpns-2024"])
def test_no_value_of_the_law_is_an_own_choice(norm_id: str) -> None:
    assert [one for one in norms.load(norm_id).cited() if one.own_choice] == []


def test_what_is_not_confirmed_is_told() -> None:
    norm = norms.load("cpns-2024")

    assert {one.path for one in norm.unconfirmed("kinds.")} == {
        "kinds.KALIMANTAN.threshold",
        "kinds.DOKTER.threshold",
        "kinds.KHUSUS_JABATAN.threshold",
    }
    assert norm.cite("kinds.UMUM.threshold").value == {"twk": 65, "tiu": 80, "tkp": 166}


def test_a_round_pins_the_bytes_of_the_file() -> None:
    assert norms.read(CPNS.encode()).content_hash == norms.load("cpns-2024").content_hash
    assert norms.read(CPNS.encode() + b"\n").content_hash != norms.load("cpns-2024").content_hash


def test_numbers_with_a_point_are_decimals() -> None:
    integration = norms.load("cpns-2024").integration

    assert (integration.first, integration.second) == (Decimal("0.4"), Decimal("0.6"))
    assert type(integration.first) is Decimal


@pytest.mark.parametrize("norm_id", norms.available())
def test_a_norm_cannot_be_changed_once_it_is_read(norm_id: str) -> None:
    norm = norms.load(norm_id)

    with pytest.raises(TypeError):
        norm.kinds["UMUM"] = norm.kinds["DISABILITAS"]  # type: ignore[index]
    with pytest.raises(TypeError):
        norm.cite("kinds.UMUM.threshold").value["tiu"] = 0  # type: ignore[index]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("[exam]", "[exam", "not readable TOML"),
        ("times = {", "tims = {", r"shortlist\.times is missing"),
        ('title      = "CPNS 2024"', "title = 5", "title is a int, not a str"),
        ("value = 110, article", "value = 111, article", r"exam\.questions is not the sum of the parts"),
        ("value = 550, article", "value = 500, article", r"exam\.maximum is not the sum of the parts"),
        (
            "value = 30, article",
            "value = 31, article",
            r"parts\.twk\.maximum is not its questions times its points",
        ),
        ('"right_wrong"', '"guessed"', r"parts\.twk\.scoring must be right_wrong or weighted"),
        ('value = 100, article = "KepmenPANRB 321/2024", ', "value = 100, ", r"exam\.minutes lacks article"),
        (
            'value = 100, article = "KepmenPANRB 321/2024"',
            'value = 100, article = " "',
            r"exam\.minutes has no article",
        ),
        ("value = 100, article", "value = 100.5, article", r"exam\.minutes is a Decimal, not a int"),
        ("value = 0.4,", "value = 0.5,", r"integration\.second and the first weight do not sum to 1"),
        ("{ twk = 65,", "{ twk = 151,", r"kinds\.UMUM\.threshold asks for 151 in twk"),
        ("{ twk = 65,", "{ twx = 65,", r"kinds\.UMUM\.threshold asks for 65 in twx"),
        ('["skd", "tkp", "tiu", "twk"]', '["skd", "tkp", "tkp"]', r"shortlist\.chain names tkp wrongly"),
        ('chosen      = "P/L"', 'chosen = "Q"', r"codes\.shortlist\.chosen names the unknown code Q"),
        ("[windows.result_objection]", "[windows.party]", "is no stage of a round"),
        ('value = ["cat", "practical", "psy', 'value = ["cat", "dance", "psy', "names dance"),
        ("confirmed = true", 'confirmed = "yes"', "says neither true nor false for confirmed"),
        ('id         = "cpns-2024"', 'id = "cpns-2024"\nextra = 1', "extra is not known"),
        ("value = 18,", "value = 36,", r"eligibility\.age_max is below age_min"),
    ],
)
def test_a_malformed_norm_is_refused_with_a_sentence(old: str, new: str, sentence: str) -> None:
    with pytest.raises(NormError, match=sentence):
        norms.read(changed(old, new))


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(NormError, match="not readable TOML"):
        norms.read(b"\xff\xfe")


@pytest.mark.parametrize("norm_id", ["cpns-2025", "../secrets", ""])
def test_an_unknown_norm_is_refused_and_the_known_ones_are_named(norm_id: str) -> None:
    with pytest.raises(NormError, match="there are cpns-2019, cpns-2024, lokal-contoh"):
        norms.load(norm_id)


def test_asking_for_what_a_norm_does_not_hold_is_refused() -> None:
    norm = norms.load("cpns-2024")

    with pytest.raises(NormError, match="no kind of formasi UMUN; it knows UMUM"):
        norm.kind("UMUN")
    with pytest.raises(NormError, match="has no part twx"):
        norm.part("twx")
    with pytest.raises(NormError, match=r"has no value exam\.minute"):
        norm.cite("exam.minute")
    with pytest.raises(NormError, match="nothing about the second tests of an agency of kind swasta"):
        norm.bounds("swasta")


def test_the_local_example_holds_for_every_kind_of_agency() -> None:
    assert norms.load("lokal-contoh").bounds("daerah").agency_kind == "any"


def test_the_two_bases_of_workload_analysis_are_two_files() -> None:
    assert workload.load().minutes_per_year == 75_000
    assert workload.load("kep-75-2004").minutes_per_year == 72_000
    with pytest.raises(NormError, match="There is no base 1250"):
        workload.load("1250")


PINNED = {
    "cpns-2019": "ee80af234d61eae706813eefa5c1c39d8789ab49775b1d90650357a8c5a54bca",
    "cpns-2024": "22eb158473dcc21cd61158ded2c3066b101545320ab35aae09b033f8a7d9f57b",
    "lokal-contoh": "b74b69b814c7ca4894bd5d8bc8ce8cb7b58d4f93dc1aeb7cdaaf06ae514c58a0",
}


@pytest.mark.parametrize("norm_id", norms.available())
def test_a_norm_that_rounds_may_have_pinned_is_never_changed(norm_id: str) -> None:
    """When this fails: put the old file back, and give the changed values a new file with a new id."""
    assert norms.load(norm_id).content_hash == PINNED[norm_id]

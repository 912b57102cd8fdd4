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


def test_every_kind_of_selection_has_its_norm() -> None:
    assert norms.available() == tuple(sorted(PINNED))
    assert {norms.load(one).selection for one in PINNED} == {"cpns", "pppk", "lokal"}


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


@pytest.mark.parametrize("norm_id", sorted(set(norms.available()) - {"lokal-contoh"}))
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
    kind = next(iter(norm.kinds))

    with pytest.raises(TypeError):
        norm.kinds[kind] = norm.kinds[kind]  # type: ignore[index]
    with pytest.raises(TypeError):
        norm.cite(f"kinds.{kind}.threshold").value["tiu"] = 0  # type: ignore[index]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("[exam]", "[exam", "11: This is not TOML"),
        ("times = {", "tims = {", r"shortlist\.tims is not known\. Did you mean times\?"),
        ('title      = "CPNS 2024"', "title = 5", "title is a whole number, not a text"),
        ("value = 110, article", "value = 111, article", r"exam\.questions is not the sum of the parts"),
        ("value = 550, article", "value = 500, article", r"exam\.maximum is not the sum of the parts"),
        (
            "value = 30, article",
            "value = 31, article",
            r"parts\.twk\.maximum is not its questions times its points",
        ),
        ('"right_wrong"', '"guessed"', r"parts\.twk\.scoring must be one of right_wrong, weighted"),
        (
            'value = 100, article = "KepmenPANRB 321/2024", ',
            "value = 100, ",
            r"exam\.minutes\.article is missing",
        ),
        (
            'value = 100, article = "KepmenPANRB 321/2024"',
            'value = 100, article = " "',
            r"exam\.minutes\.article is empty",
        ),
        (
            "value = 100, article",
            "value = 100.5, article",
            r"exam\.minutes\.value is a number, not a whole number",
        ),
        ("value = 0.4,", "value = 0.5,", r"integration\.second and the first weight do not sum to 1"),
        ("{ twk = 65,", "{ twk = 151,", r"kinds\.UMUM\.threshold asks for 151 in twk"),
        ("{ twk = 65,", "{ twx = 65,", r"kinds\.UMUM\.threshold asks for 65 in twx"),
        ('["skd", "tkp", "tiu", "twk"]', '["skd", "tkp", "tkp"]', r"shortlist\.chain names tkp wrongly"),
        ('chosen      = "P/L"', 'chosen = "Q"', r"codes\.shortlist\.chosen names the unknown code Q"),
        ("[windows.result_objection]", "[windows.party]", "is no stage of a round"),
        ('value = ["cat", "practical", "psy', 'value = ["cat", "dance", "psy', "names dance"),
        ("confirmed = true", 'confirmed = "yes"', "confirmed is a text, not true or false"),
        ('id         = "cpns-2024"', 'id = "cpns-2024"\nextra = 1', "extra is not known"),
        ("value = 18,", "value = 36,", r"eligibility\.age_max is below age_min"),
        (
            '"registration_completed"',
            '"someday"',
            r"eligibility\.age_on must be one of registration_completed",
        ),
        ('A = "Unggul"', 'A = "Top"', r"eligibility\.accreditation\.names lets A stand for Top"),
        ('"graduation"', '"someday"', r"eligibility\.accreditation\.on must be one of graduation"),
        ('"stands"', '"falls"', r"windows\.screening_objection\.unanswered must be one of stands, upheld"),
        ('source_kinds = { value = ["CUM', 'source_kinds = { value = ["X", "CUM', "U-1.source_kinds names X"),
        (
            'kinds        = { value = "other"',
            'kinds = { value = "odd"',
            r"U-1\.kinds must be one of same, other",
        ),
        (
            'outcome      = { value = "L-1"',
            'outcome = { value = "TL"',
            r"U-1\.outcome names TL, which is no final",
        ),
        ("[codes.shortlist]", "[codes.second]", r"codes\.second is no list of this norm"),
        ('knocked_out = "TMS"', 'knocked_out = ""', r"codes\.final\.knocked_out names the unknown code"),
        ("decimals = { value = 3", "decimals = { value = 7", r"integration\.decimals asks for 7 decimals"),
        ("[parts.twk]", "[parts.gpa]", "uses the name gpa for two things"),
        ('code     = "skb"', 'code     = "tiu"', "uses the name tiu for two things"),
        ("[test_kinds]", "[test_kind]", r"test_kind is not known\. Did you mean test_kinds\?"),
    ],
)
def test_a_malformed_norm_is_refused_with_a_sentence(old: str, new: str, sentence: str) -> None:
    with pytest.raises(NormError, match=sentence):
        norms.read(changed(old, new))


@pytest.mark.parametrize("norm_id", ["cpns-2025", "../secrets", ""])
def test_an_unknown_norm_is_refused_and_the_known_ones_are_named(norm_id: str) -> None:
    with pytest.raises(NormError, match="there are cpns-2018, cpns-2019, cpns-2021, cpns-2024"):
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
    "cpns-2018": "25c20b907030ab58235ae4069b1785c1b18ec9428788f1185d6bd32e17b3273a",
    "cpns-2019": "b34b76237d5f98890c6d0710ef4ed04320c3c4d47ae7ca64f89ce303f5e51038",
    "cpns-2021": "59d7551d6cf9fef50af3e3b29c956429756735bc01da4ae0fb53eb607d74eefb",
    "cpns-2024": "4f72af6886e3dac8495e97ee1286c4b820e24aa4b438bb5a6058d397c8b745d2",
    "lokal-contoh": "8ba8b786503087ca3fef698c9093618fe77b2988bc30c38fcf0bd0411f273d4f",
    "pppk-2023": "d8f7b953b9dfb281b26684d93400af27dd826aa879c7532c5b68a9895cf68b83",
    "pppk-2024": "15d7c05d1aed4bbeb9f7ec5f7a2cb1d7ef48e9320fad6c0d11f50e51886fcb59",
    "pppk-2024-operasional": "40657076b6123ca7e528b18f4d704b0bdc8d42fdf72111e8d5a441e0b9f61aa0",
    "pppk-guru-2021": "2fa2a1ae55a2a8cd98a122eb9eb13cbd23a24d35e93ce4775370c262b8830c28",
    "pppk-guru-2023": "3e192d4cd2e81550223235d943e25266ebb8be88d2eb9e0ac646fc09481c7e14",
    "pppk-nonguru-2021": "c8345c1d93f564519bddbff3500c8f1752bc438e1ced414baa18b97624791a47",
}


@pytest.mark.parametrize("norm_id", norms.available())
def test_a_norm_that_rounds_may_have_pinned_is_never_changed(norm_id: str) -> None:
    """When this fails: put the old file back, and give the changed values a new file with a new id."""
    assert norms.load(norm_id).content_hash == PINNED[norm_id]


GURU = (HERE / "pppk-guru-2021.toml").read_text()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            '["manajerial", "sos',
            '["manajerial", "manajerial", "sos',
            r"mansos\.parts names manajerial wrongly",
        ),
        ('["manajerial", "sosiokultural"]', '["manajerial"]', r"groups\.mansos\.parts is no group of parts"),
        (
            "percent = { value = 15",
            "percent = { value = 15.1",
            r"USIA_35\.percent gives no whole points of 500",
        ),
        (
            "percent = { value = 100",
            "percent = { value = 101",
            r"SERDIK\.percent gives no whole points of 500",
        ),
        (
            'target  = { value = "teknis"',
            'target = { value = "tenkis"',
            r"target names tenkis, which is no part",
        ),
        ("teknis = 205", "teknis = 505", r"kinds\.SEJARAH\.threshold asks for 505 in teknis"),
        ("mansos = 130", "mansos = 201", r"kinds\.SEJARAH\.threshold asks for 201 in mansos"),
        ('["final", "teknis"', '["priority", "final", "teknis"', r"final\.chain names priority wrongly"),
        ("[codes.final]", "[codes.shortlist]", r"codes\.final is missing"),
    ],
)
def test_a_malformed_norm_of_one_exam_is_refused_with_a_sentence(old: str, new: str, sentence: str) -> None:
    assert old in GURU
    with pytest.raises(NormError, match=sentence):
        norms.read(GURU.replace(old, new, 1).encode())


def test_a_fallback_beyond_the_exam_is_refused() -> None:
    text = (HERE / "cpns-2018.toml").read_text()

    with pytest.raises(NormError, match=r"kinds\.UMUM\.fallback asks for 501 in skd"):
        norms.read(text.replace("value = 255", "value = 501", 1).encode())


def test_where_one_exam_decides_there_is_no_shortlist_and_nothing_to_merge() -> None:
    one_exam = norms.load("pppk-2024")

    assert one_exam.stages == ("final",)
    with pytest.raises(NormError, match="has no shortlist"):
        _ = one_exam.shortlist_rule
    with pytest.raises(NormError, match="merges nothing"):
        _ = one_exam.weights


def test_parts_groups_and_exams_have_labels() -> None:
    assert norms.load("cpns-2024").labels == {
        "twk": "TWK",
        "tiu": "TIU",
        "tkp": "TKP",
        "skd": "SKD",
        "skb": "SKB",
    }
    assert norms.load("pppk-2024").labels["mansos"] == "Manajerial dan sosial kultural"

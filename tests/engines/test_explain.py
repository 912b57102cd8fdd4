"""`terang rank --explain`: one applicant's card in the terminal and as a file."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import duckdb
import pytest
from typer.testing import CliRunner, Result

from terang.cli import rank
from terang.core import norms
from terang.core.cards import Case, make, told
from terang.core.cards.plain_text import plain_text
from terang.core.languages import language
from terang.engines import ranking
from terang.engines.ranking import Inputs, Ranking, Stage
from terang.engines.ranking.explaining import case_of
from terang.engines.ranking.quick.standing import Crowd
from tests.engines import oracle

Explain = Callable[..., Result]
VACANCIES = """vacancy,position,kind,education,location,slots
V1,Guru,UMUM,5101087,Kota,1
V2,Bidan,DISABILITAS,5101087,Desa,2
"""
FINAL = """id,vacancy,twk,tiu,tkp,skb,gpa,born_on
A,V1,75,130,195,70,3.50,1998-02-01
B,V1,80,130,190,70,3.50,1998-02-01
F,V1,60,175,225,99,3.00,1998-02-01
G,V1,80,130,190,,3.00,1998-02-01
H,V2,40,60,186,80,3.00,1990-02-01
"""


@pytest.fixture
def explain(tmp_path: Path) -> Explain:
    """Ask for the card of somebody; options as words."""
    (tmp_path / "A.csv").write_text(FINAL)
    (tmp_path / "V.csv").write_text(VACANCIES)

    def explain(who: str, *more: str, stage: str = "final") -> Result:
        tables = ["--applicants", str(tmp_path / "A.csv"), "--vacancies", str(tmp_path / "V.csv")]
        asked = ["--norm", "cpns-2024", "--stage", stage, *tables, "--explain", who, *more]
        return CliRunner().invoke(rank.app, asked)

    return explain


def test_the_card_is_printed_in_indonesian(explain: Explain) -> None:
    result = explain("B")

    assert result.exit_code == 0
    assert result.stdout.startswith("Kartu penjelasan: B\n\nPeringkat 2. TL: Tidak lulus\n")
    assert "- SKD skala 100: 400 / 550 × 100 = 72,727272727…, dibulatkan ke 3 desimal" in result.stdout
    assert "- TIU, satu jawaban benar lagi (5 poin): Anda akan berada di peringkat 1" in result.stdout


def test_the_card_is_printed_in_english(explain: Explain) -> None:
    result = explain("G", "--lang", "en")

    assert "Explanation card: G\n\nTH: Tidak hadir\n" in result.stdout
    assert "- SKB: you were absent. Without it there is no place.\n" in result.stdout


def test_the_card_stands_beside_the_ranking(explain: Explain, tmp_path: Path) -> None:
    result = explain("A", "--out", str(tmp_path / "R.csv"))

    assert result.exit_code == 0
    assert "Kartu penjelasan: A" in result.stdout
    assert (tmp_path / "R.csv").read_text().count("\n") == 6


@pytest.mark.parametrize(
    "ending, begins", [(".pdf", b"%PDF-1.7"), (".txt", b"Kartu penjelasan: F"), (".json", b"{\n")]
)
def test_the_card_is_written_by_the_ending_of_its_file(
    explain: Explain, tmp_path: Path, ending: str, begins: bytes
) -> None:
    result = explain("F", "--card", str(tmp_path / f"card{ending}"))

    assert result.exit_code == 0
    assert (tmp_path / f"card{ending}").read_bytes().startswith(begins)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["A.csv", "V.csv", f"card{ending}"]


def test_the_shortlist_has_cards_too(explain: Explain, tmp_path: Path) -> None:
    explain("F", "--card", str(tmp_path / "card.json"), stage="shortlist")

    card = json.loads((tmp_path / "card.json").read_text())
    assert (card["stage"], card["place"], card["outcome"]) == ("shortlist", None, "TL")
    assert card["one_more"][0]["outcome"] == "P/L"


@pytest.mark.parametrize("asked, said", [
    (["Z"], "--explain: There is no applicant Z in the table."),
    (["A", "--card", "card.docx"], "card.docx: The format is not known; use a file ending in .pdf, .txt, .json."),
    (["A", "--card", "nowhere/card.pdf"], "nowhere/card.pdf: The folder nowhere does not exist."),
    (["", "--card", "card.pdf"], "say where the ranking goes, or whom to explain (--explain)."),
    (["", "--card", "card.pdf", "--out", "R.csv"], "--card: Say whose card it is (--explain)."),
])  # fmt: skip
def test_what_can_not_be_explained_is_refused_and_nothing_is_written(
    explain: Explain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)

    result = explain(*asked)

    assert result.exit_code == 2
    assert said in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["A.csv", "V.csv"]


def test_a_stranger_stops_the_ranking_before_it_is_written(explain: Explain, tmp_path: Path) -> None:
    result = explain("Z", "--out", str(tmp_path / "R.csv"))

    assert result.exit_code == 2
    assert not (tmp_path / "R.csv").exists()


def test_a_ranking_that_was_made_is_looked_up_and_nobody_is_ranked_again(
    explain: Explain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = explain("B", "--out", str(tmp_path / "R.parquet"))
    monkeypatch.setattr(Ranking, "make", None)

    looked_up = explain("B", "--ranked", str(tmp_path / "R.parquet"))

    assert looked_up.exit_code == 0
    assert looked_up.stdout == fresh.stdout


@pytest.mark.parametrize(
    ("who", "change", "said"),
    [
        ("Z", "", "--explain: There is no applicant Z in the table."),
        ("B", "B,V1,80,130,190,70->B,V1,80,130,190,99", "--ranked: B stands elsewhere by these tables"),
        ("B", "B,V1,80->X,V1,80", "--ranked: B stands elsewhere by these tables"),
    ],
)
def test_a_ranking_of_other_tables_explains_nobody(
    explain: Explain, tmp_path: Path, who: str, change: str, said: str
) -> None:
    explain("B", "--out", str(tmp_path / "R.parquet"))
    (tmp_path / "A.csv").write_text(FINAL.replace(*change.split("->")) if change else FINAL)

    result = explain(who, "--ranked", str(tmp_path / "R.parquet"))

    assert result.exit_code == 2
    assert said in result.stderr


def test_what_is_no_ranking_is_refused(explain: Explain, tmp_path: Path) -> None:
    duckdb.sql("SELECT 1 AS one").to_parquet(str(tmp_path / "other.parquet"))

    for name in ("A.csv", "other.parquet", "none.parquet"):
        result = explain("B", "--ranked", str(tmp_path / name))

        assert result.exit_code == 2
        assert "This is no ranking in a Parquet file." in result.stderr


@pytest.mark.parametrize(
    ("norm_id", "stage"), [("cpns-2018", "shortlist"), ("cpns-2018", "final"), ("pppk-2024", "final")]
)
def test_a_case_is_what_the_pure_rules_make_of_the_whole_list(
    tmp_path: Path, norm_id: str, stage: Stage
) -> None:
    norm = norms.load(norm_id)
    tables = oracle.invented(norm, stage, Random(f"{norm_id}{stage}"), vacancies=8, most=9)
    tables.write(tmp_path)
    (tmp_path / "work").mkdir()
    inputs = Inputs(norm, stage, tmp_path / "A.csv", tmp_path / "V.csv", date(2026, 11, 25))

    with ranking.opened(inputs, tmp_path / "work") as one, pytest.MonkeyPatch.context() as patch:
        made = one.make(tmp_path / "work" / "rows.parquet")
        assert made is not None
        people = [row["id"] for row in tables.applicants[:8]]
        quickly = [case_as_told(case_of(one, made.rows, who)) for who in people]
        patch.setattr(Crowd, "of", lambda *_: None)
        purely = [case_as_told(case_of(one, made.rows, who)) for who in people]

    assert quickly == purely


def case_as_told(case: Case) -> str:
    """The whole card, which runs the ranking again for each component."""
    return plain_text(told(make(case), language("en")))


def test_claims_groups_and_one_exam_are_explained_from_the_same_table(tmp_path: Path) -> None:
    (tmp_path / "A.csv").write_text(
        "id,vacancy,teknis,manajerial,sosiokultural,wawancara,born_on,claims\n"
        "A,V1,300,70,70,30,1990-01-01,\n"
        "B,V1,260,70,70,30,1990-01-01,DISABILITAS\n"
    )
    (tmp_path / "V.csv").write_text(
        "vacancy,position,kind,education,location,slots\nV1,Guru,SEJARAH,S-1,Kota,1\n"
    )
    tables = ["--applicants", str(tmp_path / "A.csv"), "--vacancies", str(tmp_path / "V.csv")]

    CliRunner().invoke(
        rank.app,
        ["--norm", "pppk-guru-2021", "--stage", "final", *tables, "--explain", "B", "--card", str(tmp_path / "B.json")],
    )  # fmt: skip

    card = json.loads((tmp_path / "B.json").read_text())
    assert (card["place"], card["score"]) == (1, "480")
    assert card["steps"][0]["formula"] == "260 + 10 % × 500, paling banyak 500"
    assert card["rules"][0]["path"] == "affirmations.DISABILITAS.percent"


def test_who_is_moved_reads_the_outcome_of_the_ranking_and_the_step(tmp_path: Path) -> None:
    (tmp_path / "A.csv").write_text(
        "id,vacancy,twk,tiu,tkp,skb,gpa,born_on,alternatives\n"
        "A,V1,75,130,195,80,3.50,1998-02-01,\n"
        "B,V1,80,130,190,70,3.50,1998-02-01,V2\n"
        "C,V1,80,130,185,60,3.50,1998-02-01,\n"
    )
    (tmp_path / "V.csv").write_text(
        "vacancy,position,kind,education,location,slots\nV1,Guru,DISABILITAS,S-1,Kota,1\nV2,Guru,UMUM,S-1,Kota,1\n"
    )
    tables = ["--applicants", str(tmp_path / "A.csv"), "--vacancies", str(tmp_path / "V.csv")]
    asked = ["--norm", "cpns-2024", "--stage", "final", *tables, "--lang", "en", "--explain"]

    moved, stays = (CliRunner().invoke(rank.app, [*asked, who]).stdout for who in "BC")

    assert "Place 2 in V1, moved to V2. L-1: " in moved
    assert "- Empty slots are filled: Umum diisi dari kebutuhan khusus, lokasi sama. Article:" in " ".join(
        moved.split()
    )
    assert "- You had named no other vacancy, so nobody moved you.\n" in stays

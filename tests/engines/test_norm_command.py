"""`terang norm` from the outside: what it prints, what it refuses, and with which exit code."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from terang.cli import norm
from terang.core import norms
from terang.core.norms.notes import FILE

Run = Callable[..., Result]
LOCAL = (norms.HERE / "lokal-contoh.toml").read_text()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `terang norm …` at an English terminal."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C")
    return lambda *words: CliRunner().invoke(norm.app, [str(word) for word in words])


def test_the_list_names_every_norm_with_its_counts(run: Run) -> None:
    result = run("list")

    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[0].split() == [
        "id",
        "title",
        "in",
        "force",
        "from",
        "selection",
        "values",
        "not",
        "confirmed",
    ]
    assert [line.split()[0] for line in lines[1:]] == list(norms.available())
    local = next(line for line in lines if line.startswith("lokal-contoh"))
    assert local.split()[-4:] == ["2026-01-01", "lokal", str(len(norms.load("lokal-contoh").cited())), "0"]


@pytest.mark.parametrize("norm_id", norms.available())
def test_a_norm_is_shown_with_every_article(run: Run, norm_id: str) -> None:
    result = run("show", norm_id)

    assert result.exit_code == 0
    for cited in norms.load(norm_id).cited():
        assert f"[{cited.article}]" in result.stdout
    assert result.stdout.count("[not confirmed]") == len(norms.load(norm_id).unconfirmed())


def test_where_each_value_was_read_is_told_once_with_the_place_of_the_notes(run: Run) -> None:
    told = run("show", "cpns-2024").stdout.partition("\nArticles and sources\n")[2]

    for cited in norms.load("cpns-2024").cited():
        assert told.count(f"  {cited.article}: {cited.source}\n") == 1
    assert f"section 2.4 of the notes on sources: {FILE};" in told.splitlines()[-1]
    assert FILE.is_file()
    assert "notes on sources" not in run("show", "lokal-contoh").stdout


def test_own_choices_are_marked(run: Run) -> None:
    text = run("show", "lokal-contoh").stdout

    assert "they are the agency's own choice" in text
    assert "Weight of the first exam: 40 % [Pilihan instansi] [own choice]" in text


def test_a_norm_is_shown_in_indonesian(run: Run) -> None:
    assert (
        "Bobot ujian pertama: 40% [Pilihan instansi] [pilihan sendiri]"
        in run("show", "lokal-contoh", "--lang", "id").stdout
    )


def test_a_right_file_is_told_with_what_is_not_confirmed_on_its_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "lokal-contoh.toml"
    file.write_text(LOCAL.replace("confirmed = true", "confirmed = false", 1))

    result = run("check", file)

    line = next(n for n, one in enumerate(LOCAL.splitlines(), 1) if one.startswith("published"))
    assert result.exit_code == 0
    assert "lokal-contoh), in force from 2026-01-01" in result.stdout
    assert result.stderr.splitlines() == [
        f"warning: {file}:{line}: published is not confirmed (Pilihan instansi)."
    ]


def test_a_file_that_calls_itself_otherwise_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kota.toml").write_text(LOCAL)

    assert "kota.toml calls itself lokal-contoh" in run("check", tmp_path / "kota.toml").stderr


def test_a_wrong_file_is_refused_with_every_line_at_once(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "lokal.toml"
    file.write_text(
        LOCAL.replace("minutes               =", "minuts =").replace("age_max = {", "age_mux = {")
    )

    result = run("check", file)

    lines = {one.split()[0]: n for n, one in enumerate(file.read_text().splitlines(), 1) if one.strip()}
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        f"{file}:{lines['minuts']}: Norm value exam.minuts is not known. Did you mean minutes?",
        f"{file}:{lines['age_mux']}: Norm value eligibility.age_mux is not known. Did you mean age_max?",
        f"Problems in {file}: 2.",
    ]


def test_a_wrong_file_is_refused_in_indonesian(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(LOCAL.replace('title      = "Seleksi setempat (contoh)"', "title = 5"))

    assert (
        "Nilai norma title berupa bilangan bulat, bukan teks. Tulis: title"
        in run("check", tmp_path / "x.toml", "--lang", "id").stderr
    )


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("check", "cpns-1999"), "The norms of Terang are cpns-2018"),
        (("show", "/tmp"), "Is a directory"),
        (("diff", "cpns-2024", "/dev/zero"), "larger than 256 kB"),
        (("check", ""), "can't be read"),
        (("check", "../norms/cpns-2024"), "can't be read"),
    ],
)
def test_what_is_not_there_or_no_norm_is_refused(run: Run, command: tuple[str, ...], told: str) -> None:
    result = run(*command)

    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_a_difference_names_both_articles(run: Run) -> None:
    result = run("diff", "cpns-2019", "cpns-2024")

    assert result.exit_code == 0
    assert (
        "  Parts of the exam · TKP · Questions\n"
        "    cpns-2019: 35 [PermenPANRB 24/2019 (nomor belum dikonfirmasi)] [not confirmed]\n"
        "    cpns-2024: 45 [KepmenPANRB 321/2024]\n"
    ) in result.stdout
    assert result.stdout.index("What differs") < result.stdout.index("Only in cpns-2024")


def test_a_norm_and_itself_are_wholly_the_same(run: Run) -> None:
    assert run("diff", "cpns-2024", "cpns-2024").stdout.startswith("Wholly the same: ")


def test_the_command_needs_no_django() -> None:
    code = "import sys; from terang.cli import norm; sys.exit('django' in sys.modules or 'pydantic' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

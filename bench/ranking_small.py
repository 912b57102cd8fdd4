"""How long `terang rank` takes for 100,000 invented applicants and 5,000 vacancies: `make bench-rank`.

Prints a table and writes bench/results/rank-small.json. The ratio says whether time grows with the number of
applicants or faster: the same file at a quarter of the size, in the same run.
"""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

APPLICANTS, VACANCIES, SEED = 100_000, 5_000, 7
RESULT = Path(__file__).parent / "results" / "rank-small.json"
KINDS = ("UMUM", "UMUM", "UMUM", "CUMLAUDE", "DISABILITAS", "PAPUA")
TERANG = Path(sys.executable).with_name("terang")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder))
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(figures, indent=2) + "\n")
    for one in figures:
        print(f"{one['figure']:<50} {one['value']:>8} {one['unit']:<8} aim {one['aim']}")


def measure(folder: Path) -> list[dict[str, object]]:
    figures: list[dict[str, object]] = []
    write(folder / "V.csv", ["vacancy", "position", "kind", "education", "location", "slots"], vacancies())
    header = ["id", "vacancy", "twk", "tiu", "tkp", "skb", "gpa", "born_on"]
    people = list(applicants())
    write(folder / "A.csv", header, people)
    write(folder / "quarter.csv", header, people[: APPLICANTS // 4])
    took: dict[str, float] = {}
    for stage in ("shortlist", "final"):
        took[stage] = seconds(folder, "A.csv", stage, "R.csv")
        figures.append(figure(f"{stage}, 100,000 applicants, 5,000 vacancies, CSV", took[stage], "s", "< 10"))
    took["parquet"] = seconds(folder, "A.csv", "final", "R.parquet")
    figures.append(figure("final, the same, to Parquet", took["parquet"], "s", "< 10"))
    took["xlsx"] = seconds(folder, "A.csv", "final", "R.xlsx")
    figures.append(figure("final, the same, to XLSX", took["xlsx"], "s", "< 20"))
    quarter = seconds(folder, "quarter.csv", "final", "R.csv")
    ratio = took["final"] / quarter
    figures.append(figure("final: 100,000 against 25,000 applicants", ratio, "times", "< 5"))
    return figures


def figure(name: str, value: float, unit: str, aim: str) -> dict[str, object]:
    against = "a quarter of the applicants" if unit == "times" else "process start included"
    return {"figure": name, "value": round(value, 2), "unit": unit, "aim": aim, "against": against}


def seconds(folder: Path, table: str, stage: str, out: str) -> float:
    started = time.perf_counter()
    options = ["--norm", "cpns-2024", "--stage", stage, "--vacancies", "V.csv"]
    command = [str(TERANG), "rank", *options, "--applicants", table, "--out", out]
    subprocess.run(command, cwd=folder, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def vacancies() -> list[list[object]]:
    chance = random.Random(SEED)
    return [
        [f"V{number:05}", "Jabatan", chance.choice(KINDS), "5101087", "Kota", chance.randint(1, 5)]
        for number in range(VACANCIES)
    ]


def applicants() -> list[list[object]]:
    chance = random.Random(SEED)
    return [
        [
            f"P{number:06}", f"V{chance.randrange(VACANCIES):05}",
            5 * chance.randint(10, 30), 5 * chance.randint(12, 35), chance.randint(140, 225),
            f"{chance.randint(3000, 10000) / 100:.2f}", f"{chance.randint(275, 400) / 100:.2f}",
            f"{chance.randint(1990, 2003)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        ]
        for number in range(APPLICANTS)
    ]  # fmt: skip


def write(path: Path, header: list[str], rows: list[list[object]]) -> None:
    with path.open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


if __name__ == "__main__":
    main()

"""The final ranking in plain Python, as somebody in a hurry would write it: the yardstick of bench/ranking.py.

Lists, a dict of vacancies and a sort by tuples; whole numbers, the same outcomes, and no checks of the rows.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from operator import itemgetter
from pathlib import Path

import duckdb

LEAST = {
    "UMUM": (65, 80, 166, 0),
    "CUMLAUDE": (0, 85, 0, 311),
    "DISABILITAS": (0, 60, 0, 286),
    "PAPUA": (0, 60, 0, 286),
}


def main(folder: Path) -> None:
    posts = {code: (kind, slots) for code, kind, slots in read(folder / "V.parquet", "vacancy, kind, slots")}
    people = defaultdict(list)
    for row in read(folder / "A.parquet", "id, vacancy, twk, tiu, tkp, (skb * 1000)::INTEGER, gpa, born_on"):
        people[row[1]].append(row)
    with (folder / "plain.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        for code in sorted(posts):
            writer.writerows(ranked(code, *posts[code], people[code]))


def read(path: Path, columns: str) -> list[tuple]:
    return duckdb.execute(f"SELECT {columns} FROM '{path}'").fetchall()


def ranked(code: str, kind: str, slots: int, rows: list[tuple]) -> list[tuple]:
    placed, below, absent = [], [], []
    least_twk, least_tiu, least_tkp, least = LEAST[kind]
    for who, _, twk, tiu, tkp, skb, gpa, born_on in rows:
        skd = twk + tiu + tkp
        skd_1000 = (skd * 200_000 + 550) // 1100
        if twk < least_twk or tiu < least_tiu or tkp < least_tkp or skd < least:
            below.append((code, None, who, skd, skd_1000, skb, None, "TL", None))
        elif skb is None:
            absent.append((code, None, who, skd, skd_1000, skb, None, "TH", None))
        else:
            final = (4 * skd_1000 + 6 * skb + 5) // 10
            key = (-final, -skd, -tkp, -tiu, -twk, 0 if gpa is None else -gpa, born_on)
            placed.append((key, who, skd, skd_1000, skb, final))
    placed.sort(key=itemgetter(0, 1))
    found, place = [], 0
    for index, (key, who, skd, skd_1000, skb, final) in enumerate(placed):
        if not index or key != placed[index - 1][0]:
            place = index + 1
        decided = next((at for at, one in enumerate(key) if index and one != placed[index - 1][0][at]), None)
        found.append((code, place, who, skd, skd_1000, skb, final, "L" if place <= slots else "TL", decided))
    return found + sorted(below) + sorted(absent)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

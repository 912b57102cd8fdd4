"""Invented people: named after plants, with identity numbers of a district that doesn't exist."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

FIRST = [
    "Melati",
    "Kenanga",
    "Cempaka",
    "Anggrek",
    "Mawar",
    "Dahlia",
    "Seruni",
    "Teratai",
    "Kamboja",
    "Flamboyan",
    "Akasia",
    "Cendana",
    "Cemara",
    "Meranti",
    "Jati",
    "Mahoni",
    "Damar",
    "Rotan",
    "Bambu",
    "Pinus",
    "Randu",
    "Waru",
    "Ketapang",
    "Beringin",
    "Trembesi",
    "Pandan",
    "Serai",
    "Kencur",
    "Lengkuas",
    "Jahe",
]
LAST = ["Contoh", "Peraga", "Uji", "Rekaan", "Umpama", "Misal", "Andai", "Tiruan", "Simulasi", "Percobaan"]
NO_SUCH_DISTRICT = "9999"
PROVINCES = ("53", "73", "12", "13", "32")


@dataclass(frozen=True)
class Invented:
    """An applicant who never lived."""

    name: str
    nik: str
    email: str
    born_on: date


def invented(seed: int, prefix: str) -> Iterator[Invented]:
    """As many people as are asked for, always the same for the same seed."""
    rng = random.Random(f"people/{prefix}/{seed}")
    number = 0
    while True:
        number += 1
        born_on = date(1990, 1, 1) + timedelta(days=rng.randrange(12 * 365))
        first, last = rng.choice(FIRST), rng.choice(LAST)
        is_woman = rng.random() < 0.5
        yield Invented(
            name=f"{first} {rng.choice(FIRST)} {last}",
            nik=_nik(rng.choice(PROVINCES), born_on, seed * 2003 + number, is_woman=is_woman),
            email=f"{prefix}.{seed}.{number}@contoh.example",
            born_on=born_on,
        )


def _nik(province: str, born_on: date, number: int, *, is_woman: bool) -> str:
    """Well formed, and of a district 99 that no province has."""
    day = born_on.day + (40 if is_woman else 0)
    return f"{province}{NO_SUCH_DISTRICT}{day:02d}{born_on:%m%y}{number % 9999 + 1:04d}"

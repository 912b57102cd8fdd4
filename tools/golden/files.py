"""The files of docs/spec/golden: cases as JSON Lines by topic, the norms as JSON, and an index."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from terang.core import norms
from terang.core.norms import Norm
from tools.golden.answers import answer
from tools.golden.cases import MAKERS
from tools.golden.dice import Dice

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "spec" / "golden"
EXAMPLE = ROOT / "docs" / "spec" / "example.toml"
COUNTS = {
    "shortlist": 220,
    "final": 300,
    "transfers": 230,
    "integrate": 90,
    "score": 60,
    "combine": 60,
    "plan": 40,
}
SEED = "terang 1"


def files() -> dict[str, bytes]:
    """Every file by its name below docs/spec/golden, as it must be."""
    known = {
        norm.id: norm for norm in (*map(norms.load, norms.available()), norms.read(EXAMPLE.read_bytes()))
    }
    cases = {topic: list(_cases(topic, list(known.values()))) for topic in MAKERS}
    found = {f"{topic}.jsonl": b"".join(map(_line, lines)) for topic, lines in cases.items()}
    found |= {f"norms/{norm_id}.json": _line(as_json(toml_of(norm_id))) for norm_id in known}
    return found | {"index.json": _index(known, cases)}


def toml_of(norm_id: str) -> bytes:
    """The file of a norm."""
    bundled = norms.HERE / f"{norm_id}.toml"
    return (bundled if bundled.exists() else EXAMPLE).read_bytes()


def as_json(content: bytes) -> dict[str, Any]:
    """A norm as JSON: numbers with a point and dates are text."""
    found: dict[str, Any] = plain(tomllib.loads(content.decode(), parse_float=Decimal))
    return found


def plain(value: Any) -> Any:
    """A value of TOML as JSON holds it."""
    match value:
        case dict():
            return {key: plain(one) for key, one in value.items()}
        case list():
            return [plain(one) for one in value]
        case Decimal():
            text = format(value, "f")
            return text if "." in text else f"{text}.0"
        case date():
            return value.isoformat()
        case _:
            return value


def _cases(topic: str, known: list[Norm]) -> Iterator[dict[str, Any]]:
    """The cases of a topic, one norm after the other in turn; a further norm changes no case of the others."""
    fitting = [norm for norm in known if _fits(topic, norm)]
    for number in range(COUNTS[topic]):
        norm, round_ = fitting[number % len(fitting)], number // len(fitting)
        case = MAKERS[topic](norm, Dice(SEED, topic, norm.id, round_))
        yield {
            "id": f"{topic}/{norm.id}/{round_}",
            "norm": norm.id,
            "norm_sha256": norm.content_hash,
            "input": case,
            "expected": answer(norm, topic, case),
        }


def _fits(topic: str, norm: Norm) -> bool:
    """Whether a norm knows of this topic, and can judge where people are judged."""
    judges = any(kind.threshold is not None for kind in norm.kinds.values())
    match topic:
        case "shortlist":
            return judges and norm.shortlisting is not None
        case "final":
            return judges
        case "transfers":
            return judges and bool(norm.transfers)
        case "integrate" | "combine" | "plan":
            return norm.integration is not None
        case _:
            return True


def _index(known: dict[str, Norm], cases: dict[str, list[dict[str, Any]]]) -> bytes:
    by_topic = {
        topic: {"cases": len(lines), "norms": dict(sorted(Counter(one["norm"] for one in lines).items()))}
        for topic, lines in cases.items()
    }
    index = {
        "licence": "CC0-1.0",
        "cases": sum(len(lines) for lines in cases.values()),
        "topics": by_topic,
        "norms": {norm.id: {"title": norm.title, "sha256": norm.content_hash} for norm in known.values()},
    }
    return (json.dumps(index, ensure_ascii=False, indent=1) + "\n").encode()


def _line(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()

"""The public bundle of each vacancy, written beside the log once its final ranking is published in it.

Whoever has a bundle computes the ranking again from the committed scores. It is made of the published files, of what
the published edition says, and of the salts with which its scores were sealed; no name is in any of these.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from terang.base.identity.keys import subject_keys
from terang.base.journal.queries import bodies
from terang.base.sequencing.models import Log
from terang.base.sequencing.origins import folder_of
from terang.base.tenancy import scope
from terang.core.ledger import bundles, canonical, checkpoints, leaves, tree
from terang.core.ledger.notes import b64
from terang.core.ledger.tree import inclusion_proof
from terang.core.rules.openness import K_MIN
from terang.public_log.disk import Disk, read
from terang.public_log.folders import LogFolder
from terang.stages.ranking import facts as ranking
from terang.stages.ranking.facts import Listed


class Record(NamedTuple):
    """A leaf of the log: its place, its bytes and their hash, and what it says."""

    at: int
    entry: bytes
    hash: bytes
    leaf: bundles.Leaf


@dataclass(frozen=True)
class Bundle:
    """A bundle by its place among the files of the log."""

    formation: str
    number: int
    content: bytes

    @property
    def path(self) -> str:
        return path_of(self.formation, self.number)


def path_of(formation: str, number: int) -> str:
    """Where a bundle lies among the files of the log."""
    return f"bundle/{quote(formation, safe='')}/{number}.tar"


def write_due(log: Log) -> None:
    """Write the bundles that the published log asks for and that are not there yet."""
    with scope.as_system():
        if not ranking.is_final(log.round_id):
            return
        folder = folder_of(log.origin)
        numbers = _numbers(log.round_id)
        due = {code for code, number in numbers.items() if not (folder / path_of(code, number)).exists()}
        for one in made(log, due) if due else ():
            Disk().keep_once(folder / one.path, one.content)


def made(log: Log, formations: Collection[str] | None = None) -> Iterator[Bundle]:
    """The bundle of each of these vacancies, or of all, as the log and the database are now.

    None of a vacancy whose newest ranking the published log does not hold yet.
    """
    folder = LogFolder(folder_of(log.origin))
    content = folder.checkpoint
    listed = ranking.final_standings(log.round_id)
    if content is None or listed is None:
        return
    size = checkpoints.parse(content)[0].size
    log_entries = [_record(at, entry) for at, entry in enumerate(folder.entries(size))]
    numbers, sealed = _numbers(log.round_id), _sealed(log.round_id)
    sequenced = _ranks(leaves.body_of(one.leaf) for one in log_entries if one.leaf["k"] == "rank")
    for code, people in listed.items():
        ranks = sequenced.get(code, [])
        if ranks and len(ranks) == numbers.get(code) and (formations is None or code in formations):
            own = _own(log_entries, code)
            yield Bundle(
                code, len(ranks), _content(folder, content, own, ranks[-1], people, sealed, len(ranks))
            )


def _content(
    folder: LogFolder,
    checkpoint: str,
    own: Sequence[Record],
    rank: Mapping[str, canonical.Json],
    people: Sequence[Listed],
    sealed: Mapping[str, Mapping[str, str]],
    number: int,
) -> bytes:
    code, size = str(rank["formation"]), checkpoints.parse(checkpoint)[0].size
    rows, subtrees = [one.row for one in people], folder.subtrees(size)
    files = {
        "checkpoint": checkpoint.encode(),
        "policy": read(folder.folder / "policy") or b"",
        **_documents(folder.folder, own, code),
        "leaves.jsonl": bundles.lines({"i": one.at, "leaf": one.entry.decode()} for one in own),
        "proofs.jsonl": bundles.lines(
            {"i": one.at, "path": [b64(step) for step in inclusion_proof(one.at, size, subtrees)]}
            for one in own
        ),
        "openings.jsonl": bundles.lines(_openings(people, sealed)),
        "ranking.jsonl": bundles.lines(rows),
        "summary.json": canonical.encode(bundles.summary([one.leaf for one in own], code, rows, K_MIN)),
    }
    said = {
        "formation": code, "rule": rank["rule"], "round": own[0].leaf["r"], "n": number, "release": rank["release"],
        "k_min": K_MIN,
    }  # fmt: skip
    return bundles.archive(said, files)


def _openings(people: Sequence[Listed], sealed: Mapping[str, Mapping[str, str]]) -> list[dict[str, object]]:
    """Salt and value of every score that is shown, by public number and record."""
    keys = subject_keys({one.person_id for one in people if one.values})
    made: list[dict[str, Any]] = [
        {"pid": one.pid, "score": {"u": uid, "salt": keys[one.person_id].salt("score", uid).hex(), "value": one.values[exam]}}
        for one in people for exam, uid in sealed.get(one.pid, {}).items() if exam in one.values
    ]  # fmt: skip
    return sorted(made, key=lambda one: (one["pid"], one["score"]["u"]))


def _documents(folder: Path, own: Sequence[Record], code: str) -> dict[str, bytes]:
    """The documents that these leaves name."""
    bodies_of: dict[str, list[Mapping[str, canonical.Json]]] = defaultdict(list)
    for one in own:
        bodies_of[str(one.leaf["k"])].append(leaves.body_of(one.leaf))
    announced = [str(body["blob"]) for body in bodies_of["announce"] if body.get("formation") == code][-1:]
    lists = {str(body["blob"]) for body in bodies_of["announce"]} - {*announced}
    named = {
        "rule.json": str(bodies_of["rule"][-1]["blob"]),
        "formation.json": str(bodies_of["formation"][-1]["blob"]),
        "schemas.json": str(bodies_of["genesis"][0]["schemas"]),
        **({"announce.json": announced[0]} if announced else {}),
        **_numbered("outcomes", lists),
        **_numbered("blueprint", {str(body["blob"]) for body in bodies_of["blueprint"]}),
    }
    found = {name: read(folder / "blob" / digest[:2] / digest) for name, digest in named.items()}
    return {name: content for name, content in found.items() if content is not None}


def _numbered(name: str, digests: set[str]) -> dict[str, str]:
    return {f"{name}-{at}.json": one for at, one in enumerate(sorted(digests), start=1)}


def _sealed(round_id: int) -> Mapping[str, Mapping[str, str]]:
    """By public number: the record of the score of each exam."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for uid, body in bodies(round_id, "score"):
        found[str(body["pid"])][str(body["exam"])] = uid
    return found


def _numbers(round_id: int) -> dict[str, int]:
    """How often each vacancy was ranked, by its code: the number of its newest bundle."""
    written = _ranks(body for _uid, body in bodies(round_id, "rank"))
    return {code: len(found) for code, found in written.items()}


def _ranks(found: Iterable[Mapping[str, canonical.Json]]) -> dict[str, list[Mapping[str, canonical.Json]]]:
    by_formation: dict[str, list[Mapping[str, canonical.Json]]] = defaultdict(list)
    for body in found:
        if "formation" in body:
            by_formation[str(body["formation"])].append(body)
    return by_formation


def _own(log_entries: Sequence[Record], code: str) -> list[Record]:
    selection = bundles.Selection(code)
    return [one for one in log_entries if selection.takes(one.leaf, one.hash)]


def _record(at: int, entry: bytes) -> Record:
    return Record(at, entry, tree.leaf_hash(entry), leaves.read(entry))

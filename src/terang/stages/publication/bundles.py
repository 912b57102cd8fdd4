"""The public bundle of each vacancy, written beside the log once its final ranking is published in it.

Whoever has a bundle computes the ranking again from the committed scores. It is made of the published files, of what
the published edition says, and of the salts with which its scores were sealed; no name is in any of these.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from terang.base.identity.keys import subject_keys
from terang.base.journal.queries import bodies
from terang.base.sequencing.models import Log
from terang.base.sequencing.origins import folder_of
from terang.base.tenancy import scope
from terang.core.ledger import bundles, canonical, checkpoints, tree
from terang.core.ledger.notes import b64
from terang.core.ledger.tree import inclusion_proof
from terang.core.rules.openness import K_MIN
from terang.public_log.disk import Disk, read
from terang.public_log.folders import LogFolder
from terang.stages.ranking import facts as ranking
from terang.stages.ranking.facts import Listed

Record = tuple[int, bytes, bundles.Leaf]
"""A leaf: its place, its bytes, and what it says."""


@dataclass(frozen=True)
class Bundle:
    """A bundle by its place among the files of the log."""

    formation: str
    number: int
    content: bytes

    @property
    def path(self) -> str:
        return f"bundle/{quote(self.formation, safe='')}/{self.number}.tar"


def write_due(log: Log) -> None:
    """Write the bundles that the published log asks for and that are not there yet."""
    with scope.as_system():
        folder = folder_of(log.origin)
        if ranking.final_standings(log.round_id, only_if_newest=True) is None:
            return
        there = set((folder / "bundle").glob("*/*.tar"))
        for one in made(log, known={path.relative_to(folder).as_posix() for path in there}):
            Disk().keep_once(folder / one.path, one.content)


def made(
    log: Log, *, known: frozenset[str] | set[str] = frozenset(), formation: str = ""
) -> Iterator[Bundle]:
    """The bundle of every vacancy (or of one) as the log and the database are now; not those that are `known`.

    None of a vacancy whose newest ranking the published log does not hold yet.
    """
    folder = LogFolder(folder_of(log.origin))
    content = folder.checkpoint
    listed = ranking.final_standings(log.round_id, only_if_newest=not formation)
    if content is None or listed is None:
        return
    size = checkpoints.parse(content)[0].size
    log_entries = [_record(at, entry) for at, entry in enumerate(folder.entries(size))]
    written = _ranks([body for _uid, body in bodies(log.round_id, "rank")])
    sequenced = _ranks([_body(leaf) for _at, _entry, leaf in log_entries if leaf["k"] == "rank"])
    sealed = _sealed(log.round_id)
    for code, people in listed.items():
        ranks = sequenced.get(code, [])
        if len(ranks) != len(written.get(code, [])) or not ranks or formation not in {"", code}:
            continue
        bundle = Bundle(code, len(ranks), b"")
        if bundle.path not in known:
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
        "leaves.jsonl": bundles.lines({"i": at, "leaf": entry.decode()} for at, entry, _leaf in own),
        "proofs.jsonl": bundles.lines(
            {"i": at, "path": [b64(one) for one in inclusion_proof(at, size, subtrees)]}
            for at, _entry, _leaf in own
        ),
        "openings.jsonl": bundles.lines(_openings(people, sealed)),
        "ranking.jsonl": bundles.lines(rows),
        "summary.json": canonical.encode(
            bundles.summary([leaf for _at, _entry, leaf in own], code, rows, K_MIN)
        ),
    }
    said = {
        "formation": code, "rule": rank["rule"], "round": own[0][2]["r"], "n": number, "release": rank["release"],
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
    for _at, _entry, leaf in own:
        bodies_of[str(leaf["k"])].append(_body(leaf))
    announced = [str(one["blob"]) for one in bodies_of["announce"] if one.get("formation") == code][-1:]
    lists = {str(one["blob"]) for one in bodies_of["announce"]} - {*announced}
    named = {
        "rule.json": str(bodies_of["rule"][-1]["blob"]),
        "formation.json": str(bodies_of["formation"][-1]["blob"]),
        "schemas.json": str(bodies_of["genesis"][0]["schemas"]),
        **dict.fromkeys(["announce.json"] if announced else [], announced[0] if announced else ""),
        **_numbered("outcomes", lists),
        **_numbered("blueprint", {str(one["blob"]) for one in bodies_of["blueprint"]}),
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


def _ranks(
    found: Sequence[Mapping[str, canonical.Json]],
) -> dict[str, list[Mapping[str, canonical.Json]]]:
    by_formation: dict[str, list[Mapping[str, canonical.Json]]] = defaultdict(list)
    for body in found:
        if "formation" in body:
            by_formation[str(body["formation"])].append(body)
    return by_formation


def _own(log_entries: Sequence[Record], code: str) -> list[Record]:
    selection = bundles.Selection(code)
    return [one for one in log_entries if selection.takes(one[2], tree.leaf_hash(one[1]))]


def _record(at: int, entry: bytes) -> Record:
    said = canonical.decode(entry)
    if not isinstance(said, dict):
        raise canonical.NotCanonical("a leaf is an object")
    return at, entry, said


def _body(leaf: bundles.Leaf) -> Mapping[str, canonical.Json]:
    body = leaf["b"]
    return body if isinstance(body, dict) else {}

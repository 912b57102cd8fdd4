"""An approved final ranking, fixed in the log for each vacancy, so that anybody can compute each one again."""

from collections import defaultdict
from datetime import datetime

from terang.base.access import Actor
from terang.base.journal import recording as journal
from terang.base.journal.models import Entry
from terang.base.journal.queries import bodies
from terang.base.journal.recording import Line
from terang.base.journal.software import declared
from terang.core.ledger import canonical, tree
from terang.stages.ranking.acts import Act
from terang.stages.ranking.models import Edition
from terang.stages.ranking.standings import standings
from terang.stages.vacancies import facts as vacancies


def fix_vacancies(edition: Edition, approved: Entry, *, by: Actor, at: datetime) -> None:
    """Write the ranking of each vacancy, inside the act that approves all of them.

    Its parent is the leaf of `approved`, which two people approved. Journal: ranking.vacancy.ranked; leaf `rank`.
    """
    norm = vacancies.norm_of(edition.round_id)
    release = declared(edition.round, at=at)
    sealed: dict[str, list[str]] = defaultdict(list)
    for _uid, body in bodies(edition.round_id, "score"):
        sealed[str(body["pid"])].append(str(body["com"]))
    lines = []
    for vacancy, listed in standings(edition):
        scores = sorted(com for one in listed for com in sealed[one.pid])
        public = {
            "formation": vacancy.code, "rule": vacancy.rule_id(norm), "n": len(listed), "release": release,
            "root": _root([canonical.encode(one.row) for one in listed]),
            "scores": _root([one.encode() for one in scores]),
            "blob": edition.public,
        }  # fmt: skip
        lines.append(Line(subject=edition, public=public, parents=approved.leaf_hashes))
    journal.record_all(Act.VACANCY_RANKED, lines, by=by, at=at, round_=edition.round)


def _root(entries: list[bytes]) -> str:
    return tree.root(map(tree.leaf_hash, entries)).hex()

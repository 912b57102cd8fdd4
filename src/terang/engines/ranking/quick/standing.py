"""Where one person stands among everybody of one vacancy, again and again, with figures that might have been."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from terang.core.norms import Norm
from terang.core.rules.affirmations import affirm, affirm_second
from terang.core.rules.ranking import FinalScore, outcome_at
from terang.core.rules.standing import Standing
from terang.engines.ranking.judging import BY_FALLBACK, PLACED, Judging
from terang.engines.ranking.quick.making import posts_of
from terang.engines.ranking.quick.placing import place
from terang.engines.ranking.quick.points import BANDS, Column, People, Rules
from terang.engines.ranking.quick.reading import batches, unpacked
from terang.engines.ranking.quick.texts import NotPlain, list_of
from terang.engines.tables.bulk import Database
from terang.engines.tables.expected import FIRST_DAY, MILLIONTHS


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everybody of one vacancy, the first of `rules.posts`."""

    rules: Rules
    people: People
    ids: list[str]
    order: list[int]
    """Those who have a place, in the order of the list; numbers count the ids."""
    last_in: int | None
    """The last of them who was chosen."""

    @classmethod
    def of(cls, database: Database, judging: Judging, vacancies: str) -> Crowd | None:
        """Of tables that hold this vacancy alone; `vacancies` is the name of the one with its kind and slots. None where SQL must judge a text."""
        try:
            _, posts = posts_of(database, judging, vacancies)
            rules = Rules(judging, posts)
            found = [unpacked(one) for one in batches(database, judging.everybody())]
            people = People.joined(
                [
                    rules.apply(np.zeros(len(one.texts["id"][0]), np.int32), one.columns, one.texts["id"])
                    for one in found
                ]
            )
        except NotPlain:
            return None
        placed = place(people, rules)
        chosen = np.flatnonzero(placed.outcome == rules.number(judging.codes.chosen))
        last_in = int(placed.rows[chosen[-1]]) if chosen.size else None
        ids = [text.decode() for text in list_of(people.ids)]
        return cls(rules, people, ids, placed.rows[placed.compared].tolist(), last_in)

    def standing(self, score: FinalScore) -> Standing:
        """The place and outcome of somebody with these figures in place of their own."""
        rules, judging = self.rules, self.rules.judging
        own = rules.apply(np.zeros(1, np.int32), _columns(rules.norm, score), [])
        band, slots = int(own.groups[0]) & ((1 << BANDS) - 1), int(rules.posts.slots[0])
        others = self.people.groups & np.uint32((1 << BANDS) - 1)
        others[self.ids.index(score.id)] = (1 << BANDS) - 1
        if band > BY_FALLBACK:
            outcome = next(code for code, one in judging.bands.items() if one == band)
            return Standing(None, 0, outcome)
        place, sharing = self._counted(own, others == band)
        if judging.is_final:
            return Standing(place, sharing, outcome_at(rules.norm, place, sharing, slots))
        times, codes = rules.norm.shortlist_rule.times, judging.codes
        if band == PLACED:
            return Standing(place, sharing, codes.chosen if place <= times * slots else codes.outside)
        met = int((others == PLACED).sum())
        if place <= times * (slots - met):
            return Standing(met + place, sharing, codes.chosen)
        return Standing(None, 0, codes.below)

    def _counted(self, own: People, equals: NDArray[np.bool_]) -> tuple[int, int]:
        """The place and how many share it; where an equal lacks the next key, the chain ends for all equals."""
        better = 0
        for link in self.rules.chain:
            theirs, mine = link.bits_of(self.people.words), link.bits_of(own.words)[0]
            if link.may_lack and (mine == link.nothing or (theirs[equals] == link.nothing).any()):
                break
            better += int((equals & (theirs < mine)).sum())
            equals = equals & (theirs == mine)
        return better + 1, int(equals.sum()) + 1


def _columns(norm: Norm, score: FinalScore) -> dict[str, Column]:
    """The figures of one person, affirmations in them, as the statements give them of everybody."""
    parts = None if score.parts is None else affirm(norm, score.parts, score.claims)
    second = affirm_second(norm, score.second, score.claims)
    known = [group.code for group in norm.priority]
    numbers: dict[str, int | None] = {
        code: None if parts is None else parts[code] for code in norm.part_codes
    }
    numbers["second"] = None if second is None else int(second * MILLIONTHS)
    numbers["gpa"] = None if score.gpa is None else int(score.gpa * MILLIONTHS)
    numbers["born_on"] = None if score.born_on is None else (score.born_on - FIRST_DAY).days
    numbers["knocked_out"] = int(score.knocked_out)
    numbers["priority"] = len(known) - 1 - known.index(score.priority) if score.priority else 0
    return {code: _column(number) for code, number in numbers.items()}


def _column(number: int | None) -> Column:
    return Column(np.array([number or 0], np.int32), np.array([number is None]))

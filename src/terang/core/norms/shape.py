"""What a norm holds: the numbers of one selection of one year, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from terang.core.sentences import Sentence

Scoring = Literal["right_wrong", "weighted"]
Relation = Literal["same", "other", "any"]
Side = Literal["target", "source"]
Unanswered = Literal["stands", "upheld", "escalates"]


class NormError(ValueError):
    """A norm that cannot be read, or that does not hold what was asked of it."""


@dataclass(frozen=True, slots=True)
class Cited:
    """One value of a norm with where it comes from; a page marks it when it is not confirmed."""

    path: str
    value: object
    article: str
    source: str
    confirmed: bool
    own_choice: bool = False

    @property
    def reference(self) -> str:
        """The article as a sentence names it; marked where it is not confirmed."""
        return self.article if self.confirmed else f"{self.article} [belum dikonfirmasi]"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the first exam, and how its questions are scored. A blank question gives 0."""

    code: str
    label: str
    questions: int
    maximum: int
    scoring: Scoring
    points_right: int
    """Points of the right option (right_wrong), or of the best option (weighted)."""
    points_least: int
    """Points of the weakest option: 0 where only one option is right."""


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of all parts of the first exam: its name as a column, its label, its maximum."""

    code: str
    label: str
    maximum: int
    questions: int


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that a threshold or a chain counts together: `mansos`, managerial and sociocultural."""

    code: str
    label: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Threshold:
    """Points that must be reached: in parts or groups of parts, in the total, or in both; in none at all where empty."""

    parts: Mapping[str, int]
    total: int | None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of formasi. Without a threshold nobody of this kind can be judged."""

    code: str
    label: str
    threshold: Threshold | None
    confirmed: bool
    article: str
    source: str
    fallback: int | None = None
    """The total that lets people below the threshold fill the places which those who reach it leave empty (2018)."""


@dataclass(frozen=True, slots=True)
class Shortlisting:
    """How many go on to the second tests, and by which chain."""

    times: int
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PriorityGroup:
    """People who are placed before all of the next group, whatever their scores."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Affirmation:
    """Points added to an exam for a proven claim: a percentage of the maximum, never beyond the maximum."""

    code: str
    label: str
    target: str
    """The part of the first exam, or the second exam as a whole."""
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Transfer:
    """One step in filling slots that nobody won: which vacancies take people from which others.

    Always within one agency, for the same position and education, and only where the person has agreed.
    """

    code: str
    label: str
    target_kinds: tuple[str, ...]
    source_kinds: tuple[str, ...]
    kinds: Relation
    """Whether kind of formasi of source and target must be the same, must differ, or does not matter."""
    location: Relation
    threshold_of: Side
    """Whose threshold the person must reach."""
    outcome: str
    """The code of the final list that says so."""


@dataclass(frozen=True, slots=True)
class Accreditation:
    """The levels of accreditation, best first, with other names for each, and the day on which they count."""

    levels: tuple[str, ...]
    names: Mapping[str, str]
    on: str


@dataclass(frozen=True, slots=True)
class Integration:
    """The weights of the first and the second exam in the final score, and its decimals."""

    first: Decimal
    second: Decimal
    decimals: int
    label: str
    code: str
    """Code and label of the second exam as a whole: `skb`, SKB."""


@dataclass(frozen=True, slots=True)
class SecondTestBounds:
    """What a kind of agency may make of its second tests; percentages of the second exam.

    `None` means that the norm sets no bound.
    """

    agency_kind: str
    allowed: tuple[str, ...]
    cat_at_least: Decimal | None
    extra_kinds_at_most: int | None
    extra_at_most: Decimal | None
    interview_at_most: Decimal | None
    article: str


@dataclass(frozen=True, slots=True)
class StageWindow:
    """How long a stage of the calendar lasts at least, and by when an objection is answered; in days."""

    stage: str
    days_at_least: int | None
    objection_days: int | None
    answer_days: int | None
    article: str
    unanswered: Unanswered | None = None
    """What becomes of an objection that nobody has answered in time: the outcome stands, it is upheld, or it goes up."""


@dataclass(frozen=True, slots=True)
class Code:
    """A result code of this norm and what it means there; codes are never shared between norms."""

    code: str
    meaning: str
    passes: bool
    confirmed: bool


@dataclass(frozen=True, slots=True)
class StageCodes:
    """The codes of one published list, and which of them says what."""

    codes: Mapping[str, Code]
    chosen: str
    outside: str
    below: str
    absent: str
    knocked_out: str


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Who may apply by the norm alone; a vacancy may ask for more."""

    age_min: int
    age_max: int
    age_max_special: int | None
    special_positions: tuple[str, ...]
    age_on: str
    """The day on which the age counts: `registration_completed` or `registration_opens`."""
    accreditation: Accreditation | None


@dataclass(frozen=True)
class Norm:
    """All numbers of one selection of one year; a round pins its id and the hash of its file."""

    id: str
    title: str
    selection: str
    in_force_on: date
    checked_on: date
    content_hash: str
    own_choice: bool
    """True where an agency made this norm for itself and no law fixes it."""
    parts: tuple[Part, ...]
    total: Total
    minutes: int
    accommodation_minutes: int | None
    """The whole time of a candidate with a visual disability, where the norm knows one."""
    groups: Mapping[str, Group]
    kinds: Mapping[str, Kind]
    shortlisting: Shortlisting | None
    """None where one exam decides and nobody is shortlisted."""
    integration: Integration | None
    """None where one exam decides: its total is the final score."""
    final_chain: tuple[str, ...]
    priority: tuple[PriorityGroup, ...]
    """Groups that are placed one after the other, first of all; the last one holds everybody else."""
    affirmations: Mapping[str, Affirmation]
    transfers: tuple[Transfer, ...]
    test_kinds: Mapping[str, str]
    """Code and label of every kind of second test that this norm knows."""
    second_tests: Mapping[str, SecondTestBounds]
    windows: Mapping[str, StageWindow]
    codes: Mapping[str, StageCodes]
    published: tuple[str, ...]
    eligibility: Eligibility
    plain: Mapping[str, object]
    """What needs no article, by its path: labels, codes, which code says what."""
    _cited: tuple[Cited, ...] = field(repr=False)

    def cited(self) -> tuple[Cited, ...]:
        """Every value of this norm with its article and source, in the order of the file."""
        return self._cited

    def unconfirmed(self, prefix: str = "") -> tuple[Cited, ...]:
        """The values that were not confirmed in a source, below `prefix` ('kinds.DOKTER')."""
        return tuple(one for one in self._cited if not one.confirmed and one.path.startswith(prefix))

    def cite(self, path: str) -> Cited:
        """One value with its article: `cite("kinds.UMUM.threshold")`."""
        try:
            return self._by_path[path]
        except KeyError:
            raise NormError(
                Sentence("The norm %(norm)s has no value %(path)s.", norm=self.id, path=path)
            ) from None

    def part(self, code: str) -> Part:
        """One part of the first exam by its code."""
        for part in self.parts:
            if part.code == code:
                return part
        raise NormError(Sentence("The norm %(norm)s has no part %(part)s.", norm=self.id, part=code))

    def kind(self, code: str) -> Kind:
        """One kind of formasi by its code."""
        try:
            return self.kinds[code]
        except KeyError:
            raise NormError(
                Sentence(
                    "The norm %(norm)s has no kind of formasi %(kind)s; it knows %(known)s.",
                    norm=self.id,
                    kind=code,
                    known=", ".join(self.kinds),
                )
            ) from None

    def bounds(self, agency_kind: str) -> SecondTestBounds:
        """The bounds of the second tests for a kind of agency; `any` stands for all others."""
        found = self.second_tests.get(agency_kind) or self.second_tests.get("any")
        if found is None:
            raise NormError(
                Sentence(
                    "The norm %(norm)s says nothing about the second tests of an agency of kind %(kind)s.",
                    norm=self.id,
                    kind=agency_kind,
                )
            )
        return found

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What people call the parts, groups of parts and exams: `{"twk": "TWK", "skd": "SKD", …}`."""
        exams = [self.total] if self.integration is None else [self.total, self.integration]
        return {one.code: one.label for one in (*self.parts, *self.groups.values(), *exams)}

    @property
    def shortlist_rule(self) -> Shortlisting:
        """How people are shortlisted. Refused: NormError where nobody is."""
        if self.shortlisting is None:
            raise NormError(Sentence("The norm %(norm)s has no shortlist: one exam decides.", norm=self.id))
        return self.shortlisting

    @property
    def weights(self) -> Integration:
        """How two exams become one score. Refused: NormError where one exam decides."""
        if self.integration is None:
            raise NormError(Sentence("The norm %(norm)s has one exam and merges nothing.", norm=self.id))
        return self.integration

    @property
    def stages(self) -> tuple[str, ...]:
        """The lists that this norm publishes: `shortlist` where there are second tests, and `final`."""
        return ("final",) if self.shortlisting is None else ("shortlist", "final")

    @cached_property
    def part_codes(self) -> tuple[str, ...]:
        return tuple(part.code for part in self.parts)

    @cached_property
    def _by_path(self) -> dict[str, Cited]:
        return {one.path: one for one in self._cited}

"""Why somebody stands where they stand, in plain words: the rule, the figures, the step that placed them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from terang.core.norms import Code, Norm
from terang.stages.ranking.states import Stage
from terang.stages.ranking.what_if import WhatIf

DECIMAL_POINT = re.compile(r"(?<=[0-9])\.(?=[0-9])")


@dataclass(frozen=True)
class Figure:
    """One figure with its name; `note` says how it came about. Decimals are exact text with a dot."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Rule:
    """A value of the norm on which the place rests."""

    text: str
    article: str
    confirmed: bool


@dataclass(frozen=True)
class Explanation:
    """The whole card of one place."""

    headline: str
    passes: bool
    figures: tuple[Figure, ...]
    sentences: tuple[str, ...]
    rules: tuple[Rule, ...]
    neighbours: tuple[Figure, ...]


@dataclass(frozen=True)
class Place:
    """What is explained: a line of an edition."""

    stage: str
    place: int | None
    sharing: int
    outcome: str
    decided_by: str
    figures: Mapping[str, Any]


def explain(norm: Norm, one: Place) -> Explanation:
    """The card of one place under its norm."""
    code = norm.codes[one.stage].codes.get(one.outcome)
    return Explanation(
        headline=_headline(one, f"{one.outcome}: {code.meaning}" if code else ""),
        passes=bool(code and code.passes),
        figures=tuple(_figures(norm, one)),
        sentences=tuple(_sentences(norm, one)),
        rules=tuple(_rules(norm, one)),
        neighbours=tuple(_neighbours(norm, one)),
    )


def read(figure: str) -> str:
    """An exact figure with the reader's decimal sign; nothing is rounded."""
    return DECIMAL_POINT.sub(get_format("DECIMAL_SEPARATOR"), figure)


def read_all(figures: Mapping[str, Any]) -> dict[str, Any]:
    """The same for every text among the figures of one line."""
    return {key: read(value) if isinstance(value, str) else value for key, value in figures.items()}


def named(norm: Norm, key: str) -> str:
    """A key of the chain in words; parts and totals are called as the norm calls them."""
    words = {
        "final": _("final score"), "gpa": _("GPA"), "born_on": _("age"), "shared": _("shared place"),
        "priority": _("priority group"), "threshold": _("threshold"), **norm.labels,
    }  # fmt: skip
    return words.get(key, key)


def _headline(one: Place, outcome: str) -> str:
    outcome = outcome or _("not decided yet: the norm can't separate those on this place")
    if one.place is None:
        return outcome
    return _("Place %(place)d. %(outcome)s") % {"place": one.place, "outcome": outcome}


def _figures(norm: Norm, one: Place) -> Iterator[Figure]:
    told = one.figures
    yield from _first_exam(norm, told)
    for test in told.get("tests", ()):
        yield Figure(test["title"], read(test["points"] or "") or _("absent"), _weighted(test))
    if told.get("second") is not None and norm.integration:
        yield Figure(
            norm.integration.label,
            read(told["second"]),
            _("the weighted points of the second tests together"),
        )
    for step in told.get("steps", ()):
        label = (
            _("Final score") if step["key"] == "final" else _("%(exam)s on 100") % {"exam": norm.total.label}
        )
        how = _("%(from)s, rounded to %(decimals)s decimals, half up") % read_all(step)
        yield Figure(label, read(step["to"]), how)


def _first_exam(norm: Norm, told: Mapping[str, Any]) -> Iterator[Figure]:
    least = {line["code"]: line for line in told.get("threshold", {}).get("lines", ())}
    if told.get("group"):
        how = _("groups are placed one after the other, before any score")
        yield Figure(_("Priority group"), told["group"], how)
    for part in norm.parts:
        if part.code in told["parts"]:
            yield Figure(part.label, read(told["parts"][part.code]), _minimum(least.get(part.code)))
    for claim in told.get("claims", ()):
        how = _("added to %(target)s for your confirmed claim, never beyond its maximum (%(article)s)")
        said = {"target": named(norm, claim["target"]), "article": claim["article"]}
        yield Figure(claim["label"], f"+{read(claim['points'])}", how % said)
    for group in norm.groups.values():
        if group.code in least:
            yield Figure(group.label, least[group.code]["points"], _minimum(least[group.code]))
    if told.get("total") is not None:
        yield Figure(norm.total.label, read(told["total"]), _minimum(least.get(norm.total.code)))


def _minimum(line: Mapping[str, Any] | None) -> str:
    if line is None:
        return ""
    said = _("at least %(minimum)s: reached") if line["met"] else _("at least %(minimum)s: not reached")
    return said % read_all(line)


def _weighted(test: Mapping[str, Any]) -> str:
    words = _("weight %(weight)s%%") % read_all(test)
    if "product" in test:
        words = _("weight %(weight)s%%: counts for %(product)s") % read_all(test)
    if "knockout_minimum" in test:
        words += "; " + _("who is below %(knockout_minimum)s is out") % read_all(test)
    return words


def _sentences(norm: Norm, one: Place) -> Iterator[str]:
    told = one.figures
    if one.place is None:
        yield from _without_place(norm, one)
        return
    if one.stage == Stage.SHORTLIST:
        yield ngettext(
            "There is %(slots)d slot, and %(times)d times as many go on: %(quota)d people.",
            "There are %(slots)d slots, and %(times)d times as many go on: %(quota)d people.",
            told["slots"],
        ) % {"slots": told["slots"], "times": told["times"], "quota": told["quota"]}
    else:
        yield ngettext("There is %(slots)d slot.", "There are %(slots)d slots.", told["slots"]) % {
            "slots": told["slots"]
        }
    yield from _shared(one)
    yield from _separated(norm, told)
    yield from _cutoff(norm, one)
    yield from _elsewhere(norm, one)
    if told.get("decided_by_person"):
        yield _("The norm can't separate those on this place. The committee decided: %(reason)s") % {
            "reason": told["decided_by_person"]
        }


def _without_place(norm: Norm, one: Place) -> Iterator[str]:
    told, codes = one.figures, norm.codes[one.stage]
    if one.outcome == codes.absent:
        yield _("An exam or a test has no result of yours: you were absent. Without it there is no place.")
    missed = [line for line in told.get("threshold", {}).get("lines", ()) if not line["met"]]
    for line in missed if one.outcome == codes.below else ():
        yield _("%(part)s: %(points)s points, at least %(minimum)s are needed. Without them there is no place.") % {
            "part": named(norm, line["code"]), "points": line["points"], "minimum": line["minimum"]
        }  # fmt: skip
    by_id = {str(test["id"]): test for test in told.get("tests", ())}
    for key in told.get("knocked_out_by", ()):
        if key in by_id and by_id[key]["points"] is not None:
            yield (
                _(
                    "%(title)s: %(points)s points, at least %(knockout_minimum)s are needed. This test knocks out."
                )
                % read_all(by_id[key])
            )


def _shared(one: Place) -> Iterator[str]:
    others = one.sharing - 1
    if others > 0:
        yield ngettext(
            "%(count)d other person has the same figures in every respect and shares this place.",
            "%(count)d other people have the same figures in every respect and share this place.",
            others,
        ) % {"count": others}


def _separated(norm: Norm, told: Mapping[str, Any]) -> Iterator[str]:
    above = told.get("above")
    if not above:
        yield _("Nobody stands above this place.")
    elif above["key"] == "priority":
        yield _(
            "The person above belongs to a priority group that is placed before yours, whatever the scores."
        )
    elif above["key"] in ("gpa", "born_on"):
        yield _("All scores of the person above are the same; what decided is the next rule: %(key)s.") % {
            "key": named(norm, above["key"])
        }
    elif above["key"] and "theirs" not in above:
        yield _(
            "What put the next person above is %(key)s. So few people are on this list that their points stay private."
        ) % {"key": named(norm, above["key"])}
    elif above["key"]:
        yield _("What put the next person above is %(key)s: %(theirs)s against %(mine)s.") % {
            **read_all(above), "key": named(norm, above["key"])
        }  # fmt: skip


def _cutoff(norm: Norm, one: Place) -> Iterator[str]:
    cutoff = one.figures.get("cutoff")
    if not cutoff:
        return
    said = {
        **read_all(cutoff),
        "key": named(norm, cutoff["key"]),
        "points": read(cutoff["distance"].lstrip("-")),
    }
    if cutoff["distance"].startswith("-"):
        yield (
            _(
                "The last on the list of those who are in has %(value)s (%(key)s): %(points)s points were missing."
            )
            % said
        )
    elif cutoff["distance"].strip("0.") == "":
        yield _("The last on the list of those who are in has the same %(key)s: %(value)s.") % said
    else:
        yield (
            _("The last on the list of those who are in has %(value)s (%(key)s): %(points)s points less.")
            % said
        )


def _elsewhere(norm: Norm, one: Place) -> Iterator[str]:
    """What became of the other vacancies that this person named, or that nobody moved them because they named none."""
    told, codes = one.figures, norm.codes[one.stage]
    for code, reason in told.get("passed_over", {}).items():
        yield _("For an empty slot of %(code)s you stood equal with others. The committee decided: %(reason)s") % {
            "code": code, "reason": reason
        }  # fmt: skip
    moved = told.get("moved")
    if moved:
        step = next(step for step in norm.transfers if step.code == moved["step"])
        said = {"code": moved["target"], "step": step.label}
        if one.outcome:
            yield (
                _(
                    "You are chosen for %(code)s: a slot there stayed empty, and you had agreed to it (%(step)s)."
                )
                % said
            )
        else:
            yield (
                _("You agreed to %(code)s, and others with the same figures ask for the same empty slot.")
                % said
            )
        if moved.get("decided_by_person"):
            yield _("You stood equal with others there. The committee decided: %(reason)s") % {
                "reason": moved["decided_by_person"]
            }
    elif one.outcome == codes.outside and "alternatives" in told:
        named_codes = ", ".join(told["alternatives"])
        yield (
            _("No slot was empty for you in the vacancies that you had named: %(codes)s.")
            % {"codes": named_codes}
            if named_codes
            else _("You had named no other vacancy, so nobody moved you.")
        )


def _rules(norm: Norm, one: Place) -> Iterator[Rule]:
    keys = norm.shortlist_rule.chain if one.stage == Stage.SHORTLIST else norm.final_chain
    order = ", ".join(named(norm, key) for key in keys)
    path = "shortlist.chain" if one.stage == Stage.SHORTLIST else "final.chain"
    yield Rule(
        _("Order of comparison: %(order)s") % {"order": order},
        norm.cite(path).article,
        norm.cite(path).confirmed,
    )
    threshold = one.figures.get("threshold")
    if threshold:
        words = _("Threshold of %(kind)s") if threshold["lines"] else _("No threshold for %(kind)s")
        label = norm.kind(threshold["kind"]).label
        yield Rule(words % {"kind": label}, threshold["article"], threshold["confirmed"])
    moved = one.figures.get("moved")
    if moved:
        step = next(step for step in norm.transfers if step.code == moved["step"])
        cited = norm.cite(f"transfers.{step.code}.outcome")
        yield Rule(_("Empty slots: %(step)s") % {"step": step.label}, cited.article, cited.confirmed)
    if one.stage == Stage.FINAL and norm.integration:
        first, second = norm.integration.first * 100, norm.integration.second * 100
        cited = norm.cite("integration.first")
        yield Rule(
            _("%(first)s counts %(first_share)s%%, %(second)s %(second_share)s%%")
            % {
                "first": norm.total.label, "first_share": f"{first.normalize():f}",
                "second": norm.integration.label, "second_share": f"{second.normalize():f}",
            },
            cited.article, cited.confirmed,
        )  # fmt: skip


def _neighbours(norm: Norm, one: Place) -> Iterator[Figure]:
    for name, label in (("above", _("Above")), ("below", _("Below"))):
        other = one.figures.get(name)
        if other:
            key = _("separated by %(key)s") % {"key": named(norm, other["key"])} if other["key"] else ""
            yield Figure(label, other["pid"], _("place %(place)d") % other + (f"; {key}" if key else ""))


def changed(one: WhatIf, place: int | None, outcome: str, codes: Mapping[str, Code]) -> str:
    """One answer to "what if" in a sentence."""
    more = _("one more right answer (%(points)d points)") if one.is_answer else _("%(points)d more point")
    said = {"label": one.label, "more": more % {"points": one.more}, "place": one.place, "outcome": ""}
    if (one.place, one.outcome) == (place, outcome):
        return _("%(label)s, %(more)s: nothing would have changed.") % said
    said["outcome"] = (
        codes[one.outcome].meaning if one.outcome in codes else _("a person would have had to decide")
    )
    if one.outcome == outcome:
        return _("%(label)s, %(more)s: place %(place)s, the same outcome.") % said
    return _("%(label)s, %(more)s: place %(place)s, and another outcome: %(outcome)s.") % said

r"""Questions as GIFT, Moodle's text format: multiple choice only, each refused question with its line.

The category tells part and topic: `$CATEGORY: twk/pancasila`. `=` is the best option; `~%80%` gives 80 % of the
points of the best, so that a question of TKP reads `{=best ~%80%good ~%60%fair ~%40%weak ~%20%worst}`.
Source: docs.moodle.org, GIFT format: escapes `\~ \= \# \{ \} \: \n`, `::title::`, `[format]`, `#feedback`, `//`.
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from django.utils.translation import gettext as _

from terang.core.norms import Norm
from terang.stages.exams.reading.drafts import Draft, Problem, Reading, clean
from terang.stages.exams.rulebook import named

ESCAPES = {"n": "\n", "~": "~", "=": "=", "#": "#", "{": "{", "}": "}", ":": ":", "\\": "\\"}
PRIVATE = 0xE000  # where an escaped character hides while the syntax is read
CATEGORY = re.compile(r"^\$CATEGORY:\s*(.*)$", re.IGNORECASE)
TITLE = re.compile(r"^::(.*?)::", re.DOTALL)
FORMAT = re.compile(r"^\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
WEIGHT = re.compile(r"^%(-?\d{1,3}(?:\.\d{1,5})?)%")
HIDDEN = r"[\ue000-\ue07f]"
GAP = "_____"


class _Refused(ValueError):
    """Why one question can't be read."""


def read(text: str, norm: Norm) -> Reading:
    """Every multiple-choice question as a draft, not yet checked against the rules of its part."""
    reading = Reading()
    part = topic = ""
    for line, block in _blocks(text):
        category = CATEGORY.match(block)
        if category:
            words = [
                word.strip()
                for word in _unhide(_hide(category[1])).split("/")
                if word.strip() not in ("", "$course$", "top")
            ]
            part, topic = (words[0] if words else ""), (words[1] if len(words) > 1 else "")
            continue
        try:
            reading.drafts.append(_question(block, line, part, topic, norm))
        except _Refused as refused:
            reading.problems.append(Problem(line, str(refused)))
    return reading


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """The parts between empty lines, without comments, with the line on which each begins."""
    gathered: list[str] = []
    start = 1
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.lstrip().startswith("//"):
            continue
        if line.strip():
            if gathered and CATEGORY.match(line.strip()):
                yield start, "\n".join(gathered)
                gathered = []
            if not gathered:
                start = number
            gathered.append(line.strip())
            if CATEGORY.match(line.strip()):
                yield start, line.strip()
                gathered = []
        elif gathered and not _is_open("\n".join(gathered)):
            yield start, "\n".join(gathered)
            gathered = []
    if gathered:
        yield start, "\n".join(gathered)


def _is_open(block: str) -> bool:
    """Whether a brace is still open: an empty line inside the options ends no question."""
    hidden = _hide(block)
    return hidden.count("{") > hidden.count("}")


def _hide(text: str) -> str:
    """Put escaped characters where the syntax does not see them."""
    return re.sub(r"\\([n~=#{}:\\])", lambda found: chr(PRIVATE + ord(found[1])), text)


def _unhide(text: str) -> str:
    """Bring them back as what they mean."""
    return re.sub(HIDDEN, lambda found: ESCAPES.get(chr(ord(found[0]) - PRIVATE), found[0]), text)


def _question(block: str, line: int, part: str, topic: str, norm: Norm) -> Draft:
    if re.search(HIDDEN, block):
        raise _Refused(_("There are characters that can't be shown."))
    hidden = TITLE.sub("", _hide(block), count=1).strip()
    hidden = FORMAT.sub("", hidden, count=1).strip()
    opening, closing = hidden.find("{"), hidden.rfind("}")
    if opening < 0 or closing < opening or hidden.count("{") != 1 or hidden.count("}") != 1:
        raise _Refused(
            _("One pair of braces { } with the options is needed; others are written \\{ and \\}.")
        )
    before, inside, after = (
        hidden[:opening].strip(),
        hidden[opening + 1 : closing].strip(),
        hidden[closing + 1 :].strip(),
    )
    stem = f"{before} {GAP} {after}" if after else before
    if not part:
        raise _Refused(_("Its part is not said: write $CATEGORY: part/topic above."))
    known = named(part, norm)
    most = known.points_right if known else 5
    return Draft(line, part, topic, clean(_unhide(stem)), tuple(_options(inside, most)))


def _options(inside: str, most: int) -> Iterator[tuple[str, int]]:
    if not inside or inside[0] not in "=~":
        raise _Refused(_("Only multiple choice can be taken: options begin with = or ~."))
    if "->" in inside:
        raise _Refused(_("Matching questions can't be taken."))
    for mark, body in re.findall(r"([=~])([^=~]*)", inside):
        text = body.split("#", 1)[0].strip()
        weight = WEIGHT.match(text)
        if text.startswith("%") and not weight:
            raise _Refused(_("The weight of an option can't be read."))
        share = Fraction(weight[1]) if weight else Fraction(100 if mark == "=" else 0)
        points = share * most / 100
        if points < 0 or points.denominator != 1:
            raise _Refused(
                _("The weight %(share)s %% gives no whole points of %(most)d.")
                % {"share": weight[1] if weight else "", "most": most}
            )
        words = text[weight.end() :] if weight else text
        yield clean(_unhide(FORMAT.sub("", words.strip(), count=1))), int(points)

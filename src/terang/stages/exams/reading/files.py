"""A file of questions: what it is, whether it can be read at all, and its questions checked one by one."""

from collections import Counter

from django.utils.translation import gettext as _

from terang.base.refusals import NotValid
from terang.core.norms import Norm
from terang.stages.exams.reading import gift, table
from terang.stages.exams.reading.drafts import Draft, Problem, Reading, checked

LARGEST = 2 * 2**20
MOST_ITEMS = 2000
MOST_PROBLEMS = 200


def text_of(content: bytes) -> str:
    """The text of an uploaded file. Refused: NotValid if it is empty, too large or not UTF-8 text."""
    if not content.strip():
        raise NotValid(_("The file is empty. Open it yourself once, then choose it again."))
    if len(content) > LARGEST:
        raise NotValid(_("The file is larger than %d MB. Split it.") % (LARGEST // 2**20))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise NotValid(
            _("The file is not UTF-8 text (line %d). Save it as “CSV UTF-8” or as plain text.") % line
        ) from None
    if "\0" in text:
        raise NotValid(_("This is not a text file. Send GIFT or CSV."))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read(text: str, norm: Norm, *, name: str) -> Reading:
    """Every question of the file, and every problem with its line. The name tells CSV from GIFT."""
    raw = table.read(text) if name.lower().endswith(".csv") else gift.read(text, norm)
    reading = Reading(problems=list(raw.problems))
    for draft in raw.drafts[:MOST_ITEMS]:
        done, wrong = checked(draft, norm)
        reading.problems += [Problem(draft.line, sentence) for sentence in wrong]
        reading.drafts += [] if wrong else [done]
    if len(raw.drafts) > MOST_ITEMS:
        reading.problems.append(
            Problem(
                raw.drafts[MOST_ITEMS].line, _("The file has more than %d questions. Split it.") % MOST_ITEMS
            )
        )
    reading.problems += _twice(reading.drafts)
    if not reading.drafts and not reading.problems:
        reading.problems.append(Problem(1, _("There is no question in this file.")))
    reading.problems.sort(key=lambda problem: problem.line)
    return reading


def _twice(drafts: list[Draft]) -> list[Problem]:
    counts = Counter(draft.digest for draft in drafts)
    seen: dict[str, int] = {}
    found = []
    for draft in drafts:
        if counts[draft.digest] > 1 and draft.digest in seen:
            found.append(Problem(draft.line, _("The same question stands on line %d.") % seen[draft.digest]))
        seen.setdefault(draft.digest, draft.line)
    return found

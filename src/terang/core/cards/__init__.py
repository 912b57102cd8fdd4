"""The card that explains one person's place: every figure, every step, the rule that decided, and what would have changed it.

A case goes in: the norm, what the person brought, where the ranking put them and whom it put next to them. The card
comes out as values and sentences; `telling` puts it into a language, and pages, papers and terminals show that.
"""

from terang.core.cards.case import Case, Line, Move, SecondResult
from terang.core.cards.lists import on_list, ranked
from terang.core.cards.making import make
from terang.core.cards.shape import Card
from terang.core.cards.telling import as_json, told

__all__ = ["Card", "Case", "Line", "Move", "SecondResult", "as_json", "make", "on_list", "ranked", "told"]

"""Rank whole tables: applicants and vacancies in, one row per applicant out, by the rules of a norm."""

from terang.engines.ranking.made import Made
from terang.engines.ranking.run import MOST_ROWS, Inputs, Ranking, opened
from terang.engines.ranking.wanted import Stage
from terang.engines.ranking.wrong import problems, unfit

__all__ = ["MOST_ROWS", "Inputs", "Made", "Ranking", "Stage", "opened", "problems", "unfit"]

"""Rank whole tables: applicants and vacancies in, one row per applicant out, by the rules of a norm."""

from terang.engines.ranking.intake import Applicant, Intake, Stage, Vacancy, take_in
from terang.engines.ranking.result import columns, notes, rank

__all__ = ["Applicant", "Intake", "Stage", "Vacancy", "columns", "notes", "rank", "take_in"]

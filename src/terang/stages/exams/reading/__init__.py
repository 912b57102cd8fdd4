"""Reading files of questions: every refused one with its line and reason, nothing half read."""

from terang.stages.exams.reading.drafts import Draft, Problem, Reading
from terang.stages.exams.reading.files import read, text_of

__all__ = ["Draft", "Problem", "Reading", "read", "text_of"]

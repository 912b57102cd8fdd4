"""Papers: PDF files that a screen reader reads in order (PDF/UA-1), made without a network and without a framework."""

from terang.base.papers.card import Frame, card_paper

__all__ = ["Frame", "card_paper"]

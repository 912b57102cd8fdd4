"""Terang to look at: a PostgreSQL of its own, invented people and rounds, and one process that runs it all."""

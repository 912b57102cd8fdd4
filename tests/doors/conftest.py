"""The played house, for every test that visits it."""

from tests.doors.house import house, played

__all__ = ["house", "played"]

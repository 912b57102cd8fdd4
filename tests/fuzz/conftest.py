"""The played house, for garbage."""

from tests.doors.house import house, played

__all__ = ["house", "played"]

"""Reads of panels, each for a viewer or within an agency."""

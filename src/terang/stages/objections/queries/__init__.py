"""Reads of objections, and of what can be objected to."""

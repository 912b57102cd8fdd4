"""Invented people and things for the tests."""

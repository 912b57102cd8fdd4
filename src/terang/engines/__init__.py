"""Bulk work over files: the rules of `core` applied to whole tables, with every bad row told at once."""

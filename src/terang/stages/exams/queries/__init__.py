"""Shared reads: each is given an agency, a round or a viewer."""

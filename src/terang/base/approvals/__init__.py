"""Decisions of two: first the exact bytes are fixed and shown, then a different person approves those bytes.

Any change of what they describe voids them. The database refuses an approval by the person who proposed.
"""

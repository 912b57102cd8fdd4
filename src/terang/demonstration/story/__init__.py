"""A round as it would go: every step by its role, through the commands that the pages use.

Time is told, not waited for: each step has its instant in the round's calendar.
"""

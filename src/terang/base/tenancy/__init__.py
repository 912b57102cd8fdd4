"""Several agencies under one roof: each with its people, its rounds and its look.

None sees another's people: the database enforces it with row-level security.
"""

"""Long work: an act that takes longer than a page may is done by the worker, seen with counts, and can be cancelled.

The act stays one command in one transaction with its one journal entry. Kept here is only who asked for it and how far
it is, never a personal value. What is cancelled, refused or broken off leaves nothing else behind. See docs/decisions.
"""

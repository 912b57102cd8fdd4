"""The only way to write: one act, one transaction, one entry, and for the public one pending leaf.

Entries only grow. Each names who, when and on what; personal values are committed, never written.
"""

"""Decides objections to any announced outcome: screening, exam, second tests, result.

In come the outcomes as they were announced, and what an applicant holds against theirs, once per stage and in time.
Out goes a decision by another hand, with its reason; what follows in the room concerned, `flow.py` starts there.
"""

"""Ranking decides who goes on to the second tests (the shortlist) and who is chosen (the final ranking).

In come the published scores of exams and panels, the pinned norm, and objections upheld against a result.
Out go published editions: places with every figure, the key that decided, and the digest of what they were made from.
"""

"""Decides what a candidate's answers are worth: questions, forms, sessions, seats, and the scores of tests by computer.

In come published tests, norms and the applications that were admitted; out go scores with their parts. The exam room
gets papers without keys and gives back answers; the key stays here.
"""

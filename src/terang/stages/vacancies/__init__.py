"""Vacancies decides what is announced: for whom, with which requirements, tests, weights and days, under which norm.

In come approved formasi. Out go published vacancies and the calendar of the round.
What is published changes only by an amendment that shows its difference and gives its reason.
"""

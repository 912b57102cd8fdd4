"""Decides how well a person did where people judge: practical tests, interviews, portfolios, presentations.

In come the tests of the vacancies and the candidates who go on; assessors drawn by lot judge each of them alone.
Out goes, per candidate and test, one score from 0 to 100 that nobody could see or change before all had locked.
"""

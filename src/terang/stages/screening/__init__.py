"""Screening: whether each applicant meets each requirement, and why not.

In come the submitted applications with their documents, once registration has closed, and upheld objections.
Out go announced outcomes in numbered editions: never overwritten, each "no" with its clause and a sentence.
"""

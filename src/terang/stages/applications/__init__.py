"""Applications: who applies for which vacancy, with what, and until when this may change.

In come published vacancies with their requirements and calendar, and people with their profiles and documents.
Out go numbered submissions under pseudonyms: to screening as facts, to everybody as leaves without a name.
"""

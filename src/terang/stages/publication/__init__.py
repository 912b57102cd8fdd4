"""Publication decides nothing: it shows everybody what the other rooms have made public.

In come the facts of all rooms, read as the agency shows them; nobody is named, people appear under their numbers.
Out go pages, tables (CSV, JSON) and feeds, and each applicant's own page about their own way.
"""

"""The exam room: keeps every answer as it is given, by the server's clock, and nothing else.

In comes a sealed paper with its sittings (a token, a pseudonym, an opening and a closing instant); out go the
answers as events. It knows no candidate, no key and no score, and no table of the stages.
"""

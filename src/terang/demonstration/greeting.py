"""What the demonstration says once it is up."""

from importlib import import_module
from importlib.util import find_spec

FALLBACK = """
Accounts: {address}/demo/ signs you in as any role with one click.

Five things to try:
  1. See on the front page how far each of the five agencies is.
  2. Apply for a vacancy as an applicant, and look where your application stands.
  3. Decide on documents as a verifier, with the clause for every "no".
  4. Propose a decision as a committee officer, and approve it as somebody else.
  5. Read a published ranking as a citizen, and ask why a place is what it is.
"""


def greeting(address: str) -> str:
    """The address, one account per role, and five things to try."""
    told: str = FALLBACK
    if find_spec("terang.demonstration.load"):
        told = import_module("terang.demonstration.load").greeting()
    return told.replace("{address}", address).strip("\n")

"""What the demonstration says once it is up. Whoever loads it leaves the words beside the data."""

from pathlib import Path

FILE = "greeting.txt"
WORDLESS = """
Look around as anybody, without a password: {address}/demo/
"""


def keep(folder: Path, words: str) -> None:
    """Leave the words for the starts to come."""
    (folder / FILE).write_text(words)


def greeting(folder: Path, address: str) -> str:
    """The address, one account per role, and five things to try."""
    kept = folder / FILE
    words = kept.read_text() if kept.exists() else WORDLESS
    return words.replace("{address}", address).strip("\n")

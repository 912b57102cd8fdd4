"""Entry codes: eight characters that a proctor reads out, made from the sitting and kept nowhere."""

import hmac

from terang.base import sealing
from terang.core.ledger.commitments import crockford32

LENGTH = 8
CONFUSED = str.maketrans({"o": "0", "i": "1", "l": "1", " ": None, "-": None})


def code_of(token: str) -> str:
    """The code of a sitting, shown as two groups of four: 'k3mq-0vte'."""
    code = crockford32(hmac.digest(sealing.house_key("entry-code"), token.encode(), "sha256")[:5])
    return f"{code[:4]}-{code[4:]}"


def mark_of(code: str) -> bytes:
    """The mark by which a sitting is found; how the code was typed does not matter."""
    return sealing.blind_index("entry-code", code.strip().lower().translate(CONFUSED))

"""Commitments, pseudonyms and the keys they come from: how the log speaks of people without naming them.

Source: terang-log/1 section 7.
"""

import hashlib
import hmac
from dataclasses import dataclass

from terang.core.ledger import canonical

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
SALT_BYTES = 32


def commit(label: str, salt: bytes, value: object) -> bytes:
    """Bind to a value without showing it; whoever holds salt and value can open it later.

    label: what the value is ("dossier", "score"). salt: exactly 32 bytes. Result: 32 bytes.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError("a salt has exactly 32 bytes")
    prefix = b"terang/v1/commit\n" + label.encode() + b"\n"
    return hashlib.sha256(prefix + salt + canonical.encode(value)).digest()


def crockford32(data: bytes) -> str:
    """Write bytes in Crockford's alphabet, lower case, most significant bits first.

    >>> crockford32(bytes(5))
    '00000000'
    """
    bits = len(data) * 8
    number = int.from_bytes(data, "big") << (-bits % 5)
    length = (bits + 4) // 5
    return "".join(CROCKFORD[(number >> (5 * place)) & 31] for place in reversed(range(length)))


@dataclass(frozen=True)
class SubjectKey:
    """One person's secret of 32 bytes. Deleting it makes pids, salts and sealed data meaningless."""

    secret: bytes

    @property
    def opening(self) -> bytes:
        """The key that opens the person's own records; the person may hold it ("kunci bukti")."""
        return _derive(self.secret, "open")

    @property
    def encrypting(self) -> bytes:
        """The key under which the person's data are sealed at rest."""
        return _derive(self.secret, "enc")

    def salt(self, label: str, uid: str) -> bytes:
        """The salt of one committed value: by label and record."""
        return _mac(self.opening, f"terang/v1/salt\n{label}\n{uid}")

    def pid(self, round_code: str, formation: str) -> str:
        """The pseudonym of a person in one formation of one round: 16 characters."""
        return crockford32(_mac(self.opening, f"terang/v1/pid\n{round_code}\n{formation}")[:10])


def utag(round_key: bytes, nik: str) -> str:
    """The mark by which everybody sees that no NIK registered twice in a round."""
    return _mac(round_key, f"terang/v1/utag\n{nik}").hex()


def _derive(secret: bytes, purpose: str) -> bytes:
    return _mac(secret, f"terang/v1/sub\n{purpose}")


def _mac(key: bytes, message: str) -> bytes:
    return hmac.digest(key, message.encode(), "sha256")

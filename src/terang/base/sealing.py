"""Sealing: personal values at rest, under a key, bound to the place where they belong."""

import hashlib
import hmac

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from terang.base.entropy import random_bytes

NONCE_BYTES = 12


def seal(key: bytes, value: bytes, *, place: str) -> bytes:
    """Encrypt for one place ("identity.nik:17"): moved elsewhere it no longer opens."""
    nonce = random_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, value, place.encode())


def unseal(key: bytes, sealed: bytes, *, place: str) -> bytes:
    """Open what seal closed. InvalidTag if it was changed, moved or sealed under another key."""
    return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())


def house_key(purpose: str) -> bytes:
    """A key of this installation for one purpose, derived from TERANG_SEALING_KEY."""
    root: str = settings.TERANG.sealing_key.get_secret_value()
    return hmac.digest(root.encode(), f"terang/house/{purpose}".encode(), "sha256")


def blind_index(purpose: str, value: str) -> bytes:
    """A keyed mark by which equal values are found without being readable: 32 bytes."""
    return hmac.digest(house_key(f"index/{purpose}"), value.encode(), hashlib.sha256)

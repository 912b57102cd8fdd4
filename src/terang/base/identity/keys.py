"""Keys that stand for people: the subject key of each, and software signing keys for demonstrations."""

from collections.abc import Collection
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from terang.base import sealing
from terang.base.entropy import random_bytes
from terang.base.identity.models import Person, SigningKey, SubjectKeyRow
from terang.base.tenancy import scope
from terang.core.ledger.commitments import SubjectKey
from terang.core.ledger.leaves import key_id

SECRET_BYTES = 32


def subject_key(person_id: int) -> SubjectKey:
    """The person's key, made at first use."""
    return subject_keys({person_id})[person_id]


def subject_keys(person_ids: Collection[int]) -> dict[int, SubjectKey]:
    """The keys of these people, each made at first use."""
    if not person_ids:
        return {}
    house = sealing.house_key("subject")
    with scope.as_system():
        rows = SubjectKeyRow.objects.in_bulk(person_ids)
        if missing := sorted(set(person_ids) - rows.keys()):
            fresh = [SubjectKeyRow(person_id=one, sealed=_new_secret(house, one)) for one in missing]
            SubjectKeyRow.objects.bulk_create(fresh, ignore_conflicts=True)
            rows |= SubjectKeyRow.objects.in_bulk(missing)
    return {
        one: SubjectKey(sealing.unseal(house, bytes(row.sealed), place=f"subject:{one}"))
        for one, row in rows.items()
    }


def _new_secret(house: bytes, person_id: int) -> bytes:
    return sealing.seal(house, random_bytes(SECRET_BYTES), place=f"subject:{person_id}")


def software_key(person: Person, *, at: datetime) -> SigningKey:
    """A signing key kept in software, so that a demonstration can approve without a passkey."""
    if settings.TERANG.is_production:
        raise RuntimeError("software keys are refused in production")
    found = SigningKey.objects.filter(person=person, kind=SigningKey.Kind.SOFTWARE).first()
    if found:
        return found
    secret = random_bytes(SECRET_BYTES)
    public = Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
    identifier = key_id(f"official-{person.pk}", public)
    return SigningKey.objects.create(
        person=person,
        kind=SigningKey.Kind.SOFTWARE,
        key_id=identifier,
        public_key=public,
        sealed_private_key=sealing.seal(
            sealing.house_key("software-key"), secret, place=f"signing:{identifier}"
        ),
        created_at=at,
    )


def signed_in_software(person_id: int, message: bytes, *, at: datetime) -> tuple[SigningKey, bytes] | None:
    """The signature of a person of a demonstration, with its key. None for everybody else: they sign with a passkey."""
    person = Person.objects.get(pk=person_id)
    if not person.is_demonstration:
        return None
    key = software_key(person, at=at)
    return key, sign_with_software(key, message)


def sign_with_software(key: SigningKey, message: bytes) -> bytes:
    """A signature over the message by a software key."""
    if settings.TERANG.is_production:
        raise RuntimeError("software keys are refused in production")
    sealed = bytes(key.sealed_private_key or b"")
    secret = sealing.unseal(sealing.house_key("software-key"), sealed, place=f"signing:{key.key_id}")
    return Ed25519PrivateKey.from_private_bytes(secret).sign(message)

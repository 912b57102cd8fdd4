"""What is approved: a formasi as a public document, and the body of the leaf that names it."""

import hashlib
import unicodedata

from terang.core.ledger import canonical
from terang.stages.planning.models import Formasi


def formation(formasi: Formasi) -> bytes:
    """The canonical JSON of a formasi."""
    row, need = formasi, formasi.need
    return canonical.encode(
        {
            "v": 1,
            "type": "formasi",
            "round": row.round.code,
            "code": row.code,
            "position": _text(row.position),
            "unit": _text(row.unit),
            "location": _text(row.location),
            "slots": row.slots,
            "exact_need": f"{row.exact_need:f}",
            "incumbents": need.incumbents,
            "retiring": need.retiring,
            "exact_gap": f"{row.exact_gap:f}",
            "base": _text(row.base),
            "reason": _text(row.reason),
        }
    )


def body(formasi: Formasi) -> dict[str, object]:
    """The body of the leaf `formation`."""
    digest = hashlib.sha256(formation(formasi)).hexdigest()
    return {"id": formasi.code, "blob": digest, "slots": formasi.slots}


def _text(value: str) -> str:
    return unicodedata.normalize("NFC", value)

"""Slots for documents: what may lie in each, and how large it may be.

Source: facts 4.4 (limits as published for CPNS 2021-2024).
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PDF = ("application/pdf",)
PICTURE = ("image/jpeg", "image/png")
EITHER = PDF + PICTURE


@dataclass(frozen=True)
class Slot:
    """One kind of document: its name, the permitted types, and the largest upload in KB."""

    code: str
    label: str | Promise
    accept: tuple[str, ...] = EITHER
    largest_kb: int = 800

    @property
    def is_picture(self) -> bool:
        return self.accept == PICTURE

    @property
    def formats(self) -> str:
        """The permitted types as people call them."""
        return {PDF: "PDF", PICTURE: "JPG, PNG"}.get(self.accept, "PDF, JPG, PNG")


_KNOWN = {
    slot.code: slot
    for slot in (
        Slot("pas_foto", _("Portrait photo"), PICTURE, 200),
        Slot("swafoto", _("Selfie"), PICTURE, 200),
        Slot("ktp", _("Identity card (KTP)"), PICTURE, 200),
        Slot("surat_lamaran", _("Letter of application"), PDF, 300),
        Slot("surat_pernyataan", _("Signed statement"), PDF, 300),
        Slot("ijazah", _("Diploma"), PDF, 800),
        Slot("transkrip", _("Transcript of grades"), PDF, 500),
        Slot("str", _("Registration certificate (STR)"), PDF, 800),
        Slot("sertifikat", _("Certificate"), PDF, 800),
        Slot("surat_pengalaman", _("Proof of experience"), PDF, 800),
        Slot("surat_disabilitas", _("Certificate of disability"), PDF, 800),
        Slot("portofolio", _("Portfolio"), PDF, 800),
    )
}


def slot(code: str, text: str = "") -> Slot:
    """The slot of that code; one that nobody foresaw takes PDF or a picture and is named by its requirement."""
    return _KNOWN.get(code) or Slot(code, text or code.replace("_", " ").capitalize())

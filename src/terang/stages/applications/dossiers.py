"""The dossier: what is sent, as one canonical value. The public log commits to it and never shows it."""

from collections.abc import Iterable, Sequence

from terang.stages.applications.answers import Answers
from terang.stages.applications.models import Document

LABEL = "dossier"


def dossier(
    answers: Answers,
    documents: Iterable[Document],
    *,
    edition: int,
    vacancy: str,
    alternatives: Sequence[str] = (),
) -> dict[str, object]:
    """The profile and the digests of the documents. Neither name nor NIK is in it.

    Numbers with decimals and days are text; what was left open is left out. alternatives: other
    vacancies that the person agreed to.
    """
    said = {name: value if isinstance(value, (int, str)) else str(value) for name, value in vars(answers).items()
            if value not in (None, "")}  # fmt: skip
    files = [
        {"slot": one.slot, "sha256": one.stored_file.digest, "size": one.stored_file.size}
        for one in documents
    ]
    agreed = {"alternatives": list(alternatives)} if alternatives else {}
    return {
        "vacancy": vacancy, "edition": edition, "profile": said, "documents": sorted(files, key=_by_slot), **agreed
    }  # fmt: skip


def _by_slot(file: dict[str, object]) -> str:
    return str(file["slot"])

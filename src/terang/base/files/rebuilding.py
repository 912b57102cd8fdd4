"""Rebuilding uploads: images are encoded afresh, PDF loses everything active, all else is refused."""

import io
from dataclasses import dataclass

import pikepdf
import puremagic
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from terang.base.refusals import NotValid

LARGEST_PIXELS = 40_000_000
LONGEST_SIDE = 2400
MOST_PAGES = 60
ACTIVE = ("/OpenAction", "/AA", "/JavaScript", "/AcroForm", "/Names", "/Collection", "/Perms")


@dataclass(frozen=True)
class Rebuilt:
    """Safe bytes, their type, and how many pages they have."""

    content: bytes
    media_type: str
    pages: int


def rebuild(content: bytes, *, accept: tuple[str, ...]) -> Rebuilt:
    """The same picture or pages without anything that could act.

    accept: of "image/jpeg", "image/png", "application/pdf". Refused: NotValid, saying what helps.
    """
    kind = _kind(content)
    if kind not in accept:
        raise NotValid(
            _(
                "This file is not of a permitted type. Permitted: %s. Open it and save it, print it as PDF or "
                "take a photo of it; a new name alone changes nothing."
            )
            % ", ".join(map(_name, accept))
        )
    return _pdf(content) if kind == "application/pdf" else _image(content)


def _kind(content: bytes) -> str:
    try:
        return str(puremagic.from_string(content, mime=True))
    except (puremagic.PureError, ValueError):
        return ""


def _name(media_type: str) -> str:
    return {"image/jpeg": "JPG", "image/png": "PNG", "application/pdf": "PDF"}[media_type]


def _image(content: bytes) -> Rebuilt:
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
            if image.width * image.height > LARGEST_PIXELS:
                raise NotValid(_("The picture has too many pixels. Take it again at a lower resolution."))
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except NotValid:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotValid(_("The picture can't be read. It may be cut off: take or save it again.")) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=85, optimize=True)
    return Rebuilt(out.getvalue(), "image/jpeg", 1)


def _pdf(content: bytes) -> Rebuilt:
    try:
        with pikepdf.open(io.BytesIO(content)) as source:
            if not 1 <= len(source.pages) <= MOST_PAGES:
                raise NotValid(
                    _("A document has between 1 and %d pages. Leave out what isn't asked for.") % MOST_PAGES
                )
            return _without_actions(source)
    except NotValid:
        raise
    except pikepdf.PasswordError as error:
        raise NotValid(
            _("The PDF is locked with a password. Save it without one and send it again.")
        ) from error
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError) as error:
        raise NotValid(_("The PDF can't be read. It may be cut off: save or scan it again.")) from error


def _without_actions(source: pikepdf.Pdf) -> Rebuilt:
    for key in ACTIVE:
        if key in source.Root:
            del source.Root[key]
    for page in source.pages:
        for key in ("/AA", "/Annots"):
            if key in page:
                del page[key]
    with source.open_metadata() as metadata:
        metadata.clear()
    if "/Info" in source.trailer:
        del source.trailer["/Info"]
    out = io.BytesIO()
    source.remove_unreferenced_resources()
    source.save(out)
    return Rebuilt(out.getvalue(), "application/pdf", len(source.pages))

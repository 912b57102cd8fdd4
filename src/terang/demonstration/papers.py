"""Invented papers: pictures that say what they are and that they are no real document."""

import io
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

SIZE = (620, 877)
NOTICE = "DOKUMEN PERAGAAN - BUKAN DOKUMEN SUNGGUHAN"


@lru_cache(maxsize=64)
def paper(title: str, media_type: str) -> bytes:
    """A page with a title, as "image/jpeg" or "application/pdf"."""
    page = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(page)
    pen.rectangle((24, 24, SIZE[0] - 24, SIZE[1] - 24), outline="navy", width=3)
    pen.text((60, 90), title.upper(), fill="navy", font=ImageFont.load_default(30))
    pen.text((60, 160), NOTICE, fill="darkred", font=ImageFont.load_default(17))
    for line in range(14):
        pen.line((60, 230 + line * 38, SIZE[0] - 60 - (line % 4) * 70, 230 + line * 38), fill="gray", width=2)
    out = io.BytesIO()
    page.save(out, "JPEG" if media_type == "image/jpeg" else "PDF", quality=60)
    return out.getvalue()

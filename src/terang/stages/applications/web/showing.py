"""Codes as a page shows them."""

import segno


def qr(text: str) -> str:
    """A QR code as an address that an image can show; nothing is fetched for it."""
    return str(segno.make(text, error="m").svg_data_uri(scale=4, border=4))

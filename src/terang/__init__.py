"""Terang: choosing civil servants by merit, in the open."""

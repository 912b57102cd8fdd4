"""Files that no place keeps, by what is wrong with them: the slot that they are sent to, and their bytes."""

from tests.factories import applications

HOSTILE = {
    "empty": ("ktp", b""),
    "too large": ("ktp", applications.picture() + b"\0" * 200 * 1024),
    "text": ("ktp", b"hello"),
    "web page": ("ktp", b"<!doctype html><script>alert(1)</script>"),
    "svg": ("ktp", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    "program": ("ktp", b"MZ" + b"\0" * 200),
    "archive": ("ijazah", b"PK\x03\x04" + b"\0" * 200),
    "pdf where a picture belongs": ("ktp", applications.pdf()),
    "picture where a pdf belongs": ("ijazah", applications.picture()),
    "truncated picture": ("ktp", applications.picture(side=400)[:600]),
    "truncated pdf": ("ijazah", applications.pdf()[:60]),
    "only the head of a pdf": ("ijazah", b"%PDF-1.7\n"),
    "locked pdf": ("ijazah", applications.pdf(password="rahasia")),
    "too many pages": ("ijazah", applications.pdf(61)),
    "only the head of a picture": ("ktp", b"\xff\xd8\xff\xe0" + b"\0" * 100),
}

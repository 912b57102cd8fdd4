"""What a browser never sends: as strategies of Hypothesis, down to the bytes on the wire."""

from typing import Any
from urllib.parse import quote_from_bytes

from hypothesis import strategies as st

NASTY = (
    b"", b" ", b"\0", b"\x00\x01\x1b[2J", b"-1", b"0", b"99999999999999999999999", b"1e999", b"NaN", b"-0.0", b"0x10",
    b"1" * 5000, b"null", b"[]", b"{}", b"true", b"' OR 1=1 --", b"<script>alert(1)</script>", b"%(x)s %s {0}",
    "\u202eterbalik\u200b".encode(), b"\xed\xa0\x80", b"\xff\xfe", b"2026-13-45", b"0000-00-00", b"31/02/2026",
    b"9999-12-31T23:59", b"1970-01-01T00:00", b"25:61", b"../../etc/passwd", "\N{FULLWIDTH DIGIT ONE}".encode(),
    "\N{ARABIC-INDIC DIGIT THREE}".encode(), b"1,5", b"1.5", b"x" * 70_000,
)  # fmt: skip
FILES = (
    ("kosong.pdf", b"", "application/pdf"),
    ("bukan.pdf", b"%PDF-1.7\n%%EOF", "application/pdf"),
    ("bukan.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 40, "image/jpeg"),
    ("../../x.csv", b"a,b\n\0,\xff\n", "text/csv"),
    (
        "tabel.xlsx",
        b"PK\x03\x04" + b"\0" * 60,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("soal.gift", b"::x:: { = ~ \x00 }", "text/plain"),
    ("", b"x" * 900_000, "application/octet-stream"),
)
KINDS = (
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/json",
    "text/plain",
    "",
    "a/b; charset=ÿ",
)
METHODS = ("PUT", "DELETE", "OPTIONS")

values = st.one_of(
    st.sampled_from(NASTY),
    st.binary(max_size=40),
    st.text(max_size=30).map(_bytes := lambda t: t.encode("utf-8", "surrogatepass")),
)


@st.composite
def bodies(draw: st.DrawFn, fields: dict[str, str]) -> tuple[bytes, str]:
    """A form that is nearly right: fields kept, missing, doubled, or filled with garbage. Body and content type."""
    shape = draw(st.sampled_from(["form", "form", "form", "parts", "parts", "json", "noise"]))
    if shape == "noise":
        return draw(st.binary(max_size=200)), draw(st.sampled_from(KINDS[:-1]))
    if shape == "json":
        return draw(
            st.sampled_from(
                [
                    b'{"answers": [[1,2,3,4]]}',
                    b'{"answers": [[1e400, 1, 1]]}',
                    b"[" * 2000,
                    b'{"answers": {"a": null}}',
                    b'{"answers": [["1", -5, 99999999999]]}',
                ]
            )
        ), "application/json"
    pairs = [pair for name, value in fields.items() for pair in draw(_field(name, value))]
    if draw(st.booleans()):
        pairs.append(
            (draw(st.sampled_from(["__proto__", "id", "by", "agency_id", "person", "state"])), draw(values))
        )
    return (
        _form(pairs)
        if shape == "form"
        else _parts(pairs, draw(st.sampled_from(FILES)), draw(st.sampled_from([*fields, "file", "document"])))
    )


def _field(name: str, value: str) -> st.SearchStrategy[list[tuple[str, bytes]]]:
    kept = (name, value.encode("utf-8", "surrogatepass"))
    return st.one_of(
        st.just([kept]),
        st.just([]),
        values.map(lambda garbage: [(name, garbage)]),
        values.map(lambda garbage: [kept, (name, garbage)]),
    )


def _form(pairs: list[tuple[str, bytes]]) -> tuple[bytes, str]:
    body = "&".join(f"{quote_from_bytes(name.encode())}={quote_from_bytes(value)}" for name, value in pairs)
    return body.encode(), "application/x-www-form-urlencoded"


def _parts(pairs: list[tuple[str, bytes]], file: tuple[str, bytes, str], name: str) -> tuple[bytes, str]:
    title, content, kind = file
    rule = b"----garis"
    parts = [
        b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (rule, n.encode(), v)
        for n, v in pairs
    ]
    parts.append(
        b'--%s\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\nContent-Type: %s\r\n\r\n%s\r\n'
        % (rule, name.encode(), title.encode(), kind.encode(), content)
    )
    return b"".join(parts) + b"--%s--\r\n" % rule, f"multipart/form-data; boundary={rule.decode()}"


queries = st.lists(
    st.tuples(st.sampled_from(["page", "q", "sort", "order", "stage", "state", "next", "tab", "theme", "jabatan", "nomor", "kind", "vacancy"]), values),
    min_size=1, max_size=4,
).map(lambda pairs: "&".join(f"{name}={quote_from_bytes(value[:3000])}" for name, value in pairs))  # fmt: skip

ABSENT: dict[str, tuple[Any, ...]] = {
    "int": (987_654_321, 10**40),
    "text": ("tidak-ada", "x" * 300),
}

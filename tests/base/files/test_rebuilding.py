"""Uploads: what is sound is rebuilt, what is hostile or broken is refused with a sentence."""

import io

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from terang.base.files import keeping as files
from terang.base.files.rebuilding import rebuild
from terang.base.refusals import NotValid
from terang.base.tenancy import scope
from tests.factories import people

ANY = ("image/jpeg", "image/png", "application/pdf")


def jpeg(size=(60, 80), **options):
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "JPEG", **options)
    return out.getvalue()


def pdf(change=lambda source: None, **options):
    source = pikepdf.new()
    source.add_blank_page()
    change(source)
    out = io.BytesIO()
    source.save(out, **options)
    return out.getvalue()


def add_script(source):
    source.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def test_a_picture_is_encoded_afresh_without_what_was_hidden_in_it():
    exif = Image.Exif()
    exif[0x010E] = "rahasia"

    rebuilt = rebuild(jpeg(exif=exif) + b"<script>alert(1)</script>", accept=ANY)

    assert rebuilt.media_type == "image/jpeg"
    assert b"rahasia" not in rebuilt.content
    assert b"script" not in rebuilt.content


def test_a_pdf_loses_what_could_act():
    rebuilt = rebuild(pdf(add_script), accept=ANY)

    assert b"JavaScript" not in rebuilt.content
    assert b"OpenAction" not in rebuilt.content


@pytest.mark.parametrize(
    "content",
    [
        b"", b"x", b"<html><script>alert(1)</script></html>", b"MZ" + bytes(100), b"%PDF-1.7 garbage", b"\xff\xd8\xff\xe0 broken",
        jpeg()[:200], pdf()[:80], b"PK\x03\x04" + bytes(50), b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        pdf(encryption=pikepdf.Encryption(owner="a", user="b")),
    ],
)  # fmt: skip
def test_what_is_broken_hostile_or_locked_is_refused(content):
    with pytest.raises(NotValid):
        rebuild(content, accept=ANY)


def test_a_type_that_was_not_asked_for_is_refused():
    with pytest.raises(NotValid):
        rebuild(jpeg(), accept=("application/pdf",))


def test_a_picture_of_too_many_pixels_is_refused():
    with pytest.raises(NotValid):
        rebuild(jpeg((8000, 6000), quality=1), accept=ANY)


@given(
    st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.4\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n"])
)
def test_garbage_is_refused_and_never_breaks(garbage, head):
    with pytest.raises(NotValid):
        rebuild(head + garbage, accept=ANY)


def test_a_file_is_kept_under_a_random_name_that_only_its_owner_may_read(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with scope.as_system():
        kept = files.keep(jpeg(), title="ktp.jpg", at=people.LONG_AGO, accept=ANY, largest_kb=200)

    path = next(p for p in tmp_path.rglob("*") if p.is_file())
    assert path.name == kept.place != "ktp.jpg"
    assert path.stat().st_mode & 0o077 == 0
    assert files.read(kept) == path.read_bytes()


def test_a_file_above_its_limit_is_refused_with_both_sizes(db):
    with pytest.raises(NotValid, match="200"):
        files.keep(bytes(300 * 1024), title="x", at=people.LONG_AGO, accept=ANY, largest_kb=200)

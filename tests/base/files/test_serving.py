"""A kept file is handed out so that nothing in it can act, whoever asks for it."""

import pytest

from terang.base.files import keeping
from terang.base.files.serving import serve
from terang.base.tenancy import scope
from tests.base.files.test_rebuilding import jpeg, pdf
from tests.factories import people

SILENT = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content, as_download, kind, there",
    [
        (pdf(), True, "application/pdf", 'attachment; filename="karya.pdf"'),
        (jpeg(), False, "image/jpeg", 'inline; filename="karya.jpg"'),
    ],
)
def test_nothing_in_a_kept_file_may_act_or_be_guessed_or_cached(content, as_download, kind, there):
    with scope.as_system():
        kept = keeping.keep(
            content,
            title="<script>.html",
            at=people.LONG_AGO,
            accept=("application/pdf", "image/jpeg"),
            largest_kb=100,
        )

    response = serve(kept, name="karya", as_download=as_download)

    assert response.content == keeping.read(kept)
    assert dict(response.headers) == {
        "Content-Type": kind,
        "Content-Disposition": there,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": SILENT,
    }

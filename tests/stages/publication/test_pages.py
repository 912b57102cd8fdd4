"""The public pages of a complete round."""

import re

import pytest
from django.test import Client

from terang.stages.publication.sheets import SHEETS

AGENCY, ROUND = "/sawahlunto/", "/sawahlunto/sawahlunto-2026-1/"
LISTS = [f"{ROUND}{slug}/" for slug in SHEETS]
PAGES = [
    "/",
    AGENCY,
    ROUND,
    f"{ROUND}aturan/",
    f"{ROUND}lowongan/V01/",
    "/cari/",
    "/periksa/",
    "/privasi/",
    *LISTS,
]


@pytest.mark.parametrize("page", PAGES)
def test_everybody_can_open_every_public_page(round_played, page):
    response = Client().get(page)

    assert response.status_code == 200
    assert len(response.content) < 100_000
    assert len(re.findall(rb"<h1", response.content)) == 1

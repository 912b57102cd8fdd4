"""Every link of the navigation leads somewhere."""

import pytest
from django.urls import reverse

from terang.config import navigation

NAMES = [link[1] for link in (*navigation.EVERYBODY, *navigation.APPLICANTS, *navigation.OFFICIALS)]


@pytest.mark.parametrize("name", NAMES)
def test_every_name_of_the_navigation_is_an_address(name):
    assert reverse(name).startswith("/")

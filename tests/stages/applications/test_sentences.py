"""What the rules say of a person is read by the person, the verifier and the officer of objections alike."""

import pytest
from django.utils import translation

from terang.stages.applications.sentences import SAID_BY_THE_RULES


@pytest.mark.parametrize("said", SAID_BY_THE_RULES)
def test_a_verdict_addresses_nobody(said: str) -> None:
    with translation.override("id"):
        read = translation.gettext(said)

    assert read != said
    assert "You" not in said
    assert "you" not in said.split()
    assert "Anda" not in read

"""Production refuses to start with what is meant for a demonstration."""

import pytest
from pydantic import ValidationError

from terang.config.environment import DEMO_SECRET, Environment

GOOD = {
    "TERANG_ENV": "production", "TERANG_SECRET_KEY": "k" * 60, "TERANG_SEALING_KEY": "s" * 60,
    "TERANG_DATABASE_URL": "postgresql://terang:x@db/terang", "TERANG_ORIGIN": "https://seleksi.contoh.example",
    "TERANG_EMAIL_URL": "smtps://u:p@mail.contoh.example:465", "TERANG_HOSTS": "seleksi.contoh.example",
}  # fmt: skip


@pytest.fixture
def environment(monkeypatch):
    def make(**changes):
        for name, value in {**GOOD, "TERANG_DEBUG": "", "TERANG_AS_OWNER": "", **changes}.items():
            monkeypatch.setenv(name, value) if value else monkeypatch.delenv(name, raising=False)
        return Environment()

    return make


def test_a_complete_production_starts(environment):
    assert environment().is_production


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TERANG_DEBUG", "1"), ("TERANG_SECRET_KEY", ""), ("TERANG_SECRET_KEY", DEMO_SECRET), ("TERANG_SEALING_KEY", "short"),
        ("TERANG_DATABASE_URL", ""), ("TERANG_DATABASE_URL", "postgresql:///t?host=/x/.terang-embedded"), ("TERANG_ORIGIN", "http://x"),
        ("TERANG_EMAIL_URL", ""),
    ],
)  # fmt: skip
def test_production_refuses_what_is_unsafe(environment, name, value):
    with pytest.raises(
        ValidationError,
        match=name.removeprefix("TERANG_")
        if value != "postgresql:///t?host=/x/.terang-embedded"
        else "embedded",
    ):
        environment(**{name: value})


def test_an_installation_that_says_nothing_is_in_production(environment):
    assert environment(TERANG_ENV="").is_production


def test_secrets_are_not_printed(environment):
    assert "k" * 60 not in repr(environment())

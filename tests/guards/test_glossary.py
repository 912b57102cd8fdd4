"""Every idea has one word, and the glossary has it."""

import re
from pathlib import Path

import pytest
from django.apps import apps

GLOSSARY = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text()
IDENTIFIERS = set(re.findall(r"`([A-Za-z_]+)`", GLOSSARY))
OURS = sorted({model.__name__ for model in apps.get_models() if model.__module__.startswith("terang.")})


@pytest.mark.parametrize("model", OURS)
def test_every_model_is_in_the_glossary(model):
    assert model in IDENTIFIERS


def test_no_term_stands_twice():
    english = [
        line.split("|")[2].strip()
        for line in GLOSSARY.splitlines()
        if line.startswith("| ") and "**" not in line
    ]

    assert [term for term in set(english) if term and english.count(term) > 1] == []

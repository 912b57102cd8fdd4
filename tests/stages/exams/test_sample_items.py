"""The invented questions of the demonstration can be taken whole, and suffice for two forms."""

from collections import Counter

import pytest

from terang.core import norms
from terang.demonstration.content.items import FILES, path_of, written
from terang.stages.exams.drawing import Candidate, Cell, draw
from terang.stages.exams.reading import read, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_what_the_program_writes(name):
    assert path_of(name).read_text() == written(name)


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_taken_whole_and_fills_two_forms_without_repetition(name):
    norm = norms.load(name)
    reading = read(text_of(path_of(name).read_bytes()), norm, name=f"{name}.csv")
    bank = [Candidate(d.digest, d.part, d.topic, len(d.options)) for d in reading.drafts]
    cells = [Cell(part.code, part.questions) for part in norm.parts]

    forms = draw(bytes(32), cells, bank, forms=2)

    assert reading.problems == []
    assert max(Counter(place.digest for form in forms for place in form).values()) == 1


@pytest.mark.parametrize("name", FILES)
def test_the_right_option_stands_in_every_place(name):
    reading = read(path_of(name).read_text(), norms.load(name), name=f"{name}.csv")

    places = Counter([p for _t, p in draft.options].index(5) for draft in reading.drafts)

    assert set(places) == {0, 1, 2, 3, 4}
    assert max(places.values()) < len(reading.drafts) / 3

"""Named attacks of insiders, each seen by the check that the table names; without that check some go through."""

import pytest

from terang.verify.terang_verify import CHECKS
from tests.verify import attacks_in_files, attacks_in_leaves, attacks_in_results
from tests.verify.scene import ATTACKS, Attack, Scene

assert all((attacks_in_files, attacks_in_leaves, attacks_in_results))  # each fills the table

# Attacks on rooms that are not built yet, by name, with the kind of leaf that their issues bring.
PENDING = {
    "result of the training exchanged": "training",
    "performance of a friend raised afterwards": "perf",
    "performance of a whole unit left out": "perf",
    "whistleblower's report dropped from the day's count": "wb_day",
    "overdue reports hidden": "wb_day",
    "criticism refused without a code": "fb_day",
    "praise counted twice": "fb_day",
    "suspicious pairs of answers kept quiet": "forensics",
    "person seated in two sessions": "sess_batch",
    "minute of answers left out of its batch": "ans_batch",
    "score that does not follow from the answers": "audit",
    "form exchanged for an easier one": "sess_end, seen by the candidate (E4)",
}


@pytest.mark.parametrize("one", ATTACKS, ids=lambda one: one.name)
def test_the_attack_is_seen_and_where_it_says_so_by_this_check_alone(one: Attack, tmp_path) -> None:
    failed = one.act(Scene(tmp_path)).failed

    assert failed == [one.check] if one.alone else one.check in failed


def test_without_any_one_check_some_attack_goes_through() -> None:
    needed = {one.check for one in ATTACKS if one.alone}

    assert needed == CHECKS.keys() - {"E4"}  # the candidate's own matter: n/a in every log


def test_each_attack_has_its_name() -> None:
    names = [*(one.name for one in ATTACKS), *PENDING]

    assert len(names) == len(set(names)) >= 60


def test_a_rule_is_approved_with_the_formation_that_names_it(tmp_path) -> None:
    scene = Scene(tmp_path)
    scene.story.approve_with_formation("F001")

    assert scene.log().failed == []


def test_the_honest_story_has_nothing_wrong(tmp_path) -> None:
    scene = Scene(tmp_path)

    assert scene.log().failed == scene.bundle(log=True).failed == scene.bundle("F002").failed == []

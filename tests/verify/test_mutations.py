"""Whatever is changed in a log or a bundle, by chance and anywhere, is seen: nothing goes through."""

import json
import random
from functools import cache

import pytest

from terang.verify.terang_verify import LOG_CHECKS, Report, Selection
from tests import counts
from tests.verify import bundles, ink, story
from tests.verify.ink import jcs
from tests.verify.scene import Scene, the_honest_story

COUNT = counts.of(few=150, asked=10_000)
Files = dict[str, bytes]


def mutate_bytes(chance: random.Random, data: bytes) -> bytes:
    place = chance.randrange(len(data)) if data else 0
    match chance.choice(["flip", "flip", "cut", "add", "double"]):
        case "flip" if data:
            return data[:place] + bytes((data[place] ^ 1 << chance.randrange(8),)) + data[place + 1 :]
        case "cut" if data:
            return data[:place]
        case "double" if data:
            return data + data
    return data[:place] + bytes((chance.randrange(256),)) + data[place:]


def mutate_files(chance: random.Random, files: Files) -> Files:
    one, two = chance.sample(sorted(files), 2)
    match chance.choice(["bytes", "bytes", "delete", "replay", "swap"]):
        case "bytes":
            return {**files, one: mutate_bytes(chance, files[one])}
        case "delete":
            return {name: data for name, data in files.items() if name != one}
        case "replay":
            return {**files, one: files[two]}
    return {**files, one: files[two], two: files[one]}


def mutate_rows(chance: random.Random, rows: list) -> list:
    """Delete, double, swap, replay a row, or change a value in one."""
    rows = list(rows)
    place, other = chance.randrange(len(rows)), chance.randrange(len(rows))
    match chance.choice(["delete", "double", "swap", "replay", "value", "value", "value"]):
        case "delete":
            del rows[place]
        case "double":
            rows.insert(other, rows[place])
        case "swap":
            rows[place], rows[other] = rows[other], rows[place]
        case "replay":
            rows[place] = rows[other]
        case _:
            rows[place] = mutate_value(chance, rows[place])
    return rows


def mutate_value(chance: random.Random, value: object) -> object:
    match value:
        case dict() if value:
            name = chance.choice(sorted(value))
            return {**value, name: mutate_value(chance, value[name])}
        case list() if value:
            return mutate_rows(chance, value)
        case bool():
            return not value
        case int():
            return value + chance.choice([-1, 1, 60, 3600])
        case str() if value:
            return mutate_text(chance, value)
    return [value]


def mutate_text(chance: random.Random, text: str) -> str:
    """Another character, or another value in a leaf's text."""
    if text.startswith('{"'):
        return jcs(mutate_value(chance, json.loads(text))).decode()
    place = chance.randrange(len(text))
    new = chance.choice("0123456789abcdef".replace(text[place], ""))
    return text[:place] + new + text[place + 1 :]


@cache
def honest_files(formation: str) -> Files:
    return bundles.files_of(the_honest_story(), formation)


@cache
def honest_entries() -> list[bytes]:
    return the_honest_story().entries()


def mutate_bundle(chance: random.Random, formation: str) -> bytes:
    """A changed archive; mostly by somebody who makes the manifest fit again."""
    files = dict(honest_files(formation))
    before = bundles.packed(bundles.with_manifest(files, formation))
    way = chance.choice(["archive", "files", "manifest", "rows", "rows", "rows", "rows"])
    if way == "archive":
        return mutate_bytes(chance, before)
    if way == "manifest":
        whole = bundles.with_manifest(files, formation)
        return bundles.packed(
            {**whole, "manifest.json": jcs(mutate_value(chance, json.loads(whole["manifest.json"])))}
        )
    if way == "files":
        files = mutate_files(chance, files)
    else:
        name = chance.choice(sorted(name for name, data in files.items() if name.endswith(".jsonl") and data))
        rows = [json.loads(line) for line in files[name].splitlines()]
        files = {**files, name: bundles.lines(mutate_rows(chance, rows))}
    return bundles.packed(bundles.with_manifest(files, formation))


def mutate_log(chance: random.Random) -> Files:
    """Changed files; leaves mostly by somebody who writes all tiles again, but has no keys."""
    files, entries = dict(WRITTEN), honest_entries()
    if chance.random() < 0.5:
        return mutate_files(chance, files)
    leaves = mutate_rows(chance, [json.loads(one) for one in entries])
    kept = {name: data for name, data in files.items() if not name.startswith("tile/")}
    return kept | ink.tiles([jcs(one) for one in leaves])


WRITTEN = story.honest().written()


@pytest.mark.parametrize("part", range(5))
def test_no_change_of_a_bundle_goes_through(part: int, tmp_path) -> None:
    scene, honest = (
        Scene(tmp_path),
        {one: bundles.bundle(the_honest_story(), one) for one in ("F001", "F002")},
    )
    undetected = []
    with counts.tally("mutations of bundles", asked=COUNT // 5) as tally:
        for number in range(part, COUNT, 5):
            chance = random.Random(number)
            formation = chance.choice(["F001", "F001", "F002"])
            data = mutate_bundle(chance, formation)
            if data != honest[formation] and not scene.archive(data).failed:
                undetected.append(number)
            tally.done()
        tally.lost(len(undetected))

    assert undetected == []


@pytest.mark.parametrize("part", range(5))
def test_no_change_of_a_log_goes_through(part: int, tmp_path) -> None:
    undetected = []
    with counts.tally("mutations of logs", asked=COUNT // 5) as tally:
        for number in range(part, COUNT, 5):
            files = mutate_log(random.Random(number))
            folder = tmp_path / str(number)
            folder.mkdir()
            if files != WRITTEN and not Scene(folder).log(files).failed:
                undetected.append(number)
            tally.done()
        tally.lost(len(undetected))

    assert undetected == []


ODD = [None, True, -1, 2**53 - 1, "", "é", "{}", [], [[]], {}, {"x": {}}, "00" * 32, "p" * 16, ["00" * 32]]


def test_nothing_that_a_leaf_holds_ends_the_check() -> None:
    leaves = [json.loads(one) for one in honest_entries()]
    chance = random.Random(7)
    seen = count = counts.of(few=40, asked=2_000)
    for _ in range(count):
        selection = Selection(Report(LOG_CHECKS), the_honest_story().blobs.get, is_whole=True)
        for index, leaf in enumerate(leaves):
            if chance.random() < 0.05 and (fields := sorted(leaf["b"])):
                leaf = {**leaf, "b": {**leaf["b"], chance.choice(fields): chance.choice(ODD)}}  # noqa: PLW2901
            selection.feed(index, leaf, ink.leaf_hash(jcs(leaf)))
        selection.finish()
        seen -= not selection.report.failed

    assert seen > count * 0.9

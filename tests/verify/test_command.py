"""The file alone, run as a citizen runs it; exit codes; what it says to people and to programs."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from terang.verify import terang_verify as v
from tests.verify.golden_files import HERE

POLICY = str(HERE / "policy")
LOG = ["log", str(HERE / "log"), "--policy", POLICY]


def test_the_file_runs_anywhere_by_itself(tmp_path: Path) -> None:
    shutil.copy(v.__file__, tmp_path / "terang_verify.py")

    done = subprocess.run([sys.executable, "-I", "-S", "terang_verify.py", *LOG], cwd=tmp_path, capture_output=True,
                          text=True, check=False)  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("L1 ok – the checkpoint is signed by the log\n")


def test_terang_verify_hands_its_arguments_over() -> None:
    terang = Path(sys.executable).with_name("terang")

    done = subprocess.run([terang, "verify", *LOG, "--json"], capture_output=True, text=True, check=False)

    assert (done.returncode, json.loads(done.stdout)["ok"]) == (0, True)


@pytest.mark.parametrize("arguments", [
    ["log", "/nowhere", "--policy", POLICY], ["log", str(HERE / "log"), "--policy", "/nowhere"],
    ["log", str(HERE / "log"), "--policy", str(HERE / "promise.json")], ["bundle", "/nowhere", "--policy", POLICY],
    ["receipt", POLICY, "--policy", POLICY], ["receipt", "/nowhere", "--policy", POLICY],
    ["compare", str(HERE / "old-checkpoint"), str(HERE / "log/checkpoint")], ["compare", POLICY, POLICY],
])  # fmt: skip
def test_what_cannot_be_used_ends_with_two(arguments: list[str], capsys) -> None:
    assert v.main(arguments) == 2
    assert capsys.readouterr().err


def test_a_failure_ends_with_one_and_names_check_and_leaf(tmp_path: Path, capsys) -> None:
    shutil.copytree(HERE / "log", tmp_path / "log")
    tile = tmp_path / "log/tile/0/000"
    tile.write_bytes(bytes((tile.read_bytes()[0] ^ 1,)) + tile.read_bytes()[1:])

    assert v.main(["log", str(tmp_path / "log"), "--policy", POLICY]) == 1
    assert "L4 FAIL – the hashes of the leaves are those of the entries: tile/0/000 does not follow" in (
        capsys.readouterr().out
    )


@pytest.mark.parametrize(("lang", "words"), [
    ("id", ("Tidak ada yang gagal.", "Artinya:", "apakah ada penguji yang disuap")),
    ("en", ("Nothing failed.", "What it means:", "whether an assessor was bribed")),
])  # fmt: skip
def test_people_are_told_what_was_checked_what_it_means_and_what_was_not(
    lang: str, words: tuple, capsys
) -> None:
    v.main([*LOG, "--explain", "--lang", lang])

    said = capsys.readouterr().out
    assert all(one in said for one in words)


def test_no_more_is_said_than_was_checked(capsys, tmp_path: Path) -> None:
    alone = tmp_path / "policy"
    alone.write_text((HERE / "policy").read_text().split("\n")[0] + "\nquorum none\n")
    follows = "The published result follows from the scores and the frozen rule."

    v.main(["log", str(HERE / "log"), "--policy", str(alone), "--explain", "--lang", "en"])
    said = capsys.readouterr().out
    assert "no witness vouches that others see the same" in said
    assert follows not in said
    for formation, is_said in (
        ("F001", True),
        ("F002", False),
    ):  # F002 is too small for its scores to be shown
        v.main(["bundle", str(HERE / f"{formation}-1.tar"), "--policy", POLICY, "--explain", "--lang", "en"])
        assert (follows in capsys.readouterr().out) == is_said


def test_every_check_is_told_in_both_languages() -> None:
    used = {*v.LOG_CHECKS, *v.BUNDLE_CHECKS, *v.RECEIPT_CHECKS, *v.COMPARE_CHECKS}

    assert used == v.CHECKS.keys()
    assert {one[0] for one in v.CHECKS} == v.MEANING.keys()


def test_two_mirrors_are_the_same_or_one_goes_on(tmp_path: Path, capsys) -> None:
    assert v.main(["compare", str(HERE / "log"), str(HERE / "log")]) == 0
    assert "same: " in capsys.readouterr().out
    assert v.main(["compare", str(HERE / "log"), str(HERE / "old-checkpoint"), "--policy", POLICY]) == 0
    assert "extension: 100 leaves" in capsys.readouterr().out


def test_a_log_is_read_over_the_web_too(capsys) -> None:
    import functools
    import threading
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(HERE / "log"))
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        code = v.main(["log", f"http://127.0.0.1:{server.server_address[1]}/", "--policy", POLICY])
        server.shutdown()

    assert (code, "FAIL" in capsys.readouterr().out) == (0, False)

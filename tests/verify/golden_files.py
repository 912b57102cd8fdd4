"""The golden log, bundles and receipts, with what a verifier says of them. `python -m tests.verify.golden_files` writes them.

Any verifier of terang-log/1 can be run on them: `expected/*.txt` holds the first three words of its lines, `ID ok –`.
"""

import contextlib
import io
import shutil
from pathlib import Path

from terang.verify import terang_verify as verifier
from tests.verify import bundles, story
from tests.verify.attacks_in_files import answers
from tests.verify.ink import jcs

HERE = Path(__file__).parent / "golden"
COMMANDS = {
    "log": ["log", "log", "--policy", "policy"],
    "log-from": ["log", "log", "--policy", "policy", "--from", "old-checkpoint"],
    "bundle-F001": ["bundle", "F001-1.tar", "--policy", "policy"],
    "bundle-F001-log": ["bundle", "F001-1.tar", "--policy", "policy", "--log", "log"],
    "bundle-F002-log": ["bundle", "F002-1.tar", "--policy", "policy", "--log", "log"],
    "receipt-reg": ["receipt", "reg.tlog-proof", "--policy", "policy"],
    "receipt-promise": ["receipt", "promise.json", "--policy", "policy", "--log", "log"],
    "receipt-answers": ["receipt", "answers.json", "--policy", "policy"],
    "compare": ["compare", "old-checkpoint", "log", "--policy", "policy"],
}


def files() -> dict[str, bytes]:
    """Every golden file by its path."""
    s = story.honest(165)
    found = {f"log/{path}": data for path, data in s.written().items()}
    return found | {
        "policy": story.POLICY,
        "old-checkpoint": story.checkpoint(s.entries()[:100], s.at - story.DAY),
        "F001-1.tar": bundles.bundle(s, "F001"),
        "F002-1.tar": bundles.bundle(s, "F002"),
        "reg.tlog-proof": bundles.proof(s, "reg F001 0"),
        "promise.json": bundles.promise(s, "reg F001 0"),
        "answers.json": jcs(answers()),
    }


def said(name: str) -> str:
    """`ID status` of every line that the verifier prints for one of the commands."""
    out = io.StringIO()
    command = [
        str(HERE / word) if n and (HERE / word).exists() else word for n, word in enumerate(COMMANDS[name])
    ]
    with contextlib.redirect_stdout(out):
        code = verifier.main(command)
    return (
        "".join(f"{' '.join(line.split(' ')[:2])}\n" for line in out.getvalue().splitlines())
        + f"exit {code}\n"
    )


def write() -> None:
    shutil.rmtree(HERE, ignore_errors=True)
    for path, data in files().items():
        (HERE / path).parent.mkdir(parents=True, exist_ok=True)
        (HERE / path).write_bytes(data)
    (HERE / "expected").mkdir()
    for name in COMMANDS:
        (HERE / "expected" / f"{name}.txt").write_text(said(name))


if __name__ == "__main__":
    write()

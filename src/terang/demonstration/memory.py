"""What the demonstration in this data folder holds, so that the second start does not do the first one's work."""

import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import terang

PACKAGE = Path(terang.__file__).parent
MADE_FROM = ("**/migrations/*.py", "demonstration/**/*.py", "core/norms/*.toml")
LOGS = ("logs", "signer", "witnesses")
OURS = ("postgres", "files", "log", *LOGS, "demonstration.json", "greeting.txt")


class Memory:
    """The record beside the data: which program made it, and which parts of it are complete."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "demonstration.json"

    @property
    def is_current(self) -> bool:
        """Whether the data was made, as far as it goes, by this program."""
        return bool(self._kept().get("made_from") == made_from())

    def has(self, part: str) -> bool:
        return self.is_current and part in self._kept().get("parts", [])

    def add(self, part: str) -> None:
        parts = [*self._kept().get("parts", []), part] if self.is_current else [part]
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.file.with_suffix(".new")
        draft.write_text(json.dumps({"made_from": made_from(), "parts": parts}))
        draft.replace(self.file)

    def forget(self) -> None:
        """Delete the demonstration's data, and nothing else that lies in the folder."""
        from terang.demonstration.postgres import EmbeddedPostgres

        EmbeddedPostgres(self.folder / "postgres").remove()
        self._delete(OURS)

    def forget_logs(self) -> None:
        """Delete the public logs with their signer's and witnesses' memory: the database returned to before them."""
        self._delete(LOGS)

    def _delete(self, names: Sequence[str]) -> None:
        for name in names:
            path = self.folder / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def _kept(self) -> dict[str, Any]:
        try:
            kept: dict[str, Any] = json.loads(self.file.read_text())
        except (OSError, ValueError):
            return {}
        return kept


def made_from() -> str:
    """A fingerprint of everything that decides what the demonstration holds."""
    found = hashlib.sha256()
    for pattern in MADE_FROM:
        for path in sorted(PACKAGE.glob(pattern)):
            found.update(str(path.relative_to(PACKAGE)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()

"""Where attacks happen: the honest story, a folder, and the verifier. The table of attacks fills itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from terang.verify import terang_verify as verifier
from terang.verify.terang_verify import Report
from tests.verify import bundles, story
from tests.verify.story import POLICY, Story

TRUSTED = verifier.Policy.of(POLICY)


@cache
def the_honest_story() -> Story:
    return story.honest()


@dataclass
class Scene:
    """One attack's copy of the honest story. `command`: what was asked last, for any other verifier to be asked."""

    folder: Path
    story: Story = field(default_factory=lambda: the_honest_story().copy())
    command: list[str] = field(default_factory=list)

    def log(self, files: dict[str, bytes] | None = None, *, old: bytes | None = None) -> Report:
        """What the verifier says of the story's log, or of changed files of it."""
        where = self.write(self.story.written() if files is None else files)
        self._asked("log", where, *(["--from", self.keep("old", old)] if old else []))
        return verifier.verify_log(where, TRUSTED, old)

    def write(self, files: dict[str, bytes], name: str = "log") -> str:
        for path, data in files.items():
            (self.folder / name / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name / path).write_bytes(data)
        return str(self.folder / name)

    def keep(self, name: str, data: bytes) -> str:
        (self.folder / name).write_bytes(data)
        return str(self.folder / name)

    def bundle(
        self,
        formation: str = "F001",
        *,
        files: dict[str, bytes] | None = None,
        log: bool = False,
        **manifest: object,
    ) -> Report:
        """What it says of the story's bundle, or of changed files with a new manifest."""
        files = bundles.files_of(self.story, formation) if files is None else files
        return self.archive(bundles.packed(bundles.with_manifest(files, formation, **manifest)), log=log)

    def archive(self, data: bytes, *, log: bool = False) -> Report:
        file, where = self.keep("bundle.tar", data), self.write(self.story.written()) if log else None
        self._asked("bundle", file, *(["--log", where] if where else []))
        return verifier.verify_bundle(file, TRUSTED, where)

    def receipt(self, data: bytes, *, log: bool = False, key: str = "") -> Report:
        file, where = self.keep("receipt", data), self.write(self.story.written()) if log else None
        self._asked(
            "receipt", file, *(["--log", where] if where else []), *(["--receipt-key", key] if key else [])
        )
        return verifier.verify_receipt(file, TRUSTED, where, key)

    def compare(self, one: str, two: str) -> Report:
        self._asked("compare", one, two)
        return verifier.compare(one, two, TRUSTED)

    def _asked(self, *command: str) -> None:
        self.command = [*command, "--policy", self.keep("policy", POLICY)]


Act = Callable[[Scene], Report]


@dataclass(frozen=True)
class Attack:
    """Who cheats how; the check that sees it; `alone`: no other check does, so a verifier without it is deceived."""

    name: str
    check: str
    act: Act
    alone: bool


ATTACKS: list[Attack] = []


def attack(name: str, check: str, *, alone: bool = True) -> Callable[[Act], Act]:
    """Put a function into the table: it cheats and returns what the verifier found."""

    def keep(act: Act) -> Act:
        ATTACKS.append(Attack(name, check, act, alone))
        return act

    return keep

"""Whom to believe: the log's key, its witnesses, and how many of them must have seen a checkpoint.

Source: C2SP tlog-policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from terang.core.ledger.notes import BadNote, Check, Key, Note, holds, read_key

NOBODY = "none"


class BadPolicy(ValueError):
    """The policy is malformed; the message names its line."""


@dataclass(frozen=True, slots=True)
class Group:
    """Names of witnesses or groups, of which so many must agree."""

    threshold: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """The logs that may speak, the witnesses by name, the groups, and the group that must agree.

    `addresses` says where those witnesses answer that the policy gives an address.
    """

    logs: tuple[Key, ...]
    witnesses: Mapping[str, Key]
    groups: Mapping[str, Group]
    quorum: str
    addresses: Mapping[str, str] = field(default_factory=dict)

    def log(self, origin: str) -> Key:
        """The key of a log. Refused: BadNote for a log that this policy does not know."""
        for key in self.logs:
            if key.name == origin:
                return key
        raise BadNote(f"the policy does not know the log {origin}")

    def seen_by(self, note: Note, check: Check) -> dict[str, int]:
        """The witnesses that signed a checkpoint, with the second of each. Refused: BadNote for a wrong signature."""
        found = {name: holds(note, key, check) for name, key in self.witnesses.items()}
        return {name: unix for name, unix in found.items() if unix is not None}

    def is_met(self, names: frozenset[str]) -> bool:
        """Whether these witnesses are enough.

        >>> Policy((), {}, {"Q": Group(2, ("A", "B", "C"))}, "Q").is_met(frozenset({"A", "C"}))
        True
        """
        return self.quorum == NOBODY or self._agrees(self.quorum, names)

    def _agrees(self, name: str, names: frozenset[str]) -> bool:
        if name not in self.groups:
            return name in names
        group = self.groups[name]
        return sum(self._agrees(member, names) for member in group.members) >= group.threshold


def parse(text: str) -> Policy:
    """A policy from its file: lines of `log`, `witness`, `group`, and one `quorum`. Refused: BadPolicy.

    A group names only what stands above it, so that no group contains itself.
    """
    logs: list[Key] = []
    witnesses: dict[str, Key] = {}
    groups: dict[str, Group] = {}
    addresses: dict[str, str] = {}
    quorum = ""
    for number, line in enumerate(text.split("\n"), start=1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        match words:
            case ["log", key, *rest] if len(rest) <= 1:
                logs.append(_key(key, number, witness=False))
            case ["witness", name, key, *rest] if len(rest) <= 1:
                _new(name, number, witnesses, groups)
                witnesses[name] = _key(key, number, witness=True)
                addresses.update((name, address) for address in rest)
            case ["group", name, count, *members] if members:
                _new(name, number, witnesses, groups)
                groups[name] = _group(count, members, number, {*witnesses, *groups})
            case ["quorum", name] if not quorum and (name == NOBODY or name in {*witnesses, *groups}):
                quorum = name
            case _:
                raise BadPolicy(f"line {number} can't be understood")
    if not quorum:
        raise BadPolicy("a policy says its quorum, even if it is none")
    return Policy(tuple(logs), witnesses, groups, quorum, addresses)


def published(log: Key, text: str) -> str:
    """The policy of one log, as it is published: its key, and the witnesses of `text` without their addresses."""
    kept = [line.split() for line in text.split("\n")]
    lines = [
        words[:3] if words[0] == "witness" else words
        for words in kept
        if words and words[0] != "log" and words[0][0] != "#"
    ]
    return "".join(f"{' '.join(words)}\n" for words in [["log", log.line], *lines])


def _key(line: str, number: int, *, witness: bool) -> Key:
    try:
        key = read_key(line)
    except BadNote as error:
        raise BadPolicy(f"line {number}: {error}") from error
    if key.is_witness != witness:
        raise BadPolicy(f"line {number}: the key is of the wrong kind")
    return key


def _new(name: str, number: int, witnesses: Mapping[str, Key], groups: Mapping[str, Group]) -> None:
    if name == NOBODY or name in witnesses or name in groups:
        raise BadPolicy(f"line {number}: the name {name} is taken")


def _group(count: str, members: list[str], number: int, known: set[str]) -> Group:
    strangers = set(members) - known
    if strangers or len(set(members)) < len(members):
        raise BadPolicy(f"line {number}: a group names each of its members once, and only known ones")
    if count in ("any", "all"):
        return Group(1 if count == "any" else len(members), tuple(members))
    if not count.isascii() or not count.isdigit() or not 1 <= int(count) <= len(members):
        raise BadPolicy(f"line {number}: {count} of {len(members)} can't agree")
    return Group(int(count), tuple(members))

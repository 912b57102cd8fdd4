"""The parts of the public log in the demonstration: a signer, three witnesses who in earnest are strangers, a sequencer."""

import socket
from contextlib import ExitStack
from pathlib import Path

from terang.core.ledger.notes import COSIGNATURE
from terang.public_log import keys
from terang.public_log.disk import Disk
from terang.public_log.keys import PrivateKey

HOST = "127.0.0.1"
WITNESSES = ("audit", "kampus", "pers")
ENOUGH = 2


def parts(folder: Path) -> dict[str, tuple[str, ...]]:
    """The commands to run, by name, after the policy that names the witnesses was written."""
    home, ports = policy_path(folder).parent, _free_ports(len(WITNESSES))
    held = {name: _key(home / f"{name}.key", name) for name in WITNESSES}
    lines = [
        f"witness {name} {held[name].line} http://{HOST}:{port}"
        for name, port in zip(WITNESSES, ports, strict=True)
    ]
    lines += [f"group saksi {ENOUGH} {' '.join(WITNESSES)}", "quorum saksi"]
    Disk().keep(policy_path(folder), "".join(f"{line}\n" for line in lines).encode())
    witnesses = {
        f"witness-{name}": (
            "witness", "serve", "--key", str(home / f"{name}.key"), "--memory", str(home / name),
            "--logs", str(folder / "logs" / "known-logs"), "--host", HOST, "--port", str(port),
        )
        for name, port in zip(WITNESSES, ports, strict=True)
    }  # fmt: skip
    return {
        "signer": ("log", "signer", str(folder / "signer"), str(folder / "signer" / "socket")),
        **witnesses,
        "sequencer": ("log", "sequence", "--every", "3"),
    }


def policy_path(folder: Path) -> Path:
    """Who witnesses the demonstration's logs, and where they answer."""
    return folder / "witnesses" / "policy"


def _key(path: Path, name: str) -> PrivateKey:
    """The key of a witness, made at the first start."""
    found = keys.load(path)
    if not found:
        found = [PrivateKey.new(f"{name}.terang.example", COSIGNATURE)]
        keys.keep(path, found)
    return found[0]


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        tried = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in tried:
            one.bind((HOST, 0))
        return [int(one.getsockname()[1]) for one in tried]

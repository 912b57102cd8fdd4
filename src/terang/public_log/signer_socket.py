"""The signer behind a Unix socket: one line of canonical JSON asks, one line answers."""

from __future__ import annotations

import contextlib
import os
import socket
import socketserver
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from terang.core.ledger import canonical, checkpoints
from terang.core.ledger.checkpoints import ORIGIN, Checkpoint
from terang.core.ledger.notes import BadNote, b64, unb64
from terang.public_log.disk import Conflict
from terang.public_log.heads import LostMemory
from terang.public_log.keys import BadKey
from terang.public_log.signer import Opened, Refused, Signer

LONGEST_LINE = 65_536
PATIENCE = 5.0
LONGEST_ADDRESS = 100


class Away(Exception):
    """The signer does not answer; whether it signed is not known, and asking again is right."""


class SignerClient:
    """A signer in another process."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def open(self, origin: str) -> Opened:
        """See Signer.open. Refused: Refused; Away."""
        answer = self._ask({"do": "open", "origin": origin})
        return Opened(tuple(answer["vkeys"]), Checkpoint(origin, answer["size"], unb64(answer["root"])))

    def sign(self, new: Checkpoint, proof: Sequence[bytes]) -> str:
        """See Signer.sign. Refused: Refused; Away."""
        answer = self._ask(
            {
                "do": "sign", "origin": new.origin, "size": new.size, "root": b64(new.root),
                "proof": [b64(one) for one in proof],
            }
        )  # fmt: skip
        return str(answer["note"])

    def _ask(self, question: dict[str, object]) -> dict[str, Any]:
        try:
            with _address(self.path) as address, socket.socket(socket.AF_UNIX) as line:
                line.settimeout(PATIENCE)
                line.connect(address)
                line.sendall(canonical.encode(question) + b"\n")
                data = line.makefile("rb").readline(LONGEST_LINE)
            answer = canonical.decode(data.removesuffix(b"\n"))
        except (OSError, canonical.NotCanonical) as error:
            raise Away(f"the signer at {self.path} does not answer ({error})") from error
        if not isinstance(answer, dict) or "refused" in answer:
            raise Refused(str(answer["refused"]) if isinstance(answer, dict) else "no answer")
        return cast("dict[str, Any]", answer)


class _Server(socketserver.UnixStreamServer):
    """One question at a time: what is signed has an order."""

    signer: Signer


class _Door(socketserver.StreamRequestHandler):
    timeout = PATIENCE

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            line = self.rfile.readline(LONGEST_LINE)
            self.wfile.write(canonical.encode(answer(cast("_Server", self.server).signer, line)) + b"\n")


def answer(signer: Signer, line: bytes) -> dict[str, object]:
    """What the signer says to a line; whatever is wrong with it is said too, and nothing is signed."""
    try:
        asked: Any = canonical.decode(line.removesuffix(b"\n"))
        match asked:
            case {"do": "open", "origin": str(origin)} if ORIGIN.fullmatch(origin):
                opened = signer.open(origin)
                return {"vkeys": list(opened.vkeys), "size": opened.last.size, "root": b64(opened.last.root)}
            case {
                "do": "sign",
                "origin": str(origin),
                "size": int(size),
                "root": str(root),
                "proof": list(proof),
            }:
                seen = checkpoints.parse_text(f"{origin}\n{size}\n{root}\n")
                return {"note": signer.sign(seen, [unb64(str(one)) for one in proof])}
            case _:
                return {"refused": "the signer understands open and sign"}
    except (Refused, LostMemory, BadKey, BadNote, Conflict, canonical.NotCanonical, OSError) as refused:
        return {"refused": str(refused)}


@contextmanager
def served(signer: Signer, path: Path) -> Iterator[socketserver.BaseServer]:
    """A server that answers on this socket, to the account that it runs as. Refused: Taken."""
    with signer.heads.alone():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        before = os.umask(0o177)
        try:
            with _address(path) as address:
                server = _Server(address, _Door)
        finally:
            os.umask(before)
        server.signer = signer
        with server:
            yield server
        path.unlink(missing_ok=True)


@contextmanager
def _address(path: Path) -> Iterator[str]:
    """The address of a socket; the kernel takes only short ones, so a long one is told from an open folder."""
    if len(os.fsencode(path)) <= LONGEST_ADDRESS:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)

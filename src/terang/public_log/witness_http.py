"""A witness behind HTTP, and how a sequencer asks one. Source: C2SP tlog-witness."""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from terang.core.ledger import checkpoints, notes
from terang.core.ledger.checkpoints import SIZE, Checkpoint
from terang.core.ledger.notes import BadNote, Key, Note, Signature
from terang.core.ledger.tree import Subtree, consistency_proof
from terang.public_log.disk import read
from terang.public_log.heads import LostMemory
from terang.public_log.keys import check
from terang.public_log.witness import TEXT, Answer, Asked, Witness

LONGEST_BODY = 2**17
PATIENCE = 5.0
TRIES = 3
LAST = re.compile(r"/([0-9a-f]{64})/checkpoint")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    witness: Witness


class _Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    server_version, sys_version = "terang-witness", ""

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if self.path != "/add-checkpoint":
            self.close_connection = True
            self._say(Answer(HTTPStatus.NOT_FOUND, "a witness answers at /add-checkpoint\n"))
        elif not length.isdigit() or int(length) > LONGEST_BODY:
            self.close_connection = True
            self._say(Answer(HTTPStatus.BAD_REQUEST, "the body is missing or too long\n"))
        else:
            self._say(self._answer(self.rfile.read(int(length))))

    def do_GET(self) -> None:
        asked = LAST.fullmatch(self.path)
        found = self._witness.last(asked[1]) if asked else None
        self._say(
            Answer(HTTPStatus.OK, found) if found else Answer(HTTPStatus.NOT_FOUND, "nothing is here\n")
        )

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name in the standard library
        """Nothing: who asks is nobody's business."""

    @property
    def _witness(self) -> Witness:
        return cast("_Server", self.server).witness

    def _answer(self, body: bytes) -> Answer:
        try:
            return self._witness.add_checkpoint(body.decode())
        except UnicodeDecodeError:
            return Answer(HTTPStatus.BAD_REQUEST, "the body is no text\n")
        except (OSError, LostMemory):
            return Answer(
                HTTPStatus.INTERNAL_SERVER_ERROR, "this witness can't remember, so it does not sign\n"
            )

    def _say(self, answer: Answer) -> None:
        data = answer.body.encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def served(witness: Witness, host: str, port: int) -> Iterator[ThreadingHTTPServer]:
    """A server of this witness; port 0 takes a free one. Refused: Taken; OSError for a taken port."""
    with witness.heads.alone(), _Server((host, port), _Door) as server:
        server.witness = witness
        yield server


def known_logs(path: Path) -> Callable[[], list[Key]]:
    """The logs of a file, one vkey a line, read anew each time; whatever else stands there is passed over."""

    def now() -> list[Key]:
        lines = (read(path) or b"").decode(errors="replace").splitlines()
        return [key for line in lines for key in _key(line)]

    return now


def _key(line: str) -> list[Key]:
    try:
        key = notes.read_key(line.strip())
    except BadNote:
        return []
    return [] if key.is_witness else [key]


@dataclass(frozen=True)
class WitnessClient:
    """A witness somewhere: its key and the address under which it answers."""

    key: Key
    url: str

    def last(self, origin_hash: str) -> Checkpoint | None:
        """The last checkpoint that it cosigned of a log. OSError if it does not answer."""
        answer = self._ask("GET", f"/{origin_hash}/checkpoint", "")
        if answer.status != HTTPStatus.OK:
            return None
        found, note = checkpoints.parse(answer.body)
        return found if notes.holds(note, self.key, check) is not None else None

    def cosign(self, note: Note, seen: Checkpoint, old: int, subtree: Subtree) -> Signature | None:
        """Its signature over a checkpoint; None if it gives none. `old`: where it is believed to stand.

        A witness that stands elsewhere says so, and is asked again with the proof from there.
        """
        for _ in range(TRIES):
            proof = tuple(consistency_proof(old, seen.size, subtree)) if old <= seen.size else ()
            answer = self._ask("POST", "/add-checkpoint", Asked(old, proof, seen, note).content)
            if answer.status == HTTPStatus.OK:
                return self._mine(note, answer.body)
            if answer.status != HTTPStatus.CONFLICT or not SIZE.fullmatch(answer.body.strip()):
                return None
            old = int(answer.body)
            if old > seen.size:
                return None
        return None

    def _mine(self, note: Note, body: str) -> Signature | None:
        try:
            answered = notes.read(note.content + body)
            if notes.holds(answered, self.key, check) is None:
                return None
        except BadNote:
            return None
        return next(
            one for one in answered.signatures if (one.name, one.key_id) == (self.key.name, self.key.id)
        )

    def _ask(self, method: str, path: str, body: str) -> Answer:
        parts = urlsplit(self.url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        line = kind(parts.hostname or "", parts.port, timeout=PATIENCE)
        try:
            line.request(method, parts.path.rstrip("/") + path, body.encode(), {"Content-Type": TEXT})
            answer = line.getresponse()
            return Answer(HTTPStatus(answer.status), answer.read(LONGEST_BODY).decode(errors="replace"))
        except (http.client.HTTPException, ValueError) as error:
            raise ConnectionError(f"{self.url} answers in no known way") from error
        finally:
            line.close()


def cosigned_by(
    witnesses: Sequence[WitnessClient],
    note: Note,
    seen: Checkpoint,
    old: int,
    subtrees: Callable[[], Subtree],
) -> list[Signature]:
    """Ask all witnesses at once; the signatures that came. Whoever does not answer in time is left out."""

    def ask(one: WitnessClient) -> Signature | None:
        try:
            return one.cosign(note, seen, old, subtrees())
        except OSError:
            return None

    if not witnesses:
        return []
    with ThreadPoolExecutor(len(witnesses)) as pool:
        return [one for one in pool.map(ask, witnesses) if one is not None]

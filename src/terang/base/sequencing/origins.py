"""How the log of a round is called, and where its files lie."""

from pathlib import Path

from django.conf import settings

from terang.base.tenancy.models import Round
from terang.core.ledger.checkpoints import ORIGIN


def domain_of(round_: Round) -> str:
    """Under which domain an agency's logs stand."""
    return f"{round_.agency.code}.{settings.TERANG.log_domain}"


def origin_of(round_: Round) -> str:
    """The name of a round's log; once it has begun, the one in its row counts."""
    origin = f"log.{domain_of(round_)}/{round_.code}"
    if not ORIGIN.fullmatch(origin):
        raise ValueError(
            f"{origin!r} is no name of a log: TERANG_LOG_DOMAIN must be a domain, like terang.example"
        )
    return origin


def folder_of(origin: str) -> Path:
    """The folder of a log's files: what the world reads under the same path."""
    return logs_folder() / origin


def logs_folder() -> Path:
    """The folder of all logs of this installation."""
    return Path(settings.TERANG.log_dir or settings.DATA_DIR / "logs")

"""`terang verify`: check a public log, a bundle or a receipt, as anybody can with the same file alone."""

import sys

import typer

from terang.verify import terang_verify


def command(context: typer.Context) -> None:
    """Check a public log, a bundle or a receipt: `terang verify log|bundle|receipt|compare`, each with --help."""
    sys.exit(terang_verify.main(context.args, "terang verify"))

"""`python -m terang.cli` is the command `terang`."""

from terang.cli import main

main()

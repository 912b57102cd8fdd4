"""`terang django …`: Django's own commands, inside the house."""

import sys

import typer

from terang.cli.house import opened

AS_OWNER = ("migrate", "makemigrations", "sqlmigrate", "dbshell", "inspectdb", "showmigrations")


def command(context: typer.Context) -> None:
    """Django's own commands: `terang django shell`, `terang django check`, …"""
    arguments = context.args
    with opened(as_owner=arguments[:1] != [] and arguments[0] in AS_OWNER):
        from django.core.management import execute_from_command_line

        execute_from_command_line(["terang django", *arguments])
    sys.stdout.flush()

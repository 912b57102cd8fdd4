"""`terang migrate`: bring the database to the state that this version needs, as its owner."""

from rich.console import Console

from terang.cli.house import opened
from terang.demonstration.progress import Tell, telling


def command() -> None:
    """Bring the database to the state that this version needs."""
    with opened(as_owner=True), telling(Console(stderr=True)) as tell:
        _migrate(tell)


def _migrate(tell: Tell) -> None:
    """Run what is missing, telling how much of it is done."""
    from django.core.management import call_command
    from django.core.management.commands.migrate import Command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    total = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))

    class Telling(Command):
        done = 0

        def migration_progress_callback(self, action: str, *_: object) -> None:
            if action == "apply_success":
                self.done += 1
                tell("Tables", self.done, total)

    call_command(Telling(), interactive=False, verbosity=0)

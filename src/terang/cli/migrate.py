"""`terang migrate`: bring the database to the state that this version needs, as its owner."""

from terang.cli.house import opened


def command() -> None:
    """Bring the database to the state that this version needs."""
    with opened(as_owner=True):
        from django.core.management import call_command

        call_command("migrate", interactive=False, verbosity=1)

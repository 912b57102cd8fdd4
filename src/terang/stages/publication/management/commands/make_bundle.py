"""Make the bundle of a vacancy anew, from the published log and what the database says now, and change nothing."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from terang.base.sequencing.models import Log
from terang.base.tenancy import scope
from terang.stages.publication import bundles


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("round", help="the round's code, or the log's name")
        parser.add_argument("formation", help="the code of the vacancy")
        parser.add_argument("out", type=Path, help="the file to write, outside the log")

    def handle(self, *_: object, **given: object) -> None:
        name, formation, out = str(given["round"]), str(given["formation"]), Path(str(given["out"]))
        with scope.as_system():
            log = Log.objects.filter(Q(round__code=name) | Q(origin=name)).first()
            found = next(bundles.made(log, {formation}), None) if log else None
        if found is None:
            raise CommandError(f"No final ranking of {formation} stands in a published log of {name}.")
        out.write_bytes(found.content)
        self.stdout.write(f"{out}: {len(found.content)} bytes")

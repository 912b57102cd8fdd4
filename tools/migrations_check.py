"""Say which migrations are missing, and where their line forks. Needs no database."""

import os
import sys

import django
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState
from django.utils import translation


def main() -> int:
    """0 when nothing is missing and nothing forks."""
    os.environ["TERANG_ENV"] = "test"
    os.environ["DJANGO_SETTINGS_MODULE"] = "terang.config.settings"
    django.setup()
    translation.deactivate_all()  # migrations hold the English words
    loader = MigrationLoader(None, ignore_no_migrations=True)
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("terang.")}
    detector = MigrationAutodetector(
        loader.project_state(), ProjectState.from_apps(apps), NonInteractiveMigrationQuestioner()
    )
    changes = detector.changes(graph=loader.graph)
    forks = {label: names for label, names in loader.detect_conflicts().items() if label in ours}
    for label in sorted(ours & changes.keys()):
        for migration in changes[label]:
            print(f"{label}: a migration is missing:")
            print("\n".join(f"  {operation.describe()}" for operation in migration.operations))
    for label, names in sorted(forks.items()):
        print(f"{label}: the migrations fork at {' and '.join(sorted(names))}")
    return 1 if ours & changes.keys() or forks else 0


if __name__ == "__main__":
    sys.exit(main())

"""The reference world in the benchmarks' own database."""

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from banso.demo.build import build_world
from banso.registers.services.reference_data import load_reference_data
from banso.report.outline.load import load_catalogue


def reference_world() -> None:
    """An empty schema, filled with the reference world and nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    call_command("migrate", verbosity=0)
    load_reference_data(by=None)
    load_catalogue(settings.CATALOGUE, by=None)
    build_world(settings.CATALOGUE, by=None)

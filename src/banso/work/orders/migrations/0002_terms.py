"""The trade's words: processes, materials, machines and certificates with their synonyms."""

import csv
from pathlib import Path

from django.db import migrations

TERMS = Path(__file__).parents[1] / "data" / "terms.csv"


def load_terms(apps, schema_editor):
    term = apps.get_model("orders", "Term")
    with TERMS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            term.objects.create(**row | {"synonyms": row["synonyms"].split(";")})


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]
    operations = [migrations.RunPython(load_terms, migrations.RunPython.noop)]

"""The trade's words, and a coded reason for every introduction that came to nothing before reasons were coded."""

import csv
from pathlib import Path

from django.db import migrations

TERMS = Path(__file__).parents[1] / "data" / "terms.csv"


def load_terms(apps, schema_editor):
    term = apps.get_model("orders", "Term")
    with TERMS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            term.objects.create(**row | {"synonyms": row["synonyms"].split(";")})


def code_reasons(apps, schema_editor):
    apps.get_model("orders", "Outcome").objects.filter(result="declined").update(reason_code="other")


class Migration(migrations.Migration):
    dependencies = [("orders", "0003_profiles_and_following")]

    operations = [
        migrations.RunPython(load_terms, migrations.RunPython.noop),
        migrations.RunPython(code_reasons, migrations.RunPython.noop),
    ]

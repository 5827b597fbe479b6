"""How a question is answered: a word nobody wrote as fast as one that everybody did."""

from pathlib import Path

from django.db import migrations, models

FUNCTIONS = Path(__file__).parents[1] / "sql" / "asking.sql"
NAMES = "search_limits, search_matching, search_find, search_count"


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0002_functions'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='document',
            name='search_latest',
        ),
        migrations.RemoveIndex(
            model_name='document',
            name='search_named',
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(models.OrderBy(models.F('day'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='search_latest'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(models.F('kind'), models.OrderBy(models.F('day'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='search_latest_of_kind'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(condition=models.Q(('names', ''), _negated=True), fields=['id'], include=('names',), name='search_named'),
        ),
        migrations.RunSQL("DROP FUNCTION IF EXISTS search_condition"),
        migrations.RunSQL(FUNCTIONS.read_text(encoding="utf-8"), reverse_sql=f"DROP FUNCTION {NAMES}"),
    ]

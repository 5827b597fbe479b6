"""The tables are those of the cases now: nothing is left here."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("pipelines", "0001_initial"),
        ("cases", "0001_the_tables_of_staged_cases"),
        ("turnaround", "0002_completions_are_steps_of_cases"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name)
                for name in ("StageEntryEvent", "StageEntry", "StageEvent", "Stage", "CaseEvent", "Case")
            ]
        )
    ]

"""The entry a plan's completion points to is the same row of the same table, by its new name."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("turnaround", "0001_initial"), ("cases", "0001_the_tables_of_staged_cases")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "jobskept",
                    "completion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jobs_kept",
                        to="cases.stageentry",
                        verbose_name="計画策定支援の完了",
                    ),
                ),
                migrations.AlterField(
                    "jobskeptevent",
                    "completion",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.stageentry",
                        verbose_name="計画策定支援の完了",
                    ),
                ),
            ]
        )
    ]

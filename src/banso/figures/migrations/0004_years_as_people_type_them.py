from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("figures", "0003_borrowed_in_their_own_unit")]

    operations: ClassVar = [
        migrations.AlterField(
            model_name=name,
            name="fiscal_year",
            field=models.PositiveSmallIntegerField(help_text="令和6年度、R6、2024 のように", verbose_name="年度"),
        )
        for name in ("target", "targetevent")
    ]

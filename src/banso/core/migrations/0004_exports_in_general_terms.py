"""What someone inside a wall took out is told to others in general terms only."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0003_number_series")]

    operations = [
        migrations.AddField("access", "own", models.BooleanField(default=False, verbose_name="本人だけに見える")),
    ]

"""A session of one day needs no last day typed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('gatherings', '0002_only_known_kinds_and_outcomes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='session',
            name='ends_on',
            field=models.DateField(blank=True, verbose_name='最終日'),
        ),
        migrations.AlterField(
            model_name='sessionevent',
            name='ends_on',
            field=models.DateField(blank=True, verbose_name='最終日'),
        ),
    ]

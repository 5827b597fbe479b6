"""A fair of one day needs no last day typed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('fairs', '0008_companies_are_asked_afterwards'),
    ]

    operations = [
        migrations.AlterField(
            model_name='fair',
            name='ends_on',
            field=models.DateField(blank=True, verbose_name='最終日'),
        ),
        migrations.AlterField(
            model_name='fairevent',
            name='ends_on',
            field=models.DateField(blank=True, verbose_name='最終日'),
        ),
    ]

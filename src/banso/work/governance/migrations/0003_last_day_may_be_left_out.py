"""An audit of one day needs no last day typed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0002_choices_have_a_floor'),
    ]

    operations = [
        migrations.AlterField(
            model_name='audit',
            name='ends_on',
            field=models.DateField(blank=True, verbose_name='最終日'),
        ),
        migrations.AlterField(
            model_name='auditevent',
            name='ends_on',
            field=models.DateField(blank=True, verbose_name='最終日'),
        ),
    ]

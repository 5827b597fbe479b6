"""What the outline calls a row by is given by itself where nobody types it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='activity',
            name='code',
            field=models.SlugField(blank=True, max_length=40, verbose_name='項目コード'),
        ),
        migrations.AlterField(
            model_name='activityevent',
            name='code',
            field=models.SlugField(blank=True, db_index=False, max_length=40, verbose_name='項目コード'),
        ),
    ]

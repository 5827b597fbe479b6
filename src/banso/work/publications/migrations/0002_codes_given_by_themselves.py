"""What the outline calls a row by is given by itself where nobody types it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publications', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='publication',
            name='code',
            field=models.SlugField(blank=True, max_length=40, verbose_name='刊行物コード'),
        ),
        migrations.AlterField(
            model_name='publicationevent',
            name='code',
            field=models.SlugField(blank=True, db_index=False, max_length=40, verbose_name='刊行物コード'),
        ),
        migrations.AlterField(
            model_name='webpage',
            name='code',
            field=models.SlugField(blank=True, max_length=40, verbose_name='ページコード'),
        ),
        migrations.AlterField(
            model_name='webpageevent',
            name='code',
            field=models.SlugField(blank=True, db_index=False, max_length=40, verbose_name='ページコード'),
        ),
    ]

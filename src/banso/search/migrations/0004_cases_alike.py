"""Cases like another one, told in other words: what each text means, and what users ask."""

from pathlib import Path

import banso.search.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

MEANING = Path(__file__).parents[1] / "sql" / "meaning.sql"


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0003_numbers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Sketch',
            fields=[
                ('document', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='索引')),
                ('bits', banso.search.models.BitsField(length=512, null=True, verbose_name='意味の符号')),
            ],
            options={
                'verbose_name': '意味の索引',
                'verbose_name_plural': '意味の索引',
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('bits', None)), fields=['document'], name='search_unsketched')],
            },
        ),
        migrations.CreateModel(
            name='Likeness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='依頼日時')),
                ('typed', models.CharField(blank=True, max_length=200, verbose_name='言葉')),
                ('kind', models.CharField(blank=True, max_length=60, verbose_name='種類')),
                ('object_id', models.BigIntegerField(blank=True, null=True, verbose_name='記録番号')),
                ('found', models.JSONField(blank=True, null=True, verbose_name='見つかったもの')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL, verbose_name='利用者')),
            ],
            options={
                'verbose_name': '似た案件の照会',
                'verbose_name_plural': '似た案件の照会',
                'default_permissions': (),
                'indexes': [models.Index(fields=['asked_by', 'asked_at'], name='likeness_of_user')],
            },
        ),
        migrations.RunSQL(MEANING.read_text(encoding="utf-8"), reverse_sql=migrations.RunSQL.noop),
    ]

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

from banso.core.schema import TablesAtOnce


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        TablesAtOnce([
            migrations.CreateModel(
                name='Document',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=60, verbose_name='種類')),
                    ('object_id', models.BigIntegerField(verbose_name='記録番号')),
                    ('names', models.TextField(blank=True, verbose_name='名前と番号')),
                    ('day', models.DateField(blank=True, null=True, verbose_name='日付')),
                    ('company', models.BigIntegerField(blank=True, null=True, verbose_name='企業')),
                    ('programme', models.BigIntegerField(blank=True, null=True, verbose_name='事業')),
                    ('words', django.contrib.postgres.search.SearchVectorField(null=True, verbose_name='語')),
                ],
                options={
                    'verbose_name': '検索の索引',
                    'verbose_name_plural': '検索の索引',
                    'default_permissions': (),
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['words'], name='search_words'), models.Index(models.OrderBy(models.F('day'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='search_latest'), models.Index(models.F('kind'), models.OrderBy(models.F('day'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='search_latest_of_kind'), models.Index(condition=models.Q(('names', ''), _negated=True), fields=['id'], include=('names',), name='search_named')],
                    'constraints': [models.UniqueConstraint(fields=('kind', 'object_id'), name='search_document_once')],
                },
            ),
            migrations.CreateModel(
                name='Stale',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=60, verbose_name='種類')),
                    ('object_id', models.BigIntegerField(verbose_name='記録番号')),
                    ('gone', models.BooleanField(default=False, verbose_name='削除された')),
                ],
                options={
                    'verbose_name': '索引の更新待ち',
                    'verbose_name_plural': '索引の更新待ち',
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('kind', 'object_id'), name='search_stale_once')],
                },
            ),
        ]),
    ]

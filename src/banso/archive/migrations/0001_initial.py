import banso.core.kept
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from banso.core.schema import TablesAtOnce


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesAtOnce([
            migrations.CreateModel(
                name='FullExport',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('state', models.CharField(choices=[('waiting', '待機中'), ('running', '作成中'), ('done', '完成'), ('failed', '失敗')], default='waiting', max_length=8, verbose_name='状態')),
                    ('progress', models.PositiveSmallIntegerField(default=0, verbose_name='進み具合(%)')),
                    ('step', models.CharField(blank=True, max_length=80, verbose_name='いまの作業')),
                    ('error', models.CharField(blank=True, max_length=400, verbose_name='エラー')),
                    ('whole', models.BooleanField(default=False, verbose_name='すべての記録を含む')),
                    ('rows', models.BigIntegerField(null=True, verbose_name='行数')),
                    ('sha256', models.CharField(blank=True, max_length=64, verbose_name='ハッシュ値')),
                    ('file', models.FileField(blank=True, storage=banso.core.kept.private_storage, upload_to='exports/', verbose_name='ファイル')),
                    ('finished_at', models.DateTimeField(null=True, verbose_name='完成日時')),
                    ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='依頼者')),
                ],
                options={
                    'verbose_name': '全件の書き出し',
                    'verbose_name_plural': '全件の書き出し',
                    'ordering': ['-pk'],
                },
            ),
        ]),
    ]

"""Cases of the council are worked by steps: the entries into their stages become steps, under the keys they have."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.db import migrations, models

from banso.core.schema import TablesAtOnce

# Whose stages are those of a council (事前相談・一次相談・完了) has cases that are worked from now on. Each entry becomes a step with the same key,
# day and answers; the entry itself stays what the figures count. The trail says when that was done.
COUNCILS = """
    SELECT p.id FROM registers_programme p
    WHERE EXISTS (SELECT FROM cases_stage s WHERE s.programme_id = p.id AND s.code = 'first')
        AND EXISTS (SELECT FROM cases_stage s WHERE s.programme_id = p.id AND s.code = 'completed')
        AND NOT EXISTS (SELECT FROM cases_stage s WHERE s.programme_id = p.id AND s.code NOT IN ('preliminary', 'first', 'completed'))
"""
MOVE = [
    """SELECT set_config('pghistory.context_metadata', '{"verb": "work.turnaround.migrations"}', true)""",
    f"""
    INSERT INTO turnaround_councilcase (created_at, updated_at, case_id, route, size, pseudonym)
    SELECT c.created_at, c.updated_at, c.id, '', '', gen_random_uuid() FROM cases_case c
    WHERE c.procedure = 'stages' AND c.programme_id IN ({COUNCILS}) ORDER BY c.id
    """,
    """
    INSERT INTO turnaround_councilstep (id, created_at, updated_at, case_id, taken_on, round, replaces_id, withdrawn, note, step,
        product, relief, answer, is_main, method, minutes, settlement, outlook, reason, jobs)
    SELECT e.id, e.created_at, e.updated_at, e.case_id, e.taken_on, e.round, e.replaces_id, e.withdrawn, e.note, s.code,
        '', '', '', false, '', '', '', '', '', j.employees
    FROM cases_stageentry e JOIN cases_stage s ON s.id = e.stage_id JOIN turnaround_councilcase c ON c.case_id = e.case_id
    LEFT JOIN turnaround_jobskept j ON j.completion_id = e.id ORDER BY e.id
    """,
    "SELECT setval(pg_get_serial_sequence('turnaround_councilstep', 'id'), coalesce(max(id), 0) + 1, false) FROM turnaround_councilstep",
    "UPDATE cases_case SET procedure = 'council' WHERE id IN (SELECT case_id FROM turnaround_councilcase)",
    "SELECT set_config('pghistory.context_metadata', '', true)",
    "SET CONSTRAINTS ALL IMMEDIATE",
]


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0005_terms_have_a_floor'),
        ('registers', '0011_size_may_be_unsaid'),
        ('turnaround', '0003_jobs_go_with_their_completion'),
    ]

    operations = [
        TablesAtOnce([
            migrations.CreateModel(
                name='CouncilCase',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('route', models.CharField(blank=True, choices=[('self', '企業本人'), ('main_bank', 'メイン行'), ('other_bank', 'その他の金融機関'), ('guarantee', '信用保証協会'), ('public_bank', '政府系金融機関'), ('chamber', '商工団体'), ('yorozu', '総合相談の支援拠点'), ('professional', '士業'), ('succession', '承継・引継ぎ支援センター'), ('disaster', '産業復興相談センター'), ('other', 'その他')], help_text='分からない過去の案件では空欄にします。', max_length=12, verbose_name='持込経路')),
                    ('size', models.CharField(blank=True, choices=[('micro', '小規模事業者'), ('small', '中小企業(小規模を除く)'), ('middle', '中堅企業')], max_length=8, verbose_name='企業の規模')),
                    ('pseudonym', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='全国本部への報告での番号')),
                    ('brought_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.organisation', verbose_name='持込元の機関')),
                    ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='council', to='cases.case', verbose_name='案件')),
                    ('previous', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='turnaround.councilcase', verbose_name='前の支援案件')),
                ],
                options={
                    'verbose_name': '活性化協議会の支援案件',
                    'verbose_name_plural': '活性化協議会の支援案件',
                    'ordering': ['-pk'],
                },
            ),
            migrations.CreateModel(
                name='CouncilCaseEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('route', models.CharField(blank=True, choices=[('self', '企業本人'), ('main_bank', 'メイン行'), ('other_bank', 'その他の金融機関'), ('guarantee', '信用保証協会'), ('public_bank', '政府系金融機関'), ('chamber', '商工団体'), ('yorozu', '総合相談の支援拠点'), ('professional', '士業'), ('succession', '承継・引継ぎ支援センター'), ('disaster', '産業復興相談センター'), ('other', 'その他')], help_text='分からない過去の案件では空欄にします。', max_length=12, verbose_name='持込経路')),
                    ('size', models.CharField(blank=True, choices=[('micro', '小規模事業者'), ('small', '中小企業(小規模を除く)'), ('middle', '中堅企業')], max_length=8, verbose_name='企業の規模')),
                    ('pseudonym', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='全国本部への報告での番号')),
                    ('brought_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.organisation', verbose_name='持込元の機関')),
                    ('case', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case', verbose_name='案件')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='turnaround.councilcase')),
                    ('previous', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.councilcase', verbose_name='前の支援案件')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CouncilStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('taken_on', models.DateField(verbose_name='日付')),
                    ('fiscal_year', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.Func(models.Value('year'), 'taken_on', function='date_part', output_field=models.IntegerField()), '-', models.Case(models.When(django.db.models.lookups.LessThan(models.Func(models.Value('month'), 'taken_on', function='date_part', output_field=models.IntegerField()), 4), then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField())), output_field=models.SmallIntegerField(verbose_name='年度'), verbose_name='年度')),
                    ('round', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='回')),
                    ('withdrawn', models.BooleanField(default=False, editable=False, verbose_name='取消し')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='備考')),
                    ('step', models.CharField(choices=[('preliminary', '事前相談'), ('lifted', '事前相談の終了'), ('first', '窓口相談'), ('advised', '助言で終了'), ('referred', '他機関への紹介'), ('sounded', '金融機関への意向確認'), ('intended', '金融機関の意向の回答'), ('decided', '支援決定'), ('standstill', '返済猶予の要請'), ('teamed', '個別支援チームの編成'), ('examined', 'DD(財務・事業の調査)'), ('planned', '計画案の作成'), ('reported', '調査報告書'), ('called', 'バンクミーティングの招集'), ('met', 'バンクミーティング'), ('delivered', '計画書の交付'), ('completed', '計画策定支援の完了'), ('amended', '変更計画の成立'), ('monitored', 'モニタリング'), ('finished', '終結'), ('settled', '再チャレンジ支援の完了'), ('stopped', '中止'), ('failed', '不調'), ('dropped', '取下げ'), ('insolvent', '法的整理への移行')], max_length=20, verbose_name='手続')),
                    ('product', models.CharField(blank=True, choices=[('profit', '収益力改善支援'), ('pre', 'プレ再生支援'), ('revival', '再生支援'), ('retry', '再チャレンジ支援')], max_length=8, verbose_name='支援の種類')),
                    ('relief', models.CharField(blank=True, choices=[('none', '金融支援を求めない'), ('asked', '金融支援を求める')], max_length=8, verbose_name='金融支援')),
                    ('answer', models.CharField(blank=True, choices=[('cooperates', '協力する'), ('undecided', '検討中'), ('declines', '協力しない')], max_length=12, verbose_name='意向')),
                    ('is_main', models.BooleanField(default=False, verbose_name='メイン行')),
                    ('base_on', models.DateField(blank=True, null=True, verbose_name='残高の基準日')),
                    ('until', models.DateField(blank=True, null=True, verbose_name='いつまで')),
                    ('method', models.CharField(blank=True, choices=[('full', '従来型(支援チームが調査する)'), ('review', '検証型(企業の調査を検証する)'), ('simple', '簡易型(外部専門家を入れない)')], max_length=8, verbose_name='DDの方法')),
                    ('meets_on', models.DateField(blank=True, null=True, verbose_name='開催日')),
                    ('minutes', models.TextField(blank=True, verbose_name='議事の要点')),
                    ('jobs', models.PositiveIntegerField(blank=True, null=True, verbose_name='完了時の従業員数(名)')),
                    ('persons', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='保証人の人数')),
                    ('settlement', models.CharField(blank=True, choices=[('together', '保証債務の整理(一体型)'), ('alone', '保証債務の整理(単独型)'), ('closing', '廃業の支援'), ('advice', '助言・代理人弁護士の紹介')], max_length=10, verbose_name='整理の方法')),
                    ('outlook', models.CharField(blank=True, choices=[('on_plan', '計画どおり'), ('below', '計画を下回る'), ('far_below', '計画を大きく下回る(見直しが要る)')], max_length=10, verbose_name='計画との比較')),
                    ('reason', models.CharField(blank=True, choices=[('advice', '助言で解決した'), ('to_self', '企業本人の相談に移った'), ('to_plan', '経営改善計画策定支援(405)へ'), ('to_retry', '再チャレンジ支援へ'), ('elsewhere', '他の支援機関へ'), ('no_contact', '連絡が途絶えた'), ('not_eligible', '対象外'), ('no_agreement', '債権者の同意が得られない'), ('no_funds', '資金繰りが続かない'), ('by_company', '企業の意思'), ('court', '法的手続の申立て'), ('completed', '計画期間を終えた'), ('other', 'その他')], max_length=14, verbose_name='理由')),
                    ('bank', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.organisation', verbose_name='金融機関')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(app_label)s_%(class)s_steps', to='cases.case', verbose_name='案件')),
                    ('replaces', models.OneToOneField(blank=True, editable=False, error_messages={'unique': 'この段階は、すでに訂正または取り消されています。画面を開き直してください。'}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='turnaround.councilstep', verbose_name='訂正した段階')),
                ],
                options={
                    'verbose_name': '活性化協議会の手続',
                    'verbose_name_plural': '活性化協議会の手続',
                    'ordering': ['case', 'taken_on', 'pk'],
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Attendance',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('present', models.BooleanField(default=False, verbose_name='出席')),
                    ('who', models.CharField(blank=True, max_length=120, verbose_name='出席者')),
                    ('shown', models.CharField(blank=True, max_length=200, verbose_name='示した資料と版')),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='turnaround.councilstep', verbose_name='バンクミーティング')),
                ],
                options={
                    'verbose_name': 'バンクミーティングの出席',
                    'verbose_name_plural': 'バンクミーティングの出席',
                    'ordering': ['meeting', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='CouncilStepEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('taken_on', models.DateField(verbose_name='日付')),
                    ('round', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='回')),
                    ('withdrawn', models.BooleanField(default=False, editable=False, verbose_name='取消し')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='備考')),
                    ('step', models.CharField(choices=[('preliminary', '事前相談'), ('lifted', '事前相談の終了'), ('first', '窓口相談'), ('advised', '助言で終了'), ('referred', '他機関への紹介'), ('sounded', '金融機関への意向確認'), ('intended', '金融機関の意向の回答'), ('decided', '支援決定'), ('standstill', '返済猶予の要請'), ('teamed', '個別支援チームの編成'), ('examined', 'DD(財務・事業の調査)'), ('planned', '計画案の作成'), ('reported', '調査報告書'), ('called', 'バンクミーティングの招集'), ('met', 'バンクミーティング'), ('delivered', '計画書の交付'), ('completed', '計画策定支援の完了'), ('amended', '変更計画の成立'), ('monitored', 'モニタリング'), ('finished', '終結'), ('settled', '再チャレンジ支援の完了'), ('stopped', '中止'), ('failed', '不調'), ('dropped', '取下げ'), ('insolvent', '法的整理への移行')], max_length=20, verbose_name='手続')),
                    ('product', models.CharField(blank=True, choices=[('profit', '収益力改善支援'), ('pre', 'プレ再生支援'), ('revival', '再生支援'), ('retry', '再チャレンジ支援')], max_length=8, verbose_name='支援の種類')),
                    ('relief', models.CharField(blank=True, choices=[('none', '金融支援を求めない'), ('asked', '金融支援を求める')], max_length=8, verbose_name='金融支援')),
                    ('answer', models.CharField(blank=True, choices=[('cooperates', '協力する'), ('undecided', '検討中'), ('declines', '協力しない')], max_length=12, verbose_name='意向')),
                    ('is_main', models.BooleanField(default=False, verbose_name='メイン行')),
                    ('base_on', models.DateField(blank=True, null=True, verbose_name='残高の基準日')),
                    ('until', models.DateField(blank=True, null=True, verbose_name='いつまで')),
                    ('method', models.CharField(blank=True, choices=[('full', '従来型(支援チームが調査する)'), ('review', '検証型(企業の調査を検証する)'), ('simple', '簡易型(外部専門家を入れない)')], max_length=8, verbose_name='DDの方法')),
                    ('meets_on', models.DateField(blank=True, null=True, verbose_name='開催日')),
                    ('minutes', models.TextField(blank=True, verbose_name='議事の要点')),
                    ('jobs', models.PositiveIntegerField(blank=True, null=True, verbose_name='完了時の従業員数(名)')),
                    ('persons', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='保証人の人数')),
                    ('settlement', models.CharField(blank=True, choices=[('together', '保証債務の整理(一体型)'), ('alone', '保証債務の整理(単独型)'), ('closing', '廃業の支援'), ('advice', '助言・代理人弁護士の紹介')], max_length=10, verbose_name='整理の方法')),
                    ('outlook', models.CharField(blank=True, choices=[('on_plan', '計画どおり'), ('below', '計画を下回る'), ('far_below', '計画を大きく下回る(見直しが要る)')], max_length=10, verbose_name='計画との比較')),
                    ('reason', models.CharField(blank=True, choices=[('advice', '助言で解決した'), ('to_self', '企業本人の相談に移った'), ('to_plan', '経営改善計画策定支援(405)へ'), ('to_retry', '再チャレンジ支援へ'), ('elsewhere', '他の支援機関へ'), ('no_contact', '連絡が途絶えた'), ('not_eligible', '対象外'), ('no_agreement', '債権者の同意が得られない'), ('no_funds', '資金繰りが続かない'), ('by_company', '企業の意思'), ('court', '法的手続の申立て'), ('completed', '計画期間を終えた'), ('other', 'その他')], max_length=14, verbose_name='理由')),
                    ('bank', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.organisation', verbose_name='金融機関')),
                    ('case', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case', verbose_name='案件')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='turnaround.councilstep')),
                    ('replaces', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, error_messages={'unique': 'この段階は、すでに訂正または取り消されています。画面を開き直してください。'}, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.councilstep', verbose_name='訂正した段階')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Creditor',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('branch', models.CharField(blank=True, max_length=60, verbose_name='支店')),
                    ('kind', models.CharField(choices=[('own_risk', 'プロパー'), ('guaranteed', '保証付'), ('public', '制度融資'), ('lease', 'リース'), ('tax', '税・社会保険料'), ('centre', 'センターの債権(文書で回答を受けたもの)')], default='own_risk', max_length=10, verbose_name='債権の種類')),
                    ('is_target', models.BooleanField(default=True, verbose_name='対象債権者')),
                    ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='creditors', to='turnaround.councilcase', verbose_name='支援案件')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.organisation', verbose_name='債権者')),
                ],
                options={
                    'verbose_name': '債権者',
                    'verbose_name_plural': '債権者',
                    'ordering': ['council', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='AttendanceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('present', models.BooleanField(default=False, verbose_name='出席')),
                    ('who', models.CharField(blank=True, max_length=120, verbose_name='出席者')),
                    ('shown', models.CharField(blank=True, max_length=200, verbose_name='示した資料と版')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='turnaround.attendance')),
                    ('meeting', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.councilstep', verbose_name='バンクミーティング')),
                    ('creditor', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.creditor', verbose_name='債権者')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CreditorConsent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('state', models.CharField(choices=[('private', '内諾'), ('agreed', '同意'), ('conditional', '条件付同意'), ('refused', '不同意')], max_length=12, verbose_name='同意の状況')),
                    ('said_on', models.DateField(verbose_name='日付')),
                    ('condition', models.CharField(blank=True, max_length=200, verbose_name='条件・理由')),
                    ('paper', models.CharField(blank=True, help_text='同意書の文書番号や綴りの場所', max_length=120, verbose_name='書類')),
                    ('creditor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='turnaround.creditor', verbose_name='債権者')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='turnaround.councilstep', verbose_name='計画案')),
                    ('replaces', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='turnaround.creditorconsent', verbose_name='訂正した行')),
                ],
                options={
                    'verbose_name': '債権者の同意',
                    'verbose_name_plural': '債権者の同意',
                    'ordering': ['plan', 'creditor', 'said_on', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='CreditorConsentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('state', models.CharField(choices=[('private', '内諾'), ('agreed', '同意'), ('conditional', '条件付同意'), ('refused', '不同意')], max_length=12, verbose_name='同意の状況')),
                    ('said_on', models.DateField(verbose_name='日付')),
                    ('condition', models.CharField(blank=True, max_length=200, verbose_name='条件・理由')),
                    ('paper', models.CharField(blank=True, help_text='同意書の文書番号や綴りの場所', max_length=120, verbose_name='書類')),
                    ('creditor', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.creditor', verbose_name='債権者')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='turnaround.creditorconsent')),
                    ('plan', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.councilstep', verbose_name='計画案')),
                    ('replaces', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.creditorconsent', verbose_name='訂正した行')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CreditorEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('branch', models.CharField(blank=True, max_length=60, verbose_name='支店')),
                    ('kind', models.CharField(choices=[('own_risk', 'プロパー'), ('guaranteed', '保証付'), ('public', '制度融資'), ('lease', 'リース'), ('tax', '税・社会保険料'), ('centre', 'センターの債権(文書で回答を受けたもの)')], default='own_risk', max_length=10, verbose_name='債権の種類')),
                    ('is_target', models.BooleanField(default=True, verbose_name='対象債権者')),
                    ('council', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.councilcase', verbose_name='支援案件')),
                    ('organisation', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.organisation', verbose_name='債権者')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='turnaround.creditor')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CreditorLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('balance', models.BigIntegerField(verbose_name='残高(円)')),
                    ('collateral', models.BigIntegerField(default=0, verbose_name='担保で保全された額(円)')),
                    ('guaranteed', models.BigIntegerField(default=0, verbose_name='保証協会の保証額(円)')),
                    ('unsecured', models.BigIntegerField(editable=False, verbose_name='非保全額(円)')),
                    ('share', models.PositiveIntegerField(editable=False, verbose_name='残高の割合(百万分率)')),
                    ('paper', models.CharField(blank=True, max_length=120, verbose_name='根拠の書類')),
                    ('creditor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='turnaround.creditor', verbose_name='債権者')),
                ],
                options={
                    'verbose_name': '債権者ごとの残高',
                    'verbose_name_plural': '債権者ごとの残高',
                    'ordering': ['table', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='CreditorTable',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('version', models.PositiveSmallIntegerField(editable=False, verbose_name='版')),
                    ('base_on', models.DateField(verbose_name='基準日')),
                    ('told', models.BigIntegerField(verbose_name='借入一覧の合計(円)')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='備考')),
                    ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tables', to='turnaround.councilcase', verbose_name='支援案件')),
                ],
                options={
                    'verbose_name': '債権者一覧',
                    'verbose_name_plural': '債権者一覧',
                    'ordering': ['council', '-version'],
                },
            ),
            migrations.CreateModel(
                name='CreditorLineEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('balance', models.BigIntegerField(verbose_name='残高(円)')),
                    ('collateral', models.BigIntegerField(default=0, verbose_name='担保で保全された額(円)')),
                    ('guaranteed', models.BigIntegerField(default=0, verbose_name='保証協会の保証額(円)')),
                    ('unsecured', models.BigIntegerField(editable=False, verbose_name='非保全額(円)')),
                    ('share', models.PositiveIntegerField(editable=False, verbose_name='残高の割合(百万分率)')),
                    ('paper', models.CharField(blank=True, max_length=120, verbose_name='根拠の書類')),
                    ('creditor', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.creditor', verbose_name='債権者')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='turnaround.creditorline')),
                    ('table', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.creditortable', verbose_name='債権者一覧')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CreditorTableEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('version', models.PositiveSmallIntegerField(editable=False, verbose_name='版')),
                    ('base_on', models.DateField(verbose_name='基準日')),
                    ('told', models.BigIntegerField(verbose_name='借入一覧の合計(円)')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='備考')),
                    ('council', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.councilcase', verbose_name='支援案件')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='turnaround.creditortable')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ExpertCommission',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('role', models.CharField(choices=[('accountant', '公認会計士'), ('tax', '税理士'), ('lawyer', '弁護士'), ('consultant', '中小企業診断士'), ('other', 'その他の専門家')], max_length=12, verbose_name='役割')),
                    ('asked_on', models.DateField(verbose_name='委嘱を依頼した日')),
                    ('accepted_on', models.DateField(blank=True, null=True, verbose_name='承諾の日')),
                    ('no_conflict_on', models.DateField(blank=True, null=True, verbose_name='利害関係がない旨の書面の日')),
                    ('secrecy_on', models.DateField(blank=True, null=True, verbose_name='守秘誓約書の日')),
                    ('ended_on', models.DateField(blank=True, null=True, verbose_name='委嘱を終えた日')),
                    ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commissions', to='turnaround.councilcase', verbose_name='支援案件')),
                    ('expert', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.expert', verbose_name='専門家')),
                ],
                options={
                    'verbose_name': '専門家の委嘱',
                    'verbose_name_plural': '専門家の委嘱',
                    'ordering': ['council', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='ExpertCommissionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('role', models.CharField(choices=[('accountant', '公認会計士'), ('tax', '税理士'), ('lawyer', '弁護士'), ('consultant', '中小企業診断士'), ('other', 'その他の専門家')], max_length=12, verbose_name='役割')),
                    ('asked_on', models.DateField(verbose_name='委嘱を依頼した日')),
                    ('accepted_on', models.DateField(blank=True, null=True, verbose_name='承諾の日')),
                    ('no_conflict_on', models.DateField(blank=True, null=True, verbose_name='利害関係がない旨の書面の日')),
                    ('secrecy_on', models.DateField(blank=True, null=True, verbose_name='守秘誓約書の日')),
                    ('ended_on', models.DateField(blank=True, null=True, verbose_name='委嘱を終えた日')),
                    ('council', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.councilcase', verbose_name='支援案件')),
                    ('expert', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.expert', verbose_name='専門家')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='turnaround.expertcommission')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='PlanCheck',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('item', models.CharField(choices=[('outline', '企業の概要・財務の推移・実態貸借対照表・窮境の原因'), ('measures', '事業の再構築の施策'), ('outlook', '損益・貸借対照表の見通し'), ('cash', '資金繰り計画'), ('repayment', '返済計画'), ('relief', '求める金融支援'), ('guarantor', '保証人の資産と負債'), ('tests', '数値基準'), ('responsibility', '経営者・株主の責任'), ('fairness', '債権者間の公平'), ('rationality', '経済合理性(清算価値との比較)'), ('economy', '地域経済への影響')], max_length=16, verbose_name='記載事項')),
                    ('found', models.BooleanField(default=False, verbose_name='記載がある')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='備考')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='turnaround.councilstep', verbose_name='計画案')),
                ],
                options={
                    'verbose_name': '計画の記載事項の確認',
                    'verbose_name_plural': '計画の記載事項の確認',
                    'ordering': ['plan', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='PlanCheckEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('item', models.CharField(choices=[('outline', '企業の概要・財務の推移・実態貸借対照表・窮境の原因'), ('measures', '事業の再構築の施策'), ('outlook', '損益・貸借対照表の見通し'), ('cash', '資金繰り計画'), ('repayment', '返済計画'), ('relief', '求める金融支援'), ('guarantor', '保証人の資産と負債'), ('tests', '数値基準'), ('responsibility', '経営者・株主の責任'), ('fairness', '債権者間の公平'), ('rationality', '経済合理性(清算価値との比較)'), ('economy', '地域経済への影響')], max_length=16, verbose_name='記載事項')),
                    ('found', models.BooleanField(default=False, verbose_name='記載がある')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='備考')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='turnaround.plancheck')),
                    ('plan', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.councilstep', verbose_name='計画案')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='PlanYear',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('nth', models.PositiveSmallIntegerField(verbose_name='計画年度')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='決算期末')),
                    ('sales', models.BigIntegerField(blank=True, null=True, verbose_name='売上高(円)')),
                    ('profit', models.BigIntegerField(blank=True, null=True, verbose_name='経常利益(円)')),
                    ('net_assets', models.BigIntegerField(blank=True, null=True, verbose_name='実質純資産(円)')),
                    ('debt', models.BigIntegerField(blank=True, null=True, verbose_name='有利子負債(円)')),
                    ('cash_flow', models.BigIntegerField(blank=True, null=True, verbose_name='キャッシュフロー(円)')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='years', to='turnaround.councilstep', verbose_name='計画案')),
                ],
                options={
                    'verbose_name': '計画の年度ごとの数値',
                    'verbose_name_plural': '計画の年度ごとの数値',
                    'ordering': ['plan', 'nth'],
                },
            ),
            migrations.CreateModel(
                name='PlanYearEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('nth', models.PositiveSmallIntegerField(verbose_name='計画年度')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='決算期末')),
                    ('sales', models.BigIntegerField(blank=True, null=True, verbose_name='売上高(円)')),
                    ('profit', models.BigIntegerField(blank=True, null=True, verbose_name='経常利益(円)')),
                    ('net_assets', models.BigIntegerField(blank=True, null=True, verbose_name='実質純資産(円)')),
                    ('debt', models.BigIntegerField(blank=True, null=True, verbose_name='有利子負債(円)')),
                    ('cash_flow', models.BigIntegerField(blank=True, null=True, verbose_name='キャッシュフロー(円)')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='turnaround.planyear')),
                    ('plan', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.councilstep', verbose_name='計画案')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ReliefAsked',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('kind', models.CharField(choices=[('deferral', '元金猶予'), ('interest', '金利減免'), ('extension', '期間延長'), ('dds', 'DDS(劣後ローンへの転換)'), ('des', 'DES(株式への転換)'), ('waiver', '債権放棄(直接)'), ('second_company', '債権放棄(第二会社方式)'), ('new_loan', '新規融資'), ('purchase', '債権買取'), ('extinction', '求償権消滅保証')], max_length=16, verbose_name='金融支援の方法')),
                    ('amount', models.BigIntegerField(verbose_name='対象額(円)')),
                    ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reliefs', to='turnaround.creditorline', verbose_name='債権者ごとの残高')),
                ],
                options={
                    'verbose_name': '求める金融支援',
                    'verbose_name_plural': '求める金融支援',
                    'ordering': ['line', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='ReliefAskedEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('kind', models.CharField(choices=[('deferral', '元金猶予'), ('interest', '金利減免'), ('extension', '期間延長'), ('dds', 'DDS(劣後ローンへの転換)'), ('des', 'DES(株式への転換)'), ('waiver', '債権放棄(直接)'), ('second_company', '債権放棄(第二会社方式)'), ('new_loan', '新規融資'), ('purchase', '債権買取'), ('extinction', '求償権消滅保証')], max_length=16, verbose_name='金融支援の方法')),
                    ('amount', models.BigIntegerField(verbose_name='対象額(円)')),
                    ('line', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.creditorline', verbose_name='債権者ごとの残高')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='turnaround.reliefasked')),
                ],
                options={
                    'abstract': False,
                },
            ),
        ]),
        TablesAtOnce([
            migrations.AddField(
                model_name='attendance',
                name='creditor',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='turnaround.creditor', verbose_name='債権者'),
            ),
            migrations.AddField(
                model_name='creditorline',
                name='table',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='turnaround.creditortable', verbose_name='債権者一覧'),
            ),
            migrations.AddConstraint(
                model_name='councilcase',
                constraint=models.CheckConstraint(condition=models.Q(('route', ''), ('route__in', ['self', 'main_bank', 'other_bank', 'guarantee', 'public_bank', 'chamber', 'yorozu', 'professional', 'succession', 'disaster', 'other']), _connector='OR'), name='council_known_route', violation_error_message='持込経路を一覧から選んでください。'),
            ),
            migrations.AddConstraint(
                model_name='councilcase',
                constraint=models.CheckConstraint(condition=models.Q(('size', ''), ('size__in', ['micro', 'small', 'middle']), _connector='OR'), name='council_known_size', violation_error_message='企業の規模を一覧から選んでください。'),
            ),
            migrations.AddConstraint(
                model_name='councilcase',
                constraint=models.CheckConstraint(condition=models.Q(('previous', None), models.Q(('previous', models.F('id')), _negated=True), _connector='OR'), name='council_follows_another'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='councilcase',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_councilcaseevent" ("brought_by_id", "case_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_id", "pseudonym", "route", "size", "updated_at") VALUES (NEW."brought_by_id", NEW."case_id", NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."previous_id", NEW."pseudonym", NEW."route", NEW."size", NEW."updated_at"); RETURN NULL;', hash='c12fc4f1d440983ede6941a2be530f41df36dccd', operation='INSERT', pgid='pgtrigger_insert_insert_1e7fd', table='turnaround_councilcase', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='councilcase',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "turnaround_councilcaseevent" ("brought_by_id", "case_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_id", "pseudonym", "route", "size", "updated_at") VALUES (NEW."brought_by_id", NEW."case_id", NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."previous_id", NEW."pseudonym", NEW."route", NEW."size", NEW."updated_at"); RETURN NULL;', hash='c82f1e72743b3d4313394dfb2a1cae34df2d33b6', operation='UPDATE', pgid='pgtrigger_update_update_f6186', table='turnaround_councilcase', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='councilcase',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_councilcaseevent" ("brought_by_id", "case_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_id", "pseudonym", "route", "size", "updated_at") VALUES (OLD."brought_by_id", OLD."case_id", OLD."created_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."previous_id", OLD."pseudonym", OLD."route", OLD."size", OLD."updated_at"); RETURN NULL;', hash='54565601ea1fba3faa2dab546d0a17cb82c39b8a', operation='DELETE', pgid='pgtrigger_delete_delete_f7e1f', table='turnaround_councilcase', when='AFTER')),
            ),
            migrations.AddIndex(
                model_name='councilstep',
                index=models.Index(fields=['step', 'fiscal_year'], name='council_step_figures'),
            ),
            migrations.AddConstraint(
                model_name='councilstep',
                constraint=models.CheckConstraint(condition=models.Q(('withdrawn', False), ('replaces__isnull', False), _connector='OR'), name='turnaround_councilstep_takes_something_back'),
            ),
            migrations.AddConstraint(
                model_name='councilstep',
                constraint=models.CheckConstraint(condition=models.Q(('step__in', ['preliminary', 'lifted', 'first', 'advised', 'referred', 'sounded', 'intended', 'decided', 'standstill', 'teamed', 'examined', 'planned', 'reported', 'called', 'met', 'delivered', 'completed', 'amended', 'monitored', 'finished', 'settled', 'stopped', 'failed', 'dropped', 'insolvent'])), name='council_step_known'),
            ),
            migrations.AddConstraint(
                model_name='councilstep',
                constraint=models.CheckConstraint(condition=models.Q(('product', ''), ('product__in', ['profit', 'pre', 'revival', 'retry']), _connector='OR'), name='council_product_known', violation_error_message='支援の種類を一覧から選んでください。'),
            ),
            migrations.AddConstraint(
                model_name='councilstep',
                constraint=models.CheckConstraint(condition=models.Q(('relief', ''), ('relief__in', ['none', 'asked']), _connector='OR'), name='council_relief_known', violation_error_message='金融支援を一覧から選んでください。'),
            ),
            migrations.AddConstraint(
                model_name='councilstep',
                constraint=models.CheckConstraint(condition=models.Q(('answer', ''), ('answer__in', ['cooperates', 'undecided', 'declines']), _connector='OR'), name='council_answer_known', violation_error_message='意向を一覧から選んでください。'),
            ),
            migrations.AddConstraint(
                model_name='councilstep',
                constraint=models.CheckConstraint(condition=models.Q(('method', ''), ('method__in', ['full', 'review', 'simple']), _connector='OR'), name='council_method_known', violation_error_message='DDの方法を一覧から選んでください。'),
            ),
            migrations.AddConstraint(
                model_name='councilstep',
                constraint=models.CheckConstraint(condition=models.Q(('settlement', ''), ('settlement__in', ['together', 'alone', 'closing', 'advice']), _connector='OR'), name='council_settlement_known', violation_error_message='整理の方法を一覧から選んでください。'),
            ),
            migrations.AddConstraint(
                model_name='councilstep',
                constraint=models.CheckConstraint(condition=models.Q(('outlook', ''), ('outlook__in', ['on_plan', 'below', 'far_below']), _connector='OR'), name='council_outlook_known', violation_error_message='計画との比較を一覧から選んでください。'),
            ),
            migrations.AddConstraint(
                model_name='councilstep',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), ('reason__in', ['advice', 'to_self', 'to_plan', 'to_retry', 'elsewhere', 'no_contact', 'not_eligible', 'no_agreement', 'no_funds', 'by_company', 'court', 'completed', 'other']), _connector='OR'), name='council_reason_known', violation_error_message='理由を一覧から選んでください。'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='councilstep',
                trigger=pgtrigger.compiler.Trigger(name='keep_steps', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4628ec1405fed061559721ecfaf2a7488b47e58d', operation='UPDATE OR DELETE', pgid='pgtrigger_keep_steps_bcc5b', table='turnaround_councilstep', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='councilstep',
                trigger=pgtrigger.compiler.Trigger(name='not_before_its_case', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NEW.taken_on < (SELECT c.opened_on FROM public.cases_case c WHERE c.id = NEW.case_id) THEN\n    RAISE EXCEPTION 'step_before_its_case' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n", hash='ac6f7ea205ae313b2eb2f42cc8f67a077f846637', operation='INSERT', pgid='pgtrigger_not_before_its_case_ec349', table='turnaround_councilstep', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='councilstep',
                trigger=pgtrigger.compiler.Trigger(name='keep_standing', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nUPDATE public.cases_standing SET (step, since, round, closed) = (\n    SELECT coalesce(last.step, ''), coalesce(last.taken_on, c.opened_on), coalesce(last.round, 0), coalesce(last.closed, false)\n    FROM public.cases_case c LEFT JOIN LATERAL (\n        SELECT s.step AS step, s.taken_on, s.round, s.step IN ('lifted', 'advised', 'referred', 'finished', 'settled', 'stopped', 'failed', 'dropped', 'insolvent') AS closed\n        FROM public.turnaround_councilstep s\n        WHERE s.case_id = c.id AND NOT s.withdrawn\n            AND NOT EXISTS (SELECT FROM public.turnaround_councilstep r WHERE r.replaces_id = s.id)\n        ORDER BY s.taken_on DESC, s.id DESC LIMIT 1\n    ) last ON true WHERE c.id = NEW.case_id\n) WHERE case_id = NEW.case_id;\nRETURN NULL;\n", hash='a62a719e40c0e438bc0e897c4c691059b9fe5790', operation='INSERT', pgid='pgtrigger_keep_standing_64ed7', table='turnaround_councilstep', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='councilstep',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_councilstepevent" ("answer", "bank_id", "base_on", "case_id", "created_at", "id", "is_main", "jobs", "meets_on", "method", "minutes", "note", "outlook", "persons", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product", "reason", "relief", "replaces_id", "round", "settlement", "step", "taken_on", "until", "updated_at", "withdrawn") VALUES (NEW."answer", NEW."bank_id", NEW."base_on", NEW."case_id", NEW."created_at", NEW."id", NEW."is_main", NEW."jobs", NEW."meets_on", NEW."method", NEW."minutes", NEW."note", NEW."outlook", NEW."persons", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."product", NEW."reason", NEW."relief", NEW."replaces_id", NEW."round", NEW."settlement", NEW."step", NEW."taken_on", NEW."until", NEW."updated_at", NEW."withdrawn"); RETURN NULL;', hash='31a580329b45e1884fcb080d3e40db856e683c1f', operation='INSERT', pgid='pgtrigger_insert_insert_7e55d', table='turnaround_councilstep', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='councilstep',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answer" IS DISTINCT FROM (NEW."answer") OR OLD."bank_id" IS DISTINCT FROM (NEW."bank_id") OR OLD."base_on" IS DISTINCT FROM (NEW."base_on") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_main" IS DISTINCT FROM (NEW."is_main") OR OLD."jobs" IS DISTINCT FROM (NEW."jobs") OR OLD."meets_on" IS DISTINCT FROM (NEW."meets_on") OR OLD."method" IS DISTINCT FROM (NEW."method") OR OLD."minutes" IS DISTINCT FROM (NEW."minutes") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."outlook" IS DISTINCT FROM (NEW."outlook") OR OLD."persons" IS DISTINCT FROM (NEW."persons") OR OLD."product" IS DISTINCT FROM (NEW."product") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."relief" IS DISTINCT FROM (NEW."relief") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."round" IS DISTINCT FROM (NEW."round") OR OLD."settlement" IS DISTINCT FROM (NEW."settlement") OR OLD."step" IS DISTINCT FROM (NEW."step") OR OLD."taken_on" IS DISTINCT FROM (NEW."taken_on") OR OLD."until" IS DISTINCT FROM (NEW."until") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."withdrawn" IS DISTINCT FROM (NEW."withdrawn"))', func='INSERT INTO "turnaround_councilstepevent" ("answer", "bank_id", "base_on", "case_id", "created_at", "id", "is_main", "jobs", "meets_on", "method", "minutes", "note", "outlook", "persons", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product", "reason", "relief", "replaces_id", "round", "settlement", "step", "taken_on", "until", "updated_at", "withdrawn") VALUES (NEW."answer", NEW."bank_id", NEW."base_on", NEW."case_id", NEW."created_at", NEW."id", NEW."is_main", NEW."jobs", NEW."meets_on", NEW."method", NEW."minutes", NEW."note", NEW."outlook", NEW."persons", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."product", NEW."reason", NEW."relief", NEW."replaces_id", NEW."round", NEW."settlement", NEW."step", NEW."taken_on", NEW."until", NEW."updated_at", NEW."withdrawn"); RETURN NULL;', hash='3166f7309caf03aa6a82453dda41f47b7a105e0c', operation='UPDATE', pgid='pgtrigger_update_update_3d7dc', table='turnaround_councilstep', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='councilstep',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_councilstepevent" ("answer", "bank_id", "base_on", "case_id", "created_at", "id", "is_main", "jobs", "meets_on", "method", "minutes", "note", "outlook", "persons", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product", "reason", "relief", "replaces_id", "round", "settlement", "step", "taken_on", "until", "updated_at", "withdrawn") VALUES (OLD."answer", OLD."bank_id", OLD."base_on", OLD."case_id", OLD."created_at", OLD."id", OLD."is_main", OLD."jobs", OLD."meets_on", OLD."method", OLD."minutes", OLD."note", OLD."outlook", OLD."persons", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."product", OLD."reason", OLD."relief", OLD."replaces_id", OLD."round", OLD."settlement", OLD."step", OLD."taken_on", OLD."until", OLD."updated_at", OLD."withdrawn"); RETURN NULL;', hash='db8b718e95ee77fa6fcd34377a6d19e102baf8e7', operation='DELETE', pgid='pgtrigger_delete_delete_f63dd', table='turnaround_councilstep', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='creditor',
                constraint=models.UniqueConstraint(fields=('council', 'organisation', 'branch', 'kind'), name='creditor_once', violation_error_message='同じ債権者・支店・種類の行がすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='creditor',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['own_risk', 'guaranteed', 'public', 'lease', 'tax', 'centre'])), name='creditor_known_kind'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='creditor',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_creditorevent" ("branch", "council_id", "created_at", "id", "is_target", "kind", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (NEW."branch", NEW."council_id", NEW."created_at", NEW."id", NEW."is_target", NEW."kind", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."updated_at"); RETURN NULL;', hash='0e3b43838d629b0c97ea5df7729593152fdffeb1', operation='INSERT', pgid='pgtrigger_insert_insert_b7add', table='turnaround_creditor', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='creditor',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "turnaround_creditorevent" ("branch", "council_id", "created_at", "id", "is_target", "kind", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (NEW."branch", NEW."council_id", NEW."created_at", NEW."id", NEW."is_target", NEW."kind", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."updated_at"); RETURN NULL;', hash='c526c0d0cd70cfe80b3181058376c6a50f1b7896', operation='UPDATE', pgid='pgtrigger_update_update_7e96f', table='turnaround_creditor', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='creditor',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_creditorevent" ("branch", "council_id", "created_at", "id", "is_target", "kind", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (OLD."branch", OLD."council_id", OLD."created_at", OLD."id", OLD."is_target", OLD."kind", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."updated_at"); RETURN NULL;', hash='492a883534564e5e67833180915bf70cb2d44d26', operation='DELETE', pgid='pgtrigger_delete_delete_4db7b', table='turnaround_creditor', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='attendance',
                constraint=models.UniqueConstraint(fields=('meeting', 'creditor'), name='attendance_once'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='attendance',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_attendanceevent" ("created_at", "creditor_id", "id", "meeting_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "present", "shown", "updated_at", "who") VALUES (NEW."created_at", NEW."creditor_id", NEW."id", NEW."meeting_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."present", NEW."shown", NEW."updated_at", NEW."who"); RETURN NULL;', hash='9700f42b717f3c6fbc4e3c4b2df29ffb20bc20bc', operation='INSERT', pgid='pgtrigger_insert_insert_35059', table='turnaround_attendance', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='attendance',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "turnaround_attendanceevent" ("created_at", "creditor_id", "id", "meeting_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "present", "shown", "updated_at", "who") VALUES (NEW."created_at", NEW."creditor_id", NEW."id", NEW."meeting_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."present", NEW."shown", NEW."updated_at", NEW."who"); RETURN NULL;', hash='14972ff5e2ed6faa18525af89a6b2ae96bc4ef38', operation='UPDATE', pgid='pgtrigger_update_update_2655d', table='turnaround_attendance', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='attendance',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_attendanceevent" ("created_at", "creditor_id", "id", "meeting_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "present", "shown", "updated_at", "who") VALUES (OLD."created_at", OLD."creditor_id", OLD."id", OLD."meeting_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."present", OLD."shown", OLD."updated_at", OLD."who"); RETURN NULL;', hash='6a34b18a3c7ad00be470f5714eab433a2ad18669', operation='DELETE', pgid='pgtrigger_delete_delete_c40e5', table='turnaround_attendance', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='creditorconsent',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['private', 'agreed', 'conditional', 'refused'])), name='creditor_consent_known_state'),
            ),
            migrations.AddConstraint(
                model_name='creditorconsent',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'agreed'), _negated=True), models.Q(('paper', ''), _negated=True), _connector='OR'), name='consent_has_its_paper', violation_error_message='同意には同意書が要ります。書類の欄に、文書番号や綴りの場所を入れてください。'),
            ),
            migrations.AddConstraint(
                model_name='creditorconsent',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['conditional', 'refused']), _negated=True), models.Q(('condition', ''), _negated=True), _connector='OR'), name='condition_is_said', violation_error_message='条件付同意・不同意では、条件や理由を入れてください。'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='creditorconsent',
                trigger=pgtrigger.compiler.Trigger(name='keep_consents', sql=pgtrigger.compiler.UpsertTriggerSql(func='RAISE EXCEPTION \'pgtrigger: Cannot update of "creditor_id", "state", "said_on", "condition", "paper" or delete rows from % table\', TG_TABLE_NAME;', hash='ef0c0a8f9955e52d07565b20958e922d4e9d841a', operation='UPDATE OF "creditor_id", "state", "said_on", "condition", "paper" OR DELETE', pgid='pgtrigger_keep_consents_e1b9a', table='turnaround_creditorconsent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='creditorconsent',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_creditorconsentevent" ("condition", "created_at", "creditor_id", "id", "paper", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "replaces_id", "said_on", "state", "updated_at") VALUES (NEW."condition", NEW."created_at", NEW."creditor_id", NEW."id", NEW."paper", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."replaces_id", NEW."said_on", NEW."state", NEW."updated_at"); RETURN NULL;', hash='be9ee5eb4a3d38ca7c3bdf014eb5409c391c722b', operation='INSERT', pgid='pgtrigger_insert_insert_52896', table='turnaround_creditorconsent', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='creditorconsent',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "turnaround_creditorconsentevent" ("condition", "created_at", "creditor_id", "id", "paper", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "replaces_id", "said_on", "state", "updated_at") VALUES (NEW."condition", NEW."created_at", NEW."creditor_id", NEW."id", NEW."paper", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."replaces_id", NEW."said_on", NEW."state", NEW."updated_at"); RETURN NULL;', hash='b17fd4e3c4d9661f3dd183687b13d71d82f85e37', operation='UPDATE', pgid='pgtrigger_update_update_f468f', table='turnaround_creditorconsent', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='creditorconsent',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_creditorconsentevent" ("condition", "created_at", "creditor_id", "id", "paper", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "replaces_id", "said_on", "state", "updated_at") VALUES (OLD."condition", OLD."created_at", OLD."creditor_id", OLD."id", OLD."paper", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."replaces_id", OLD."said_on", OLD."state", OLD."updated_at"); RETURN NULL;', hash='c2bd3f8efd3b0360a7ddcae68fbf800ef047774a', operation='DELETE', pgid='pgtrigger_delete_delete_a8199', table='turnaround_creditorconsent', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='creditortable',
                constraint=models.UniqueConstraint(fields=('council', 'version'), name='creditor_table_version_once'),
            ),
            migrations.AddConstraint(
                model_name='creditortable',
                constraint=models.CheckConstraint(condition=models.Q(('told__gte', 0)), name='creditor_table_not_below_zero', violation_error_message='借入一覧の合計は0円以上で入れてください。'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='creditortable',
                trigger=pgtrigger.compiler.Trigger(name='keep_versions', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='af5c5011ee133a65493fe4310f0a10d6ddb52b20', operation='UPDATE OR DELETE', pgid='pgtrigger_keep_versions_5f533', table='turnaround_creditortable', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='creditortable',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_creditortableevent" ("base_on", "council_id", "created_at", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "told", "updated_at", "version") VALUES (NEW."base_on", NEW."council_id", NEW."created_at", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."told", NEW."updated_at", NEW."version"); RETURN NULL;', hash='270ff5af9f0a2fb82e2a71d15b0088a53b93628e', operation='INSERT', pgid='pgtrigger_insert_insert_6598c', table='turnaround_creditortable', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='creditortable',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "turnaround_creditortableevent" ("base_on", "council_id", "created_at", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "told", "updated_at", "version") VALUES (NEW."base_on", NEW."council_id", NEW."created_at", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."told", NEW."updated_at", NEW."version"); RETURN NULL;', hash='39caa1ba7d8d75d828e7c63389662fad1209d985', operation='UPDATE', pgid='pgtrigger_update_update_c2be8', table='turnaround_creditortable', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='creditortable',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_creditortableevent" ("base_on", "council_id", "created_at", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "told", "updated_at", "version") VALUES (OLD."base_on", OLD."council_id", OLD."created_at", OLD."id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."told", OLD."updated_at", OLD."version"); RETURN NULL;', hash='cc2a2b2edeff1fd70455ff0b91caceea79762508', operation='DELETE', pgid='pgtrigger_delete_delete_90753', table='turnaround_creditortable', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='creditorline',
                constraint=models.UniqueConstraint(fields=('table', 'creditor'), name='creditor_line_once'),
            ),
            migrations.AddConstraint(
                model_name='creditorline',
                constraint=models.CheckConstraint(condition=models.Q(('balance__gte', 0), ('collateral__gte', 0), ('guaranteed__gte', 0)), name='creditor_line_not_below_zero', violation_error_message='金額は0円以上で入れてください。'),
            ),
            migrations.AddConstraint(
                model_name='creditorline',
                constraint=models.CheckConstraint(condition=models.Q(('unsecured__gte', 0), ('unsecured__lte', models.F('balance'))), name='creditor_line_unsecured'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='creditorline',
                trigger=pgtrigger.compiler.Trigger(name='keep_lines', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3f62d8a265e58a71e3b2e88d93bd9b8c9d49e2e5', operation='UPDATE OR DELETE', pgid='pgtrigger_keep_lines_f38cb', table='turnaround_creditorline', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='creditorline',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_creditorlineevent" ("balance", "collateral", "created_at", "creditor_id", "guaranteed", "id", "paper", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share", "table_id", "unsecured", "updated_at") VALUES (NEW."balance", NEW."collateral", NEW."created_at", NEW."creditor_id", NEW."guaranteed", NEW."id", NEW."paper", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."share", NEW."table_id", NEW."unsecured", NEW."updated_at"); RETURN NULL;', hash='72cf3d427208fa94b7fdf8fb9e7e88733c1a6a42', operation='INSERT', pgid='pgtrigger_insert_insert_bc36d', table='turnaround_creditorline', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='creditorline',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "turnaround_creditorlineevent" ("balance", "collateral", "created_at", "creditor_id", "guaranteed", "id", "paper", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share", "table_id", "unsecured", "updated_at") VALUES (NEW."balance", NEW."collateral", NEW."created_at", NEW."creditor_id", NEW."guaranteed", NEW."id", NEW."paper", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."share", NEW."table_id", NEW."unsecured", NEW."updated_at"); RETURN NULL;', hash='5ff87016a000fd046331cc01da7c8b16080bb60c', operation='UPDATE', pgid='pgtrigger_update_update_51b21', table='turnaround_creditorline', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='creditorline',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_creditorlineevent" ("balance", "collateral", "created_at", "creditor_id", "guaranteed", "id", "paper", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share", "table_id", "unsecured", "updated_at") VALUES (OLD."balance", OLD."collateral", OLD."created_at", OLD."creditor_id", OLD."guaranteed", OLD."id", OLD."paper", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."share", OLD."table_id", OLD."unsecured", OLD."updated_at"); RETURN NULL;', hash='432c8c40ee6afb75a666d717fbe841d725705012', operation='DELETE', pgid='pgtrigger_delete_delete_e0c6c', table='turnaround_creditorline', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='expertcommission',
                constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('council', 'expert', 'role'), name='commission_once', violation_error_message='この専門家は、同じ役割ですでに委嘱しています。'),
            ),
            migrations.AddConstraint(
                model_name='expertcommission',
                constraint=models.CheckConstraint(condition=models.Q(('role__in', ['accountant', 'tax', 'lawyer', 'consultant', 'other'])), name='commission_known_role'),
            ),
            migrations.AddConstraint(
                model_name='expertcommission',
                constraint=models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('asked_on')), _connector='OR'), name='commission_ends_after_it_began', violation_error_message='委嘱を終えた日が、依頼した日より前です。'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='expertcommission',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_expertcommissionevent" ("accepted_on", "asked_on", "council_id", "created_at", "ended_on", "expert_id", "id", "no_conflict_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "secrecy_on", "updated_at") VALUES (NEW."accepted_on", NEW."asked_on", NEW."council_id", NEW."created_at", NEW."ended_on", NEW."expert_id", NEW."id", NEW."no_conflict_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."secrecy_on", NEW."updated_at"); RETURN NULL;', hash='cb3341872df5da03f1e7de80833353f2c315ca23', operation='INSERT', pgid='pgtrigger_insert_insert_e8439', table='turnaround_expertcommission', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='expertcommission',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "turnaround_expertcommissionevent" ("accepted_on", "asked_on", "council_id", "created_at", "ended_on", "expert_id", "id", "no_conflict_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "secrecy_on", "updated_at") VALUES (NEW."accepted_on", NEW."asked_on", NEW."council_id", NEW."created_at", NEW."ended_on", NEW."expert_id", NEW."id", NEW."no_conflict_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role", NEW."secrecy_on", NEW."updated_at"); RETURN NULL;', hash='cd989b6d4f3fc0f76d4091a70853cc1215174c70', operation='UPDATE', pgid='pgtrigger_update_update_31f64', table='turnaround_expertcommission', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='expertcommission',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_expertcommissionevent" ("accepted_on", "asked_on", "council_id", "created_at", "ended_on", "expert_id", "id", "no_conflict_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "secrecy_on", "updated_at") VALUES (OLD."accepted_on", OLD."asked_on", OLD."council_id", OLD."created_at", OLD."ended_on", OLD."expert_id", OLD."id", OLD."no_conflict_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."role", OLD."secrecy_on", OLD."updated_at"); RETURN NULL;', hash='d87f358d272bc6b14e025c2b223d28a1f7f20a4a', operation='DELETE', pgid='pgtrigger_delete_delete_f2b78', table='turnaround_expertcommission', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='plancheck',
                constraint=models.UniqueConstraint(fields=('plan', 'item'), name='plan_check_once'),
            ),
            migrations.AddConstraint(
                model_name='plancheck',
                constraint=models.CheckConstraint(condition=models.Q(('item__in', ['outline', 'measures', 'outlook', 'cash', 'repayment', 'relief', 'guarantor', 'tests', 'responsibility', 'fairness', 'rationality', 'economy'])), name='plan_check_known_item'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='plancheck',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_plancheckevent" ("created_at", "found", "id", "item", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "updated_at") VALUES (NEW."created_at", NEW."found", NEW."id", NEW."item", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."updated_at"); RETURN NULL;', hash='2ede349d9b9ab5c3ec652ded030d7b87dcf4296a', operation='INSERT', pgid='pgtrigger_insert_insert_22320', table='turnaround_plancheck', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='plancheck',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "turnaround_plancheckevent" ("created_at", "found", "id", "item", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "updated_at") VALUES (NEW."created_at", NEW."found", NEW."id", NEW."item", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."updated_at"); RETURN NULL;', hash='fadc571a271019e75753a9193a00e9fd7b02dd25', operation='UPDATE', pgid='pgtrigger_update_update_256f6', table='turnaround_plancheck', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='plancheck',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_plancheckevent" ("created_at", "found", "id", "item", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "updated_at") VALUES (OLD."created_at", OLD."found", OLD."id", OLD."item", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."updated_at"); RETURN NULL;', hash='c73d859663ee6618a3772b31b85ea46b67d15220', operation='DELETE', pgid='pgtrigger_delete_delete_682ca', table='turnaround_plancheck', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='planyear',
                constraint=models.UniqueConstraint(fields=('plan', 'nth'), name='plan_year_once'),
            ),
            migrations.AddConstraint(
                model_name='planyear',
                constraint=models.CheckConstraint(condition=models.Q(('nth__lte', 15)), name='plan_year_within'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='planyear',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_planyearevent" ("cash_flow", "created_at", "debt", "ends_on", "id", "net_assets", "nth", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "profit", "sales", "updated_at") VALUES (NEW."cash_flow", NEW."created_at", NEW."debt", NEW."ends_on", NEW."id", NEW."net_assets", NEW."nth", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."profit", NEW."sales", NEW."updated_at"); RETURN NULL;', hash='e7edfc62d0f28f58280248d1379116f828898da5', operation='INSERT', pgid='pgtrigger_insert_insert_41a4b', table='turnaround_planyear', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='planyear',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "turnaround_planyearevent" ("cash_flow", "created_at", "debt", "ends_on", "id", "net_assets", "nth", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "profit", "sales", "updated_at") VALUES (NEW."cash_flow", NEW."created_at", NEW."debt", NEW."ends_on", NEW."id", NEW."net_assets", NEW."nth", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."profit", NEW."sales", NEW."updated_at"); RETURN NULL;', hash='d3813959cd1cd11af4a5680c1e8824d0410e8c35', operation='UPDATE', pgid='pgtrigger_update_update_b1c76', table='turnaround_planyear', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='planyear',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_planyearevent" ("cash_flow", "created_at", "debt", "ends_on", "id", "net_assets", "nth", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "profit", "sales", "updated_at") VALUES (OLD."cash_flow", OLD."created_at", OLD."debt", OLD."ends_on", OLD."id", OLD."net_assets", OLD."nth", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."profit", OLD."sales", OLD."updated_at"); RETURN NULL;', hash='e57ecab3d6757d5de4cbcd61665753b46e3073a5', operation='DELETE', pgid='pgtrigger_delete_delete_bd91d', table='turnaround_planyear', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='reliefasked',
                constraint=models.UniqueConstraint(fields=('line', 'kind'), name='relief_once'),
            ),
            migrations.AddConstraint(
                model_name='reliefasked',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['deferral', 'interest', 'extension', 'dds', 'des', 'waiver', 'second_company', 'new_loan', 'purchase', 'extinction'])), name='relief_known_kind'),
            ),
            migrations.AddConstraint(
                model_name='reliefasked',
                constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='relief_above_zero', violation_error_message='対象額は1円以上で入れてください。'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reliefasked',
                trigger=pgtrigger.compiler.Trigger(name='keep_reliefs', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1aa4b2031f8d9b7174383d325d2b8afa0d167094', operation='UPDATE OR DELETE', pgid='pgtrigger_keep_reliefs_19c06', table='turnaround_reliefasked', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reliefasked',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_reliefaskedevent" ("amount", "created_at", "id", "kind", "line_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (NEW."amount", NEW."created_at", NEW."id", NEW."kind", NEW."line_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."updated_at"); RETURN NULL;', hash='2ec1ff980158b2cf8bfe6b01f8107934f23bbfde', operation='INSERT', pgid='pgtrigger_insert_insert_a711d', table='turnaround_reliefasked', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reliefasked',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "turnaround_reliefaskedevent" ("amount", "created_at", "id", "kind", "line_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (NEW."amount", NEW."created_at", NEW."id", NEW."kind", NEW."line_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."updated_at"); RETURN NULL;', hash='da9bc7a7bbfd5d282ccb1bbab795ff484a9b5ccd', operation='UPDATE', pgid='pgtrigger_update_update_2829a', table='turnaround_reliefasked', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reliefasked',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_reliefaskedevent" ("amount", "created_at", "id", "kind", "line_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (OLD."amount", OLD."created_at", OLD."id", OLD."kind", OLD."line_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."updated_at"); RETURN NULL;', hash='f90c7e76b2a36eceab2e4b6072ed547448311546', operation='DELETE', pgid='pgtrigger_delete_delete_d3e2f', table='turnaround_reliefasked', when='AFTER')),
            ),
        ]),
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        TablesAtOnce([
            pgtrigger.migrations.AddTrigger(
                model_name='councilstep',
                trigger=pgtrigger.compiler.Trigger(name='enters_its_stage', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE former bigint; entered bigint;', func='\nSELECT e.id INTO former FROM public.cases_stageentry e JOIN public.cases_stage s ON s.id = e.stage_id\nWHERE NEW.replaces_id IS NOT NULL AND e.case_id = NEW.case_id AND s.code = NEW.step AND NOT e.withdrawn\n    AND NOT EXISTS (SELECT FROM public.cases_stageentry r WHERE r.replaces_id = e.id);\nIF NEW.withdrawn AND former IS NULL THEN RETURN NULL; END IF;\nINSERT INTO public.cases_stageentry (created_at, updated_at, case_id, stage_id, taken_on, round, replaces_id, withdrawn, note)\nSELECT NEW.created_at, NEW.updated_at, c.id, s.id, NEW.taken_on, NEW.round, former, NEW.withdrawn, NEW.note\nFROM public.cases_case c JOIN public.cases_stage s ON s.programme_id = c.programme_id AND s.code = NEW.step\nWHERE c.id = NEW.case_id RETURNING id INTO entered;\nIF former IS NOT NULL AND NOT NEW.withdrawn THEN\n    UPDATE public.turnaround_jobskept SET completion_id = entered, updated_at = NEW.updated_at WHERE completion_id = former;\nEND IF;\nRETURN NULL;\n', hash='5922911fa1dd81eb8f2949ec9e435f0533f2ea74', operation='INSERT', pgid='pgtrigger_enters_its_stage_9ba66', table='turnaround_councilstep', when='AFTER')),
            ),
        ]),
    ]

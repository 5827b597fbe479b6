"""Improvement plans are worked: their programmes, companies and days are those of cases, what was received and held are steps.

Keys of plans, receipts and accompaniments stay, so that figures that were frozen lead to the same records.
"""

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.lookups
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from banso.core.schema import TablesAtOnce


# A plan's programme and company become those of a case of its own, with all that the trail says of them; it begins on the day from which
# something is known of it. What was received and held becomes its steps. Rows that the house's triggers would note as new are moved.
MOVE = [
    "ALTER TABLE cases_case DISABLE TRIGGER USER",
    "ALTER TABLE registers_mergemove DISABLE TRIGGER USER",
    """
    DO $$ DECLARE one record; made bigint; first date; BEGIN
        FOR one IN SELECT * FROM turnaround_plancase ORDER BY id LOOP
            SELECT least(min(day), one.created_at::date) INTO first FROM (
                SELECT received_on AS day FROM turnaround_receipt WHERE case_id = one.id
                UNION ALL SELECT held_on FROM turnaround_accompaniment WHERE case_id = one.id
            ) known;
            INSERT INTO cases_case (created_at, updated_at, programme_id, company_id, opened_on, summary, procedure, title, alias, number)
            VALUES (one.created_at, one.updated_at, one.programme_id, one.company_id, coalesce(first, one.created_at::date), '',
                'improvement', '', '', '')
            RETURNING id INTO made;
            INSERT INTO cases_standing (case_id, step, since, round, closed)
            VALUES (made, '', coalesce(first, one.created_at::date), 0, false);
            UPDATE turnaround_plancase SET case_id = made WHERE id = one.id;
            UPDATE turnaround_plancaseevent SET case_id = made WHERE pgh_obj_id = one.id;
        END LOOP;
    END $$
    """,
    """
    INSERT INTO cases_caseevent (pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, created_at, updated_at,
        programme_id, company_id, opened_on, summary, procedure, title, alias, number)
    SELECT e.pgh_created_at, e.pgh_label, coalesce(e.case_id, 0), e.pgh_context, e.pgh_context_id, coalesce(e.case_id, 0),
        e.created_at, e.updated_at, e.programme_id, e.company_id, coalesce(c.opened_on, e.created_at::date), '', 'improvement', '', '', ''
    FROM turnaround_plancaseevent e LEFT JOIN cases_case c ON c.id = e.case_id ORDER BY e.pgh_id
    """,
    "UPDATE turnaround_plancaseevent SET case_id = 0 WHERE case_id IS NULL",  # what the trail says of those taken out
    """
    INSERT INTO turnaround_planstep (created_at, updated_at, case_id, taken_on, round, withdrawn, note, step, proof, kind, met, report)
    SELECT r.created_at, r.updated_at, p.case_id, r.received_on, 1, false, '',
        CASE r.kind WHEN 'application' THEN 'applied' ELSE 'plan_claimed' END, '', '', '', ''
    FROM turnaround_receipt r JOIN turnaround_plancase p ON p.id = r.case_id ORDER BY r.id
    """,
    """
    INSERT INTO turnaround_planstep (created_at, updated_at, case_id, taken_on, round, withdrawn, note, step, proof, kind, met, report)
    SELECT a.created_at, a.updated_at, p.case_id, a.held_on, row_number() OVER (PARTITION BY p.id ORDER BY a.held_on), false, '',
        'accompanied', '', '', '', a.note
    FROM turnaround_accompaniment a JOIN turnaround_plancase p ON p.id = a.case_id ORDER BY a.id
    """,
    """
    UPDATE turnaround_receipt r SET step_id = s.id FROM turnaround_planstep s, turnaround_plancase p
    WHERE p.id = r.case_id AND s.case_id = p.case_id
        AND s.step = CASE r.kind WHEN 'application' THEN 'applied' ELSE 'plan_claimed' END
    """,
    """
    UPDATE turnaround_accompaniment a SET step_id = s.id FROM turnaround_planstep s, turnaround_plancase p
    WHERE p.id = a.case_id AND s.case_id = p.case_id AND s.step = 'accompanied' AND s.taken_on = a.held_on
    """,
    "UPDATE turnaround_receiptevent e SET step_id = r.step_id FROM turnaround_receipt r WHERE r.id = e.pgh_obj_id",
    "UPDATE turnaround_accompanimentevent e SET step_id = a.step_id FROM turnaround_accompaniment a WHERE a.id = e.pgh_obj_id",
    """
    UPDATE registers_mergemove m SET kind = 'cases.case', row = p.case_id FROM turnaround_plancase p
    WHERE m.kind = 'turnaround.plancase' AND m.row = p.id
    """,
    "SET CONSTRAINTS ALL IMMEDIATE",
    "ALTER TABLE registers_mergemove ENABLE TRIGGER USER",
    "ALTER TABLE cases_case ENABLE TRIGGER USER",
]
SEARCH = [
    """
    INSERT INTO search_stale (kind, object_id, gone)
    SELECT 'cases.case', c.id, false FROM cases_case c
    WHERE c.procedure = 'improvement'
        AND NOT EXISTS (SELECT FROM search_document d WHERE d.kind = 'cases.case' AND d.object_id = c.id)
        AND NOT EXISTS (SELECT FROM search_stale w WHERE w.kind = 'cases.case' AND w.object_id = c.id)
    """
]



class Migration(migrations.Migration):

    dependencies = [
        ('search', '0004_cases_alike'),
        ('cases', '0005_terms_have_a_floor'),
        ('files', '0003_reviewers_see_marked_files'),
        ('registers', '0011_size_may_be_unsaid'),
        ('turnaround', '0004_council_cases'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesAtOnce([
            migrations.CreateModel(
                name='BankConsent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('paper', models.CharField(choices=[('consent', '同意書'), ('confirmed', '同意確認書'), ('relief', '金融支援に係る確認書'), ('received', '受取書'), ('conditional', '条件付きの同意'), ('declined', '不同意')], max_length=12, verbose_name='書類')),
                    ('said_on', models.DateField(verbose_name='書類の日付')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='条件・理由')),
                ],
                options={
                    'verbose_name': '計画への金融機関の回答',
                    'verbose_name_plural': '計画への金融機関の回答',
                    'ordering': ['bank', 'said_on', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='BankConsentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('paper', models.CharField(choices=[('consent', '同意書'), ('confirmed', '同意確認書'), ('relief', '金融支援に係る確認書'), ('received', '受取書'), ('conditional', '条件付きの同意'), ('declined', '不同意')], max_length=12, verbose_name='書類')),
                    ('said_on', models.DateField(verbose_name='書類の日付')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='条件・理由')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='PaperCheck',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('kind', models.CharField(choices=[('application', '事業利用申請'), ('dd_claim', 'DD費用支払申請'), ('claim', '計画策定費用支払申請'), ('talks_claim', '金融機関交渉費用支払申請'), ('follow_claim', '伴走支援費用支払申請')], max_length=12, verbose_name='どの申請の書類か')),
                    ('round', models.PositiveSmallIntegerField(default=1, verbose_name='回')),
                    ('paper', models.SlugField(max_length=40, verbose_name='書類')),
                    ('form', models.CharField(choices=[('original', '原本'), ('copy', '写し'), ('print', 'インターネットの登記情報の印刷')], default='original', max_length=8, verbose_name='届いた形')),
                    ('form_set', models.CharField(blank=True, max_length=20, verbose_name='届いた様式')),
                    ('received_on', models.DateField(verbose_name='受領日')),
                    ('issued_on', models.DateField(blank=True, null=True, verbose_name='発行日')),
                    ('good_until', models.DateField(blank=True, editable=False, null=True, verbose_name='受領できる期限')),
                    ('result', models.CharField(choices=[('ok', '不備なし'), ('returned', '不備あり(差戻し)')], max_length=8, verbose_name='結果')),
                    ('reason', models.CharField(blank=True, max_length=200, verbose_name='不備の内容')),
                ],
                options={
                    'verbose_name': '計画の書類の確認',
                    'verbose_name_plural': '計画の書類の確認',
                    'ordering': ['case', 'kind', 'round', 'paper', 'pk'],
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='PaperCheckEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('kind', models.CharField(choices=[('application', '事業利用申請'), ('dd_claim', 'DD費用支払申請'), ('claim', '計画策定費用支払申請'), ('talks_claim', '金融機関交渉費用支払申請'), ('follow_claim', '伴走支援費用支払申請')], max_length=12, verbose_name='どの申請の書類か')),
                    ('round', models.PositiveSmallIntegerField(default=1, verbose_name='回')),
                    ('paper', models.SlugField(db_index=False, max_length=40, verbose_name='書類')),
                    ('form', models.CharField(choices=[('original', '原本'), ('copy', '写し'), ('print', 'インターネットの登記情報の印刷')], default='original', max_length=8, verbose_name='届いた形')),
                    ('form_set', models.CharField(blank=True, max_length=20, verbose_name='届いた様式')),
                    ('received_on', models.DateField(verbose_name='受領日')),
                    ('issued_on', models.DateField(blank=True, null=True, verbose_name='発行日')),
                    ('good_until', models.DateField(blank=True, editable=False, null=True, verbose_name='受領できる期限')),
                    ('result', models.CharField(choices=[('ok', '不備なし'), ('returned', '不備あり(差戻し)')], max_length=8, verbose_name='結果')),
                    ('reason', models.CharField(blank=True, max_length=200, verbose_name='不備の内容')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='PapersComplete',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('kind', models.CharField(choices=[('application', '事業利用申請'), ('dd_claim', 'DD費用支払申請'), ('claim', '計画策定費用支払申請'), ('talks_claim', '金融機関交渉費用支払申請'), ('follow_claim', '伴走支援費用支払申請')], max_length=12, verbose_name='どの申請の書類か')),
                    ('round', models.PositiveSmallIntegerField(default=1, verbose_name='回')),
                    ('confirmed_on', models.DateField(verbose_name='確認日')),
                ],
                options={
                    'verbose_name': '計画の書類の完備',
                    'verbose_name_plural': '計画の書類の完備',
                    'ordering': ['case', 'kind', 'round', 'pk'],
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='PapersCompleteEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('kind', models.CharField(choices=[('application', '事業利用申請'), ('dd_claim', 'DD費用支払申請'), ('claim', '計画策定費用支払申請'), ('talks_claim', '金融機関交渉費用支払申請'), ('follow_claim', '伴走支援費用支払申請')], max_length=12, verbose_name='どの申請の書類か')),
                    ('round', models.PositiveSmallIntegerField(default=1, verbose_name='回')),
                    ('confirmed_on', models.DateField(verbose_name='確認日')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='PlanBank',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('ended_on', models.DateField(blank=True, null=True, verbose_name='終了日')),
                    ('branch', models.CharField(blank=True, max_length=60, verbose_name='支店')),
                    ('role', models.CharField(choices=[('main', '主要行'), ('sub', '準主要行'), ('other', 'その他の取引行'), ('settlement', '決済口座のある金融機関'), ('guarantor', '信用保証協会')], default='other', max_length=12, verbose_name='立場')),
                    ('balance', models.BigIntegerField(blank=True, null=True, verbose_name='借入残高(円)')),
                    ('guaranteed', models.BooleanField(default=False, verbose_name='信用保証協会の保証付き')),
                ],
                options={
                    'verbose_name': '計画の取引金融機関',
                    'verbose_name_plural': '計画の取引金融機関',
                    'ordering': ['case', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='PlanBankEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('ended_on', models.DateField(blank=True, null=True, verbose_name='終了日')),
                    ('branch', models.CharField(blank=True, max_length=60, verbose_name='支店')),
                    ('role', models.CharField(choices=[('main', '主要行'), ('sub', '準主要行'), ('other', 'その他の取引行'), ('settlement', '決済口座のある金融機関'), ('guarantor', '信用保証協会')], default='other', max_length=12, verbose_name='立場')),
                    ('balance', models.BigIntegerField(blank=True, null=True, verbose_name='借入残高(円)')),
                    ('guaranteed', models.BooleanField(default=False, verbose_name='信用保証協会の保証付き')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='PlanStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('taken_on', models.DateField(verbose_name='日付')),
                    ('fiscal_year', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.Func(models.Value('year'), 'taken_on', function='date_part', output_field=models.IntegerField()), '-', models.Case(models.When(django.db.models.lookups.LessThan(models.Func(models.Value('month'), 'taken_on', function='date_part', output_field=models.IntegerField()), 4), then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField())), output_field=models.SmallIntegerField(verbose_name='年度'), verbose_name='年度')),
                    ('round', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='回')),
                    ('withdrawn', models.BooleanField(default=False, editable=False, verbose_name='取消し')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='備考')),
                    ('step', models.CharField(choices=[('consulted', '事前相談'), ('applied', '利用申請の受付'), ('returned', '差戻し(不備通知)'), ('mended', '不備の補正の受領'), ('decided', '利用決定'), ('refused', '不決定'), ('commissioned', '委嘱承諾'), ('changed', '変更申請の承認'), ('agreed', '金融機関の同意・受取り'), ('dd_claimed', 'DD費用の支払申請の受付'), ('plan_claimed', '計画策定費用の支払申請の受付'), ('talks_claimed', '金融機関交渉費用の支払申請の受付'), ('accompanied', '伴走支援の実施'), ('follow_claimed', '伴走支援費用の支払申請の受付'), ('pay_decided', '支払決定'), ('paid', '送金'), ('repayment', '返還の請求'), ('withdrawn', '取下げ'), ('lapsed', '失効'), ('finished', '終結')], max_length=16, verbose_name='手続')),
                    ('dd_cost', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='DD費用の見積(円)')),
                    ('plan_cost', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='計画策定費用の見積(円)')),
                    ('talks_cost', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='金融機関交渉費用の見積(円)')),
                    ('follow_cost', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='伴走支援費用の見積(円)')),
                    ('work_from', models.DateField(blank=True, help_text='従事時間管理表の最初の日', null=True, verbose_name='業務を始めた日')),
                    ('invoiced', models.BigIntegerField(blank=True, help_text='認定支援機関の請求書の総額', null=True, verbose_name='請求額(円、税込み)')),
                    ('other_aid', models.BigIntegerField(blank=True, help_text='信用保証協会の補助など。なければ空欄', null=True, verbose_name='同じ費用へのほかの補助(円)')),
                    ('proof', models.CharField(blank=True, choices=[('transfer', '振込(この支払だけ)の控え'), ('mixed', 'ほかの支払と合わせた振込'), ('offset', '顧問料・決算料との相殺'), ('receipt', '領収書(現金)')], max_length=10, verbose_name='自己負担分の支払の証拠')),
                    ('share_paid', models.BigIntegerField(blank=True, null=True, verbose_name='控えに出ている振込額(円)')),
                    ('share_withheld', models.BigIntegerField(blank=True, help_text='個人の認定支援機関のとき', null=True, verbose_name='源泉徴収した額(円)')),
                    ('kind', models.CharField(blank=True, choices=[('midterm', '期中'), ('settlement', '決算期'), ('interim', '中間'), ('yearly', '本決算')], max_length=12, verbose_name='時期')),
                    ('met', models.CharField(blank=True, max_length=60, verbose_name='金融機関の担当者')),
                    ('planned_sales', models.BigIntegerField(blank=True, null=True, verbose_name='売上高の計画(円)')),
                    ('actual_sales', models.BigIntegerField(blank=True, null=True, verbose_name='売上高の実績(円)')),
                    ('planned_profit', models.BigIntegerField(blank=True, null=True, verbose_name='経常利益の計画(円)')),
                    ('actual_profit', models.BigIntegerField(blank=True, null=True, verbose_name='経常利益の実績(円)')),
                    ('report', models.TextField(blank=True, verbose_name='伴走支援の内容')),
                    ('eligible', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='対象になる費用(円)')),
                    ('granted', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='支払を認める額(円)')),
                    ('paid_now', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='今回支払う額(円)')),
                    ('held_back', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='初回の伴走支援のあとに支払う額(円)')),
                    ('amount', models.BigIntegerField(blank=True, null=True, verbose_name='金額(円)')),
                ],
                options={
                    'verbose_name': '経営改善計画の手続',
                    'verbose_name_plural': '経営改善計画の手続',
                    'ordering': ['case', 'taken_on', 'pk'],
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='PlanStepEvent',
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
                    ('step', models.CharField(choices=[('consulted', '事前相談'), ('applied', '利用申請の受付'), ('returned', '差戻し(不備通知)'), ('mended', '不備の補正の受領'), ('decided', '利用決定'), ('refused', '不決定'), ('commissioned', '委嘱承諾'), ('changed', '変更申請の承認'), ('agreed', '金融機関の同意・受取り'), ('dd_claimed', 'DD費用の支払申請の受付'), ('plan_claimed', '計画策定費用の支払申請の受付'), ('talks_claimed', '金融機関交渉費用の支払申請の受付'), ('accompanied', '伴走支援の実施'), ('follow_claimed', '伴走支援費用の支払申請の受付'), ('pay_decided', '支払決定'), ('paid', '送金'), ('repayment', '返還の請求'), ('withdrawn', '取下げ'), ('lapsed', '失効'), ('finished', '終結')], max_length=16, verbose_name='手続')),
                    ('dd_cost', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='DD費用の見積(円)')),
                    ('plan_cost', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='計画策定費用の見積(円)')),
                    ('talks_cost', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='金融機関交渉費用の見積(円)')),
                    ('follow_cost', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='伴走支援費用の見積(円)')),
                    ('work_from', models.DateField(blank=True, help_text='従事時間管理表の最初の日', null=True, verbose_name='業務を始めた日')),
                    ('invoiced', models.BigIntegerField(blank=True, help_text='認定支援機関の請求書の総額', null=True, verbose_name='請求額(円、税込み)')),
                    ('other_aid', models.BigIntegerField(blank=True, help_text='信用保証協会の補助など。なければ空欄', null=True, verbose_name='同じ費用へのほかの補助(円)')),
                    ('proof', models.CharField(blank=True, choices=[('transfer', '振込(この支払だけ)の控え'), ('mixed', 'ほかの支払と合わせた振込'), ('offset', '顧問料・決算料との相殺'), ('receipt', '領収書(現金)')], max_length=10, verbose_name='自己負担分の支払の証拠')),
                    ('share_paid', models.BigIntegerField(blank=True, null=True, verbose_name='控えに出ている振込額(円)')),
                    ('share_withheld', models.BigIntegerField(blank=True, help_text='個人の認定支援機関のとき', null=True, verbose_name='源泉徴収した額(円)')),
                    ('kind', models.CharField(blank=True, choices=[('midterm', '期中'), ('settlement', '決算期'), ('interim', '中間'), ('yearly', '本決算')], max_length=12, verbose_name='時期')),
                    ('met', models.CharField(blank=True, max_length=60, verbose_name='金融機関の担当者')),
                    ('planned_sales', models.BigIntegerField(blank=True, null=True, verbose_name='売上高の計画(円)')),
                    ('actual_sales', models.BigIntegerField(blank=True, null=True, verbose_name='売上高の実績(円)')),
                    ('planned_profit', models.BigIntegerField(blank=True, null=True, verbose_name='経常利益の計画(円)')),
                    ('actual_profit', models.BigIntegerField(blank=True, null=True, verbose_name='経常利益の実績(円)')),
                    ('report', models.TextField(blank=True, verbose_name='伴走支援の内容')),
                    ('eligible', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='対象になる費用(円)')),
                    ('granted', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='支払を認める額(円)')),
                    ('paid_now', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='今回支払う額(円)')),
                    ('held_back', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='初回の伴走支援のあとに支払う額(円)')),
                    ('amount', models.BigIntegerField(blank=True, null=True, verbose_name='金額(円)')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Quote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('line', models.CharField(choices=[('dd', 'DD(調査)費用'), ('plan', '計画策定費用'), ('talks', '金融機関交渉費用'), ('follow', '伴走支援費用')], max_length=8, verbose_name='費目')),
                    ('hours', models.DecimalField(decimal_places=2, max_digits=7, validators=[django.core.validators.MinValueValidator(Decimal('0.25'))], verbose_name='時間')),
                    ('rate', models.BigIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='単価(円/時間、税込み)')),
                    ('dropped_on', models.DateField(blank=True, editable=False, null=True, verbose_name='外した日')),
                ],
                options={
                    'verbose_name': '計画の見積',
                    'verbose_name_plural': '計画の見積',
                    'ordering': ['case', 'line', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='QuoteEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('line', models.CharField(choices=[('dd', 'DD(調査)費用'), ('plan', '計画策定費用'), ('talks', '金融機関交渉費用'), ('follow', '伴走支援費用')], max_length=8, verbose_name='費目')),
                    ('hours', models.DecimalField(decimal_places=2, max_digits=7, validators=[django.core.validators.MinValueValidator(Decimal('0.25'))], verbose_name='時間')),
                    ('rate', models.BigIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='単価(円/時間、税込み)')),
                    ('dropped_on', models.DateField(blank=True, editable=False, null=True, verbose_name='外した日')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='SchemeEdition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('code', models.SlugField(max_length=40, unique=True, verbose_name='版コード')),
                    ('scheme', models.CharField(choices=[('full', '経営改善計画策定支援(405事業)'), ('early', '早期経営改善計画策定支援')], max_length=8, verbose_name='制度')),
                    ('frame', models.CharField(choices=[('normal', '通常枠'), ('guideline', '中小版GL枠'), ('release', '経営者保証解除枠')], default='normal', max_length=10, verbose_name='枠')),
                    ('form_set', models.CharField(max_length=20, verbose_name='様式')),
                    ('valid_from', models.DateField(verbose_name='受付日の初日')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='受付日の末日')),
                    ('basis', models.CharField(blank=True, max_length=200, verbose_name='根拠')),
                    ('rules', models.JSONField(default=dict, verbose_name='内容')),
                ],
                options={
                    'verbose_name': '経営改善計画の版',
                    'verbose_name_plural': '経営改善計画の版',
                    'ordering': ['scheme', 'frame', 'valid_from'],
                },
            ),
            migrations.CreateModel(
                name='SchemeEditionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('code', models.SlugField(db_index=False, max_length=40, verbose_name='版コード')),
                    ('scheme', models.CharField(choices=[('full', '経営改善計画策定支援(405事業)'), ('early', '早期経営改善計画策定支援')], max_length=8, verbose_name='制度')),
                    ('frame', models.CharField(choices=[('normal', '通常枠'), ('guideline', '中小版GL枠'), ('release', '経営者保証解除枠')], default='normal', max_length=10, verbose_name='枠')),
                    ('form_set', models.CharField(max_length=20, verbose_name='様式')),
                    ('valid_from', models.DateField(verbose_name='受付日の初日')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='受付日の末日')),
                    ('basis', models.CharField(blank=True, max_length=200, verbose_name='根拠')),
                    ('rules', models.JSONField(default=dict, verbose_name='内容')),
                ],
                options={
                    'abstract': False,
                },
            ),
        ]),
        TablesAtOnce([
            pgtrigger.migrations.RemoveTrigger(
                model_name='accompaniment',
                name='insert_insert',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='accompaniment',
                name='update_update',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='accompaniment',
                name='delete_delete',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='plancase',
                name='insert_insert',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='plancase',
                name='update_update',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='plancase',
                name='delete_delete',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='receipt',
                name='insert_insert',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='receipt',
                name='update_update',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='receipt',
                name='delete_delete',
            ),
            migrations.RemoveConstraint(
                model_name='receipt',
                name='receipt_once',
            ),
            migrations.RemoveConstraint(
                model_name='receipt',
                name='receipt_known_kind',
            ),
            migrations.RemoveIndex(
                model_name='plancase',
                name='plan_case_figures',
            ),
            migrations.AddField(
                model_name='accompaniment',
                name='bank',
                field=models.ForeignKey(blank=True, help_text='企業だけとの面談は、伴走支援に数えません', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.organisation', verbose_name='面談した金融機関'),
            ),
            migrations.AddField(
                model_name='accompaniment',
                name='claim',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='accompaniments', to='turnaround.receipt', verbose_name='支払申請'),
            ),
            migrations.AddField(
                model_name='accompaniment',
                name='kind',
                field=models.CharField(blank=True, choices=[('midterm', '期中'), ('settlement', '決算期'), ('interim', '中間'), ('yearly', '本決算')], max_length=12, verbose_name='時期'),
            ),
            migrations.AddField(
                model_name='accompanimentevent',
                name='bank',
                field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, help_text='企業だけとの面談は、伴走支援に数えません', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.organisation', verbose_name='面談した金融機関'),
            ),
            migrations.AddField(
                model_name='accompanimentevent',
                name='claim',
                field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.receipt', verbose_name='支払申請'),
            ),
            migrations.AddField(
                model_name='accompanimentevent',
                name='kind',
                field=models.CharField(blank=True, choices=[('midterm', '期中'), ('settlement', '決算期'), ('interim', '中間'), ('yearly', '本決算')], max_length=12, verbose_name='時期'),
            ),
            migrations.AddField(
                model_name='plancase',
                name='adviser_number',
                field=models.CharField(blank=True, max_length=40, verbose_name='認定番号'),
            ),
            migrations.AddField(
                model_name='plancase',
                name='adviser_until',
                field=models.DateField(blank=True, help_text='認定通知書の日付。この日まで', null=True, verbose_name='認定の有効期限'),
            ),
            migrations.AddField(
                model_name='plancase',
                name='case',
                field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plan', to='cases.case', verbose_name='案件'),
            ),
            migrations.AddField(
                model_name='plancase',
                name='debt',
                field=models.BigIntegerField(blank=True, null=True, verbose_name='有利子負債(円)'),
            ),
            migrations.AddField(
                model_name='plancase',
                name='frame',
                field=models.CharField(choices=[('normal', '通常枠'), ('guideline', '中小版GL枠'), ('release', '経営者保証解除枠')], default='normal', max_length=10, verbose_name='枠'),
            ),
            migrations.AddField(
                model_name='plancase',
                name='reuse',
                field=models.CharField(blank=True, choices=[('covid', '新型コロナウイルス感染症の影響'), ('ukraine', 'ウクライナ情勢の影響'), ('oil', '原油・物価の高騰の影響')], help_text='以前に利用した企業のとき', max_length=8, verbose_name='再度の利用の要件'),
            ),
            migrations.AddField(
                model_name='plancase',
                name='sales',
                field=models.BigIntegerField(blank=True, null=True, verbose_name='直近の年間売上高(円)'),
            ),
            migrations.AddField(
                model_name='plancase',
                name='settlement_month',
                field=models.PositiveSmallIntegerField(blank=True, choices=[(1, '1月'), (2, '2月'), (3, '3月'), (4, '4月'), (5, '5月'), (6, '6月'), (7, '7月'), (8, '8月'), (9, '9月'), (10, '10月'), (11, '11月'), (12, '12月')], null=True, verbose_name='決算月'),
            ),
            migrations.AddField(
                model_name='plancase',
                name='signed_by_bank',
                field=models.BooleanField(default=False, verbose_name='主要行が利用申請書に連名'),
            ),
            migrations.AddField(
                model_name='plancase',
                name='sole',
                field=models.BooleanField(default=False, verbose_name='個人事業主'),
            ),
            migrations.AddField(
                model_name='plancaseevent',
                name='adviser_number',
                field=models.CharField(blank=True, max_length=40, verbose_name='認定番号'),
            ),
            migrations.AddField(
                model_name='plancaseevent',
                name='adviser_until',
                field=models.DateField(blank=True, help_text='認定通知書の日付。この日まで', null=True, verbose_name='認定の有効期限'),
            ),
            migrations.AddField(
                model_name='plancaseevent',
                name='case',
                field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case', verbose_name='案件'),
            ),
            migrations.AddField(
                model_name='plancaseevent',
                name='debt',
                field=models.BigIntegerField(blank=True, null=True, verbose_name='有利子負債(円)'),
            ),
            migrations.AddField(
                model_name='plancaseevent',
                name='frame',
                field=models.CharField(choices=[('normal', '通常枠'), ('guideline', '中小版GL枠'), ('release', '経営者保証解除枠')], default='normal', max_length=10, verbose_name='枠'),
            ),
            migrations.AddField(
                model_name='plancaseevent',
                name='reuse',
                field=models.CharField(blank=True, choices=[('covid', '新型コロナウイルス感染症の影響'), ('ukraine', 'ウクライナ情勢の影響'), ('oil', '原油・物価の高騰の影響')], help_text='以前に利用した企業のとき', max_length=8, verbose_name='再度の利用の要件'),
            ),
            migrations.AddField(
                model_name='plancaseevent',
                name='sales',
                field=models.BigIntegerField(blank=True, null=True, verbose_name='直近の年間売上高(円)'),
            ),
            migrations.AddField(
                model_name='plancaseevent',
                name='settlement_month',
                field=models.PositiveSmallIntegerField(blank=True, choices=[(1, '1月'), (2, '2月'), (3, '3月'), (4, '4月'), (5, '5月'), (6, '6月'), (7, '7月'), (8, '8月'), (9, '9月'), (10, '10月'), (11, '11月'), (12, '12月')], null=True, verbose_name='決算月'),
            ),
            migrations.AddField(
                model_name='plancaseevent',
                name='signed_by_bank',
                field=models.BooleanField(default=False, verbose_name='主要行が利用申請書に連名'),
            ),
            migrations.AddField(
                model_name='plancaseevent',
                name='sole',
                field=models.BooleanField(default=False, verbose_name='個人事業主'),
            ),
            migrations.AddField(
                model_name='receipt',
                name='round',
                field=models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='回'),
            ),
            migrations.AddField(
                model_name='receiptevent',
                name='round',
                field=models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='回'),
            ),
            migrations.AlterField(
                model_name='plancase',
                name='adviser',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.organisation', verbose_name='認定支援機関(代表)'),
            ),
            migrations.AlterField(
                model_name='plancaseevent',
                name='adviser',
                field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.organisation', verbose_name='認定支援機関(代表)'),
            ),
            migrations.AlterField(
                model_name='receipt',
                name='kind',
                field=models.CharField(choices=[('application', '事業利用申請'), ('dd_claim', 'DD費用支払申請'), ('claim', '計画策定費用支払申請'), ('talks_claim', '金融機関交渉費用支払申請'), ('follow_claim', '伴走支援費用支払申請')], max_length=12, verbose_name='種類'),
            ),
            migrations.AlterField(
                model_name='receiptevent',
                name='kind',
                field=models.CharField(choices=[('application', '事業利用申請'), ('dd_claim', 'DD費用支払申請'), ('claim', '計画策定費用支払申請'), ('talks_claim', '金融機関交渉費用支払申請'), ('follow_claim', '伴走支援費用支払申請')], max_length=12, verbose_name='種類'),
            ),
            migrations.AddField(
                model_name='bankconsentevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='turnaround.bankconsent'),
            ),
            migrations.AddField(
                model_name='papercheck',
                name='by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人'),
            ),
            migrations.AddField(
                model_name='papercheck',
                name='case',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paper_checks', to='turnaround.plancase', verbose_name='経営改善計画'),
            ),
            migrations.AddField(
                model_name='papercheck',
                name='file',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.receivedfile', verbose_name='届いた書類'),
            ),
            migrations.AddField(
                model_name='papercheckevent',
                name='by',
                field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人'),
            ),
            migrations.AddField(
                model_name='papercheckevent',
                name='case',
                field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.plancase', verbose_name='経営改善計画'),
            ),
            migrations.AddField(
                model_name='papercheckevent',
                name='file',
                field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='files.receivedfile', verbose_name='届いた書類'),
            ),
            migrations.AddField(
                model_name='papercheckevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='turnaround.papercheck'),
            ),
            migrations.AddField(
                model_name='paperscomplete',
                name='by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人'),
            ),
            migrations.AddField(
                model_name='paperscomplete',
                name='case',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers_complete', to='turnaround.plancase', verbose_name='経営改善計画'),
            ),
            migrations.AddField(
                model_name='paperscompleteevent',
                name='by',
                field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人'),
            ),
            migrations.AddField(
                model_name='paperscompleteevent',
                name='case',
                field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.plancase', verbose_name='経営改善計画'),
            ),
            migrations.AddField(
                model_name='paperscompleteevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='turnaround.paperscomplete'),
            ),
            migrations.AddField(
                model_name='planbank',
                name='bank',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.organisation', verbose_name='金融機関'),
            ),
            migrations.AddField(
                model_name='planbank',
                name='case',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='banks', to='turnaround.plancase', verbose_name='経営改善計画'),
            ),
            migrations.AddField(
                model_name='bankconsentevent',
                name='bank',
                field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.planbank', verbose_name='金融機関'),
            ),
            migrations.AddField(
                model_name='bankconsent',
                name='bank',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='turnaround.planbank', verbose_name='金融機関'),
            ),
            migrations.AddField(
                model_name='planbankevent',
                name='bank',
                field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.organisation', verbose_name='金融機関'),
            ),
            migrations.AddField(
                model_name='planbankevent',
                name='case',
                field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.plancase', verbose_name='経営改善計画'),
            ),
            migrations.AddField(
                model_name='planbankevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='turnaround.planbank'),
            ),
            migrations.AddField(
                model_name='planstep',
                name='bank',
                field=models.ForeignKey(blank=True, help_text='企業だけとの面談は、伴走支援に数えません', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.organisation', verbose_name='面談した金融機関'),
            ),
            migrations.AddField(
                model_name='planstep',
                name='case',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(app_label)s_%(class)s_steps', to='cases.case', verbose_name='案件'),
            ),
            migrations.AddField(
                model_name='planstep',
                name='claim',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='turnaround.receipt', verbose_name='もとの申請'),
            ),
            migrations.AddField(
                model_name='planstep',
                name='replaces',
                field=models.OneToOneField(blank=True, editable=False, error_messages={'unique': 'この段階は、すでに訂正または取り消されています。画面を開き直してください。'}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='turnaround.planstep', verbose_name='訂正した段階'),
            ),
            migrations.AddField(
                model_name='accompaniment',
                name='step',
                field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='accompaniment', to='turnaround.planstep', verbose_name='手続'),
            ),
            migrations.AddField(
                model_name='accompanimentevent',
                name='step',
                field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.planstep', verbose_name='手続'),
            ),
            migrations.AddField(
                model_name='receipt',
                name='step',
                field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='receipt', to='turnaround.planstep', verbose_name='手続'),
            ),
            migrations.AddField(
                model_name='receiptevent',
                name='step',
                field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.planstep', verbose_name='手続'),
            ),
            migrations.AddConstraint(
                model_name='accompaniment',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['', 'midterm', 'settlement', 'interim', 'yearly'])), name='accompaniment_known_kind'),
            ),
            migrations.AddConstraint(
                model_name='accompaniment',
                constraint=models.CheckConstraint(condition=models.Q(('claim', None), ('bank__isnull', False), _connector='OR'), name='accompaniment_claimed_with_bank', violation_error_message='面談した金融機関が登録されていない伴走支援は、支払を申請できません。'),
            ),
            migrations.AddConstraint(
                model_name='receipt',
                constraint=models.UniqueConstraint(fields=('case', 'kind', 'round'), name='receipt_once', violation_error_message='この計画の同じ申請はすでに受け付けています。'),
            ),
            migrations.AddConstraint(
                model_name='receipt',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['application', 'dd_claim', 'claim', 'talks_claim', 'follow_claim'])), name='receipt_known_kind'),
            ),
            migrations.AlterConstraint(
                model_name='accompaniment',
                name='accompaniment_once_a_day',
                constraint=models.UniqueConstraint(fields=('case', 'held_on'), name='accompaniment_once_a_day', violation_error_message='同じ計画の同じ日の伴走支援が、すでに登録されています。'),
            ),
            migrations.AddField(
                model_name='planstepevent',
                name='bank',
                field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, help_text='企業だけとの面談は、伴走支援に数えません', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.organisation', verbose_name='面談した金融機関'),
            ),
            migrations.AddField(
                model_name='planstepevent',
                name='case',
                field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case', verbose_name='案件'),
            ),
            migrations.AddField(
                model_name='planstepevent',
                name='claim',
                field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.receipt', verbose_name='もとの申請'),
            ),
            migrations.AddField(
                model_name='planstepevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='turnaround.planstep'),
            ),
            migrations.AddField(
                model_name='planstepevent',
                name='replaces',
                field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, error_messages={'unique': 'この段階は、すでに訂正または取り消されています。画面を開き直してください。'}, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.planstep', verbose_name='訂正した段階'),
            ),
            migrations.AddField(
                model_name='quote',
                name='adviser',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.organisation', verbose_name='認定支援機関'),
            ),
            migrations.AddField(
                model_name='quote',
                name='case',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quotes', to='turnaround.plancase', verbose_name='経営改善計画'),
            ),
            migrations.AddField(
                model_name='quoteevent',
                name='adviser',
                field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.organisation', verbose_name='認定支援機関'),
            ),
            migrations.AddField(
                model_name='quoteevent',
                name='case',
                field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.plancase', verbose_name='経営改善計画'),
            ),
            migrations.AddField(
                model_name='quoteevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='turnaround.quote'),
            ),
            migrations.AddConstraint(
                model_name='schemeedition',
                constraint=models.UniqueConstraint(fields=('scheme', 'frame', 'valid_from'), name='edition_begins_once', violation_error_message='同じ制度・枠で同じ日に始まる版が、すでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='schemeedition',
                constraint=models.CheckConstraint(condition=models.Q(('scheme__in', ['full', 'early'])), name='edition_known_scheme'),
            ),
            migrations.AddConstraint(
                model_name='schemeedition',
                constraint=models.CheckConstraint(condition=models.Q(('frame__in', ['normal', 'guideline', 'release'])), name='edition_known_frame'),
            ),
            migrations.AddConstraint(
                model_name='schemeedition',
                constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='edition_ends_after_start', violation_error_message='終了日が開始日より前です。日付を確かめてください。'),
            ),
            migrations.AddConstraint(
                model_name='schemeedition',
                constraint=models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(models.Func(models.F('rules'), function='jsonb_typeof', output_field=models.TextField()), models.Value('object')), django.db.models.lookups.LessThanOrEqual(models.Func(django.db.models.functions.comparison.Cast(models.F('rules'), models.TextField()), function='octet_length', output_field=models.IntegerField()), models.Value(100000))), name='edition_rules_are_rules', violation_error_message='内容の形が正しくないか、大きすぎます。画面を開き直して入れ直してください。'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='schemeedition',
                trigger=pgtrigger.compiler.Trigger(name='keep_editions_there', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='68aac173d348e9ccb51e12d0ed02da82626073dc', operation='DELETE', pgid='pgtrigger_keep_editions_there_08caf', table='turnaround_schemeedition', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='schemeedition',
                trigger=pgtrigger.compiler.Trigger(name='keep_editions', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."basis" IS DISTINCT FROM (NEW."basis") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."form_set" IS DISTINCT FROM (NEW."form_set") OR OLD."frame" IS DISTINCT FROM (NEW."frame") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."rules" IS DISTINCT FROM (NEW."rules") OR OLD."scheme" IS DISTINCT FROM (NEW."scheme") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='aead5df858bc2a2e3c4a4624049df41751e5e938', operation='UPDATE', pgid='pgtrigger_keep_editions_a2c14', table='turnaround_schemeedition', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='schemeedition',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_schemeeditionevent" ("basis", "code", "created_at", "form_set", "frame", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rules", "scheme", "updated_at", "valid_from", "valid_to") VALUES (NEW."basis", NEW."code", NEW."created_at", NEW."form_set", NEW."frame", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rules", NEW."scheme", NEW."updated_at", NEW."valid_from", NEW."valid_to"); RETURN NULL;', hash='a461730d760a29fd73d4d06178adf2c5a8507985', operation='INSERT', pgid='pgtrigger_insert_insert_ee5f1', table='turnaround_schemeedition', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='schemeedition',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "turnaround_schemeeditionevent" ("basis", "code", "created_at", "form_set", "frame", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rules", "scheme", "updated_at", "valid_from", "valid_to") VALUES (NEW."basis", NEW."code", NEW."created_at", NEW."form_set", NEW."frame", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rules", NEW."scheme", NEW."updated_at", NEW."valid_from", NEW."valid_to"); RETURN NULL;', hash='c83b9d93993a9d46625f832618ac41fb170e1385', operation='UPDATE', pgid='pgtrigger_update_update_91224', table='turnaround_schemeedition', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='schemeedition',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_schemeeditionevent" ("basis", "code", "created_at", "form_set", "frame", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rules", "scheme", "updated_at", "valid_from", "valid_to") VALUES (OLD."basis", OLD."code", OLD."created_at", OLD."form_set", OLD."frame", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rules", OLD."scheme", OLD."updated_at", OLD."valid_from", OLD."valid_to"); RETURN NULL;', hash='96e0f865db6381d0b5451c0a9fcffd127e943f0e', operation='DELETE', pgid='pgtrigger_delete_delete_312b0', table='turnaround_schemeedition', when='AFTER')),
            ),
            migrations.AddField(
                model_name='plancase',
                name='edition',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='turnaround.schemeedition', verbose_name='版'),
            ),
            migrations.AddField(
                model_name='plancaseevent',
                name='edition',
                field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.schemeedition', verbose_name='版'),
            ),
            migrations.AddIndex(
                model_name='plancase',
                index=models.Index(fields=['scheme', 'frame'], name='plan_case_figures'),
            ),
            migrations.AddConstraint(
                model_name='plancase',
                constraint=models.CheckConstraint(condition=models.Q(('frame__in', ['normal', 'guideline', 'release'])), name='plan_case_known_frame'),
            ),
            migrations.AddConstraint(
                model_name='plancase',
                constraint=models.CheckConstraint(condition=models.Q(('reuse__in', ['', 'covid', 'ukraine', 'oil'])), name='plan_case_known_reuse'),
            ),
            migrations.AddConstraint(
                model_name='plancase',
                constraint=models.CheckConstraint(condition=models.Q(('sales__isnull', True), ('sales__gte', 0), _connector='OR'), name='plan_case_sales_not_negative', violation_error_message='金額や人数は0以上で入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='plancase',
                constraint=models.CheckConstraint(condition=models.Q(('debt__isnull', True), ('debt__gte', 0), _connector='OR'), name='plan_case_debt_not_negative', violation_error_message='金額や人数は0以上で入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='plancase',
                constraint=models.CheckConstraint(condition=models.Q(('settlement_month', None), ('settlement_month__range', (1, 12)), _connector='OR'), name='plan_case_known_month', violation_error_message='決算月を1月から12月のうちから選んでください。'),
            ),
            migrations.AddField(
                model_name='schemeeditionevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='turnaround.schemeedition'),
            ),
            migrations.AddIndex(
                model_name='papercheck',
                index=models.Index(fields=['case', 'kind', 'round'], name='paper_checks_of_plan'),
            ),
            migrations.AddConstraint(
                model_name='papercheck',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['application', 'dd_claim', 'claim', 'talks_claim', 'follow_claim'])), name='paper_check_known_kind'),
            ),
            migrations.AddConstraint(
                model_name='papercheck',
                constraint=models.CheckConstraint(condition=models.Q(('form__in', ['original', 'copy', 'print'])), name='paper_check_known_form'),
            ),
            migrations.AddConstraint(
                model_name='papercheck',
                constraint=models.CheckConstraint(condition=models.Q(('result__in', ['ok', 'returned'])), name='paper_check_known_result'),
            ),
            migrations.AddConstraint(
                model_name='papercheck',
                constraint=models.CheckConstraint(condition=models.Q(('result', 'ok'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='paper_check_returned_with_reason', violation_error_message='不備の内容を入れてください。不備通知に印刷されます。'),
            ),
            migrations.AddConstraint(
                model_name='papercheck',
                constraint=models.CheckConstraint(condition=models.Q(('result', 'returned'), ('good_until', None), ('received_on__lte', models.F('good_until')), _connector='OR'), name='paper_check_good_in_time', violation_error_message='期限を過ぎて届いた書類です。「不備あり」にして差し戻してください。'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='papercheck',
                trigger=pgtrigger.compiler.Trigger(name='keep_paper_checks', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cdd5545c6853318ba177a814e966fbafffc6783e', operation='UPDATE OR DELETE', pgid='pgtrigger_keep_paper_checks_f540d', table='turnaround_papercheck', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='papercheck',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_papercheckevent" ("by_id", "case_id", "created_at", "file_id", "form", "form_set", "good_until", "id", "issued_on", "kind", "paper", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "received_on", "result", "round", "updated_at") VALUES (NEW."by_id", NEW."case_id", NEW."created_at", NEW."file_id", NEW."form", NEW."form_set", NEW."good_until", NEW."id", NEW."issued_on", NEW."kind", NEW."paper", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."received_on", NEW."result", NEW."round", NEW."updated_at"); RETURN NULL;', hash='b1038f84c81693fc850790fca82cbfad1293e1a5', operation='INSERT', pgid='pgtrigger_insert_insert_6e557', table='turnaround_papercheck', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='papercheck',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "turnaround_papercheckevent" ("by_id", "case_id", "created_at", "file_id", "form", "form_set", "good_until", "id", "issued_on", "kind", "paper", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "received_on", "result", "round", "updated_at") VALUES (NEW."by_id", NEW."case_id", NEW."created_at", NEW."file_id", NEW."form", NEW."form_set", NEW."good_until", NEW."id", NEW."issued_on", NEW."kind", NEW."paper", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."received_on", NEW."result", NEW."round", NEW."updated_at"); RETURN NULL;', hash='bda2be99db76a0051c9e72004be4a5ea74e67fdb', operation='UPDATE', pgid='pgtrigger_update_update_90550', table='turnaround_papercheck', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='papercheck',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_papercheckevent" ("by_id", "case_id", "created_at", "file_id", "form", "form_set", "good_until", "id", "issued_on", "kind", "paper", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "received_on", "result", "round", "updated_at") VALUES (OLD."by_id", OLD."case_id", OLD."created_at", OLD."file_id", OLD."form", OLD."form_set", OLD."good_until", OLD."id", OLD."issued_on", OLD."kind", OLD."paper", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."received_on", OLD."result", OLD."round", OLD."updated_at"); RETURN NULL;', hash='d324b137c47876e3c7eb86b9b49081e93c1051d9', operation='DELETE', pgid='pgtrigger_delete_delete_2e7d7', table='turnaround_papercheck', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='paperscomplete',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['application', 'dd_claim', 'claim', 'talks_claim', 'follow_claim'])), name='papers_complete_known_kind'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='paperscomplete',
                trigger=pgtrigger.compiler.Trigger(name='keep_completeness', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3f5ec067ed3828c1a18df9d02b2a0bf7f753e44b', operation='UPDATE OR DELETE', pgid='pgtrigger_keep_completeness_2c4ef', table='turnaround_paperscomplete', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='paperscomplete',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_paperscompleteevent" ("by_id", "case_id", "confirmed_on", "created_at", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round", "updated_at") VALUES (NEW."by_id", NEW."case_id", NEW."confirmed_on", NEW."created_at", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."round", NEW."updated_at"); RETURN NULL;', hash='31863f0ab2e0bec8dc9ad6db7304344a11f2e1b8', operation='INSERT', pgid='pgtrigger_insert_insert_182ad', table='turnaround_paperscomplete', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='paperscomplete',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "turnaround_paperscompleteevent" ("by_id", "case_id", "confirmed_on", "created_at", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round", "updated_at") VALUES (NEW."by_id", NEW."case_id", NEW."confirmed_on", NEW."created_at", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."round", NEW."updated_at"); RETURN NULL;', hash='ab65a623b0dd80a443bf7cbc4f1de1ed6dab36cc', operation='UPDATE', pgid='pgtrigger_update_update_f002f', table='turnaround_paperscomplete', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='paperscomplete',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_paperscompleteevent" ("by_id", "case_id", "confirmed_on", "created_at", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round", "updated_at") VALUES (OLD."by_id", OLD."case_id", OLD."confirmed_on", OLD."created_at", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."round", OLD."updated_at"); RETURN NULL;', hash='3c29a89d87c7f4cce499a7d3fe78cd5469d31f4e', operation='DELETE', pgid='pgtrigger_delete_delete_683ed', table='turnaround_paperscomplete', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='planbank',
                constraint=models.UniqueConstraint(fields=('case', 'bank', 'branch'), name='plan_bank_once', violation_error_message='同じ金融機関・支店が、すでに登録されています。'),
            ),
            migrations.AddConstraint(
                model_name='planbank',
                constraint=models.CheckConstraint(condition=models.Q(('role__in', ['main', 'sub', 'other', 'settlement', 'guarantor'])), name='plan_bank_known_role'),
            ),
            migrations.AddConstraint(
                model_name='planbank',
                constraint=models.CheckConstraint(condition=models.Q(('balance__isnull', True), ('balance__gte', 0), _connector='OR'), name='plan_bank_balance_not_negative', violation_error_message='金額や人数は0以上で入力してください。'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='planbank',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_planbankevent" ("balance", "bank_id", "branch", "case_id", "created_at", "ended_on", "guaranteed", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "updated_at") VALUES (NEW."balance", NEW."bank_id", NEW."branch", NEW."case_id", NEW."created_at", NEW."ended_on", NEW."guaranteed", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."updated_at"); RETURN NULL;', hash='a59f1fc78a5f6ffd11f7262cd50f0406ba6ade6b', operation='INSERT', pgid='pgtrigger_insert_insert_91dce', table='turnaround_planbank', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='planbank',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "turnaround_planbankevent" ("balance", "bank_id", "branch", "case_id", "created_at", "ended_on", "guaranteed", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "updated_at") VALUES (NEW."balance", NEW."bank_id", NEW."branch", NEW."case_id", NEW."created_at", NEW."ended_on", NEW."guaranteed", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role", NEW."updated_at"); RETURN NULL;', hash='dc0bcdc087160e7943a5056ac35f6452f8d4fc2f', operation='UPDATE', pgid='pgtrigger_update_update_c6b21', table='turnaround_planbank', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='planbank',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_planbankevent" ("balance", "bank_id", "branch", "case_id", "created_at", "ended_on", "guaranteed", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "updated_at") VALUES (OLD."balance", OLD."bank_id", OLD."branch", OLD."case_id", OLD."created_at", OLD."ended_on", OLD."guaranteed", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."role", OLD."updated_at"); RETURN NULL;', hash='a3e4a0793aca6707c33a9d22ae0d81a716bc22b3', operation='DELETE', pgid='pgtrigger_delete_delete_43abe', table='turnaround_planbank', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='bankconsent',
                constraint=models.CheckConstraint(condition=models.Q(('paper__in', ['consent', 'confirmed', 'relief', 'received', 'conditional', 'declined'])), name='bank_consent_known_paper'),
            ),
            migrations.AddConstraint(
                model_name='bankconsent',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('paper__in', ('conditional', 'declined')), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='bank_consent_with_reason', violation_error_message='条件または不同意の理由を入れてください。'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='bankconsent',
                trigger=pgtrigger.compiler.Trigger(name='keep_consents', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='674a0e13edecce49ba36ce2ff190bf6f8c4c5b69', operation='UPDATE OR DELETE', pgid='pgtrigger_keep_consents_d339e', table='turnaround_bankconsent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='bankconsent',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_bankconsentevent" ("bank_id", "created_at", "id", "note", "paper", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_on", "updated_at") VALUES (NEW."bank_id", NEW."created_at", NEW."id", NEW."note", NEW."paper", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."said_on", NEW."updated_at"); RETURN NULL;', hash='01eadf6286c5eb53fa050deca4af1aa840993763', operation='INSERT', pgid='pgtrigger_insert_insert_01c2c', table='turnaround_bankconsent', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='bankconsent',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "turnaround_bankconsentevent" ("bank_id", "created_at", "id", "note", "paper", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_on", "updated_at") VALUES (NEW."bank_id", NEW."created_at", NEW."id", NEW."note", NEW."paper", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."said_on", NEW."updated_at"); RETURN NULL;', hash='b310da3b71426a8342d53152b0493636c3d3943c', operation='UPDATE', pgid='pgtrigger_update_update_c2257', table='turnaround_bankconsent', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='bankconsent',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_bankconsentevent" ("bank_id", "created_at", "id", "note", "paper", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_on", "updated_at") VALUES (OLD."bank_id", OLD."created_at", OLD."id", OLD."note", OLD."paper", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."said_on", OLD."updated_at"); RETURN NULL;', hash='dbd827ae1dfe441aefdc68149ef30878d8091d52', operation='DELETE', pgid='pgtrigger_delete_delete_ea6f3', table='turnaround_bankconsent', when='AFTER')),
            ),
            migrations.AddIndex(
                model_name='planstep',
                index=models.Index(fields=['step', 'fiscal_year'], name='plan_step_figures'),
            ),
            migrations.AddConstraint(
                model_name='planstep',
                constraint=models.CheckConstraint(condition=models.Q(('withdrawn', False), ('replaces__isnull', False), _connector='OR'), name='turnaround_planstep_takes_something_back'),
            ),
            migrations.AddConstraint(
                model_name='planstep',
                constraint=models.CheckConstraint(condition=models.Q(('step__in', ['consulted', 'applied', 'returned', 'mended', 'decided', 'refused', 'commissioned', 'changed', 'agreed', 'dd_claimed', 'plan_claimed', 'talks_claimed', 'accompanied', 'follow_claimed', 'pay_decided', 'paid', 'repayment', 'withdrawn', 'lapsed', 'finished'])), name='plan_step_known'),
            ),
            migrations.AddConstraint(
                model_name='planstep',
                constraint=models.CheckConstraint(condition=models.Q(('proof__in', ['', 'transfer', 'mixed', 'offset', 'receipt'])), name='plan_step_known_proof'),
            ),
            migrations.AddConstraint(
                model_name='planstep',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['', 'midterm', 'settlement', 'interim', 'yearly'])), name='plan_step_known_kind'),
            ),
            migrations.AddConstraint(
                model_name='planstep',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('dd_cost', None), ('dd_cost__gte', 0), _connector='OR'), models.Q(('plan_cost', None), ('plan_cost__gte', 0), _connector='OR'), models.Q(('talks_cost', None), ('talks_cost__gte', 0), _connector='OR'), models.Q(('follow_cost', None), ('follow_cost__gte', 0), _connector='OR'), models.Q(('invoiced', None), ('invoiced__gte', 0), _connector='OR'), models.Q(('other_aid', None), ('other_aid__gte', 0), _connector='OR'), models.Q(('share_paid', None), ('share_paid__gte', 0), _connector='OR'), models.Q(('share_withheld', None), ('share_withheld__gte', 0), _connector='OR'), models.Q(('eligible', None), ('eligible__gte', 0), _connector='OR'), models.Q(('granted', None), ('granted__gte', 0), _connector='OR'), models.Q(('paid_now', None), ('paid_now__gte', 0), _connector='OR'), models.Q(('held_back', None), ('held_back__gte', 0), _connector='OR'), models.Q(('amount', None), ('amount__gte', 0), _connector='OR')), name='plan_step_money_not_below_zero', violation_error_message='金額は0円以上で入れてください。'),
            ),
            migrations.AddConstraint(
                model_name='planstep',
                constraint=models.CheckConstraint(condition=models.Q(('granted', None), ('granted__lte', models.F('eligible')), _connector='OR'), name='plan_step_never_above_cost', violation_error_message='支払を認める額が、対象になる費用を超えます。'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='planstep',
                trigger=pgtrigger.compiler.Trigger(name='keep_steps', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='993e02ba42d1ad7e05c1e0c8e0b41bc34f3203ee', operation='UPDATE OR DELETE', pgid='pgtrigger_keep_steps_7f6b7', table='turnaround_planstep', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='planstep',
                trigger=pgtrigger.compiler.Trigger(name='not_before_its_case', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NEW.taken_on < (SELECT c.opened_on FROM public.cases_case c WHERE c.id = NEW.case_id) THEN\n    RAISE EXCEPTION 'step_before_its_case' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n", hash='c1f779201220559b7f336865010238a5f5c7897f', operation='INSERT', pgid='pgtrigger_not_before_its_case_6389a', table='turnaround_planstep', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='planstep',
                trigger=pgtrigger.compiler.Trigger(name='keep_standing', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nUPDATE public.cases_standing SET (step, since, round, closed) = (\n    SELECT coalesce(last.step, ''), coalesce(last.taken_on, c.opened_on), coalesce(last.round, 0), coalesce(last.closed, false)\n    FROM public.cases_case c LEFT JOIN LATERAL (\n        SELECT s.step AS step, s.taken_on, s.round, s.step IN ('refused', 'withdrawn', 'lapsed', 'finished') AS closed\n        FROM public.turnaround_planstep s\n        WHERE s.case_id = c.id AND NOT s.withdrawn\n            AND NOT EXISTS (SELECT FROM public.turnaround_planstep r WHERE r.replaces_id = s.id)\n        ORDER BY s.taken_on DESC, s.id DESC LIMIT 1\n    ) last ON true WHERE c.id = NEW.case_id\n) WHERE case_id = NEW.case_id;\nRETURN NULL;\n", hash='1ca1505b76fc263245298669d112f481f2f9b60c', operation='INSERT', pgid='pgtrigger_keep_standing_35c99', table='turnaround_planstep', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='planstep',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_planstepevent" ("actual_profit", "actual_sales", "amount", "bank_id", "case_id", "claim_id", "created_at", "dd_cost", "eligible", "follow_cost", "granted", "held_back", "id", "invoiced", "kind", "met", "note", "other_aid", "paid_now", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_cost", "planned_profit", "planned_sales", "proof", "replaces_id", "report", "round", "share_paid", "share_withheld", "step", "taken_on", "talks_cost", "updated_at", "withdrawn", "work_from") VALUES (NEW."actual_profit", NEW."actual_sales", NEW."amount", NEW."bank_id", NEW."case_id", NEW."claim_id", NEW."created_at", NEW."dd_cost", NEW."eligible", NEW."follow_cost", NEW."granted", NEW."held_back", NEW."id", NEW."invoiced", NEW."kind", NEW."met", NEW."note", NEW."other_aid", NEW."paid_now", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_cost", NEW."planned_profit", NEW."planned_sales", NEW."proof", NEW."replaces_id", NEW."report", NEW."round", NEW."share_paid", NEW."share_withheld", NEW."step", NEW."taken_on", NEW."talks_cost", NEW."updated_at", NEW."withdrawn", NEW."work_from"); RETURN NULL;', hash='9b9f4a204314a9ba21ee99b092c9da2f696fe269', operation='INSERT', pgid='pgtrigger_insert_insert_10e61', table='turnaround_planstep', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='planstep',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."actual_profit" IS DISTINCT FROM (NEW."actual_profit") OR OLD."actual_sales" IS DISTINCT FROM (NEW."actual_sales") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."bank_id" IS DISTINCT FROM (NEW."bank_id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."claim_id" IS DISTINCT FROM (NEW."claim_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."dd_cost" IS DISTINCT FROM (NEW."dd_cost") OR OLD."eligible" IS DISTINCT FROM (NEW."eligible") OR OLD."follow_cost" IS DISTINCT FROM (NEW."follow_cost") OR OLD."granted" IS DISTINCT FROM (NEW."granted") OR OLD."held_back" IS DISTINCT FROM (NEW."held_back") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invoiced" IS DISTINCT FROM (NEW."invoiced") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."met" IS DISTINCT FROM (NEW."met") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."other_aid" IS DISTINCT FROM (NEW."other_aid") OR OLD."paid_now" IS DISTINCT FROM (NEW."paid_now") OR OLD."plan_cost" IS DISTINCT FROM (NEW."plan_cost") OR OLD."planned_profit" IS DISTINCT FROM (NEW."planned_profit") OR OLD."planned_sales" IS DISTINCT FROM (NEW."planned_sales") OR OLD."proof" IS DISTINCT FROM (NEW."proof") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."report" IS DISTINCT FROM (NEW."report") OR OLD."round" IS DISTINCT FROM (NEW."round") OR OLD."share_paid" IS DISTINCT FROM (NEW."share_paid") OR OLD."share_withheld" IS DISTINCT FROM (NEW."share_withheld") OR OLD."step" IS DISTINCT FROM (NEW."step") OR OLD."taken_on" IS DISTINCT FROM (NEW."taken_on") OR OLD."talks_cost" IS DISTINCT FROM (NEW."talks_cost") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."withdrawn" IS DISTINCT FROM (NEW."withdrawn") OR OLD."work_from" IS DISTINCT FROM (NEW."work_from"))', func='INSERT INTO "turnaround_planstepevent" ("actual_profit", "actual_sales", "amount", "bank_id", "case_id", "claim_id", "created_at", "dd_cost", "eligible", "follow_cost", "granted", "held_back", "id", "invoiced", "kind", "met", "note", "other_aid", "paid_now", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_cost", "planned_profit", "planned_sales", "proof", "replaces_id", "report", "round", "share_paid", "share_withheld", "step", "taken_on", "talks_cost", "updated_at", "withdrawn", "work_from") VALUES (NEW."actual_profit", NEW."actual_sales", NEW."amount", NEW."bank_id", NEW."case_id", NEW."claim_id", NEW."created_at", NEW."dd_cost", NEW."eligible", NEW."follow_cost", NEW."granted", NEW."held_back", NEW."id", NEW."invoiced", NEW."kind", NEW."met", NEW."note", NEW."other_aid", NEW."paid_now", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_cost", NEW."planned_profit", NEW."planned_sales", NEW."proof", NEW."replaces_id", NEW."report", NEW."round", NEW."share_paid", NEW."share_withheld", NEW."step", NEW."taken_on", NEW."talks_cost", NEW."updated_at", NEW."withdrawn", NEW."work_from"); RETURN NULL;', hash='a20393ea9b5541c626be2341eaed3b1fe8d283f2', operation='UPDATE', pgid='pgtrigger_update_update_33052', table='turnaround_planstep', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='planstep',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_planstepevent" ("actual_profit", "actual_sales", "amount", "bank_id", "case_id", "claim_id", "created_at", "dd_cost", "eligible", "follow_cost", "granted", "held_back", "id", "invoiced", "kind", "met", "note", "other_aid", "paid_now", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_cost", "planned_profit", "planned_sales", "proof", "replaces_id", "report", "round", "share_paid", "share_withheld", "step", "taken_on", "talks_cost", "updated_at", "withdrawn", "work_from") VALUES (OLD."actual_profit", OLD."actual_sales", OLD."amount", OLD."bank_id", OLD."case_id", OLD."claim_id", OLD."created_at", OLD."dd_cost", OLD."eligible", OLD."follow_cost", OLD."granted", OLD."held_back", OLD."id", OLD."invoiced", OLD."kind", OLD."met", OLD."note", OLD."other_aid", OLD."paid_now", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_cost", OLD."planned_profit", OLD."planned_sales", OLD."proof", OLD."replaces_id", OLD."report", OLD."round", OLD."share_paid", OLD."share_withheld", OLD."step", OLD."taken_on", OLD."talks_cost", OLD."updated_at", OLD."withdrawn", OLD."work_from"); RETURN NULL;', hash='8b79072b7d594aeabb5f0e5cbbf05993c0639189', operation='DELETE', pgid='pgtrigger_delete_delete_6daed', table='turnaround_planstep', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='quote',
                constraint=models.CheckConstraint(condition=models.Q(('line__in', ['dd', 'plan', 'talks', 'follow'])), name='quote_known_line'),
            ),
            migrations.AddConstraint(
                model_name='quote',
                constraint=models.CheckConstraint(condition=models.Q(('hours__gt', 0), ('rate__gt', 0)), name='quote_of_something'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='quote',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_quoteevent" ("adviser_id", "case_id", "created_at", "dropped_on", "hours", "id", "line", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "updated_at") VALUES (NEW."adviser_id", NEW."case_id", NEW."created_at", NEW."dropped_on", NEW."hours", NEW."id", NEW."line", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rate", NEW."updated_at"); RETURN NULL;', hash='823609bf5c15e50a525dc44d5708b494dc380b91', operation='INSERT', pgid='pgtrigger_insert_insert_c2ccc', table='turnaround_quote', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='quote',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "turnaround_quoteevent" ("adviser_id", "case_id", "created_at", "dropped_on", "hours", "id", "line", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "updated_at") VALUES (NEW."adviser_id", NEW."case_id", NEW."created_at", NEW."dropped_on", NEW."hours", NEW."id", NEW."line", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rate", NEW."updated_at"); RETURN NULL;', hash='f7dc0f175f851e04e8e44748436500900b5c6359', operation='UPDATE', pgid='pgtrigger_update_update_ec622', table='turnaround_quote', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='quote',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_quoteevent" ("adviser_id", "case_id", "created_at", "dropped_on", "hours", "id", "line", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "updated_at") VALUES (OLD."adviser_id", OLD."case_id", OLD."created_at", OLD."dropped_on", OLD."hours", OLD."id", OLD."line", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rate", OLD."updated_at"); RETURN NULL;', hash='abddca5da23cf1ab7c99823e12a63ff4e1b19830', operation='DELETE', pgid='pgtrigger_delete_delete_83e9e', table='turnaround_quote', when='AFTER')),
            ),
        ]),
        migrations.RunSQL([*MOVE, *SEARCH]),
        TablesAtOnce([
            migrations.AlterField(
                model_name='plancase',
                name='case',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='plan', to='cases.case', verbose_name='案件'),
            ),
            migrations.AlterField(
                model_name='plancaseevent',
                name='case',
                field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case', verbose_name='案件'),
            ),
            migrations.RemoveField(
                model_name='plancase',
                name='company',
            ),
            migrations.RemoveField(
                model_name='plancase',
                name='programme',
            ),
            migrations.RemoveField(
                model_name='plancaseevent',
                name='company',
            ),
            migrations.RemoveField(
                model_name='plancaseevent',
                name='programme',
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='accompaniment',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_accompanimentevent" ("bank_id", "case_id", "claim_id", "created_at", "held_on", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step_id", "updated_at") VALUES (NEW."bank_id", NEW."case_id", NEW."claim_id", NEW."created_at", NEW."held_on", NEW."id", NEW."kind", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."step_id", NEW."updated_at"); RETURN NULL;', hash='c7b66612667ec2cd8f76ddcb72b908f68ba51db0', operation='INSERT', pgid='pgtrigger_insert_insert_bcb62', table='turnaround_accompaniment', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='accompaniment',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."bank_id" IS DISTINCT FROM (NEW."bank_id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."claim_id" IS DISTINCT FROM (NEW."claim_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."held_on" IS DISTINCT FROM (NEW."held_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."step_id" IS DISTINCT FROM (NEW."step_id") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "turnaround_accompanimentevent" ("bank_id", "case_id", "claim_id", "created_at", "held_on", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step_id", "updated_at") VALUES (NEW."bank_id", NEW."case_id", NEW."claim_id", NEW."created_at", NEW."held_on", NEW."id", NEW."kind", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."step_id", NEW."updated_at"); RETURN NULL;', hash='1e29ee344753911bea56cfc5416809a53fc917f6', operation='UPDATE', pgid='pgtrigger_update_update_1ff6a', table='turnaround_accompaniment', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='accompaniment',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_accompanimentevent" ("bank_id", "case_id", "claim_id", "created_at", "held_on", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step_id", "updated_at") VALUES (OLD."bank_id", OLD."case_id", OLD."claim_id", OLD."created_at", OLD."held_on", OLD."id", OLD."kind", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."step_id", OLD."updated_at"); RETURN NULL;', hash='016e9b9cbcc1710db5ed4fce6f0c8fd33fb131af', operation='DELETE', pgid='pgtrigger_delete_delete_8d646', table='turnaround_accompaniment', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='plancase',
                trigger=pgtrigger.compiler.Trigger(name='edition_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF OLD.edition_id IS NOT NULL AND NEW.edition_id IS DISTINCT FROM OLD.edition_id AND EXISTS (\n    SELECT FROM public.turnaround_receipt r WHERE r.case_id = NEW.id AND r.kind = 'application'\n    AND NOT EXISTS (SELECT FROM public.turnaround_planstep b WHERE b.replaces_id = r.step_id)\n) THEN\n    RAISE EXCEPTION 'edition_is_pinned' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n", hash='2151a239a0ffb006bcc70383c05966d633a46926', operation='UPDATE OF "edition_id"', pgid='pgtrigger_edition_stays_30ca1', table='turnaround_plancase', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='plancase',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_plancaseevent" ("adviser_id", "adviser_number", "adviser_until", "case_id", "created_at", "debt", "edition_id", "frame", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reuse", "sales", "scheme", "settlement_month", "signed_by_bank", "sole", "updated_at") VALUES (NEW."adviser_id", NEW."adviser_number", NEW."adviser_until", NEW."case_id", NEW."created_at", NEW."debt", NEW."edition_id", NEW."frame", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reuse", NEW."sales", NEW."scheme", NEW."settlement_month", NEW."signed_by_bank", NEW."sole", NEW."updated_at"); RETURN NULL;', hash='829fab013b4ffe1bfb546440b37425a878db98cc', operation='INSERT', pgid='pgtrigger_insert_insert_3b722', table='turnaround_plancase', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='plancase',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "turnaround_plancaseevent" ("adviser_id", "adviser_number", "adviser_until", "case_id", "created_at", "debt", "edition_id", "frame", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reuse", "sales", "scheme", "settlement_month", "signed_by_bank", "sole", "updated_at") VALUES (NEW."adviser_id", NEW."adviser_number", NEW."adviser_until", NEW."case_id", NEW."created_at", NEW."debt", NEW."edition_id", NEW."frame", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reuse", NEW."sales", NEW."scheme", NEW."settlement_month", NEW."signed_by_bank", NEW."sole", NEW."updated_at"); RETURN NULL;', hash='69aff02c927176fccbb90a0f08b6641b7ebca23b', operation='UPDATE', pgid='pgtrigger_update_update_c6fe6', table='turnaround_plancase', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='plancase',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_plancaseevent" ("adviser_id", "adviser_number", "adviser_until", "case_id", "created_at", "debt", "edition_id", "frame", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reuse", "sales", "scheme", "settlement_month", "signed_by_bank", "sole", "updated_at") VALUES (OLD."adviser_id", OLD."adviser_number", OLD."adviser_until", OLD."case_id", OLD."created_at", OLD."debt", OLD."edition_id", OLD."frame", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reuse", OLD."sales", OLD."scheme", OLD."settlement_month", OLD."signed_by_bank", OLD."sole", OLD."updated_at"); RETURN NULL;', hash='255042501b721b72cab913e33083b6b00d8c9fee', operation='DELETE', pgid='pgtrigger_delete_delete_7d03b', table='turnaround_plancase', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='receipt',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_receiptevent" ("case_id", "created_at", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "round", "step_id", "updated_at") VALUES (NEW."case_id", NEW."created_at", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."received_on", NEW."round", NEW."step_id", NEW."updated_at"); RETURN NULL;', hash='11356c65cc8c6f6030c303d05f57ad452763b17a', operation='INSERT', pgid='pgtrigger_insert_insert_5afb8', table='turnaround_receipt', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='receipt',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."received_on" IS DISTINCT FROM (NEW."received_on") OR OLD."round" IS DISTINCT FROM (NEW."round") OR OLD."step_id" IS DISTINCT FROM (NEW."step_id") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "turnaround_receiptevent" ("case_id", "created_at", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "round", "step_id", "updated_at") VALUES (NEW."case_id", NEW."created_at", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."received_on", NEW."round", NEW."step_id", NEW."updated_at"); RETURN NULL;', hash='a6f4b610120b019dd396db11450d194550dabde0', operation='UPDATE', pgid='pgtrigger_update_update_ae0fb', table='turnaround_receipt', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='receipt',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_receiptevent" ("case_id", "created_at", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "round", "step_id", "updated_at") VALUES (OLD."case_id", OLD."created_at", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."received_on", OLD."round", OLD."step_id", OLD."updated_at"); RETURN NULL;', hash='09875a10abb0d91de46be3a6568a126930f62e20', operation='DELETE', pgid='pgtrigger_delete_delete_49b3f', table='turnaround_receipt', when='AFTER')),
            ),
        ]),
    ]

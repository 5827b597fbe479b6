"""An application becomes a case, and what was decided of it the steps of that case."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from banso.core.schema import TablesAtOnce

# An application's programme, applicant and day become those of a case of its own, with all that the trail says of them; what was
# decided of it becomes the case's steps. Rows that the house's triggers would note as new are not new: they are moved. What the
# trail says of applications that were taken out keeps them apart by a number below zero.
CASES = """
    DO $$ DECLARE one record; made bigint; BEGIN
        FOR one IN SELECT a.*, co.programme_id FROM grants_application a JOIN grants_call c ON c.id = a.call_id
            JOIN grants_course co ON co.id = c.course_id ORDER BY a.id
        LOOP
            INSERT INTO cases_case (created_at, updated_at, programme_id, company_id, person_id, opened_on, summary, procedure, title,
                alias, number)
            VALUES (one.created_at, one.updated_at, one.programme_id, one.company_id, one.person_id, one.applied_on, '', 'grant',
                left(one.title, 120), '', '')
            RETURNING id INTO made;
            UPDATE grants_application SET case_id = made WHERE id = one.id;
        END LOOP;
    END $$
"""
STANDINGS = """
    INSERT INTO cases_standing (case_id, step, since, round, closed)
    SELECT a.case_id, coalesce(last.step, ''), coalesce(last.taken_on, a.applied_on), (last.step IS NOT NULL)::int,
        coalesce(last.step = 'rejected', false)
    FROM grants_application a LEFT JOIN LATERAL (
        SELECT d.step, d.taken_on FROM grants_decision d WHERE d.application_id = a.id ORDER BY d.taken_on DESC, d.id DESC LIMIT 1
    ) last ON true ORDER BY a.id
"""
TRAIL = """
    INSERT INTO cases_caseevent (pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, created_at, updated_at,
        programme_id, company_id, person_id, opened_on, summary, procedure, title, alias, number)
    SELECT e.pgh_created_at, e.pgh_label, e.case_id, e.pgh_context, e.pgh_context_id, e.case_id, e.created_at, e.updated_at,
        coalesce(called.programme_id, 0), e.company_id, e.person_id, e.applied_on, '', 'grant', left(e.title, 120), '', ''
    FROM grants_applicationevent e LEFT JOIN LATERAL (
        SELECT co.programme_id FROM grants_callevent c JOIN grants_courseevent co ON co.id = c.course_id
        WHERE c.id = e.call_id ORDER BY c.pgh_id DESC, co.pgh_id DESC LIMIT 1
    ) called ON true ORDER BY e.pgh_id
"""
MERGED = """
    UPDATE registers_mergemove m SET kind = 'cases.case', row = a.case_id FROM grants_application a
    WHERE m.kind = 'grants.application' AND m.row = a.id
"""
FOUND = """
    INSERT INTO search_stale (kind, object_id, gone)
    SELECT 'cases.case', c.id, false FROM cases_case c
    WHERE c.procedure = 'grant' AND NOT EXISTS (SELECT FROM search_stale w WHERE w.kind = 'cases.case' AND w.object_id = c.id)
"""
_OF = "coalesce((SELECT a.case_id FROM grants_application a WHERE a.id = e.{0}), -e.{0})"
MOVE = [
    "ALTER TABLE cases_case DISABLE TRIGGER USER",
    "ALTER TABLE registers_mergemove DISABLE TRIGGER USER",
    CASES,
    STANDINGS,
    "UPDATE grants_decision d SET case_id = a.case_id FROM grants_application a WHERE a.id = d.application_id",
    f"UPDATE grants_applicationevent e SET case_id = {_OF.format('id')}",
    f"UPDATE grants_decisionevent e SET case_id = {_OF.format('application_id')}",
    TRAIL,
    MERGED,
    FOUND,
    "SET CONSTRAINTS ALL IMMEDIATE",
    "ALTER TABLE registers_mergemove ENABLE TRIGGER USER",
    "ALTER TABLE cases_case ENABLE TRIGGER USER",
]


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0005_terms_have_a_floor'),
        ('grants', '0002_only_known_decisions'),
        ('registers', '0010_choices_have_a_floor'),
        ('search', '0004_cases_alike'),
    ]

    operations = [
        TablesAtOnce([
            pgtrigger.migrations.RemoveTrigger(
                model_name='application',
                name='insert_insert',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='application',
                name='update_update',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='application',
                name='delete_delete',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='call',
                name='insert_insert',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='call',
                name='update_update',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='call',
                name='delete_delete',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='decision',
                name='insert_insert',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='decision',
                name='update_update',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='decision',
                name='delete_delete',
            ),
            migrations.RemoveConstraint(
                model_name='application',
                name='application_has_applicant',
            ),
            migrations.RemoveConstraint(
                model_name='decision',
                name='decision_once',
            ),
            migrations.RemoveConstraint(
                model_name='decision',
                name='decision_amount_unless_rejected',
            ),
            migrations.RemoveConstraint(
                model_name='decision',
                name='decision_known_step',
            ),
            migrations.RemoveIndex(
                model_name='decision',
                name='decision_figures',
            ),
            migrations.RemoveField(
                model_name='decision',
                name='fiscal_year',
            ),
            migrations.RenameField(
                model_name='decision',
                old_name='decided_on',
                new_name='taken_on',
            ),
            migrations.RenameField(
                model_name='decisionevent',
                old_name='decided_on',
                new_name='taken_on',
            ),
            migrations.AddField(
                model_name='application',
                name='case',
                field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='application', to='cases.case', verbose_name='案件'),
            ),
            migrations.AddField(
                model_name='application',
                name='expense',
                field=models.BigIntegerField(blank=True, help_text='補助率を掛ける額。申請書に書かれているときに入れる', null=True, verbose_name='補助対象経費(円)'),
            ),
            migrations.AddField(
                model_name='applicationevent',
                name='case',
                field=models.ForeignKey(null=True, db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case', verbose_name='案件'),
            ),
            migrations.AddField(
                model_name='applicationevent',
                name='expense',
                field=models.BigIntegerField(blank=True, help_text='補助率を掛ける額。申請書に書かれているときに入れる', null=True, verbose_name='補助対象経費(円)'),
            ),
            migrations.AddField(
                model_name='call',
                name='budget',
                field=models.BigIntegerField(blank=True, help_text='この公募で使える額。空欄なら上限なし', null=True, verbose_name='予算額(円)'),
            ),
            migrations.AddField(
                model_name='callevent',
                name='budget',
                field=models.BigIntegerField(blank=True, help_text='この公募で使える額。空欄なら上限なし', null=True, verbose_name='予算額(円)'),
            ),
            migrations.AddField(
                model_name='decision',
                name='case',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(app_label)s_%(class)s_steps', to='cases.case', verbose_name='案件'),
            ),
            migrations.AddField(
                model_name='decision',
                name='expense',
                field=models.BigIntegerField(blank=True, null=True, verbose_name='補助対象経費(円)'),
            ),
            migrations.AddField(
                model_name='decision',
                name='item',
                field=models.CharField(blank=True, help_text='例: 見積書、収支予算書', max_length=80, verbose_name='差し戻す項目'),
            ),
            migrations.AddField(
                model_name='decision',
                name='note',
                field=models.CharField(blank=True, max_length=200, verbose_name='備考'),
            ),
            migrations.AddField(
                model_name='decision',
                name='rank',
                field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='補欠の順位'),
            ),
            migrations.AddField(
                model_name='decision',
                name='reason',
                field=models.CharField(blank=True, choices=[('missing', '書類がない'), ('unreadable', '読めない・開けない'), ('blank', '記入がない'), ('arithmetic', '計算が合わない'), ('disagrees', '書類どうしが食い違う'), ('ineligible', '対象にならない経費がある'), ('unclear', '内訳が分からない(一式など)'), ('expired', '期限が切れている'), ('other', 'その他')], max_length=12, verbose_name='差し戻す理由'),
            ),
            migrations.AddField(
                model_name='decision',
                name='replaces',
                field=models.OneToOneField(blank=True, editable=False, error_messages={'unique': 'この段階は、すでに訂正または取り消されています。画面を開き直してください。'}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='grants.decision', verbose_name='訂正した段階'),
            ),
            migrations.AddField(
                model_name='decision',
                name='round',
                field=models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='回'),
            ),
            migrations.AddField(
                model_name='decision',
                name='withdrawn',
                field=models.BooleanField(default=False, editable=False, verbose_name='取消し'),
            ),
            migrations.AddField(
                model_name='decisionevent',
                name='case',
                field=models.ForeignKey(null=True, db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case', verbose_name='案件'),
            ),
            migrations.AddField(
                model_name='decisionevent',
                name='expense',
                field=models.BigIntegerField(blank=True, null=True, verbose_name='補助対象経費(円)'),
            ),
            migrations.AddField(
                model_name='decisionevent',
                name='item',
                field=models.CharField(blank=True, help_text='例: 見積書、収支予算書', max_length=80, verbose_name='差し戻す項目'),
            ),
            migrations.AddField(
                model_name='decisionevent',
                name='note',
                field=models.CharField(blank=True, max_length=200, verbose_name='備考'),
            ),
            migrations.AddField(
                model_name='decisionevent',
                name='rank',
                field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='補欠の順位'),
            ),
            migrations.AddField(
                model_name='decisionevent',
                name='reason',
                field=models.CharField(blank=True, choices=[('missing', '書類がない'), ('unreadable', '読めない・開けない'), ('blank', '記入がない'), ('arithmetic', '計算が合わない'), ('disagrees', '書類どうしが食い違う'), ('ineligible', '対象にならない経費がある'), ('unclear', '内訳が分からない(一式など)'), ('expired', '期限が切れている'), ('other', 'その他')], max_length=12, verbose_name='差し戻す理由'),
            ),
            migrations.AddField(
                model_name='decisionevent',
                name='replaces',
                field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, error_messages={'unique': 'この段階は、すでに訂正または取り消されています。画面を開き直してください。'}, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grants.decision', verbose_name='訂正した段階'),
            ),
            migrations.AddField(
                model_name='decisionevent',
                name='round',
                field=models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='回'),
            ),
            migrations.AddField(
                model_name='decisionevent',
                name='withdrawn',
                field=models.BooleanField(default=False, editable=False, verbose_name='取消し'),
            ),
            migrations.AlterField(
                model_name='decision',
                name='amount',
                field=models.BigIntegerField(blank=True, null=True, verbose_name='金額(円)'),
            ),
            migrations.AlterField(
                model_name='decision',
                name='step',
                field=models.CharField(choices=[('returned', '差戻し'), ('resubmitted', '再提出'), ('withdrawn', '申請の取下げ'), ('waitlisted', '補欠'), ('adopted', '採択'), ('rejected', '不採択'), ('declined', '採択の辞退'), ('requested', '交付申請'), ('granted', '交付決定'), ('refused', '不交付決定'), ('retracted', '交付申請の取下げ'), ('advanced', '概算払'), ('changed', '変更承認'), ('reduced', '交付決定の一部取消し'), ('abandoned', '中止・廃止の承認'), ('revoked', '交付決定の取消し'), ('completed', '補助事業の完了'), ('reported', '実績報告'), ('inspected', '確定検査'), ('settled', '額の確定'), ('resettled', '額の再確定'), ('claimed', '請求'), ('paid', '支払'), ('repaid', '返還'), ('finished', '終結')], max_length=20, verbose_name='手続'),
            ),
            migrations.AlterField(
                model_name='decisionevent',
                name='amount',
                field=models.BigIntegerField(blank=True, null=True, verbose_name='金額(円)'),
            ),
            migrations.AlterField(
                model_name='decisionevent',
                name='step',
                field=models.CharField(choices=[('returned', '差戻し'), ('resubmitted', '再提出'), ('withdrawn', '申請の取下げ'), ('waitlisted', '補欠'), ('adopted', '採択'), ('rejected', '不採択'), ('declined', '採択の辞退'), ('requested', '交付申請'), ('granted', '交付決定'), ('refused', '不交付決定'), ('retracted', '交付申請の取下げ'), ('advanced', '概算払'), ('changed', '変更承認'), ('reduced', '交付決定の一部取消し'), ('abandoned', '中止・廃止の承認'), ('revoked', '交付決定の取消し'), ('completed', '補助事業の完了'), ('reported', '実績報告'), ('inspected', '確定検査'), ('settled', '額の確定'), ('resettled', '額の再確定'), ('claimed', '請求'), ('paid', '支払'), ('repaid', '返還'), ('finished', '終結')], max_length=20, verbose_name='手続'),
            ),
        ]),
        migrations.RunSQL(MOVE),
        TablesAtOnce([
            migrations.AlterField(
                model_name='decision',
                name='taken_on',
                field=models.DateField(verbose_name='日付'),
            ),
            migrations.AlterField(
                model_name='decisionevent',
                name='taken_on',
                field=models.DateField(verbose_name='日付'),
            ),
            migrations.AlterField(
                model_name='decisionevent',
                name='case',
                field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case', verbose_name='案件'),
            ),
            migrations.AlterField(
                model_name='decision',
                name='case',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(app_label)s_%(class)s_steps', to='cases.case', verbose_name='案件'),
            ),
            migrations.AlterField(
                model_name='applicationevent',
                name='case',
                field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case', verbose_name='案件'),
            ),
            migrations.AlterField(
                model_name='application',
                name='case',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='application', to='cases.case', verbose_name='案件'),
            ),
            migrations.RemoveField(
                model_name='application',
                name='applied_on',
            ),
            migrations.RemoveField(
                model_name='application',
                name='company',
            ),
            migrations.RemoveField(
                model_name='application',
                name='person',
            ),
            migrations.RemoveField(
                model_name='applicationevent',
                name='applied_on',
            ),
            migrations.RemoveField(
                model_name='applicationevent',
                name='company',
            ),
            migrations.RemoveField(
                model_name='applicationevent',
                name='person',
            ),
            migrations.RemoveField(
                model_name='decision',
                name='application',
            ),
            migrations.RemoveField(
                model_name='decisionevent',
                name='application',
            ),
            migrations.AddField(
                model_name='decision',
                name='fiscal_year',
                field=models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.Func(models.Value('year'), 'taken_on', function='date_part', output_field=models.IntegerField()), '-', models.Case(models.When(django.db.models.lookups.LessThan(models.Func(models.Value('month'), 'taken_on', function='date_part', output_field=models.IntegerField()), 4), then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField())), output_field=models.SmallIntegerField(verbose_name='年度'), verbose_name='年度'),
            ),
            migrations.AddConstraint(
                model_name='application',
                constraint=models.CheckConstraint(condition=models.Q(('expense__isnull', True), ('expense__gte', 0), _connector='OR'), name='application_expense_not_negative', violation_error_message='金額や人数は0以上で入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='call',
                constraint=models.CheckConstraint(condition=models.Q(('budget__isnull', True), ('budget__gte', 0), _connector='OR'), name='call_budget_not_negative', violation_error_message='金額や人数は0以上で入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='decision',
                constraint=models.CheckConstraint(condition=models.Q(('withdrawn', False), ('replaces__isnull', False), _connector='OR'), name='grants_decision_takes_something_back'),
            ),
            migrations.AddConstraint(
                model_name='decision',
                constraint=models.CheckConstraint(condition=models.Q(('expense__isnull', True), ('expense__gte', 0), _connector='OR'), name='decision_expense_not_negative', violation_error_message='金額や人数は0以上で入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='decision',
                constraint=models.CheckConstraint(condition=models.Q(('step__in', ['returned', 'resubmitted', 'withdrawn', 'waitlisted', 'adopted', 'rejected', 'declined', 'requested', 'granted', 'refused', 'retracted', 'advanced', 'changed', 'reduced', 'abandoned', 'revoked', 'completed', 'reported', 'inspected', 'settled', 'resettled', 'claimed', 'paid', 'repaid', 'finished'])), name='decision_known_step'),
            ),
            migrations.AddConstraint(
                model_name='decision',
                constraint=models.CheckConstraint(condition=models.Q(('reason__in', ['', 'missing', 'unreadable', 'blank', 'arithmetic', 'disagrees', 'ineligible', 'unclear', 'expired', 'other'])), name='decision_known_reason'),
            ),
            migrations.AddConstraint(
                model_name='decision',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount__isnull', False), ('step__in', ('adopted', 'requested', 'granted', 'changed', 'reduced', 'abandoned', 'settled', 'resettled', 'claimed', 'advanced', 'paid', 'repaid'))), models.Q(('amount__isnull', True), ('step__in', ('returned', 'withdrawn', 'rejected', 'declined', 'refused', 'retracted', 'revoked', 'completed', 'reported', 'inspected', 'finished'))), ('step__in', ('resubmitted', 'waitlisted')), _connector='OR'), name='decision_amount_unless_rejected', violation_error_message='金額を入力してください。不採択など、額を決めない手続には金額を入れません。'),
            ),
            migrations.AddIndex(
                model_name='decision',
                index=models.Index(fields=['step', 'fiscal_year'], name='decision_figures'),
            ),
            migrations.AlterModelOptions(
                name='application',
                options={'ordering': ['-pk'], 'verbose_name': '補助申請', 'verbose_name_plural': '補助申請'},
            ),
            migrations.AlterModelOptions(
                name='decision',
                options={'ordering': ['case', 'taken_on', 'pk'], 'verbose_name': '補助金の手続', 'verbose_name_plural': '補助金の手続'},
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='application',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grants_applicationevent" ("call_id", "case_id", "created_at", "expense", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested", "title", "updated_at") VALUES (NEW."call_id", NEW."case_id", NEW."created_at", NEW."expense", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."requested", NEW."title", NEW."updated_at"); RETURN NULL;', hash='c2aa50b9f82474ddb91356206870a0b451e0a760', operation='INSERT', pgid='pgtrigger_insert_insert_ddea1', table='grants_application', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='application',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grants_applicationevent" ("call_id", "case_id", "created_at", "expense", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested", "title", "updated_at") VALUES (NEW."call_id", NEW."case_id", NEW."created_at", NEW."expense", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."requested", NEW."title", NEW."updated_at"); RETURN NULL;', hash='249227e68d578b3442166cebdfd8966f3c052fed', operation='UPDATE', pgid='pgtrigger_update_update_6080d', table='grants_application', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='application',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grants_applicationevent" ("call_id", "case_id", "created_at", "expense", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested", "title", "updated_at") VALUES (OLD."call_id", OLD."case_id", OLD."created_at", OLD."expense", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."requested", OLD."title", OLD."updated_at"); RETURN NULL;', hash='e1ea8af3fcca274cea4c16b1fa2e069a3949e215', operation='DELETE', pgid='pgtrigger_delete_delete_31633', table='grants_application', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='call',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grants_callevent" ("budget", "cap", "closes_on", "course_id", "created_at", "executed_in", "id", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "updated_at") VALUES (NEW."budget", NEW."cap", NEW."closes_on", NEW."course_id", NEW."created_at", NEW."executed_in", NEW."id", NEW."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rate", NEW."updated_at"); RETURN NULL;', hash='4e5e487019c958c364ca78a01754154214558b52', operation='INSERT', pgid='pgtrigger_insert_insert_cfc0d', table='grants_call', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='call',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."budget" IS DISTINCT FROM (NEW."budget") OR OLD."cap" IS DISTINCT FROM (NEW."cap") OR OLD."closes_on" IS DISTINCT FROM (NEW."closes_on") OR OLD."course_id" IS DISTINCT FROM (NEW."course_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."executed_in" IS DISTINCT FROM (NEW."executed_in") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."opened_on" IS DISTINCT FROM (NEW."opened_on") OR OLD."rate" IS DISTINCT FROM (NEW."rate") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "grants_callevent" ("budget", "cap", "closes_on", "course_id", "created_at", "executed_in", "id", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "updated_at") VALUES (NEW."budget", NEW."cap", NEW."closes_on", NEW."course_id", NEW."created_at", NEW."executed_in", NEW."id", NEW."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rate", NEW."updated_at"); RETURN NULL;', hash='6a113897c6789c585158552bd97e2a20e641ed5b', operation='UPDATE', pgid='pgtrigger_update_update_1d6a7', table='grants_call', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='call',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grants_callevent" ("budget", "cap", "closes_on", "course_id", "created_at", "executed_in", "id", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "updated_at") VALUES (OLD."budget", OLD."cap", OLD."closes_on", OLD."course_id", OLD."created_at", OLD."executed_in", OLD."id", OLD."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rate", OLD."updated_at"); RETURN NULL;', hash='a36c02ae1c4140116f85ac410e84181a325c9628', operation='DELETE', pgid='pgtrigger_delete_delete_e6b56', table='grants_call', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='decision',
                trigger=pgtrigger.compiler.Trigger(name='keep_steps', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1c03b3cbfd99a1e4505df6c351327972f616b933', operation='UPDATE OR DELETE', pgid='pgtrigger_keep_steps_2ba24', table='grants_decision', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='decision',
                trigger=pgtrigger.compiler.Trigger(name='not_before_its_case', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NEW.taken_on < (SELECT c.opened_on FROM public.cases_case c WHERE c.id = NEW.case_id) THEN\n    RAISE EXCEPTION 'step_before_its_case' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n", hash='58ce29baffe6e73312cf738c6810cd71d1e24239', operation='INSERT', pgid='pgtrigger_not_before_its_case_76d57', table='grants_decision', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='decision',
                trigger=pgtrigger.compiler.Trigger(name='keep_standing', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nUPDATE public.cases_standing SET (step, since, round, closed) = (\n    SELECT coalesce(last.step, ''), coalesce(last.taken_on, c.opened_on), coalesce(last.round, 0), coalesce(last.closed, false)\n    FROM public.cases_case c LEFT JOIN LATERAL (\n        SELECT s.step AS step, s.taken_on, s.round, s.step IN ('rejected', 'withdrawn', 'declined', 'refused', 'retracted', 'abandoned', 'revoked', 'finished') AS closed\n        FROM public.grants_decision s\n        WHERE s.case_id = c.id AND NOT s.withdrawn\n            AND NOT EXISTS (SELECT FROM public.grants_decision r WHERE r.replaces_id = s.id)\n        ORDER BY s.taken_on DESC, s.id DESC LIMIT 1\n    ) last ON true WHERE c.id = NEW.case_id\n) WHERE case_id = NEW.case_id;\nRETURN NULL;\n", hash='f03eace1c9f126cc8eb23c4476112ce00aa59917', operation='INSERT', pgid='pgtrigger_keep_standing_737c6', table='grants_decision', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='decision',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grants_decisionevent" ("amount", "case_id", "created_at", "expense", "id", "item", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "reason", "replaces_id", "round", "step", "taken_on", "updated_at", "withdrawn") VALUES (NEW."amount", NEW."case_id", NEW."created_at", NEW."expense", NEW."id", NEW."item", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rank", NEW."reason", NEW."replaces_id", NEW."round", NEW."step", NEW."taken_on", NEW."updated_at", NEW."withdrawn"); RETURN NULL;', hash='8f26c0cff942ce9a99555873e722d5d48aff9526', operation='INSERT', pgid='pgtrigger_insert_insert_9728d', table='grants_decision', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='decision',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."expense" IS DISTINCT FROM (NEW."expense") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."item" IS DISTINCT FROM (NEW."item") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."rank" IS DISTINCT FROM (NEW."rank") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."round" IS DISTINCT FROM (NEW."round") OR OLD."step" IS DISTINCT FROM (NEW."step") OR OLD."taken_on" IS DISTINCT FROM (NEW."taken_on") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."withdrawn" IS DISTINCT FROM (NEW."withdrawn"))', func='INSERT INTO "grants_decisionevent" ("amount", "case_id", "created_at", "expense", "id", "item", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "reason", "replaces_id", "round", "step", "taken_on", "updated_at", "withdrawn") VALUES (NEW."amount", NEW."case_id", NEW."created_at", NEW."expense", NEW."id", NEW."item", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rank", NEW."reason", NEW."replaces_id", NEW."round", NEW."step", NEW."taken_on", NEW."updated_at", NEW."withdrawn"); RETURN NULL;', hash='2f4435da729f4e585467fd486ea5bcc8a21555a4', operation='UPDATE', pgid='pgtrigger_update_update_de108', table='grants_decision', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='decision',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grants_decisionevent" ("amount", "case_id", "created_at", "expense", "id", "item", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "reason", "replaces_id", "round", "step", "taken_on", "updated_at", "withdrawn") VALUES (OLD."amount", OLD."case_id", OLD."created_at", OLD."expense", OLD."id", OLD."item", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rank", OLD."reason", OLD."replaces_id", OLD."round", OLD."step", OLD."taken_on", OLD."updated_at", OLD."withdrawn"); RETURN NULL;', hash='5f04ee81d0304965a5d04bb4798e24bcd60bec98', operation='DELETE', pgid='pgtrigger_delete_delete_ce7ab', table='grants_decision', when='AFTER')),
            ),
        ]),
    ]

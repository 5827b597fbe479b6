"""Where a case stands is kept beside its programme and company, so that the wall before a list of cases need not look at every case there is."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

FILL = """
UPDATE cases_standing s SET programme_id = c.programme_id, company_id = c.company_id FROM cases_case c WHERE c.id = s.case_id;
SET CONSTRAINTS ALL IMMEDIATE
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_numbers_in_one_form"),
        ("registers", "0009_experts_terms_and_disqualifications"),
    ]

    operations = [
        migrations.AddField(
            model_name="standing",
            name="company",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="registers.company",
            ),
        ),
        migrations.AddField(
            model_name="standing",
            name="programme",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="registers.programme",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="standing",
            name="programme",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="registers.programme",
            ),
        ),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(fields=["step", "since", "case"], name="standing_by_age"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["opened_on", "id"], name="case_by_day"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="case",
            trigger=pgtrigger.compiler.Trigger(
                name="standing_belongs",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE public.cases_standing SET programme_id = NEW.programme_id, company_id = NEW.company_id WHERE case_id = NEW.id; RETURN NULL;",
                    hash="8b80719a02f373ff5f08d887ea12594d53bfbf4d",
                    operation='UPDATE OF "programme_id", "company_id"',
                    pgid="pgtrigger_standing_belongs_6857d",
                    table="cases_case",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standing",
            trigger=pgtrigger.compiler.Trigger(
                name="whose",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nSELECT c.programme_id, c.company_id INTO NEW.programme_id, NEW.company_id FROM public.cases_case c WHERE c.id = NEW.case_id;\nRETURN NEW;\n",
                    hash="7ca76dea70a13c866b46192983b482444c54cd8e",
                    operation='INSERT OR UPDATE OF "programme_id", "company_id"',
                    pgid="pgtrigger_whose_63574",
                    table="cases_standing",
                    when="BEFORE",
                ),
            ),
        ),
    ]

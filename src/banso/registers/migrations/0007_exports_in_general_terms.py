"""What those inside a wall took out until now becomes theirs to read; for others a row without particulars takes its place."""

from django.db import migrations

CONCEALED = "守秘の部署の職員による書き出し(内容は本人の記録にあります)"
INSIDE = """
    SELECT m.user_id FROM registers_membership m JOIN registers_programme p ON p.walled_to_id = m.unit_id
    UNION SELECT c.user_id FROM registers_crossing c
"""
STATEMENTS = [
    "ALTER TABLE core_access DISABLE TRIGGER USER",
    f"UPDATE core_access SET own = true WHERE user_id IN ({INSIDE})",
    f"INSERT INTO core_access (kind, user_id, subject, conditions, at, own)"
    f" SELECT kind, user_id, '書き出し', '{CONCEALED}', at, false FROM core_access WHERE own",
    "ALTER TABLE core_access ENABLE TRIGGER USER",
]


class Migration(migrations.Migration):
    dependencies = [("registers", "0006_closed_days"), ("core", "0004_exports_in_general_terms")]

    operations = [migrations.RunSQL(STATEMENTS, reverse_sql=migrations.RunSQL.noop)]

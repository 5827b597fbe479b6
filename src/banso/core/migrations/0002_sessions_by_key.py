"""The functions through which alone sessions are reached."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parents[1] / "sql" / "sessions.sql"


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial"), ("sessions", "0001_initial")]

    operations = [
        migrations.RunSQL(
            SQL.read_text(encoding="utf-8"),
            reverse_sql="DROP FUNCTION banso_session, banso_session_keep, banso_session_end, banso_sessions_over",
        )
    ]

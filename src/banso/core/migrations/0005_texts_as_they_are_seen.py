"""Texts kept before what nobody sees was taken out (control characters, marks of no width, radicals) say what they show from now on.

Every column of text of every table is looked into, and the keys for finding made from texts with them. The trail and what is
frozen stay as they are: a table whose rows may not be changed refuses, and is left. The triggers of the tables note the
changed rows for the search as they do for any change.
"""

from typing import Any

from django.db import DatabaseError, migrations, transaction

from banso.core.text import clean_text

# What PostgreSQL can hold of what no text may hold: everything but NUL and halves of pairs.
_UNSEEN = (
    "[\\u0001-\\u0008\\u000B-\\u000C\\u000E-\\u001F\\u007F-\\u009F\\u00AD\\u061C\\u180E\\u200B-\\u200F\\u2028-\\u202E"
    "\\u2060-\\u206F\\u2E80-\\u2FDF\\uFDD0-\\uFDEF\\uFEFF\\uFFF9-\\uFFFB\\uFFFE\\uFFFF]"
)
_COLUMNS = """
    SELECT c.table_name, c.column_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
      AND c.data_type IN ('text', 'character varying') AND c.table_name NOT LIKE '%event'
      AND c.table_name !~ '^(django_|auth_|procrastinate_|pghistory_)'
    ORDER BY 1, 2
"""


def clean(apps: Any, schema_editor: Any) -> None:
    connection = schema_editor.connection
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS)
        columns = cursor.fetchall()
        for table, column in columns:
            own = f"{quoted(table)}.{quoted(column)}"
            cursor.execute(f"SELECT DISTINCT {own} FROM {quoted(table)} WHERE {own} ~ %s", [_UNSEEN])  # noqa: S608 - names of ours
            texts = [row[0] for row in cursor.fetchall()]
            for text in texts:
                _replace(cursor, f"UPDATE {quoted(table)} SET {quoted(column)} = %s WHERE {own} = convert_from(%s, 'UTF8')", text)  # noqa: S608


def _replace(cursor: Any, statement: str, text: str) -> None:
    try:
        with transaction.atomic(using=cursor.db.alias):
            cursor.execute(statement, [clean_text(text), text.encode()])
    except DatabaseError:
        pass  # a row that is never changed, or would become the same as another that has to be different


class Migration(migrations.Migration):
    dependencies = [("core", "0004_exports_in_general_terms")]

    operations = [migrations.RunPython(clean, migrations.RunPython.noop)]

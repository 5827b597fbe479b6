"""How the database was when it was last migrated: every policy, right, trigger, constraint, index, column and function, and the roles.

Written down by the owner at the end of each migration. `banso check` says what has changed since then, which nothing in Banso does.
"""

from pathlib import Path
from typing import Any

SQL = (Path(__file__).parent / "sql" / "recorded.sql").read_text(encoding="utf-8")
CHANGED = """
    SELECT coalesce(now.kind, before.kind), coalesce(now.name, before.name),
        CASE WHEN now.name IS NULL THEN 'なくなっています' WHEN before.name IS NULL THEN '加わっています' ELSE '変わっています' END
    FROM public.banso_schema now
    FULL JOIN (SELECT * FROM public.banso_recorded WHERE kind <> %s) before USING (kind, name)
    WHERE now.said IS DISTINCT FROM before.said ORDER BY 1, 2
"""
HISTORY = "変更履歴"  # what is written down of each history; see sealing


def write_down(cursor: Any) -> None:
    """Write down how the database is now."""
    cursor.execute("DELETE FROM public.banso_recorded WHERE kind <> %s", [HISTORY])
    cursor.execute("INSERT INTO public.banso_recorded SELECT kind, name, said FROM public.banso_schema")


def changed(cursor: Any) -> list[str]:
    """What is not as it was when the database was last migrated, in words. Must be asked as the owner."""
    cursor.execute(CHANGED, [HISTORY])
    return [
        f"データベースの{kind}「{name}」が、最後に banso migrate をしたときから{how}。banso migrate でもとに戻らないときは、控えから復元してください。"
        for kind, name, how in cursor.fetchall()
    ]

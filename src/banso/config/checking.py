"""Whether everything is as it should be: settings, tables, and the counts kept by triggers against the records."""

from django.core.checks import run_checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from banso.figures.tally import all_drifts


def problems() -> list[str]:
    """What is wrong, in words; empty when nothing is."""
    found = [f"設定: {message.msg} {message.hint or ''}" for message in run_checks()]
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        found.append("データベースの表が古いままです。banso migrate を実行してください。")
    found += [f"自動集計が記録とずれています: {drift}" for drift in all_drifts()]
    return found

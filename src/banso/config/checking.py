"""Whether everything is as it should be: settings, tables, rights, rules, the trail, the search's index, and the counts kept by triggers."""

import os

import psycopg
from django.core.checks import run_checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from banso.figures.tally import all_drifts

from .comparing import missing_documents, missing_rules, unlike_histories
from .recorded import changed
from .sealing import broken


def problems() -> list[str]:
    """What is wrong, in words; empty when nothing is."""
    found = [f"設定: {message.msg} {message.hint or ''}" for message in run_checks()]
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        found.append("データベースの表が古いままです。banso migrate を実行してください。")
    found += missing_rules()
    owner = os.environ.get("BANSO_OWNER_URL", "")
    if owner and owner != os.environ.get("DATABASE_URL"):  # where one role does everything, nothing is kept from anyone
        found += _asked_as_owner(owner)
    return found + [f"自動集計が記録とずれています: {drift}" for drift in all_drifts()]


def _asked_as_owner(url: str) -> list[str]:
    """What only the owner can see: rights, seals and the index, of the whole database at one moment."""
    with psycopg.connect(url) as owner, owner.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return [problem for ask in (changed, broken, unlike_histories, missing_documents) for problem in ask(cursor)]

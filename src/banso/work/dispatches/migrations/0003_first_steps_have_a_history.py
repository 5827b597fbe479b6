"""The steps that dispatches of the first version were given have a history like any other, and their cases are found by the search."""

from django.db import migrations

# The migration before made these rows before their table had its triggers. Nothing is made up: the history says when that was noted.
HISTORY = """
    INSERT INTO dispatches_dispatchstepevent (pgh_created_at, pgh_label, pgh_context, pgh_obj_id, id, created_at, updated_at,
        taken_on, round, withdrawn, note, step, visits_planned, case_id, replaces_id)
    SELECT now(), 'insert', '{"verb": "work.dispatches.migrations"}', s.id, s.id, s.created_at, s.updated_at,
        s.taken_on, s.round, s.withdrawn, s.note, s.step, s.visits_planned, s.case_id, s.replaces_id
    FROM dispatches_dispatchstep s
    WHERE NOT EXISTS (SELECT FROM dispatches_dispatchstepevent e WHERE e.pgh_obj_id = s.id) ORDER BY s.id
"""
SEARCH = """
    INSERT INTO search_stale (kind, object_id, gone)
    SELECT 'cases.case', c.id, false FROM cases_case c
    WHERE c.procedure = 'dispatch'
        AND NOT EXISTS (SELECT FROM search_document d WHERE d.kind = 'cases.case' AND d.object_id = c.id)
        AND NOT EXISTS (SELECT FROM search_stale w WHERE w.kind = 'cases.case' AND w.object_id = c.id)
"""


class Migration(migrations.Migration):
    dependencies = [("dispatches", "0002_cases_and_steps"), ("search", "0004_cases_alike")]

    operations = [migrations.RunSQL([HISTORY, SEARCH], migrations.RunSQL.noop)]

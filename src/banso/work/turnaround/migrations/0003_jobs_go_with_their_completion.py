"""Papers are of a known kind, and the jobs told of a completion that was put right belong to the row that says it right."""

from django.db import migrations, models

from banso.core.schema import TablesAtOnce

# Where jobs were told of both, those of the row that stands count, and the others stay where they are: counted no longer.
HAND_ON = """
WITH RECURSIVE chain (first, last) AS (
    SELECT e.id, e.id FROM public.cases_stageentry e
    UNION ALL
    SELECT c.first, r.id FROM chain c JOIN public.cases_stageentry r ON r.replaces_id = c.last AND NOT r.withdrawn
)
UPDATE public.turnaround_jobskept j SET completion_id = ends.last
FROM (SELECT first, max(last) AS last FROM chain GROUP BY first) ends
WHERE ends.first = j.completion_id AND ends.last <> j.completion_id
    AND NOT EXISTS (SELECT FROM public.turnaround_jobskept o WHERE o.completion_id = ends.last)
"""


class Migration(migrations.Migration):
    dependencies = [("turnaround", "0002_completions_are_steps_of_cases")]

    operations = [
        TablesAtOnce([
            migrations.AddConstraint(
                model_name='receipt',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['application', 'claim'])), name='receipt_known_kind'),
            ),
            migrations.RunSQL(HAND_ON, migrations.RunSQL.noop),
        ]),
    ]

"""What figures tell gatherings and talks apart by is one of the choices, whichever way it was written."""

from django.db import migrations, models

from banso.core.schema import TablesAtOnce


class Migration(migrations.Migration):
    dependencies = [("gatherings", "0001_initial")]

    operations = [
        TablesAtOnce([
            migrations.AddConstraint(
                model_name='gathering',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['seminar', 'training', 'consultation_day', 'forum', 'exhibition', 'adviser_day', 'meeting'])), name='gathering_known_kind'),
            ),
            migrations.AddConstraint(
                model_name='advisertalk',
                constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['none', 'quote', 'deal'])), name='adviser_talk_known_outcome'),
            ),
        ]),
    ]

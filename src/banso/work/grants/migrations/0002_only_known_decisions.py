"""What figures tell decisions apart by is one of the choices, whichever way it was written."""

from django.db import migrations, models

from banso.core.schema import TablesAtOnce


class Migration(migrations.Migration):
    dependencies = [("grants", "0001_initial")]

    operations = [
        TablesAtOnce([
            migrations.AddConstraint(
                model_name='decision',
                constraint=models.CheckConstraint(condition=models.Q(('step__in', ['adopted', 'granted', 'settled', 'rejected'])), name='decision_known_step'),
            ),
        ]),
    ]

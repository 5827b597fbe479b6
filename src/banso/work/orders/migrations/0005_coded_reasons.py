from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0004_terms_and_reasons")]

    operations = [
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason_code', ''), ('result', 'agreed')), models.Q(('reason_code__in', ['price', 'due', 'quantity', 'equipment', 'size', 'tolerance', 'certificate', 'capacity', 'distance', 'cancelled', 'no_reply', 'other']), ('result', 'declined')), _connector='OR'), name='outcome_reason_iff_declined', violation_error_message='不成立には理由を選んでください。成立には理由を入れません。'),
        ),
    ]

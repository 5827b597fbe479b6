"""A company's size may be unsaid (未記入)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0010_choices_have_a_floor'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='company',
            name='company_known_size',
        ),
        migrations.AlterField(
            model_name='company',
            name='size',
            field=models.CharField(blank=True, choices=[('small', '小規模企業者'), ('medium', '中小企業者'), ('large', 'その他(大企業等)'), ('founding', '創業予定者')], max_length=10, verbose_name='規模'),
        ),
        migrations.AlterField(
            model_name='companyevent',
            name='size',
            field=models.CharField(blank=True, choices=[('small', '小規模企業者'), ('medium', '中小企業者'), ('large', 'その他(大企業等)'), ('founding', '創業予定者')], max_length=10, verbose_name='規模'),
        ),
        migrations.AddConstraint(
            model_name='company',
            constraint=models.CheckConstraint(condition=models.Q(('size__in', ['', 'small', 'medium', 'large', 'founding'])), name='company_known_size'),
        ),
    ]

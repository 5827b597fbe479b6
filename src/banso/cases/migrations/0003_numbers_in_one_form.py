"""Telephones and postal codes of cases' parties that were typed in many ways are kept in one from now on.

What has no such form stays as it is, and what was typed stays in the trail.
"""

from typing import Any

from django.db import migrations

from banso.core.errors import UserError
from banso.core.spelling import phone_text, postal_code


def spell(apps: Any, schema_editor: Any) -> None:
    party = apps.get_model("cases", "party")
    for column, one in (("phone", phone_text), ("postal_code", postal_code)):
        longest = party._meta.get_field(column).max_length
        texts = party.objects.exclude(**{column: ""}).order_by().values_list(column, flat=True).distinct()
        for text in list(texts):
            try:
                kept = one(text)
            except UserError:
                continue
            if kept != text and len(kept) <= longest:
                party.objects.filter(**{column: text}).update(**{column: kept})


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_steps_terms_and_parties")]

    operations = [migrations.RunPython(spell, migrations.RunPython.noop)]

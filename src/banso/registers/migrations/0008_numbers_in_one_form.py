"""Telephones, postal codes, readings and invoice numbers that were typed in many ways are kept in one from now on.

What was typed stays in the trail. What has no such form (a word, a code of six digits) stays as it is.
"""

from collections.abc import Callable
from typing import Any

from django.db import migrations

from banso.core.errors import UserError
from banso.core.spelling import kana_text, phone_text, postal_code
from banso.registers.corporate_number import parse_invoice_number

SPELLED: dict[str, dict[str, Callable[[str], str]]] = {
    "company": {
        "phone": phone_text,
        "postal_code": postal_code,
        "kana": kana_text,
        "invoice_number": parse_invoice_number,
    },
    "person": {"phone": phone_text, "kana": kana_text},
    "expert": {"phone": phone_text, "kana": kana_text},
    "organisation": {"kana": kana_text},
    "staff": {"kana": kana_text},
}


def spell(apps: Any, schema_editor: Any) -> None:
    for name, fields in SPELLED.items():
        model = apps.get_model("registers", name)
        for column, one in fields.items():
            longest = model._meta.get_field(column).max_length
            texts = model.objects.exclude(**{column: ""}).order_by().values_list(column, flat=True).distinct()
            for text in list(texts):
                try:
                    kept = one(text)
                except UserError:
                    continue
                if kept != text and len(kept) <= longest:
                    model.objects.filter(**{column: text}).update(**{column: kept})


class Migration(migrations.Migration):
    dependencies = [("registers", "0007_exports_in_general_terms")]

    operations = [migrations.RunPython(spell, migrations.RunPython.noop)]

"""Telephones of participants and entries that were typed in many ways are kept in one from now on; what was typed stays in the trail."""

from typing import Any

from django.db import migrations

from banso.core.spelling import phone_text


def spell(apps: Any, schema_editor: Any) -> None:
    for name in ("participant", "signup"):
        model = apps.get_model("fairs", name)
        texts = model.objects.exclude(phone="").order_by().values_list("phone", flat=True).distinct()
        for text in list(texts):
            kept = phone_text(text)
            if kept != text and len(kept) <= model._meta.get_field("phone").max_length:
                model.objects.filter(phone=text).update(phone=kept)


class Migration(migrations.Migration):
    dependencies = [("fairs", "0003_wishes_change_places")]

    operations = [migrations.RunPython(spell, migrations.RunPython.noop)]

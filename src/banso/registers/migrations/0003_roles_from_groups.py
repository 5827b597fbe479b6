"""Groups that logins had become dated roles, standing since the login was made."""

from django.db import migrations


def roles_from_groups(apps, schema_editor):
    User = apps.get_model("registers", "User")
    RoleAssignment = apps.get_model("registers", "RoleAssignment")
    for user in User.objects.prefetch_related("groups"):
        for group in user.groups.all():
            RoleAssignment.objects.create(user=user, role=group, starts_on=user.date_joined.date())


class Migration(migrations.Migration):
    dependencies = [("registers", "0002_access_as_dated_rows")]
    operations = [migrations.RunPython(roles_from_groups, migrations.RunPython.noop)]

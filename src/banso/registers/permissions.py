"""What a login may do today: the permissions of its roles that stand on this day."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.timezone import localdate

from .models import RoleAssignment, User


class DatedRoles(ModelBackend):
    """Permissions follow from dated role rows alone; groups and permissions attached to a login itself count for nothing."""

    def _get_user_permissions(self, user_obj: User) -> QuerySet[Permission]:
        return Permission.objects.none()

    def _get_group_permissions(self, user_obj: User) -> QuerySet[Permission]:
        return Permission.objects.filter(group__in=current_roles(user_obj).values("role"))


def current_roles(user: User) -> QuerySet[RoleAssignment]:
    return RoleAssignment.objects.filter(user=user).standing_on(localdate())

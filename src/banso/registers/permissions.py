"""What a login may do today: the permissions of its roles that stand on this day, in the programmes they were given for."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.contrib.postgres.aggregates import ArrayAgg
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.timezone import localdate

from .models import RoleAssignment, Staff, User
from .walls import must_be_walled, wall_of, whose


class DatedRoles(ModelBackend):
    """Permissions follow from dated role rows alone; groups and permissions attached to a login itself count for nothing."""

    def _get_user_permissions(self, user_obj: User) -> QuerySet[Permission]:
        return Permission.objects.none()

    def _get_group_permissions(self, user_obj: User) -> QuerySet[Permission]:
        return Permission.objects.filter(group__in=current_roles(user_obj).values("role"))

    def _get_permissions(self, user_obj: User, obj: Any, from_name: str) -> set[str]:
        """The names come as one row: a manager's are over a thousand, and every page asks for them."""
        cached = f"_{from_name}_perm_cache"
        if from_name == "group" and user_obj.is_active and not user_obj.is_superuser and not hasattr(user_obj, cached):
            name = Concat("content_type__app_label", Value("."), "codename")
            found = self._get_group_permissions(user_obj).order_by().aggregate(names=ArrayAgg(name))
            setattr(user_obj, cached, set(found["names"] or ()))
        names: set[str] = super()._get_permissions(user_obj, obj, from_name)  # type: ignore[misc]
        return names


def refuse_beyond_roles(user: User | None, row: Model) -> None:
    """Raises ValidationError where roles let a user write rows of this kind in some programmes, and this is another."""
    if user is None or wall_of(type(row)) is None or not _limited(user):
        return
    action = "add" if row._state.adding else "change"
    roles = current_roles(user).filter(
        role__permissions__codename=f"{action}_{row._meta.model_name}",
        role__permissions__content_type__app_label=row._meta.app_label,
    )
    reached = set(roles.values_list("programme", flat=True))
    programme, _ = whose(row)
    if reached and programme is not None and not reached & {None, *programme.with_those_above()}:
        said = "登録" if action == "add" else "修正"
        raise ValidationError(
            f"あなたの役割では、「{programme}」の記録を{said}できません。事業を選び直すか、管理者に役割を確かめてください。"
        )


def refuse_in_the_open(user: User | None, row: Model) -> None:
    """Raises ValidationError where what is always confidential is filed in a programme that is not walled."""
    programme = getattr(row, "programme", None) if must_be_walled(row) else None
    if programme is not None and programme.walled_to_id is None:
        what = type(row)._meta.verbose_name
        raise ValidationError(
            {
                "programme": f"この{what}は守秘です。「{programme}」に登録すると、ほかの部署の人にも見えます。守秘の事業を選んでください。"
            }
        )


def refuse_to_tie_logins(user: User | None, row: Model) -> None:
    """Raises ValidationError where someone who may not manage logins ties one to a member of staff: she would seal as that one."""
    if user is None or not isinstance(row, Staff) or user.has_perm("registers.change_user"):
        return
    before = Staff.objects.filter(pk=row.pk).values_list("user", flat=True).first()
    if row.user_id != before:
        raise ValidationError({"user": "職員と利用者(ログイン)の結びつきは、管理者だけが登録・修正できます。"})


def _limited(user: User) -> bool:
    return current_roles(user).filter(programme__isnull=False).exists()


def current_roles(user: User) -> QuerySet[RoleAssignment]:
    return RoleAssignment.objects.filter(user=user).standing_on(localdate())

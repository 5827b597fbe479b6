"""What a login may do today: the permissions of its roles that stand on this day, in the programmes they were given for."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.timezone import localdate

from .models import RoleAssignment, Staff, User
from .walls import wall_of, whose


class DatedRoles(ModelBackend):
    """Permissions follow from dated role rows alone; groups and permissions attached to a login itself count for nothing."""

    def _get_user_permissions(self, user_obj: User) -> QuerySet[Permission]:
        return Permission.objects.none()

    def _get_group_permissions(self, user_obj: User) -> QuerySet[Permission]:
        return Permission.objects.filter(group__in=current_roles(user_obj).values("role"))


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

"""Logins: made from the command line, and those of the reference world."""

import secrets
from pathlib import Path

from django.contrib.auth.models import Group, Permission
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from banso.core.errors import UserError
from banso.registers.models import User

DEMO = (("kanri", "管理 花子", "manager"), ("tantou", "担当 太郎", "adviser"), ("etsuran", "閲覧 次郎", "reader"))
ROLES = {"manager": "管理者", "adviser": "相談員", "reader": "閲覧者"}
WALLED = ("turnaround", "pipelines", "succession")


def ensure_roles() -> dict[str, Group]:
    """The three roles: readers look, advisers also write, managers also close years and manage users. Walled work is not theirs."""
    groups = {role: Group.objects.get_or_create(name=name)[0] for role, name in ROLES.items()}
    ours = Permission.objects.filter(content_type__app_label__in=_our_apps()).exclude(
        content_type__app_label__in=WALLED
    )
    ours = ours.exclude(content_type__model__endswith="event")
    groups["reader"].permissions.set(ours.filter(codename__startswith="view_"))
    groups["adviser"].permissions.set(
        ours.exclude(codename__startswith="delete_").exclude(
            content_type__app_label__in=["figures", "report"], codename__regex="^(add|change)_"
        )
    )
    groups["manager"].permissions.set(Permission.objects.filter(content_type__app_label__in=_our_apps()))
    return groups


def _our_apps() -> list[str]:
    from django.apps import apps

    return [config.label for config in apps.get_app_configs() if config.name.startswith("banso.")]


def create_user(username: str, display_name: str, role: str, password: str) -> User:
    """A login. Raises UserError for a name already taken, an unknown role or a weak password."""
    if User.objects.filter(username=username).exists():
        raise UserError(f"利用者「{username}」はすでに登録されています。")
    if role not in ROLES:
        raise UserError(f"役割「{role}」はありません。{'、'.join(ROLES)} のどれかを指定してください。")
    try:
        validate_password(password)
    except ValidationError as error:
        raise UserError("パスワードを変えてください。" + "".join(error.messages)) from error
    user = User.objects.create_user(username, password=password, display_name=display_name)
    user.groups.set([ensure_roles()[role]])
    return user


def create_demo_accounts(data: Path) -> None:
    """One login of each role, with a password of this installation's own, kept in the data folder."""
    path = data / "demo_accounts.txt"
    if path.exists():
        path.unlink()
    lines = []
    for username, name, role in DEMO:
        password = secrets.token_hex(6)
        create_user(username, name, role, password)
        lines.append(f"{ROLES[role]}: 利用者名 {username} / パスワード {password}")
    path.touch(mode=0o600)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def demo_accounts(data: Path) -> str:
    """The reference world's logins, to be shown; empty where it has none."""
    path = data / "demo_accounts.txt"
    return path.read_text(encoding="utf-8") if path.exists() else ""

"""Logins: made from the command line, and those of the reference world."""

import secrets
from pathlib import Path

import yaml
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.timezone import localdate

from banso.core.errors import UserError
from banso.registers.models import Unit, User
from banso.registers.services.access import give_role, join_unit

ROLES = {"manager": "管理者", "adviser": "相談員", "specialist": "守秘部署の相談員", "reader": "閲覧者"}
WALLED = ("turnaround", "succession", "complaints")
MANAGED = (
    "user",
    "unit",
    "programme",
    "programmeyear",
    "merge",
    "closedday",
    "seat",
    "holding",
    "rule",
    "release",
    "batch",
    "sender",
    "terms",
    "retentionrule",
)
BANK = ("account", "sender")  # whole account numbers are for those who handle payments
OFFICERS = ("officer", "policeinquiry", "inquiredapplication")  # when and where someone was born and lives
ABOUT_ACCESS = ("membership", "keepership", "roleassignment", "crossing", "look", "access", "fullexport")


def ensure_roles() -> dict[str, Group]:
    """The roles: readers look (not at bank accounts and officers' addresses), advisers also write, specialists also the kinds that only
    walled units work with, managers also merge companies, close years and say who may do what. Which walled records anyone sees follows
    from units, not from roles."""
    groups = {role: Group.objects.get_or_create(name=name)[0] for role, name in ROLES.items()}
    # the trail is read on each record, not as a kind
    everything = Permission.objects.filter(content_type__app_label__in=_our_apps())
    everything = everything.exclude(content_type__model__endswith="event")
    ours = everything.exclude(Q(content_type__app_label__in=WALLED) | Q(content_type__model__in=ABOUT_ACCESS))
    accounts = Q(content_type__app_label="payments", content_type__model__in=BANK)
    looking = Q(codename__startswith="view_") | Q(codename="add_binding")  # an auditor takes a case's file home
    officers = Q(content_type__app_label="grants", content_type__model__in=OFFICERS)
    groups["reader"].permissions.set(ours.filter(looking).exclude(accounts | officers))
    written = ours.exclude(codename__startswith="delete_").exclude(
        Q(codename__regex="^(add|change)_")
        & (Q(content_type__app_label__in=["figures", "report"]) | Q(content_type__model__in=MANAGED))
    )
    groups["adviser"].permissions.set(written)
    walled = everything.filter(content_type__app_label__in=WALLED).exclude(codename__startswith="delete_")
    groups["specialist"].permissions.set([*written, *walled])
    groups["manager"].permissions.set(everything)
    return groups


def _our_apps() -> list[str]:
    from django.apps import apps

    return [config.label for config in apps.get_app_configs() if config.name.startswith("banso.")]


def create_user(username: str, display_name: str, role: str, password: str | None) -> User:
    """A login; without a password, one that its owner has yet to choose. Raises UserError for a name that is taken or badly
    formed, an unknown role or a weak password."""
    if User.objects.filter(username=username).exists():
        raise UserError(f"利用者「{username}」はすでに登録されています。")
    if role not in ROLES:
        raise UserError(f"役割「{role}」はありません。{'、'.join(ROLES)} のどれかを指定してください。")
    try:
        User(username=username, display_name=display_name).full_clean(exclude=["password"])
    except ValidationError as error:
        raise UserError(f"利用者名「{username}」: {''.join(error.messages)}") from error
    try:
        if password is not None:
            validate_password(password)
    except ValidationError as error:
        raise UserError("パスワードを変えてください。" + "".join(error.messages)) from error
    user = User.objects.create_user(username, password=password, display_name=display_name)
    give_role(user=user, role=ensure_roles()[role], starts_on=localdate(), by=None)
    return user


def create_demo_accounts(data: Path, folder: Path) -> None:
    """The catalogue's logins, with passwords of this installation's own, kept in the data folder."""
    path = data / "demo_accounts.txt"
    if path.exists():
        path.unlink()
    lines = []
    for given in yaml.safe_load((folder / "accounts.yaml").read_text(encoding="utf-8")):
        password = secrets.token_hex(6)
        user = create_user(given["username"], given["name"], given["role"], password)
        unit = Unit.objects.filter(code=given.get("unit")).first()
        if unit:
            join_unit(user=user, unit=unit, starts_on=localdate(), by=None)
        of = f"({unit})" if unit else ""
        lines.append(f"{ROLES[given['role']]}{of}: 利用者名 {given['username']} / パスワード {password}")
    path.touch(mode=0o600)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def demo_accounts(data: Path) -> str:
    """The reference world's logins, to be shown; empty where it has none."""
    path = data / "demo_accounts.txt"
    return path.read_text(encoding="utf-8") if path.exists() else ""

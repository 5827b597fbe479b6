"""Accounts made and helped by those who manage them: invited, locked, a password or a second factor chosen anew by a link.

A link is good once and for a week, and what it does is done by whom it was made for: nobody else ever knows the password, and no
manager reaches into another's second factor. Whoever hands out a link could use it herself; so each one is written down, with when
and from where it was used, and its owner is told at her next login.
"""

import hashlib
from datetime import timedelta

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from banso.core.era import format_moment
from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.desk.models import AccountLink, LinkKind
from banso.registers.models import Membership, Programme, Staff, Unit, User
from banso.registers.services.access import give_role, join_unit


class _OneTime(PasswordResetTokenGenerator):
    """Void once the password is chosen or its owner has logged in since."""

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.key_salt = f"banso.{purpose}"


PASSWORD, SECOND_FACTOR = _OneTime("choose-password"), _OneTime("renew-second-factor")
OPENED_BY = {
    LinkKind.INVITED: (PASSWORD, "choose-password"),
    LinkKind.PASSWORD: (PASSWORD, "choose-password"),
    LinkKind.SECOND_FACTOR: (SECOND_FACTOR, "renew-second-factor"),
}
REMEMBERED = timedelta(days=30)  # of links, where one has not been told yet
MOST_SHOWN = 50
OVER = "このリンクは、もう使えません。管理者に、新しいリンクを頼んでください。"


@verb
def hand_link(user: User, kind: LinkKind, *, by: User | None) -> str:
    """The path by which a user, once, chooses a password, or gives up a second factor that is lost; and that it was handed out.

    Raises ValidationError where she works behind a wall that is closed to who hands it out.
    """
    if by is not None:
        refuse_outside(user, by)
    generator, page = OPENED_BY[kind]
    token = generator.make_token(user)
    record(AccountLink, {"user": user, "kind": kind, "by": by, "digest": _digest(token)})
    return reverse(page, args=[user.pk, token])


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _use(user: User, generator: PasswordResetTokenGenerator, token: str, place: str) -> None:
    """Write down that a link was used. Raises ValidationError for one that nobody handed out, or that was used before."""
    kinds = [kind for kind, (one, _) in OPENED_BY.items() if one is generator]
    handed = AccountLink.objects.select_for_update().filter(
        user=user, kind__in=kinds, digest=_digest(token), used_at=None
    )
    found = list(handed)
    if not found:
        raise ValidationError(OVER)
    for link in found:  # two made within one second are one
        correct(link, {"used_at": timezone.now(), "used_from": place[:60]})


def links_of(user: User) -> list[AccountLink]:
    """The links into an account that were handed out, the latest first."""
    return list(AccountLink.objects.filter(user=user).select_related("by")[:MOST_SHOWN])


@verb
def tell_links(*, by: User) -> list[str]:
    """What someone is told at her login of links into her account that she has not been told of yet; with them those of late."""
    lately = timezone.now() - REMEMBERED
    links = AccountLink.objects.filter(Q(told_at=None) | Q(handed_at__gt=lately), user=by).select_related("by")
    if not any(link.told_at is None for link in links):
        return []
    AccountLink.objects.filter(user=by, told_at=None).update(told_at=timezone.now())
    return [
        f"{format_moment(link.handed_at)}に、{link.handed_by}が、あなたのアカウントの{link.get_kind_display()}を出しました。"
        f"{link.state}。心当たりがなければ、ほかの管理者に知らせてください。"
        for link in links
    ]


def refuse_outside(person: User, by: User) -> None:
    """Raise ValidationError where someone works behind a wall that is closed to the helper: a link would lead through it.

    What decides is as in the database (`banso_closed_members`): today's and coming members of units that are confidential or walled to.
    """
    today = localdate()
    own = Membership.objects.filter(user=by).standing_on(today).values("unit")
    closed = Unit.objects.filter(Q(confidential=True) | Q(walled_programmes__isnull=False)).exclude(pk__in=own)
    standing = Membership.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), user=person, unit__in=closed)
    if standing.exists():
        raise ValidationError(
            f"{person}さんは守秘の部署の人です。リンクを渡せるのは、その部署に所属する管理者だけです。"
        )


def came_by(generator: PasswordResetTokenGenerator, pk: int, token: str) -> User | None:
    """Whom a link was made for; None where it is void."""
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user is not None and generator.check_token(user, token) else None


@verb
def choose_password(user: User, password: str, *, token: str, place: str = "", by: User) -> None:
    """Give oneself a password by a link. Raises ValidationError for one that is too weak, and for a link that is over."""
    validate_password(password, user)
    _use(user, PASSWORD, token, place)
    user.set_password(password)
    user.save(update_fields=["password"])


@verb
def give_up_second_factor(user: User, *, token: str, place: str = "", by: User) -> None:
    """Do without one's second factor, by a link, until a new one is set up. Raises ValidationError for a link that is over."""
    _use(user, SECOND_FACTOR, token, place)
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


@verb
def invite(
    *,
    by: User | None,
    username: str,
    display_name: str,
    email: str = "",
    role: Group,
    programme: Programme | None = None,
    unit: Unit | None = None,
    staff: Staff | None = None,
) -> User:
    """A login for someone, with a role and a unit from today on, linked to the register of staff as one person.

    Whoever is on no list of staff is put there. Raises ValidationError for a name that is taken, for a member of staff who has a login
    already, and for a confidential unit whose members the inviter may not change.
    """
    today = localdate()
    if staff is not None and staff.user_id is not None:
        raise ValidationError({"staff": f"{staff}には、すでに利用者「{staff.user}」が結び付いています。"})
    user = User(username=username, display_name=display_name, email=email)
    user.set_unusable_password()
    user.full_clean(exclude=["password"])
    user.save()
    give_role(user=user, role=role, programme=programme, starts_on=today, by=by)
    if unit is not None:
        join_unit(user=user, unit=unit, starts_on=today, by=by)
    if staff is not None:
        correct(staff, {"user": user})
    elif unit is not None:
        record(Staff, {"name": display_name, "unit": unit, "user": user, "joined_on": today})
    return user


@verb
def lock(user: User, *, by: User) -> None:
    """Let a login in no longer, from this moment on. Raises ValidationError for one's own."""
    if user.pk == by.pk:
        raise ValidationError("自分自身は停止できません。ほかの管理者に頼んでください。")
    correct(user, {"is_active": False})


@verb
def unlock(user: User, *, by: User) -> None:
    """Let a login in again; its roles and units are as they stand today."""
    correct(user, {"is_active": True})

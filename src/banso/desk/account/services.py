"""The second factor (確認コード): an authenticator app that shows a new code every 30 seconds, and codes kept on paper."""

import secrets
from base64 import b32encode

from django.contrib.auth.hashers import identify_hasher
from django.core.exceptions import ValidationError
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from banso.core.text import digits
from banso.core.trail import verb
from banso.registers.models import User

BACKUP_CODES = 10
APP, PAPER = "認証アプリ", "予備コード"


def has_second_factor(user: User) -> bool:
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def backup_codes_left(user: User) -> int:
    return int(StaticToken.objects.filter(device__user=user).count())


@verb
def begin_second_factor(*, by: User) -> TOTPDevice:
    """The user's device to be confirmed; the same one until it is, so that a reloaded page shows the same picture."""
    return TOTPDevice.objects.get_or_create(user=by, confirmed=False, defaults={"name": APP})[0]


def secret_of(device: TOTPDevice) -> str:
    """The device's secret as it is typed into an app, in groups of four."""
    plain = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(plain[i : i + 4] for i in range(0, len(plain), 4))


def picture_of(device: TOTPDevice) -> str:
    """The QR code an app reads, as an address for an image."""
    import segno

    return str(segno.make(device.config_url, error="m").svg_data_uri(scale=5, border=3))


@verb
def confirm_second_factor(code: str, password: str, *, by: User) -> list[str]:
    """Switch the second factor on with a first code of the app; the backup codes, which are shown this once.

    Raises ValidationError for a wrong password, and for a code that is not the app's.
    """
    _prove(password, by)
    device = begin_second_factor(by=by)
    if not device.verify_token(_typed(code)):
        raise ValidationError({"code": "確認コードが違います。アプリに今表示されている6桁の数字を入力してください。"})
    TOTPDevice.objects.filter(user=by, confirmed=True).delete()
    device.confirmed = True
    device.save()
    return _new_backup_codes(by)


@verb
def renew_backup_codes(password: str, *, by: User) -> list[str]:
    """Ten new codes for days without the app, each good once; the former ones are void. Raises ValidationError unless the
    password is right: whoever finds a screen left open must not leave with a way in.
    """
    _prove(password, by)
    return _new_backup_codes(by)


def _new_backup_codes(by: User) -> list[str]:
    StaticDevice.objects.filter(user=by).delete()
    device = StaticDevice.objects.create(user=by, name=PAPER)
    codes = [f"{secrets.randbelow(10**8):08d}" for _ in range(BACKUP_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


@verb
def end_second_factor(password: str, *, by: User) -> None:
    """Switch the second factor off. Raises ValidationError unless the password is right."""
    _prove(password, by)
    TOTPDevice.objects.filter(user=by).delete()
    StaticDevice.objects.filter(user=by).delete()


@verb
def keep_as_today(password: str, *, by: User) -> None:
    """Keep a password that has just proved right in today's way, if it was kept in an older one."""
    if identify_hasher(by.password).must_update(by.password):
        by.set_password(password)
        by.save(update_fields=["password"])


def _prove(password: str, by: User) -> None:
    if not by.check_password(password):
        raise ValidationError({"password": "パスワードが違います。"})


def accepts_code(user: User, code: str) -> bool:
    """Whether a code is the app's present one or an unused one on paper. Wrong codes make the next try wait ever longer."""
    typed = _typed(code)
    devices = [
        *TOTPDevice.objects.filter(user=user, confirmed=True).select_for_update(),
        *StaticDevice.objects.filter(user=user, confirmed=True).select_for_update(),
    ]
    return any(device.verify_is_allowed()[0] and device.verify_token(typed) for device in devices)


def _typed(code: str) -> str:
    """A code in any width, with or without spaces."""
    return "".join(digits(code).split()).replace("-", "")

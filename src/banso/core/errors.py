"""Errors meant for the person at the desk."""

from django.core.exceptions import ValidationError

INSUFFICIENT_PRIVILEGE = "42501"  # PostgreSQL's word for a row that the walls do not let in
NOT_YOURS = "この記録は、担当部署の職員だけが登録・修正できます。事業を確かめてください。"


class UserError(Exception):
    """Something the user can put right. The message is Japanese, says what is wrong and how to mend it."""


def is_walled_off(error: BaseException) -> bool:
    """Whether the database refused a row because of who acts."""
    return getattr(error.__cause__, "sqlstate", "") == INSUFFICIENT_PRIVILEGE


def said(error: UserError | ValidationError) -> str:
    """What was refused, in the words meant for people: never as a list of Python's."""
    return str(error) if isinstance(error, UserError) else " ".join(error.messages)

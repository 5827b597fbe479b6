"""Errors meant for the person at the desk."""

from django.core.exceptions import ValidationError


class UserError(Exception):
    """Something the user can put right. The message is Japanese, says what is wrong and how to mend it."""


def said(error: UserError | ValidationError) -> str:
    """What was refused, in the words meant for people: never as a list of Python's."""
    return str(error) if isinstance(error, UserError) else " ".join(error.messages)

"""Errors meant for the person at the desk."""


class UserError(Exception):
    """Something the user can put right. The message is Japanese, says what is wrong and how to mend it."""

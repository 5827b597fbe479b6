"""What a survey's request says, and what it says when it is asked again: the same by letter and by mail."""

from .models import Survey

AGAIN = (
    "先にお願いしました標記の調査について、まだご回答をいただいておりません。お忙しいところ恐れ入りますが、ご回答くださいますよう"
    "お願いいたします。行き違いでご回答いただいている場合は、ご容赦ください。"
)


def title_of(survey: Survey, *, again: bool) -> str:
    return f"{survey}{'(再度のお願い)' if again else 'へのご協力のお願い'}"


def request_of(survey: Survey, *, again: bool) -> str:
    return AGAIN if again else survey.request

"""Orders on the first page: introductions whose outcome is to be asked after, and those still open."""

from banso.core.agenda import Part, agenda

from .balance import to_chase
from .models import Introduction

agenda(
    code="orders.chase",
    part=Part.DUE,
    label="あっせんの経過確認",
    model=Introduction,
    rows=to_chase,
    day="due_on",
    line=lambda introduction: f"{introduction} {introduction.months}か月後の確認",
    related=("inquiry__buyer", "supplier"),
)
agenda(
    code="orders.open",
    part=Part.WAITING,
    label="結果待ちのあっせん紹介",
    model=Introduction,
    rows=lambda today: Introduction.objects.filter(outcome__isnull=True),
    day="introduced_on",
    line=str,
    related=("inquiry__buyer", "supplier"),
)

"""Orders on the first page: introductions whose outcome is to be asked after, and those still open."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from banso.core.agenda import Part, agenda

from .models import Chase, FollowUp, Introduction


def _due(today: date) -> QuerySet[Chase]:
    """The latest reached day of each open introduction, unless someone has asked since."""
    same = {"introduction": OuterRef("introduction")}
    heard = FollowUp.objects.filter(**same, heard_on__gte=OuterRef("due_on"))
    later = Chase.objects.filter(**same, due_on__gt=OuterRef("due_on"), due_on__lte=today)
    return Chase.objects.filter(~Exists(heard), ~Exists(later), due_on__lte=today, introduction__outcome__isnull=True)


agenda(
    code="orders.chase",
    part=Part.DUE,
    label="あっせんの経過確認",
    model=Chase,
    rows=_due,
    day="due_on",
    line=lambda chase: f"{chase.introduction} {chase.months}か月後の確認",
    related=("introduction__inquiry__buyer", "introduction__supplier"),
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

"""Whose work a page of the desk shows: one's own, one's unit's, or everybody's; and the cases one watches."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from banso.cases.models import Case
from banso.core.acting import user_of
from banso.procedures.naming import state_label
from banso.registers.models import Staff, User

MOST_WATCHED = 20
WORDS = (("mine", "自分"), ("unit", "部署"), ("all", "全員"))


@dataclass(frozen=True)
class Whose:
    """What was asked for: `choice` is one of mine, unit, all. Who is no member of staff sees everybody's."""

    choice: str
    staff: Staff | None

    @classmethod
    def asked(cls, request: HttpRequest, usual: str = "mine") -> "Whose":
        staff = Staff.objects.filter(user=user_of(request)).select_related("unit").first()
        typed = request.GET.get("whose", usual)
        known = typed if typed in dict(WORDS) else usual
        return cls(known if staff else "all", staff)

    @property
    def mine(self) -> bool:
        return self.choice == "mine"

    @property
    def label(self) -> str:
        """Whose it is, in words, with the unit's name."""
        if self.choice == "unit" and self.staff:
            return f"{self.staff.unit}の分"
        return f"{dict(WORDS)[self.choice]}の分"

    @property
    def others(self) -> list[tuple[str, str]]:
        """What else may be chosen: (choice, words)."""
        if self.staff is None:
            return []
        words = {"mine": "自分の分", "unit": f"{self.staff.unit}の分", "all": "全員の分"}
        return [(choice, said) for choice, said in words.items() if choice != self.choice]

    def logins(self) -> list[int]:
        """The logins of one's unit, where its work is asked for; else none."""
        if self.choice != "unit" or self.staff is None:
            return []
        rows = Staff.objects.filter(unit=self.staff.unit_id, ended_on=None, user__isnull=False)
        return list(rows.values_list("user", flat=True))

    def cases(self, rows: Any) -> Any:
        """Of these cases, those kept by whom it is about."""
        if self.staff is None or self.choice == "all":
            return rows
        return rows.filter(keeper=self.staff) if self.mine else rows.filter(keeper__unit=self.staff.unit_id)


def watched_cases(user: User) -> list[tuple[Case, str]]:
    """The cases a login watches that are not closed, each with its state in words, the next to fall due first."""
    rows = Case.objects.filter(watches__user=user, standing__closed=False)
    rows = rows.select_related("company", "person", "programme", "standing", "keeper")
    return [(case, state_label(case)) for case in rows.order_by("standing__next_due_on", "pk")[:MOST_WATCHED]]

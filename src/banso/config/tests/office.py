"""An office about an open case, beside the world with a wall."""

from datetime import date

from django.contrib.auth.models import Group, Permission
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.office.approvals.models import Draft, Holding, Rule, Seat, Station
from banso.office.deadlines.services import set_deadline
from banso.office.payments import services as paying
from banso.office.payments.models import Order
from banso.registers.models import Programme, RoleAssignment, Staff, Unit, User

from .walled import Walled, run

ROLE = "banso_app"
DAY = date(2023, 6, 1)
BANK = {"bank_code": "0001", "bank_name": "見本銀行", "branch_code": "001", "branch_name": "本店", "number": "0000001"}


class Office:
    """An open case with a draft on its way and a payment asked for; a clerk who may do everything but manage."""

    def __init__(self, walled: Walled) -> None:
        run("RESET ROLE")
        self.walled, self.clerk = walled, User.objects.create_user("clerk")
        role = Group.objects.create(name="書く役割")
        managing = ("user", "seat", "holding", "rule", "sender", "roleassignment", "membership", "crossing")
        role.permissions.set(Permission.objects.exclude(content_type__model__in=managing))
        RoleAssignment.objects.create(user=self.clerk, role=role, starts_on=date(2020, 4, 1))
        unit = Unit.objects.get(code="unit")
        self.staff = {
            name: Staff.objects.create(name=name, unit=unit, user=user, joined_on=date(2020, 4, 1))
            for name, user in (("clerk", self.clerk), ("outside", walled.outside), ("nobody", None))
        }
        self.case = Case.objects.create(
            programme=Programme.objects.get(code="main"), company=walled.other, opened_on=DAY
        )
        self.deadline = set_deadline(self.case, name="報告", due_on=DAY, by=None)
        self.seat = Seat.objects.create(code="chief", title="理事長", rank=30)
        self.lower = Seat.objects.create(code="head", title="課長", rank=10)
        self.held = {"outside": self.seat, "clerk": self.lower, "nobody": self.seat}
        for name in ("outside", "clerk"):
            Holding.objects.create(seat=self.held[name], staff=self.staff[name], starts_on=date(2020, 4, 1))
        for kind in ("x", "dispatch"):
            Rule.objects.create(kind=kind, label="伺い", seat=self.seat, valid_from=date(2020, 4, 1))
        self.draft = Draft.objects.create(kind="x", title="伺い", drafter=self.staff["clerk"], drafted_on=DAY)
        self.stations = {
            name: Station.objects.create(
                draft=self.draft, round=1, order=1, role="decide", staff=staff, seat=self.held[name]
            )
            for name, staff in self.staff.items()
        }
        payee = paying.record_payee(kind="individual", name="佐藤 翔子", by=None)
        self.account = paying.record_account(
            payee=payee, holder="サトウ ショウコ", valid_from=date(2020, 1, 1), by=None, **BANK
        )
        self.sender = paying.record_sender(holder="ミホンセンター", code="0000000001", by=None, **BANK)
        self.order = self.ask(self.case, self.clerk)
        run("SET CONSTRAINTS ALL IMMEDIATE")
        run("SET CONSTRAINTS ALL DEFERRED")
        run(f"SET LOCAL ROLE {ROLE}")

    def ask(self, case: Case, by: User) -> Order:
        said = {
            "purpose": "謝金",
            "amount": 30_000,
            "treatment": "resident",
            "funding": "県補助金",
            "due_on": localdate(),
        }
        return paying.request_payment(case=case, payee=self.account.payee, account=self.account, by=by, **said)

    def act(self, deed: str, staff: str, station: str, acting_for: str = "") -> tuple[object, ...]:
        """The statement that puts a seal, and what it is given."""
        return (
            "INSERT INTO approvals_act (draft_id, round, station_id, deed, staff_id, acting_for_id, comment, digest, at)"
            " VALUES (%s, 1, %s, %s, %s, %s, '', '', now())",
            self.draft.pk, self.stations[station].pk, deed, self.staff[staff].pk,
            self.staff[acting_for].pk if acting_for else None,
        )  # fmt: skip

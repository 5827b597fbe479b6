"""A plan worked in a tiny world: its editions are those of the reference catalogue."""

from datetime import date, timedelta
from typing import Any

import yaml
from django.conf import settings

from banso.procedures.taking import begin, take
from banso.registers.models import Organisation
from banso.work.turnaround.improvement import services
from banso.work.turnaround.improvement.choices import ReceiptKind
from banso.work.turnaround.improvement.editions import lay_down_editions
from banso.work.turnaround.improvement.models import PlanBank, PlanCase, PlanStep
from banso.work.turnaround.improvement.papers import check_paper, checklist, confirm_complete
from banso.work.turnaround.improvement.procedure import IMPROVEMENT
from banso.work.turnaround.improvement.rules import EditionsFile
from conftest import TinyWorld

DAY = timedelta(days=1)


def editions() -> list[str]:
    """The editions of the reference catalogue, laid down."""
    said = yaml.safe_load((settings.CATALOGUE / "editions.yaml").read_text(encoding="utf-8"))
    return lay_down_editions(EditionsFile.model_validate(said), by=None)


class Desk:
    """Someone who checks papers, someone else who finds them complete, and plans under way."""

    def __init__(self, world: TinyWorld) -> None:
        editions()
        self.world = world
        self.first, self.second = world.user("first"), world.user("second")
        self.adviser = world.organisation("みなと税理士法人")
        self.bank = Organisation.objects.create(name="みなと銀行", kind="bank")
        self.other = Organisation.objects.create(name="港信用金庫", kind="bank")

    def opened(self, on: date, scheme: str = "full", **facts: Any) -> PlanCase:
        """A case that was opened on a day, with all that makes it eligible and two banks."""
        given: dict[str, Any] = {
            "programme": self.world.programme,
            "company": facts.pop("company", None) or self.world.company(),
            "opened_on": on,
            "scheme": scheme,
            "adviser": self.adviser,
            "sales": 240_000_000,
            "debt": 180_000_000,
            "settlement_month": 3,
            "signed_by_bank": True,
        }
        plan: PlanCase = begin(IMPROVEMENT, by=None, **(given | facts))
        for bank, role in ((self.bank, "main"), (self.other, "other")):
            services.record_plan_bank(case=plan, bank=bank, role=role, guaranteed=True, by=None)
        return plan

    def take(self, plan: PlanCase, code: str, on: date, **facts: Any) -> PlanStep:
        """Take a step as anyone does, by its declaration."""
        row = take(plan.case, code, {"taken_on": on, "note": ""} | facts, by=self.first)
        plan.refresh_from_db()
        assert isinstance(row, PlanStep)
        return row

    def papers(self, plan: PlanCase, kind: str, on: date, round: int = 1) -> None:
        """Every paper that is asked for came in good, and a second person found so."""
        for line in checklist(plan, kind, round).lines:
            issued = on - 10 * DAY if line.rule.months else None
            facts: dict[str, Any] = {"received_on": on, "issued_on": issued, "result": "ok", "round": round}
            check_paper(plan, kind, line.rule.code, by=self.first, form="original", **facts)
        confirm_complete(plan, kind, round=round, by=self.second)

    def quote(self, of: PlanCase, /, **lines: int) -> None:
        for line, amount in lines.items():
            services.add_quote(case=of, line=line, adviser=self.adviser, hours=1, rate=amount, by=self.first)

    def decided(self, on: date, scheme: str = "full", *, plan_cost: int = 600_000, **facts: Any) -> PlanCase:
        """A plan whose application was received on a day and whose work began ten days later."""
        plan = self.opened(on, scheme, **facts)
        self.take(plan, "applied", on)
        self.quote(plan, plan=plan_cost, follow=75_000)
        self.papers(plan, ReceiptKind.APPLICATION, on)
        self.take(plan, "decided", on + 5 * DAY)
        self.take(plan, "commissioned", on + 10 * DAY)
        return plan

    def agree(self, plan: PlanCase, on: date) -> None:
        paper = "received" if plan.scheme == "early" else "consent"
        for bank in PlanBank.objects.filter(case=plan):
            services.record_bank_consent(bank=bank, paper=paper, said_on=on, by=None)
        self.take(plan, "agreed", on)

    def claim(self, plan: PlanCase, code: str, on: date, invoiced: int, share: int, **facts: Any) -> PlanStep:
        """A claim with its papers; `share` is what the slip shows."""
        said: dict[str, Any] = {"work_from": on - DAY, "invoiced": invoiced, "proof": "transfer", "share_paid": share}
        row = self.take(plan, code, on, **(said | facts))
        self.papers(plan, row.receipt.kind, on, row.receipt.round)
        return row

    def planned(self, on: date, invoiced: int = 600_000, share: int = 200_000, **facts: Any) -> PlanCase:
        """A plan whose cost was claimed and decided: half a year after its application."""
        plan = self.decided(on, **facts)
        self.agree(plan, on + 150 * DAY)
        self.claim(plan, "plan_claimed", on + 180 * DAY, invoiced, share)
        self.take(plan, "pay_decided", on + 190 * DAY)
        return plan


def money(row: PlanStep) -> tuple[int | None, int | None, int | None, int | None]:
    return row.eligible, row.granted, row.paid_now, row.held_back

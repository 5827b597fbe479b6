"""Writing a version of the table of creditors, and what is worked out of it: shares that add up, what is not secured, what each is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max

from banso.core.trail import verb
from banso.core.writing import hold, record
from banso.registers.models import Organisation, User

from .choices import CreditorKind
from .models import CouncilCase, CouncilStep, Creditor, CreditorConsent, CreditorLine, CreditorTable, ReliefAsked

WHOLE = 1_000_000  # shares are kept in millionths


@dataclass(frozen=True)
class Owed:
    """What one creditor is owed, in yen, and what it is asked for: {kind of relief: the debt it concerns}."""

    organisation: Organisation
    balance: int
    branch: str = ""
    kind: str = CreditorKind.OWN_RISK
    is_target: bool = True
    collateral: int = 0
    guaranteed: int = 0
    paper: str = ""
    reliefs: dict[str, int] = field(default_factory=dict)

    @property
    def unsecured(self) -> int:
        """What neither a mortgage nor the guarantee corporation covers (非保全額)."""
        return max(self.balance - self.collateral - self.guaranteed, 0)

    @property
    def key(self) -> tuple[int, str, str]:
        return self.organisation.pk, self.branch, self.kind


def shares(balances: Sequence[int]) -> list[int]:
    """Each balance's share of the total in millionths, adding up to the whole: what is left over goes to the largest remainders."""
    total = sum(balances)
    if not total:
        return [0] * len(balances)
    parts = [divmod(balance * WHOLE, total) for balance in balances]
    left = WHOLE - sum(whole for whole, _ in parts)
    by_rest = sorted(range(len(parts)), key=lambda at: (-parts[at][1], at))
    raised = set(by_rest[:left])
    return [whole + (at in raised) for at, (whole, _) in enumerate(parts)]


@verb
def record_table(
    council: CouncilCase, lines: Sequence[Owed], *, base_on: date, told: int, note: str = "", by: User | None
) -> CreditorTable:
    """A new version of the table of creditors, whole. Raises ValidationError without a line, for a creditor named twice, for a claim of the
    centre's own without the letter that tells it, and for relief on more than is owed. A total that differs from the firm's list of loans is
    written as it is: no bank can be written to until it agrees.
    """
    hold(CouncilCase.objects.filter(pk=council.pk))
    _refuse_unsound(lines)
    last = CreditorTable.objects.filter(council=council).aggregate(last=Max("version"))["last"] or 0
    facts = {"council": council, "version": last + 1, "base_on": base_on, "told": told, "note": note}
    table = record(CreditorTable, facts)
    for line, share in zip(lines, shares([line.balance for line in lines]), strict=True):
        _write_line(table, line, share)
    return table


def _write_line(table: CreditorTable, line: Owed, share: int) -> None:
    own = {"organisation": line.organisation, "branch": line.branch, "kind": line.kind}
    creditor = Creditor.objects.filter(council=table.council_id, **own).first()
    if creditor is None:
        creditor = record(Creditor, {"council": table.council, "is_target": line.is_target, **own})
    elif creditor.is_target != line.is_target:
        Creditor.objects.filter(pk=creditor.pk).update(is_target=line.is_target)
    worked_out = {"unsecured": line.unsecured, "share": share}
    sums = {"balance": line.balance, "collateral": line.collateral, "guaranteed": line.guaranteed, "paper": line.paper}
    row = record(CreditorLine, {"table": table, "creditor": creditor, **sums, **worked_out})
    for kind, amount in line.reliefs.items():
        record(ReliefAsked, {"line": row, "kind": kind, "amount": amount})


def _refuse_unsound(lines: Sequence[Owed]) -> None:
    said, seen = [], set()
    for nth, line in enumerate(lines, start=1):
        name = f"{nth}行目 {line.organisation}"
        if line.key in seen:
            said.append(f"{name}: 同じ債権者・支店・種類の行が上にもあります。1行にまとめてください。")
        seen.add(line.key)
        if min(line.balance, line.collateral, line.guaranteed) < 0:
            said.append(f"{name}: 金額は0円以上で入れてください。")
        if line.kind == CreditorKind.CENTRE and not line.paper:
            said.append(
                f"{name}: センターの債権は、文書で回答を受けた額だけを入れます。根拠の書類に回答の文書番号と日付を入れてください。"
            )
        if any(amount > line.balance for amount in line.reliefs.values()):
            said.append(f"{name}: 金融支援の対象額が残高({line.balance:,}円)を超えています。")
    if not lines:
        said.append("債権者を1行以上入れてください。")
    if said:
        raise ValidationError(said)


@verb
def record_consent(
    plan: CouncilStep,
    creditor: Creditor,
    *,
    state: str,
    said_on: date,
    condition: str = "",
    paper: str = "",
    replaces: CreditorConsent | None = None,
    by: User | None,
) -> CreditorConsent:
    """What a creditor said of a plan on a day. Raises ValidationError, field by field: an agreement needs its paper, a condition its words."""
    if plan.step != "planned" or plan.withdrawn:
        raise ValidationError({"plan": "計画案の手続ではありません。計画案を選んでください。"})
    said: dict[str, Any] = {"state": state, "said_on": said_on, "condition": condition, "paper": paper}
    return record(CreditorConsent, {"plan": plan, "creditor": creditor, "replaces": replaces, **said})

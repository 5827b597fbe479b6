"""What a company's history says of orders: what it offered, what it took on, and what came of it."""

from banso.registers.histories import history

from .models import Inquiry, Introduction, Outcome, Registration


def _outcome(outcome: Outcome) -> str:
    inquiry = outcome.introduction.inquiry
    amount = f" {outcome.amount:,}円" if outcome.amount is not None else ""
    parties = f"発注 {inquiry.buyer} 受注 {outcome.introduction.supplier}"
    return f"{outcome.get_result_display()}{amount} {inquiry.item} {parties} {outcome.reason}".strip()


history(
    code="orders.registration",
    group="取引",
    label="受発注登録",
    model=Registration,
    company="company",
    day="registered_on",
    line=lambda registration: f"{registration.get_side_display()}企業として登録 {registration.capabilities}".strip(),
)
history(
    code="orders.inquiry",
    group="取引",
    label="発注案件",
    model=Inquiry,
    company="buyer",
    day="received_on",
    line=lambda inquiry: f"{inquiry.item} {inquiry.quantity}".strip(),
)
history(
    code="orders.introduced",
    group="取引",
    label="受注先として紹介",
    model=Introduction,
    company="supplier",
    day="introduced_on",
    line=lambda introduction: f"{introduction.inquiry.item} 発注 {introduction.inquiry.buyer}",
    related=("inquiry__buyer",),
)
for side, path in (("buyer", "introduction__inquiry__buyer"), ("supplier", "introduction__supplier")):
    history(
        code=f"orders.outcome_{side}",
        group="取引",
        label="あっせんの結果",
        model=Outcome,
        company=path,
        day="settled_on",
        line=_outcome,
        related=("introduction__inquiry__buyer", "introduction__supplier"),
    )

"""What a company's history says of its loans."""

from banso.registers.histories import history

from .models import Contract

history(
    code="lending.contract",
    group="再生・承継",
    label="債権",
    model=Contract,
    company="company",
    day="made_on",
    line=lambda contract: (
        f"契約 {contract.number} 元金 {contract.principal:,}円{'(完済)' if contract.settled_on else ''}"
    ),
)

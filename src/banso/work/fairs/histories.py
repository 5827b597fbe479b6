"""What a company's history says of fairs: those it joined, and the deals it made there."""

from banso.registers.histories import history

from .models import Deal, Participant


def _deal(deal: Deal) -> str:
    meeting = deal.meeting
    return f"{deal.amount:,}円 {meeting.fair} 発注 {meeting.buyer.company} 受注 {meeting.supplier.company}"


history(
    code="fairs.participant",
    group="取引",
    label="商談会",
    model=Participant,
    company="company",
    day="fair__starts_on",
    line=lambda participant: f"{participant.fair}に{participant.get_side_display()}側で参加",
    related=("fair",),
)
for side in ("buyer", "supplier"):
    history(
        code=f"fairs.deal_{side}",
        group="取引",
        label="商談成立",
        model=Deal,
        company=f"meeting__{side}__company",
        day="agreed_on",
        line=_deal,
        related=("meeting__fair", "meeting__buyer__company", "meeting__supplier__company"),
    )

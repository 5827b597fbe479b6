"""What a company's history says of its membership."""

from banso.core.era import format_date
from banso.registers.histories import history

from .models import Member

history(
    code="members.member",
    group="施設・会員",
    label="入会",
    model=Member,
    company="company",
    day="joined_on",
    line=lambda member: (
        f"{member.programme} {member.grade}{f'(退会 {format_date(member.left_on)})' if member.left_on else ''}"
    ),
    related=("programme", "grade"),
)

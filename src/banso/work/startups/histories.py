"""What a company's history says of its founding."""

from banso.registers.histories import history

from .models import Founding

history(
    code="startups.founding",
    group="補助・開発",
    label="創業",
    model=Founding,
    company="company",
    day="founded_on",
    line=lambda founding: f"{founding.programme} {founding.person}",
    related=("programme", "person"),
)

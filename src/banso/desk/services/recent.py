"""Remembering the companies someone works with."""

from django.utils import timezone

from banso.core.trail import verb
from banso.desk.models import RecentCompany
from banso.registers.models import Company, User

KEPT = 20


@verb
def note_used(company: Company, *, by: User) -> None:
    """Put a company at the top of a user's recent ones."""
    mine = RecentCompany.objects.filter(user=by)
    latest = mine.first()
    if latest and latest.company_id == company.pk:
        return
    RecentCompany.objects.bulk_create(
        [RecentCompany(user=by, company=company, used_at=timezone.now())],
        update_conflicts=True,
        unique_fields=["user", "company"],
        update_fields=["used_at"],
    )
    mine.exclude(pk__in=mine.values("pk")[:KEPT]).delete()

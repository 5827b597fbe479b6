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
    mine.update_or_create(user=by, company=company, defaults={"used_at": timezone.now()})
    mine.exclude(pk__in=list(mine.values_list("pk", flat=True)[:KEPT])).delete()

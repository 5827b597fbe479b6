"""Payments on the first page: those that wait to be released, and tax that is due."""

from banso.core.agenda import Part, agenda
from banso.core.era import format_date

from .choices import WAITING
from .models import Batch, Order

agenda(
    code="payments.waiting",
    part=Part.WAITING,
    label="支払の承認待ち",
    model=Order,
    rows=lambda today: Order.objects.filter(progress__state__in=WAITING),
    day="due_on",
    line=lambda order: f"{order}({order.progress})",
    related=("payee", "progress"),
)
agenda(
    code="payments.tax",
    part=Part.DUE,
    label="源泉所得税の納付",
    model=Batch,
    rows=lambda today: Batch.objects.filter(withheld__gt=0, pay_on__lte=today, tax_due_on__gte=today),
    day="tax_due_on",
    line=lambda batch: f"{format_date(batch.tax_due_on)}まで {batch.withheld:,}円({batch})",
)

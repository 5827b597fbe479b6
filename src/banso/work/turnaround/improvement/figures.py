"""What the reports count of improvement plans: papers received and accompaniments held, by their days, whatever edition they go by."""

from banso.figures.measures import Dimension, Flow, Rows, measure

from .choices import Frame, ReceiptKind, Scheme
from .models import Accompaniment, Receipt

_OF_PLAN = {
    "scheme": Dimension("制度", "case__scheme", labels=dict(Scheme.choices), of_service=True),
    "frame": Dimension("枠", "case__frame", labels=dict(Frame.choices), of_service=True),
}

RECEIPTS = measure(
    code="turnaround.receipts",
    label="申請受付件数",
    rule="受付日が年度内にある申請を、申請の種類ごとに1件として数える。",
    unit="件",
    population=Receipt.objects.standing,
    count=Rows(),
    timing=Flow(fiscal_year="fiscal_year", decided_by="申請の受付日"),
    programme="case__case__programme_id",
    company="case__case__company",
    dimensions=_OF_PLAN | {"kind": Dimension("申請の種類", "kind", labels=dict(ReceiptKind.choices), of_service=True)},
)

ACCOMPANIMENTS = measure(
    code="turnaround.accompaniments",
    label="伴走支援実施回数",
    rule="実施日が年度内にある伴走支援を、1回を1件として延べで数える。",
    unit="件",
    population=Accompaniment.objects.standing,
    count=Rows(),
    timing=Flow(fiscal_year="fiscal_year", decided_by="伴走支援の実施日"),
    programme="case__case__programme_id",
    company="case__case__company",
    dimensions=_OF_PLAN,
)

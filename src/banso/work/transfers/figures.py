"""What the reports count of sale and purchase: those who come, both registers, and firms handed over."""

from banso.figures.measures import Dimension, Distinct, Flow, Rows, Total, measure

from .choices import BuyerKind
from .models import Buyer, DealStep, ListingStep

_INDUSTRY = {
    "industry": Dimension(
        "業種",
        "case__listing__industry__code",
        of_subject=True,
        label_path="case__listing__industry__name",
    )
}
_BY_STEP = Flow(fiscal_year="fiscal_year", decided_by="手続の日付", day="taken_on")

SELLERS = measure(
    code="transfers.sellers",
    label="譲渡相談企業数",
    rule="「譲渡相談」の日付が年度内にある譲渡案件の企業を、年度内に何件あっても1社として実数で数える。取り消した手続は数えない。",
    unit="社",
    population=lambda: ListingStep.objects.in_force().filter(step="consulted"),
    count=Distinct("case__company_id"),
    timing=_BY_STEP,
    programme="case__programme_id",
    company="case__company",
    staff="case__keeper",
    dimensions=_INDUSTRY,
)
BRIDGED = measure(
    code="transfers.bridged",
    label="民間支援機関への橋渡し件数",
    rule="「橋渡しの受諾」の日付が年度内にある譲渡案件を、1案件を1件として延べで数える。取り消した手続は数えない。",
    unit="件",
    population=lambda: ListingStep.objects.in_force().filter(step="bridged"),
    count=Rows(),
    timing=_BY_STEP,
    programme="case__programme_id",
    company="case__company",
    staff="case__keeper",
    dimensions=_INDUSTRY,
)
SOLD_BY_ADVISERS = measure(
    code="transfers.sold_by_advisers",
    label="橋渡し先での成約件数",
    rule=(
        "「成約の報告(橋渡し先)」の日付が年度内にある譲渡案件の件数の重みを合計する。重みは1、"
        "相手側が他のセンターのときは取扱条件の重み(0.5)とし、端数のまま出す。取り消した手続は数えない。"
    ),
    unit="件",
    population=lambda: ListingStep.objects.in_force().filter(step="sold"),
    count=Total("weight"),
    timing=_BY_STEP,
    programme="case__programme_id",
    company="case__company",
    staff="case__keeper",
    dimensions=_INDUSTRY,
)
BUYERS = measure(
    code="transfers.buyers",
    label="譲受登録件数",
    rule="登録日が年度内にある譲受登録を、1登録を1件として延べで数える。後継者人材バンクの登録も含み、種類で分けられる。",
    unit="件",
    population=Buyer.objects.all,
    count=Rows(),
    timing=Flow(fiscal_year="fiscal_year", decided_by="登録日", day="registered_on"),
    programme="programme_id",
    staff="keeper",
    dimensions={"kind": Dimension("種類", "kind", labels=dict(BuyerKind.choices))},
)

_OF_DEAL = {
    "industry": Dimension(
        "業種", "case__deal__listing__industry__code", label_path="case__deal__listing__industry__name"
    ),
    "kind": Dimension("候補の種類", "case__deal__buyer__kind", labels=dict(BuyerKind.choices)),
}
CONCLUDED = measure(
    code="transfers.concluded",
    label="第三者承継の成約件数",
    rule=(
        "「成約」の日付が年度内にある交渉の件数の重みを合計する。重みは1、譲渡側か譲受側が他のセンターのときは取扱条件の重み(0.5)とし、"
        "端数のまま出す。取り消した手続と、橋渡し先での成約は数えない。"
    ),
    unit="件",
    population=lambda: DealStep.objects.in_force().filter(step="concluded"),
    count=Total("weight"),
    timing=_BY_STEP,
    programme="case__programme_id",
    staff="case__keeper",
    dimensions=_OF_DEAL,
)
NAMED = measure(
    code="transfers.named",
    label="ネームクリア件数",
    rule="「ネームクリア」の日付が年度内にある交渉を、1件として延べで数える。取り消した手続は数えない。",
    unit="件",
    population=lambda: DealStep.objects.in_force().filter(step="named"),
    count=Rows(),
    timing=_BY_STEP,
    programme="case__programme_id",
    staff="case__keeper",
    dimensions=_OF_DEAL,
)

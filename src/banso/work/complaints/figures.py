"""What can be counted of complaints. Where the national body counts, the report prints its figures (borrowed), not these."""

from typing import Any

from banso.figures.measures import Dimension, Flow, Rows, Total, measure

from .choices import Division, Ended, Matter, Means, Order, Paid, Retaliation, Side, Verdict
from .models import Complaint, ComplaintStep

RECEIVED = measure(
    code="complaints.received",
    label="取引の相談件数",
    rule="受付日が年度内にある取引の相談を、1件の相談を1件として数える。国の機関が数える相談件数とは別の、センターの記録による数である。",
    unit="件",
    population=Complaint.objects.all,
    count=Rows(),
    timing=Flow(fiscal_year="case__fiscal_year", decided_by="相談の受付日", day="case__opened_on"),
    programme="case__programme_id",
    company="case__company",
    staff="case__keeper",
    dimensions={
        "division": Dimension("区分", "division", labels=dict(Division.choices)),
        "matter": Dimension("相談の内容", "matter", labels=dict(Matter.choices)),
        "order": Dimension("取引の種類", "order", labels=dict(Order.choices)),
        "means": Dimension("受付方法", "means", labels=dict(Means.choices)),
        "side": Dimension("相談者の立場", "side", labels=dict(Side.choices)),
        "law": Dimension("発注日の法令", "law__code", label_path="law__name"),
        "verdict": Dimension("法令の適用", "verdict", labels=dict(Verdict.choices)),
    },
)


def _steps(code: str, step: str, label: str, rule: str, unit: str = "件", **said: Any) -> None:
    """A measure of one step of complaints by the day it was taken."""
    measure(
        **{
            "code": code,
            "label": label,
            "rule": rule,
            "unit": unit,
            "population": lambda: ComplaintStep.objects.in_force().filter(step=step),
            "count": Rows(),
            "timing": Flow(fiscal_year="fiscal_year", decided_by=f"{label}の日"),
            "programme": "case__programme_id",
            "company": "case__company",
            "staff": "case__keeper",
            "dimensions": {},
        }
        | said
    )


_steps(
    "complaints.lawyer",
    "lawyer_consulted",
    "弁護士相談件数",
    "弁護士相談を行った日が年度内にあるものを、1回を1件として数える。",
)
_steps(
    "complaints.referred",
    "referred",
    "取次・紹介件数",
    "取次・紹介をした日が年度内にあるものを、1回を1件として数える。",
)
_steps(
    "complaints.mediations",
    "adr_filed",
    "調停(ADR)申立て件数",
    "調停を申し立てた日が年度内にある相談を、1件として数える。",
)
_steps("complaints.settled", "adr_settled", "調停の和解件数", "和解が成立した日が年度内にある相談を、1件として数える。")
_steps(
    "complaints.retaliated",
    "retaliated",
    "報復の申出件数",
    "報復の申出があった日が年度内にあるものを、1回を1件として数える。",
)
_steps(
    "complaints.closed",
    "closed",
    "終結した相談件数",
    "終結の日が年度内にある相談を、1件として数える。",
    dimensions={"ended": Dimension("結果", "ended", labels=dict(Ended.choices))},
)
_steps(
    "complaints.called",
    "called_3",
    "3か月後に確認した件数",
    "3か月後の確認をした日が年度内にある相談を、1件として数える。",
    dimensions={
        "paid": Dimension("支払の状況", "paid", labels=dict(Paid.choices)),
        "retaliation": Dimension("報復", "retaliation", labels=dict(Retaliation.choices)),
    },
)
_steps(
    "complaints.recovered",
    "closed",
    "支払われた・和解した金額",
    "終結の日が年度内にある相談の、支払われた額と和解した額の合計。円で合計し、印刷のときに千円未満を四捨五入する。",
    "千円",
    count=Total("amount"),
)

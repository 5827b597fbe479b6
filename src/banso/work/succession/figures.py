"""What the reports count of succession: sheets of the network, tracks, what was completed and released."""

from typing import Any

from banso.figures.measures import Dimension, Distinct, Flow, Rows, measure

from .choices import Heir, Released, Route, SheetResult, TrackKind
from .models import Diagnosis, Track, TrackStep

_BY_SHEET: dict[str, Any] = {
    "unit": "件",
    "count": Rows(),
    "timing": Flow(fiscal_year="fiscal_year", decided_by="診断票の受領日"),
    "programme": "programme_id",
    "dimensions": {
        "sender": Dimension("実施機関", "sender__name"),
        "heir": Dimension("後継者の状況", "heir", labels=dict(Heir.choices)),
        "result": Dimension("診断のあと", "result", labels=dict(SheetResult.choices)),
    },
}
DIAGNOSES = measure(
    code="succession.diagnoses",
    label="事業承継診断件数",
    rule="受領日が年度内にある診断票を、1枚を1件として延べで数える。",
    population=Diagnosis.objects.all,
    **_BY_SHEET,
)
CONVERTED = measure(
    code="succession.converted",
    label="相談につながった診断件数",
    rule="受領日が年度内にある診断票のうち、相談の案件につながったものを、1枚を1件として数える。相談が翌年度でも、診断票の受領日の年度に数える。",
    population=lambda: Diagnosis.objects.filter(track__isnull=False),
    **_BY_SHEET,
)
TRACKS = measure(
    code="succession.tracks",
    label="承継支援の受付件数",
    rule="受付日が年度内にある承継支援の案件を、支援の種類ごとに1件として数える。別の支援に移ったときは、移った先を新しい案件として数える。",
    unit="件",
    population=Track.objects.all,
    count=Rows(),
    timing=Flow(fiscal_year="case__fiscal_year", decided_by="案件の受付日", day="case__opened_on"),
    programme="case__programme_id",
    company="case__company",
    staff="case__keeper",
    dimensions={
        "kind": Dimension("支援の種類", "kind", labels=dict(TrackKind.choices)),
        "route": Dimension("相談の経路", "route", labels=dict(Route.choices)),
    },
)


def _steps(code: str, step: str, label: str, rule: str, unit: str = "件", **said: Any) -> None:
    """A measure of one step of tracks by the day it was taken."""
    kinds = said.pop("kinds", ())
    of_kind = {"case__track__kind__in": kinds} if kinds else {}
    measure(
        **{
            "code": code,
            "label": label,
            "rule": rule,
            "unit": unit,
            "population": lambda: TrackStep.objects.in_force().filter(step=step, **of_kind),
            "count": Rows(),
            "timing": Flow(fiscal_year="fiscal_year", decided_by=f"{label}を数える手続の日"),
            "programme": "case__programme_id",
            "company": "case__company",
            "staff": "case__keeper",
            "dimensions": {"kind": Dimension("支援の種類", "case__track__kind", labels=dict(TrackKind.choices))},
        }
        | said
    )


_steps(
    "succession.companies",
    "met",
    "承継支援の相談企業数",
    "初回面談の日が年度内にある企業を、いくつの支援を受けても1社として実数で数える。企業のない個人(後継者人材)は含まない。",
    "社",
    count=Distinct("case__company_id"),
)
_steps(
    "succession.persons",
    "met",
    "承継支援の相談者数(企業のない個人)",
    "初回面談の日が年度内にある、企業のない個人(後継者人材など)を、いくつの支援を受けても1者として実数で数える。相談者数は、相談企業数にこれを加えた数になる。",
    "者",
    count=Distinct("case__person_id"),
    population=lambda: TrackStep.objects.in_force().filter(step="met", case__company__isnull=True),
)
_steps(
    "succession.sellers",
    "met",
    "譲渡相談企業数",
    "第三者承継(譲渡)の初回面談の日が年度内にある企業を、1社として実数で数える。",
    "社",
    count=Distinct("case__company_id"),
    kinds=(TrackKind.SALE,),
)
_steps(
    "succession.plans",
    "planned",
    "事業承継計画の合意件数",
    "事業承継計画に合意した日が年度内にある案件を、1件として数える。",
)
_steps(
    "succession.completed",
    "completed",
    "親族内・従業員承継の支援完了件数",
    "支援完了の日が年度内にある案件を、1件として数える。",
)
_steps(
    "succession.guarantees",
    "applied",
    "経営者保証の支援件数",
    "経営者保証の相談の申込日が年度内にある案件を、1件として数える。",
)
_steps(
    "succession.released",
    "answered",
    "経営者保証の回答件数",
    "金融機関の回答の日が年度内にある案件を、1件として数える。",
    dimensions={"released": Dimension("回答", "released", labels=dict(Released.choices))},
)
